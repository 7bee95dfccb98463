import Conduct
import Store
import TestSupport

/// A school at which things happen at random: every step that exists, by everybody, whether it is theirs or not. What the
/// store offers must succeed, and what it does not offer must be refused.
struct RandomHistory {
  /// Something that was saved, as it was then.
  struct Saved {
    var id: String
    var version: Int
  }

  let store: Store
  let school: SchoolID
  let group: GroupID
  /// Everybody; those who handle things first.
  let people: [MemberID]
  let handlers: Int
  var random: Seeded
  var time = SampleSchool.start
  var number = 0
  var reviews: [ReviewID] = []
  var decisions: [DecisionID] = []
  var measures: [MeasureID] = []
  var appeals: [AppealID] = []
  var reports: [(id: ReportID, by: MemberID)] = []
  var cases: [CaseID] = []
  /// Who took a review in hand last.
  private var holders: [ReviewID: MemberID] = [:]
  /// How often each step was taken.
  private(set) var taken: [String: Int] = [:]
  /// How often each was refused.
  private(set) var refused: [String: Int] = [:]
  /// Where the list of what is allowed and the refusals of the store differ.
  private(set) var disagreements: [String] = []

  init(_ store: Store, _ school: SchoolID, seed: UInt64) async throws {
    self.store = store
    self.school = school
    random = Seeded(seed)
    let start = SampleSchool.start
    let group = try await store.addGroup(name: "groep 4", externalID: "g4", school: school, at: start).id
    self.group = group
    // Who is there already keeps the roles they have.
    func person(_ name: String, _ role: Role, _ function: Assignment.Function? = nil, family: String? = nil)
      async throws
      -> MemberID
    {
      let isOfGroup = role == .teacher || role == .parent
      return try await store.addMember(
        MemberDraft(
          name: name, externalID: name.lowercased(), family: family.map { FamilyID($0) },
          assignments: [Assignment(role: role, function: function, group: isOfGroup ? group : nil, from: start)]),
        school: school, at: start
      ).id
    }
    let staff = [
      try await person("Leerkracht", .teacher), try await person("Duopartner", .teacher),
      try await person("Tante", .teacher, family: "f-1"), try await person("Directeur", .director),
      try await person("Adjunct", .director), try await person("Bestuurder", .board),
      try await person("Toezicht", .board), try await person("Derde", .board),
      try await person("Zorg", .staff, .care),
    ]
    let parents = [
      try await person("Ouder-1", .parent, family: "f-1"), try await person("Ouder-2", .parent, family: "f-1"),
      try await person("Ouder-3", .parent, family: "f-2"),
    ]
    people = staff + parents
    handlers = staff.count
  }

  /// One step; gives what it saved, or nil when it was refused or saved nothing with a version.
  mutating func step() async throws -> Saved? {
    number += 1
    time += .random(in: 1...3_600_000, using: &random)
    switch Int.random(in: 0..<100, using: &random) {
    case ..<9: return try await receive()
    case ..<40: return try await reviewStep()
    case ..<42: return try await submitReport()
    case ..<47: return try await reportStep()
    case ..<48: return try await everydayStep()
    case ..<50: return try await rightsStep()
    case ..<53: return try await closeDoubles()
    case ..<57: return try await propose()
    case ..<73: return try await measureStep()
    case ..<77: return try await referralStep()
    case ..<80: return try await fileAppeal()
    case ..<87: return try await appealStep()
    case ..<88: return try await openCase()
    case ..<93: return try await caseStep()
    case ..<95: return try await registerStep()
    case ..<97: return try await secondOpinion()
    case ..<98: return try await adoptCalendar()
    default: return try await tick()
    }
  }

  // MARK: Chance

  /// Somebody, mostly one who handles things.
  mutating func someone() -> MemberID {
    let isHandler = Int.random(in: 0..<10, using: &random) > 0
    return isHandler ? people[Int.random(in: 0..<handlers, using: &random)] : anyone()
  }

