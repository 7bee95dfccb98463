/// What happened at a school in one month, in numbers without names.
public struct MonthFigures: Hashable, Sendable {
  /// The year.
  public var year: Int
  /// The month, from 1.
  public var month: Int
  /// Messages that came in, by what the scan made of them.
  public var messages: [String: Int] = [:]
  /// Reviews that began.
  public var reviews = 0
  /// Decisions that stand, by their outcome.
  public var decisions: [String: Int] = [:]
  /// Decisions on reviews that had a term.
  public var withTerm = 0
  /// Those of them that were in time.
  public var inTime = 0
  /// Established violations by the category of a signal.
  public var categories: [CategoryID: Int] = [:]
  /// Decisions that were taken back.
  public var undone = 0
  /// Measures that were imposed, by kind.
  public var measures: [Measure.Kind: Int] = [:]
  /// Appeals that were filed.
  public var appeals = 0
  /// Appeals that were decided, by outcome, among those that were filed in the month.
  public var appealOutcomes: [Appeal.Outcome: Int] = [:]
  /// Terms that passed, so that somebody else had to take over.
  public var escalations = 0
  /// Second opinions that were given on decisions drawn in the month.
  public var secondOpinions = 0
  /// Those of them that agreed.
  public var agreeing = 0
  /// Times that somebody looked into a record.
  public var readings = 0
  /// Reviews that are open now.
  public var openNow = 0
  /// When the oldest of them came in, in milliseconds.
  public var oldestOpen: Int64?
  /// Measures that are in force now.
  public var inForceNow = 0

  /// Makes figures of an empty month.
  public init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }
}
