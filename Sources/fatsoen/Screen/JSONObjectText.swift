import Exchange

/// A small JSON object, field by field; for the `--json` of commands that print one thing.
struct JSONObjectText {
  private var fields: [String] = []

  init() {}

  /// Fields in order of name.
  init(_ fields: [(String, String)]) {
    for (name, value) in fields.sorted(by: { $0.0 < $1.0 }) { add(name, value) }
  }

  /// Adds a value that is JSON already.
  mutating func add(_ name: String, _ json: String) { fields.append(Self.quoted(name) + ":" + json) }

  /// Adds a text, or null.
  mutating func add(_ name: String, text: String?) { add(name, text.map(Self.quoted) ?? "null") }

  /// Adds a whole number, or null.
  mutating func add(_ name: String, number: Int?) { add(name, number.map { String($0) } ?? "null") }

  /// Adds texts as a list.
  mutating func add(_ name: String, texts: [String]) {
    add(name, "[" + texts.map(Self.quoted).joined(separator: ",") + "]")
  }

  var text: String { "{" + fields.joined(separator: ",") + "}" }

  /// A text as JSON.
  static func text(_ text: String) -> String { quoted(text) }

  private static func quoted(_ text: String) -> String {
    var json = JSONText()
    json.string(text)
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
