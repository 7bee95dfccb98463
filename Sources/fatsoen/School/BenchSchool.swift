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
  /// Messages that are taken in together.
  static let batch = 500

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
}
