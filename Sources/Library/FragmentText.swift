import Foundation

/// Finds and fills in `{name}` in a pattern; `\p{…}`, `\x{…}` and quantifiers are left alone.
enum FragmentText {
  /// The names that a pattern uses.
  static func names(in text: String) -> [String] {
    var names: [String] = []
    _ = expand(text) { name in
      names.append(name)
      return ""
    }
    return names
  }

  /// The pattern with every `{name}` replaced; a value with alternatives becomes a group.
  static func expand(_ text: String, _ value: (String) -> String) -> String {
    var result = ""
    var rest = text[...]
    while let letter = rest.popFirst() {
      if letter == "\\" {
        result.append(letter)
        guard let escaped = rest.popFirst() else { break }
        result.append(escaped)
        if "pPxoNkgu".contains(escaped), rest.first == "{", let end = rest.firstIndex(of: "}") {
          result += rest[...end]
          rest = rest[rest.index(after: end)...]
        }
      } else if letter == "{", let end = rest.firstIndex(of: "}"), isName(rest[..<end]) {
        result += grouped(value(String(rest[..<end])))
        rest = rest[rest.index(after: end)...]
      } else {
        result.append(letter)
      }
    }
    return result
  }

  /// A complaint about a fragment that does not exist.
  static func unknown(_ name: String, at value: YAMLValue, among names: [String]) -> Complaint {
    value.complaint(
      "onbekend fragment {\(name)}", advice: Spelling.advice(for: name, among: names, noun: "bekend zijn"), code: "R006"
    )
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.first, "a"..."z" ~= first else { return false }
    return text.allSatisfy { "a"..."z" ~= $0 || "0"..."9" ~= $0 || $0 == "_" }
  }

  /// The pattern within `(?:…)`, unless it is one group already.
  static func grouped(_ pattern: String) -> String {
    var depth = 0
    var isInClass = false
    var rest = pattern[...]
    var isOneGroup = pattern.hasPrefix("(?:")
    while let letter = rest.popFirst() {
      switch letter {
      case "\\": _ = rest.popFirst()
      case "[": isInClass = true
      case "]": isInClass = false
      case "(" where !isInClass: depth += 1
      case ")" where !isInClass:
        depth -= 1
        if depth == 0, !rest.isEmpty { isOneGroup = false }
      default: break
      }
    }
    return isOneGroup ? pattern : "(?:" + pattern + ")"
  }
}

extension Fragments {
  /// Works out fragments that use one another.
  struct Resolver {
    let raw: [String: YAMLValue]
    var done: [String: String]
    private var open: [String] = []

    init(raw: [String: YAMLValue], done: [String: String]) {
      self.raw = raw
      self.done = done.filter { raw[$0.key] == nil }
    }

    /// The pattern of a fragment, working out first what it uses.
    mutating func resolve(_ name: String) throws(Complaint) -> String {
      if let pattern = done[name] { return pattern }
      guard let value = raw[name] else { return "" }
      if open.contains(name) {
        throw value.complaint(
          "fragment {\(name)} gebruikt zichzelf",
          advice: "haal de kring weg: \((open + [name]).joined(separator: " → "))",
          code: "R006")
      }
      open.append(name)
      defer { open.removeLast() }
      let pattern: String
      if value.isList {
        var words = try value.texts().map { $0.precomposedStringWithCanonicalMapping.lowercased() }
        words.sort { a, b in (b.count, a) < (a.count, b) }
        guard !words.isEmpty else { throw value.complaint("de lijst is leeg", advice: "zet er een woord in") }
        pattern = "(?:" + words.map(WordList.escaped).joined(separator: "|") + ")"
      } else {
        let text = try value.text()
        var parts: [String: String] = [:]
        for part in FragmentText.names(in: text) {
          guard raw[part] != nil || done[part] != nil else {
            throw FragmentText.unknown(part, at: value, among: Array(raw.keys))
          }
          parts[part] = try resolve(part)
        }
        pattern = FragmentText.expand(text) { parts[$0] ?? "" }
      }
      done[name] = pattern
      return pattern
    }
  }
}
