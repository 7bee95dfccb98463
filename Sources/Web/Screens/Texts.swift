import Foundation

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
    guard var text = texts[key] else { return "⟦\(key)⟧" }
    for (name, value) in values { text = text.replacingOccurrences(of: "{\(name)}", with: value) }
    return text
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
