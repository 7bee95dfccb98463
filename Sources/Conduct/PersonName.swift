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

  private static func tidy(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