  mutating func anyone() -> MemberID { people[Int.random(in: 0..<people.count, using: &random)] }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func one<Element>(of all: [Element]) -> Element? { all.randomElement(using: &random) }

  /// Mostly one of the newest, so that matters come far.
  mutating func recent<Element>(of all: [Element], _ count: Int = 6) -> Element? {
    one(of: chance(75) ? Array(all.suffix(count)) : all)
  }

  /// Mostly somebody who may do something, found by asking around, with what that person sees.
  mutating func reader<File>(
    first: MemberID? = nil, _ look: (MemberID) async throws -> File, _ mayAct: (File) -> Bool
  ) async throws -> (MemberID, File?) {
    var actor = first ?? someone()
    if chance(15) { return (actor, try await seen { try await look(actor) }) }
    for _ in 0..<5 {
      let file = try await seen { try await look(actor) }
      if let file, mayAct(file) { return (actor, file) }
      actor = someone()
    }
    return (actor, try await seen { try await look(actor) })
  }

  /// Mostly something on offer, sometimes anything.
  mutating func action<Action>(of all: [Action], offered: [Action]) -> Action? {
    one(of: offered.isEmpty || chance(15) ? all : offered)
  }

  /// Takes a step. `isOffered` is whether the store said beforehand that it is allowed; nil when it did not say.
  mutating func attempt<Value>(
    _ what: String, isOffered: Bool?, _ body: () async throws -> Value
  ) async throws -> Value? {
    do {
      let value = try await body()
      taken[what, default: 0] += 1
      if isOffered == false { disagreements.append("stap \(number): \(what) stond niet in de lijst en lukte") }
      return value
    } catch let error as StoreError {
      switch error {
      case .notAllowed, .notFound, .invalid, .conflict: break
      default: throw error
      }
      refused[what, default: 0] += 1
      if isOffered == true { disagreements.append("stap \(number): \(what) stond in de lijst, maar: \(error)") }
      return nil
    }
  }

  /// What somebody may see; nil when it is not theirs.
  func seen<Value>(_ body: () async throws -> Value) async throws -> Value? {
    do { return try await body() } catch StoreError.notFound { return nil } catch StoreError.notAllowed { return nil }
  }

  // MARK: Messages and reviews

  private mutating func receive() async throws -> Saved? {
    let severity = one(of: Severity.allCases) ?? .high
    let isCare = chance(5)
    let category = Category(
      id: CategoryID("self_harm"), kind: .text, name: "zorg", explanation: "", defaultEffect: .review, isCareRoute: true
    )
    let signal = Signal(
      rule: RuleID("nl.abuse.sample"), title: "Schelden", category: isCare ? category.id : CategoryID("abuse"),
      severity: isCare ? .high : severity, effect: .hold, span: 0..<6, text: "", view: .original)
    // Few messages and texts, so that some are edited and some are doubles.
    let intake = Intake(
      message: Message(
        externalID: "r-\(Int.random(in: 0..<300, using: &random))", author: anyone(), group: group, sentAt: time,
        editedAt: chance(30) ? time : nil, text: "Sukkel \(Int.random(in: 0..<40, using: &random))"),
      found: ScanResult(signals: chance(90) ? [signal] : []), ruleset: SampleSchool.ruleset.version,
      categories: [category])
    let receipts = try await store.receive([intake], school: school, at: time)
    taken["receive", default: 0] += 1
    guard let receipt = receipts.first, receipt.outcome == .queued, let review = receipt.review else { return nil }
    reviews.append(review)
    return Saved(id: review.rawValue, version: 1)
  }

