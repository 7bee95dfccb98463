import Foundation
import Testing

/// Writes messages by a grammar: lists of ways to say something, of which each may name other lists.
struct NoiseGrammar {
  private var lists: [String: [String]] = [:]
  private var state: UInt64 = 20_261_121

  /// Reads a grammar: `= name` begins a list, `#` a comment.
  init(_ file: URL) throws {
    var name = ""
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
      if line.hasPrefix("= ") {
        name = String(line.dropFirst(2))
      } else {
        lists[name, default: []].append(String(line))
      }
    }
    let used = try lists.values.joined().flatMap { line in
      line.matches(of: try Regex("[{]([^}]+)[}]")).map { String(line[$0.range].dropFirst().dropLast()) }
    }
    try #require(Set(used).subtracting(lists.keys).isEmpty, "a list is named that the grammar lacks")
  }

  /// The next message.
  mutating func message() -> String { expand("{message}") }

  private mutating func expand(_ text: String) -> String {
    var text = text
    while let open = text.lastIndex(of: "("), let close = text[open...].firstIndex(of: ")") {
      let ways = text[text.index(after: open)..<close].split(separator: "|", omittingEmptySubsequences: false)
      text.replaceSubrange(open...close, with: ways[pick(ways.count)])
    }
    while let open = text.firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") {
      let list = lists[String(text[text.index(after: open)..<close])] ?? []
      text.replaceSubrange(open...close, with: expand(list[pick(list.count)]))
    }
    return text
  }

  private mutating func pick(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }
}
