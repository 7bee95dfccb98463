/// The ladder of measures as a policy sets it: how violations count, and what a count proposes. Thresholds only propose.
public struct Ladder: Hashable, Codable, Sendable {
  /// How much one established violation weighs, by severity and by how often it happened before.
  public struct Weights: Hashable, Codable, Sendable {
    /// Strike weight per severity 0-4 for a first occurrence.
    public var first: [Int]
    /// Strike weight per severity 0-4 for a repeat within the look-back.
    public var again: [Int]

    /// Makes weights; both lists have five entries.
    public init(first: [Int], again: [Int]) {
      self.first = first
      self.again = again
    }
  }

  /// What a number of strikes proposes.
  public struct Step: Hashable, Codable, Sendable {
    /// The least sum of strike weights within the look-back.
    public var strikes: Int
    /// The least number of established violations within the look-back.
    public var violations: Int
    /// The measure that is proposed to a person.
    public var proposes: Measure.Kind
    /// Where the step is written.
    public var source: SourceLocation

    /// Makes a step.
    public init(
      strikes: Int, violations: Int = 1, proposes: Measure.Kind,
      source: SourceLocation = SourceLocation(file: "", line: 0)
    ) {
      self.strikes = strikes
      self.violations = violations
      self.proposes = proposes
      self.source = source
    }
  }

  /// What the policy sets for one kind of measure.
  public struct MeasureSetting: Hashable, Codable, Sendable {
    /// Whether the school uses it.
    public var isEnabled: Bool
    /// Who decides.
    public var decider: Role
    /// Whether two people must agree.
    public var needsFourEyes: Bool
    /// Whether the person is heard before it is imposed.
    public var needsHearing: Bool
    /// The longest term in days; nil when it has none.
    public var longestTermDays: Int?

    /// Makes a setting.
    public init(
      isEnabled: Bool = true, decider: Role, needsFourEyes: Bool, needsHearing: Bool, longestTermDays: Int? = nil
    ) {
      self.isEnabled = isEnabled
      self.decider = decider
      self.needsFourEyes = needsFourEyes
      self.needsHearing = needsHearing
      self.longestTermDays = longestTermDays
    }
  }

  /// How violations count.
  public var weights: Sourced<Weights>
  /// How long an established violation counts, in days.
  public var lookBackDays: Sourced<Int>
  /// Whether the count starts anew on 1 August.
  public var resetsEachSchoolYear: Sourced<Bool>
  /// The steps, lowest first.
  public var steps: Sourced<[Step]>
  /// Settings per kind of measure; a kind without a setting takes the product's default.
  public var measures: [Measure.Kind: Sourced<MeasureSetting>]

  /// Makes a ladder.
  public init(
    weights: Sourced<Weights>, lookBackDays: Sourced<Int>, resetsEachSchoolYear: Sourced<Bool>,
    steps: Sourced<[Step]>, measures: [Measure.Kind: Sourced<MeasureSetting>] = [:]
  ) {
    self.weights = weights
    self.lookBackDays = lookBackDays
    self.resetsEachSchoolYear = resetsEachSchoolYear
    self.steps = steps
    self.measures = measures
  }
}
