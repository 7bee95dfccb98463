/// Ways in which people hide a word from a filter.
enum Disguise {
  /// At most so many different disguised forms of a word or phrase, none equal to it.
  static func forms(of word: String, most: Int = 20) -> [String] {
    // Only the longest word of a phrase is hidden.
    let parts = word.split(separator: " ").map(String.init)
    guard let longest = parts.max(by: { $0.count < $1.count }), let place = parts.firstIndex(of: longest) else {
      return []
    }
    var seen: Set<String> = [word]
    var forms: [String] = []
    for make in all {
      var parts = parts
      parts[place] = make(Array(longest))
      let form = parts.joined(separator: " ")
      if forms.count < most, seen.insert(form).inserted { forms.append(form) }
    }
    return forms
  }

  private static let all: [@Sendable ([Character]) -> String] = [
    { $0.map(String.init).joined(separator: " ") },
    { $0.map(String.init).joined(separator: ".") },
    { $0.map(String.init).joined(separator: "-") },
    { $0.map(String.init).joined(separator: "_") },
    { $0.map(String.init).joined(separator: "*") },
    { $0.map(String.init).joined(separator: "  ") },
    { $0.map(String.init).joined(separator: ". ") },
    { $0.map(String.init).joined(separator: "/") },
    { replace($0, ["a": "@", "e": "3", "i": "1", "o": "0"]) },
    { replace($0, ["a": "4", "e": "3", "i": "!", "o": "0", "s": "$", "t": "7"]) },
    { mask($0, "*") },
    { mask($0, "#") },
    { stretch($0, at: $0.count / 2) },
    { stretch($0, at: $0.count - 1) },
    { insert($0, "\u{200B}") },
    { insert($0, "\u{AD}") },
    { replace($0, ["a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "x": "х", "i": "і"]) },
    { shift($0, to: 0xFF41) },
    { shift($0, to: 0x1D41A) },
    { shift($0, to: 0x24D0) },
    { $0.map { "aeiou".contains($0) ? "\($0)\u{308}" : String($0) }.joined() },
    { $0.enumerated().map { $0 % 2 == 0 ? $1.uppercased() : String($1) }.joined() },
    { $0.map { String($0) + "\u{336}" }.joined() },
    { shift($0, to: 0x1D5EE) },
  ]

  private static func replace(_ letters: [Character], _ table: [Character: Character]) -> String {
    String(letters.map { table[$0] ?? $0 })
  }

  /// Hides one letter in the middle.
  private static func mask(_ letters: [Character], _ sign: Character) -> String {
    guard letters.count > 2 else { return String(letters) }
    var letters = letters
    letters[letters.count / 2] = sign
    return String(letters)
  }

  private static func stretch(_ letters: [Character], at place: Int) -> String {
    guard letters[place].isLetter else { return String(letters) }
    return String(letters[...place] + Array(repeating: letters[place], count: 3) + letters[(place + 1)...])
  }

  private static func insert(_ letters: [Character], _ sign: Character) -> String {
    String(letters.prefix(letters.count / 2) + [sign] + letters.suffix(letters.count - letters.count / 2))
  }

  /// The letters a to z as another alphabet of Unicode.
  private static func shift(_ letters: [Character], to base: UInt32) -> String {
    String(
      letters.map { letter in
        guard let ascii = letter.asciiValue, 0x61...0x7A ~= ascii else { return letter }
        return Unicode.Scalar(base + UInt32(ascii) - 0x61).map(Character.init) ?? letter
      })
  }
}
