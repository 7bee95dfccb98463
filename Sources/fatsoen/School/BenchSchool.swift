import Conduct
import Foundation
import Store

/// An invented school to measure the store with: a group, a director, eight teachers and twenty parents.
struct BenchSchool {
  static let now: Int64 = 1_790_000_000_000
  private static let rules = RuleSet(
    version: "sha256:bench",
    rules: [
      Rule(
        id: RuleID("nl.abuse.bench"), title: "Proef", category: CategoryID("abuse"), severity: .medium,
        pattern: "proef", explanation: "Een verzonnen regel.")
    ])
  private static let batch = 500

  let number: Int
  let store: Store

  var id: SchoolID { SchoolID("school-\(number)") }

  func create(_ policy: Policy) async throws {
    try await store.createSchool(School(id: id, name: "School \(number)"), policy: policy, at: Self.now)
    try await store.keep(Self.rules, school: id, at: Self.now)
    let group = try await store.addGroup(name: "groep 6", externalID: "g6", school: id, at: Self.now)
    func add(_ name: String, _ role: Role, _ group: GroupID?) async throws {
      let draft = MemberDraft(
        name: name, externalID: name, assignments: [Assignment(role: role, group: group, from: Self.now)])
      _ = try await store.addMember(draft, school: id, at: Self.now)
    }
    try await add("directie", .director, nil)
    for teacher in 0..<8 { try await add("juf-\(teacher)", .teacher, group.id) }
    for parent in 0..<20 { try await add("ouder-\(parent)", .parent, group.id) }
  }

  /// Takes messages in whose text is edited nine times: each edit closes the review before it, so that one in ten stays
  /// open.
  func fill(reviews: Int) async throws {
    let writer = try await Writer(self)
    for revision in 0..<10 {
      for start in stride(from: 0, to: reviews / 10, by: Self.batch) {
        let intakes = (start..<min(start + Self.batch, reviews / 10)).map {
          writer.intake("\($0)", revision: revision, isFlagged: true)
        }
        _ = try await store.receive(intakes, school: id, at: Self.now + Int64(revision))
      }
    }
  }

  /// Makes intakes of a school whose people are known.
  struct Writer {
    let school: BenchSchool
    let parents: [Member]
    let group: GroupID?

    init(_ school: BenchSchool) async throws {
      self.school = school
      parents = try await school.store.members(school: school.id).filter { $0.name.hasPrefix("ouder") }
      group = try await school.store.groups(school: school.id).first?.id
    }

    func intake(_ id: String, revision: Int = 0, isFlagged: Bool) -> Intake {
      let text = "Bericht \(id) uit school \(school.number), keer \(revision): een proef van gewone lengte, meer niet."
      let signal = Signal(
        rule: RuleID("nl.abuse.bench"), title: "Proef", category: CategoryID("abuse"), severity: .medium,
        effect: .review,
        span: 0..<7, text: "", view: .original)
      let author = parents[abs(id.utf8.reduce(0) { $0 &* 31 &+ Int($1) }) % parents.count]
      return Intake(
        message: Message(
          externalID: id, author: author.id, group: group, sentAt: now,
          editedAt: revision > 0 ? now + Int64(revision) : nil, text: text),
        found: ScanResult(signals: isFlagged ? [signal] : []), ruleset: BenchSchool.rules.version)
    }
  }

  // MARK: Measuring

  /// The figures, by name: milliseconds per step (the middle one and the slowest of a hundred), and numbers per second.
  static func measure(_ schools: [BenchSchool]) async throws -> [(String, Double)] {
    let run = UUID().uuidString
    var writers: [Writer] = []
    for school in schools { writers.append(try await Writer(school)) }
    func any(_ index: Int) -> Writer { writers[index * 7919 % writers.count] }
    var figures: [(String, Double)] = []

    let queues = try await times(100) { index in
      let school = any(index).school
      let teacher = try await school.store.member("juf-\(index % 8)", school: school.id)
      return { _ = try await school.store.queue(for: teacher.id, school: school.id, at: now, limit: 50) }
    }
    figures += [("queue_ms", queues[50]), ("queue_worst_ms", queues[98])]

    var waiting: [[ReviewID]] = []
    for writer in writers.prefix(20) {
      let teacher = try await writer.school.store.member("juf-0", school: writer.school.id)
      let items = try await writer.school.store.queue(for: teacher.id, school: writer.school.id, at: now, limit: 200)
      waiting.append(items.filter { $0.review.claim == nil }.map(\.review.id))
    }
    let decisions = try await times(100) { index in
      let place = index % waiting.count
      let school = writers[place].school
      let teacher = try await school.store.member("juf-0", school: school.id)
      let review = waiting[place].removeLast()
      let claimed = try await school.store.claim(review, by: teacher.id, school: school.id, at: now)
      let judgement: Judgement =
        index % 2 == 0
        ? .dismiss(.context, note: "Gaat over een boek.")
        : .establish(
          Finding(clauses: [ClauseID("A33")], severity: .medium, motivation: "Dit is schelden.", facts: "Zie."))
      return {
        _ = try await school.store.decide(
          review, judgement, expecting: claimed.version, by: teacher.id, school: school.id, at: now)
      }
    }
    figures += [("decide_ms", decisions[50]), ("decide_worst_ms", decisions[98])]

    // Each message a transaction: from one caller, who waits for the disk each time, and from 64 at once, as from a portal.
    for (name, flagged, callers, count) in [
      ("receive_alone", 50, 1, 500), ("receive", 50, 64, 8000), ("receive_flagged", 1, 64, 4000),
    ] {
      let start = ContinuousClock.now
      try await withThrowingTaskGroup(of: Void.self) { [writers] group in
        for caller in 0..<callers {
          group.addTask {
            for index in stride(from: caller, to: count, by: callers) {
              let writer = writers[index * 7919 % writers.count]
              let intake = writer.intake("\(run)-\(name)-\(index)", isFlagged: index % flagged == 0)
              _ = try await writer.school.store.receive([intake], school: writer.school.id, at: now)
            }
          }
        }
        try await group.waitForAll()
      }
      figures.append(("\(name)_per_s", Double(count) / (ContinuousClock.now - start).seconds))
    }
    let batches = (0..<20).map { index in
      (0..<batch).map { any(index).intake("\(run)-b-\(index)-\($0)", isFlagged: $0 % 50 == 0) }
    }
    let start = ContinuousClock.now
    for (index, intakes) in batches.enumerated() {
      let school = any(index).school
      _ = try await school.store.receive(intakes, school: school.id, at: now)
    }
    figures.append(("receive_batch_per_s", Double(batches.count * batch) / (ContinuousClock.now - start).seconds))

    let audit = ContinuousClock.now
    var events = 0
    for school in schools.prefix(4) { events += try await school.store.verify(school: school.id).events }
    figures.append(("verify_events_per_s", Double(events) / (ContinuousClock.now - audit).seconds))
    return figures
  }

  /// Milliseconds of so many steps, fastest first; what a step needs is made before its clock starts.
  private static func times(
    _ count: Int, _ prepare: (Int) async throws -> () async throws -> Void
  ) async throws -> [Double] {
    var times: [Double] = []
    for index in 0..<count {
      let step = try await prepare(index)
      let start = ContinuousClock.now
      try await step()
      times.append((ContinuousClock.now - start).seconds * 1000)
    }
    return times.sorted()
  }
}
