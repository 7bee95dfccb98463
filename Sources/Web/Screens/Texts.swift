/// The texts of one language, by key such as `queue.title`. They come from `Site/texts/<language>/*.yaml`.
struct Texts: Sendable {
  /// The language, as a page says it: `nl`.
  let language: String
  private let texts: [String: String]

  init(language: String, _ texts: [String: String]) {
    self.language = language
    self.texts = texts
  }

  /// All keys.
  var keys: Set<String> { Set(texts.keys) }

  /// The text of a key, with what stands between braces filled in. A key that is missing shows itself; a test finds it.
  func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
    guard let text = texts[key] else { return "⟦\(key)⟧" }
    return values.isEmpty ? text : Self.filled(text, values)
  }

  /// The text with each name between braces replaced once: a value is never looked into.
  private static func filled(_ text: String, _ values: [String: String]) -> String {
    var (filled, rest) = ("", text[...])
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
      let name = rest[rest.utf8.index(after: open)...].prefix { $0 != "}" }
      guard name.endIndex < rest.endIndex, let value = values[String(name)] else {
        filled += rest[...open]
        rest = rest[rest.index(after: open)...]
        continue
      }
      filled += rest[..<open] + value
      rest = rest[rest.index(after: name.endIndex)...]
    }
    return filled + rest
  }

  /// The text for a number of things: under `.one` or `.many`, with the number as `{n}`; under `.none` when there is such
  /// a text and there are none.
  func count(_ key: String, _ number: Int, _ values: [String: String] = [:]) -> String {
    let form = number == 1 ? "one" : number == 0 && texts["\(key).none"] != nil ? "none" : "many"
    return self("\(key).\(form)", values.merging(["n": grouped(number)]) { $1 })
  }

  /// The text of a key, when there is one.
  func ifAny(_ key: String) -> String? { texts[key] }

  /// A whole number with the sign of the language between thousands.
  func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    let sign: Character = language == "en" ? "," : "."
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(sign) }
      result.append(digit)
    }
    return number < 0 ? "-" + result : result
  }
}