  private mutating func reviewStep() async throws -> Saved? {
    guard let id = recent(of: reviews, 5) else { return try await receive() }
    let (store, school, time, other) = (store, school, time, someone())
    let (actor, file) = try await reader(
      first: holders[id], { try await store.review(id, for: $0, school: school, at: time) },
      { $0.actions.contains { $0 != .view && $0 != .note } })
    let offered = file?.actions ?? []
    let all = Review.Action.allCases.filter { $0 != .view }
    let useful = offered.filter { $0 != .view && ($0 != .note || offered.count == 2) }
    let weighty = offered.filter { [.dismiss, .establish, .arrangeCare, .undo, .reopen].contains($0) }
    guard let action = action(of: all, offered: weighty.isEmpty || chance(40) ? useful : weighty)
    else { return nil }
    let isOffered = offered.contains(action)
    let version = file?.review.version ?? 1
    if let judgement = judgement(action) {
      let isStale = chance(10)
      var isSure: Bool? = isStale ? false : isOffered
      // What the decider may not propose undoes the whole decision.
      if case .establish(let finding) = judgement, isSure == true,
        finding.effects.contains(where: { $0.code.hasPrefix("propose") })
      {
        isSure = nil
      }
      let ruling = try await attempt("review \(action)", isOffered: isSure) {
        try await store.decide(
          id, judgement, expecting: isStale ? version - 1 : version, by: actor, school: school, at: time)
      }
      guard let ruling else { return nil }
      decisions.append(ruling.decision.id)
      holders[id] = actor
      if let proposal = ruling.proposal { measures.append(proposal.id) }
      return Saved(id: id.rawValue, version: ruling.review.version)
    }
    let review = try await attempt("review \(action)", isOffered: action == .handOver && isOffered ? nil : isOffered) {
      switch action {
      case .note: try await store.note(id, text: "Gebeld.", by: actor, school: school, at: time)
      case .claim: try await store.claim(id, by: actor, school: school, at: time)
      case .release: try await store.release(id, by: actor, school: school, at: time)
      case .handOver:
        try await store.handOver(id, to: other, reason: "Vrij.", by: actor, school: school, at: time)
      case .escalate: try await store.escalate(id, reason: "Lastig.", by: actor, school: school, at: time)
      case .giveToCare: try await store.giveToCare(id, reason: "Zorg.", by: actor, school: school, at: time)
      case .askInformation:
        try await store.askInformation(id, question: "Waarom?", by: actor, school: school, at: time)
      case .recordAnswer: try await store.recordAnswer(id, text: "Daarom.", by: actor, school: school, at: time)
      case .undo: try await store.undo(id, reason: "Vergissing.", by: actor, school: school, at: time)
      case .reopen: try await store.reopen(id, reason: "Nieuws.", by: actor, school: school, at: time)
      case .view, .dismiss, .establish, .arrangeCare: throw StoreError.invalid("geen stap")
      }
    }
    if let review { holders[id] = review.claim?.member }
    return review.map { Saved(id: id.rawValue, version: $0.version) }
  }

  private mutating func judgement(_ action: Review.Action) -> Judgement? {
    switch action {
    case .dismiss: return .dismiss(one(of: Dismissal.allCases) ?? .context)
    case .arrangeCare: return .careArranged(note: "Gebeld.")
    case .establish:
      let effects: [Decision.Effect] = [.remove, .withoutStrike, .careTold, .propose(.talk), .propose(.formalWarning)]
      let chosen = effects.filter { _ in chance(20) }
      return .establish(
        Finding(
          clauses: [ClauseID("A33")], severity: one(of: Severity.allCases) ?? .high, motivation: "Schelden.",
          facts: "Zie bericht.", effects: chosen))
    default: return nil
    }
  }

  private mutating func closeDoubles() async throws -> Saved? {
    guard let id = recent(of: reviews, 20) else { return nil }
    let (store, school, time, actor) = (store, school, time, holders[id] ?? someone())
    guard let shown = try await seen({ try await store.duplicates(of: id, for: actor, school: school, at: time) })
    else { return nil }
    let versions = Dictionary(uniqueKeysWithValues: shown.map { ($0.review.id, $0.review.version) })
    let rulings = try await attempt("doubles", isOffered: nil) {
      try await store.closeDuplicates(of: id, expecting: versions, by: actor, school: school, at: time)
    }
    decisions += rulings?.map(\.decision.id) ?? []
    return nil
  }
}
