import Foundation

/// What the ladder proposes to a person, and on what ground.
public struct Proposal: Hashable, Codable, Sendable {
  /// The measure.
  public var kind: Measure.Kind
  /// The sum of the strikes that count.
  public var strikes: Int
  /// The number of violations that count.
  public var violations: Int
  /// Why the value comes from the product, when the school's policy does not say it.
  public var warning: String?

  /// Makes a proposal.
  public init(kind: Measure.Kind, strikes: Int, violations: Int, warning: String? = nil) {
    self.kind = kind
    self.strikes = strikes
    self.violations = violations
    self.warning = warning
  }
}

extension Ladder {
  /// One day, in milliseconds.
  public static let day: Int64 = 24 * 60 * 60 * 1000

  /// The strikes that count at a moment.
  public func counting(_ strikes: [Strike], at time: Int64, timeZone: String) -> [Strike] {
    let start = since(time, timeZone: timeZone)
    return strikes.filter { $0.counts(at: time) && $0.at >= start }
  }

  /// The moment from which strikes count: the look-back, and not before 1 August when the count starts anew each year.
  public func since(_ time: Int64, timeZone: String) -> Int64 {
    let start = time - Int64(lookBackDays.value) * Self.day
    return resetsEachSchoolYear.value ? max(start, Self.schoolYear(of: time, timeZone: timeZone).lowerBound) : start
  }

  /// The moment at which a strike of a given moment stops counting.
  public func expiry(of time: Int64, timeZone: String) -> Int64 {
    let end = time + Int64(lookBackDays.value) * Self.day
    return resetsEachSchoolYear.value ? min(end, Self.schoolYear(of: time, timeZone: timeZone).upperBound) : end
  }

  /// The school year of a moment, from 1 August to 1 August, in milliseconds.
  public static func schoolYear(of time: Int64, timeZone: String) -> Range<Int64> {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
    let parts = calendar.dateComponents([.year, .month], from: Date(timeIntervalSince1970: Double(time) / 1000))
    let year = (parts.year ?? 1970) - ((parts.month ?? 1) < 8 ? 1 : 0)
    func start(_ year: Int) -> Int64 {
      let date = calendar.date(from: DateComponents(year: year, month: 8, day: 1)) ?? .distantPast
      return Int64(date.timeIntervalSince1970 * 1000)
    }
    return start(year)..<start(year + 1)
  }

  /// What the strikes of one member propose: the highest step that is reached, unless it, or a heavier step, has already
  /// been proposed on the strikes of this period. A refused measure comes back only when the count has grown.
  public func proposal(
    for strikes: [Strike], register: Register, earlier: [Measure], at time: Int64, timeZone: String
  ) -> Proposal? {
    let counted = counting(strikes, at: time, timeZone: timeZone)
    let total = counted.reduce(0) { $0 + $1.weight }
    let start = since(time, timeZone: timeZone)
    let reached = steps.value.filter {
      total >= $0.strikes && counted.count >= $0.violations && $0.proposes.profile.audience.contains(register)
        && isEnabled($0.proposes)
    }
    guard !counted.isEmpty, let step = reached.last else { return nil }
    let isSettled = earlier.contains { measure in
      let isHeavier = measure.kind.profile.level > step.proposes.profile.level
      guard measure.proposedAt >= start, measure.kind == step.proposes || isHeavier else { return false }
      switch measure.state {
      case .reversed: return false
      case .refused: return measure.violations >= counted.count
      case .proposed, .approvalPending, .approved, .announced, .active, .suspended, .expired, .lifted, .superseded,
        .closed:
        return true
      }
    }
    if isSettled { return nil }
    return Proposal(kind: step.proposes, strikes: total, violations: counted.count, warning: steps.source.warning)
  }

  /// Whether the school uses a kind of measure.
  public func isEnabled(_ kind: Measure.Kind) -> Bool { measures[kind]?.value.isEnabled ?? true }

  /// What holds for a kind of measure at this school: its setting, or the product's default.
  public func setting(for kind: Measure.Kind) -> Sourced<MeasureSetting> {
    if let setting = measures[kind] { return setting }
    let profile = kind.profile
    return Sourced(
      MeasureSetting(
        decider: profile.decider, needsFourEyes: profile.needsFourEyes, needsHearing: profile.hearing != .none,
        longestTermDays: profile.longestTermDays),
      from: .productDefault(reason: "Het beleid van de school zegt hierover niets."))
  }
}

extension Provenance {
  /// The reason of a product default, for the pre-flight; nil when the school's own text says it.
  var warning: String? {
    switch self {
    case .clause: nil
    case .productDefault(let reason): reason
    }
  }
}
