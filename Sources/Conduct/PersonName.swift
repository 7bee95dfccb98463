import Foundation

/// A person's name in its Dutch parts: "Jip", "van der", "Berg".
public struct PersonName: Hashable, Codable, Sendable {
  /// The name one is called by; may be empty when only a family name is known.
  public var given: String
  /// What stands before the family name ("van der"), as a Dutch register keeps it apart; empty without.
  public var infix: String
  /// The family name; may be empty.
  public var family: String

  /// Makes a name; white space around and doubled within the parts is dropped.
  public init(given: String, infix: String = "", family: String = "") {
    self.given = Self.tidy(given)
    self.infix = Self.tidy(infix)
    self.family = Self.tidy(family)
  }

  /// The whole name as the portal shows it.
  public var full: String { [given, infix, family].filter { !$0.isEmpty }.joined(separator: " ") }

  /// Whether there is no name at all.
  public var isEmpty: Bool { given.isEmpty && family.isEmpty }

  /// The name for comparing: case and accents do not tell two people apart.
  public var folded: String { Self.fold(full) }

  /// A text for comparing names: lower case, without the accents that one file writes and another leaves out.
  public static func fold(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        tidy(text).lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars
          .filter { !$0.properties.isDiacritic && $0.properties.generalCategory != .nonspacingMark }))
  }

  /// Takes a name apart that is known only as the portal shows it: the first word is the given name, unless it is a title.
  public init(shown text: String) {
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    while words.count > 1, Self.titles.contains(Self.fold(words[0]).filter { $0 != "." }) { words.removeFirst() }
    let given = words.isEmpty ? "" : words.removeFirst()
    let count = min(words.prefix { Self.infixes.contains(Self.fold($0)) }.count, max(0, words.count - 1))
    self.init(
      given: given, infix: words.prefix(count).joined(separator: " "),
      family: words.dropFirst(count).joined(separator: " "))
  }

  private static let titles: Set<String> = [
    "juf", "juffrouw", "meester", "meneer", "mevrouw", "mw", "mevr", "dhr", "drs", "dr",
  ]
  private static let infixes: Set<String> = [
    "van", "de", "der", "den", "het", "'t", "’t", "ter", "ten", "te", "von", "el", "al", "ben", "ait", "bin", "ibn",
    "da", "di",
    "dos", "du", "la", "le", "in", "op", "aan", "v.d.", "vd",
  ]

  private static func tidy(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
