public import Conduct
import Foundation

/// What is found by a number or a name, as far as the reader may see it: what is not for the reader leaves no trace, not
/// even in how much there is.
public struct SearchResult: Hashable, Sendable {
  /// What was asked.
  public enum Question: Hashable, Sendable {
    /// The number that something has.
    case number(Int)
    /// A part of a name.
    case name(String)
  }

  /// A measure.
  public struct MeasureItem: Hashable, Sendable {
    /// The measure.
    public var measure: Measure
    /// Whom it is about; nil when it is over, since that is told only to who opens it, which is noted.
    public var name: String?
  }

  /// People of the reader's groups; of the whole school for who looks after people.
  public var people: [Member] = []
  /// The reader's groups, or all of them.
  public var groups: [Group] = []
  /// Reviews; by a name only those that wait, as in the queue.
  public var reviews: [QueueItem] = []
  /// Cases, open ones first.
  public var cases: [Caseload.CaseItem] = []
  /// Measures; by a name only those that wait or hold.
  public var measures: [MeasureItem] = []
  /// Reports; by a name only those that wait.
  public var reports: [ReportFile] = []
  /// Appeals, open ones first.
  public var appeals: [Caseload.AppealItem] = []

  /// Nothing found.
  public init() {}

  /// The fewest signs of a name that are looked for.
  public static let shortest = 2
  /// The most of one kind that are given.
  public static let most = 10

  /// A text as it is compared: people type capitals and accents as it comes.
  public static func plain(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
