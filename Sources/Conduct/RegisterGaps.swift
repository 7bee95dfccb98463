/// What a policy asks the school to keep, and the register does not have.
public struct RegisterGaps: Hashable, Sendable {
  /// Who may post for the school without a training that holds (A43).
  public var untrained: [MemberID]
  /// Who works at the school without a declaration for this school year (A19).
  public var undeclared: [MemberID]
  /// Parents whom nobody admitted (B9).
  public var notAdmitted: [MemberID]
  /// Whether the policy in force was made known in any way (A45).
  public var isPublished: Bool
  /// The ways in which the policy in force was not made known yet (A45).
  public var unusedChannels: [RegisterEntry.Value]
  /// The day on which the school is to look back at the policy; nil when nothing says so (B15).
  public var evaluation: Day?
  /// Whether that day is over.
  public var isEvaluationOverdue: Bool
  /// What was not looked into within a year (A15, B12).
  public var unchecked: [RegisterEntry.Value]

  /// Compares what is kept with the people of the school and the policy in force.
  public init(
    members: [Member], entries: [RegisterEntry], policy: Policy, calendar: SchoolCalendar, at time: Int64
  ) {
    let held = entries.filter { $0.holds(at: time) }
    func without(_ kind: RegisterEntry.Kind, _ who: (Member) -> Bool) -> [MemberID] {
      let having = Set(held.filter { $0.kind == kind }.map(\.member))
      return members.filter { who($0) && !having.contains($0.id) }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        .map(\.id)
    }
    untrained = without(.training) { !$0.roles(at: time).isDisjoint(with: [.teacher, .staff, .director]) }
    undeclared = without(.ownDevice) { !$0.roles(at: time).isDisjoint(with: [.teacher, .staff, .director]) }
    notAdmitted = without(.admission) { $0.roles(at: time).contains(.parent) }
    let used = Set(entries.filter { $0.kind == .publication && $0.policy == policy.version }.map(\.value))
    isPublished = !used.isEmpty
    unusedChannels = RegisterEntry.Kind.publication.profile.values.filter { !used.contains($0) }
    let today = calendar.day(of: time)
    let last = entries.last { $0.kind == .evaluation }
    // A policy's own date is looked at once; after that the evaluation says when the next one is, or a year passes.
    evaluation = last.map { last in
      last.until.map(calendar.day) ?? calendar.day(of: last.from).yearLater
    }
    if evaluation == nil { evaluation = policy.evaluationDay }
    isEvaluationOverdue = evaluation.map { $0 < today } ?? false
    let recent = entries.filter { $0.kind == .check && calendar.day(of: $0.from).yearLater >= today }.map(\.value)
    unchecked = RegisterEntry.Kind.check.profile.values.filter { !recent.contains($0) }
  }
}

extension Day {
  /// The same day of the next year; after a leap day 1 March.
  var yearLater: Day {
    let (year, month, day) = parts
    return Day(year + 1, month, day)
  }
}

extension Policy {
  /// Whether a clause asks that the policy was made known before it is enforced: its parameter `before_enforcement` (A45).
  public var needsPublication: Bool {
    clauses.contains { $0.parameters["before_enforcement"]?.value == "required" }
  }

  /// The last day on which the school meant to look at the policy again; of a month that is named, its last.
  public var evaluationDay: Day? {
    guard let text = evaluationDate else { return nil }
    if let day = Day(text) { return day }
    guard let first = Day(text + "-01") else { return nil }
    let (year, month, _) = first.parts
    return Day(year, month + 1, 1) + -1
  }
}
