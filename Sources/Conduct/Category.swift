/// The identifier of a category, such as `abuse`; the closed list stands in `Wordlists/categories.yaml`.
public struct CategoryID: RawRepresentable, Hashable, Codable, Sendable, Comparable, CustomStringConvertible {
  /// Lower-case letters and underscores.
  public let rawValue: String

  /// Wraps a category's name; whether it exists is checked by `Library`.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Wraps a category's name.
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// The name itself.
  public var description: String { rawValue }

  /// Orders by name.
  public static func < (a: CategoryID, b: CategoryID) -> Bool { a.rawValue < b.rawValue }
}

/// A kind of doubtful content or posting that rules name and policies attach clauses to.
public struct Category: Hashable, Codable, Sendable {
  /// Where signals of a category come from: the text, or the circumstances of posting.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case text
    case posting
  }

  /// The permanent identifier.
  public var id: CategoryID
  /// What produces its signals.
  public var kind: Kind
  /// The name on screen, in Dutch ("schelden").
  public var name: String
  /// One plain Dutch sentence that says what the category is about.
  public var explanation: String
  /// The effect when no clause of the policy in force covers the category: a product default.
  public var defaultEffect: Effect
  /// Whether signals go to a named person of care and stay apart from conduct (`self_harm`).
  public var isCareRoute: Bool
  /// The categories, itself perhaps among them, whose weak signals count together with a weak signal of this one.
  public var together: [CategoryID]

  /// Makes a category.
  public init(
    id: CategoryID, kind: Kind, name: String, explanation: String, defaultEffect: Effect, isCareRoute: Bool = false,
    together: [CategoryID] = []
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.explanation = explanation
    self.defaultEffect = defaultEffect
    self.isCareRoute = isCareRoute
    self.together = together
  }
}
