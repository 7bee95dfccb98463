public import Conduct

/// A picture, and what must still be done with it.
public struct PictureItem: Hashable, Sendable {
  /// The picture.
  public var picture: Picture
  /// What is to be done, soonest first; empty when nothing is.
  public var duties: [Duty]
  /// When the first of it is due, in milliseconds.
  public var due: Int64?
  /// When that was first due, before it went to somebody else, in milliseconds.
  public var firstDue: Int64?

  /// Whether the term is over.
  public func isOverdue(at time: Int64) -> Bool { (firstDue ?? due).map { $0 < time } ?? false }
}
