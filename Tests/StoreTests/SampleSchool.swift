import Conduct
import Foundation
import Store
import TestSupport

/// A folder of its own for one test, gone afterwards.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "fatsoen-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }  // a leftover folder in /tmp harms nobody
}

/// An empty database for one test.
struct TestPlace {
  let folder: Folder
  let schema: TestSchema?
  let database: any SQLDatabase

  init() async throws {
    folder = try Folder()
    var schema: TestSchema?
    if let server = TestDatabase.server { schema = try await TestSchema(on: server) }
    self.schema = schema
    database = try TestDatabase.open(schema?.url ?? "sqlite::memory:")
  }
}

/// A school with a director, two teachers, a board member and some parents, on a real database: SQLite in memory or in a
/// file, or PostgreSQL when the tests run on that.
struct SampleSchool {
  static let start: Int64 = 1_790_000_000_000  // 21 September 2026
  static let day: Int64 = 24 * 60 * 60 * 1000
  static let ruleset = RuleSet(
    version: "sha256:rules",
    rules: [
      Rule(
        id: RuleID("nl.abuse.sample"), title: "Schelden", category: CategoryID("abuse"), severity: .high,
        pattern: "sukkel", explanation: "Dit woord is een belediging.")
    ])

  let folder: Folder
  let schema: TestSchema?
  let url: String
  let database: any SQLDatabase
  let store: Store
  let id: SchoolID
  let group: Group
  private(set) var director: Member
  private(set) var board: Member
  private(set) var teacher: Member
  private(set) var colleague: Member
  let parent: Member
  let partner: Member
  let stranger: Member
  /// The school as it was made, while somebody else stands in for its staff.
  private var made: [SampleSchool] = []

  /// The school with its own staff.
  var real: SampleSchool { made.first ?? self }

  /// The school with one person in the place of all its staff, to ask what that person may do.
  func staffed(by outsider: Member) -> SampleSchool {
    var school = self
    school.made = [real]
    (school.director, school.board, school.teacher, school.colleague) = (outsider, outsider, outsider, outsider)
    return school
  }

  static func make(
    inFile: Bool = false, id: SchoolID = SchoolID("school-a"), beside other: SampleSchool? = nil,
    on own: TestSchema? = nil, policy: Policy = .sample, pageLimit: Int? = nil
  ) async throws -> SampleSchool {
    let folder = try other?.folder ?? Folder()
    var schema = other?.schema ?? own
    if schema == nil, let server = TestDatabase.server { schema = try await TestSchema(on: server) }
    let url = other?.url ?? schema?.url ?? (inFile ? "sqlite://\(folder.path)/school.db" : "sqlite::memory:")
    let database = try other?.database ?? TestDatabase.open(url, pageLimit: pageLimit)
    let keyring = Keyring(directory: "\(folder.path)/keys")
    let store = try await Store.open(PortableDatabase(database: database), keyring: keyring, at: start)
    try await store.createSchool(School(id: id, name: "De Voorbeeldschool"), policy: policy, at: start)
    try await store.keep(ruleset, school: id, at: start)
    let group = try await store.addGroup(name: "groep 4", externalID: "g4", school: id, at: start)
    func add(_ name: String, _ role: Role, _ group: GroupID? = nil, family: FamilyID? = nil) async throws -> Member {
      try await store.addMember(
        MemberDraft(
          name: name, externalID: name.lowercased(), family: family,
          assignments: [Assignment(role: role, group: group, from: start)]), school: id, at: start)
    }
    return SampleSchool(
      folder: folder, schema: schema, url: url, database: database, store: store, id: id, group: group,
      director: try await add("Directeur", .director), board: try await add("Bestuurder", .board),
      teacher: try await add("Leerkracht", .teacher, group.id),
      colleague: try await add("Duopartner", .teacher, group.id),
      parent: try await add("Ouder-1", .parent, group.id, family: FamilyID("f-1")),
      partner: try await add("Ouder-2", .parent, group.id, family: FamilyID("f-1")),
      stranger: try await add("Ouder-3", .parent, group.id, family: FamilyID("f-2")))
  }

  /// One more person with a role for the whole school.
  func member(
    _ name: String, _ role: Role, account: AccountID? = nil, family: FamilyID? = nil
  ) async throws -> Member {
    try await store.addMember(
      MemberDraft(
        name: name, account: account, family: family, assignments: [Assignment(role: role, from: Self.start)]),
      school: id, at: Self.start)
  }

  /// A message of the parent, as the scanner would hand it in.
  func intake(
    _ externalID: String?, _ text: String = "Wat een sukkel ben je.", by author: Member? = nil,
    severity: Severity? = .high, at time: Int64 = start, editedAt: Int64? = nil, kind: Message.Kind = .post
  ) -> Intake {
    let scalars = text.unicodeScalars.count
    let signals = severity.map { severity in
      [
        Signal(
          rule: RuleID("nl.abuse.sample"), title: "Schelden", category: CategoryID("abuse"), severity: severity,
          effect: .hold, span: 0..<min(6, scalars), text: "", view: .original)
      ]
    }
    return Intake(
      message: Message(
        externalID: externalID, author: (author ?? parent).id, group: group.id, kind: kind, sentAt: time,
        editedAt: editedAt, text: text), found: ScanResult(signals: signals ?? []), ruleset: Self.ruleset.version)
  }

  /// Takes one message in and gives its review.
  func review(_ externalID: String?, by author: Member? = nil, at time: Int64 = start) async throws -> ReviewID {
    let receipts = try await store.receive([intake(externalID, by: author, at: time)], school: id, at: time)
    guard let review = receipts.first?.review else { throw StoreError.notFound("Beoordeling", handle: "?") }
    return review
  }

  /// Takes one message in, claims it and establishes a violation.
  @discardableResult
  func violation(_ externalID: String, by author: Member? = nil, at time: Int64 = start) async throws -> Ruling {
    let review = try await review(externalID, by: author, at: time)
    let claimed = try await store.claim(review, by: teacher.id, school: id, at: time)
    return try await store.decide(
      review, .violation, expecting: claimed.version, by: teacher.id, school: id, at: time)
  }
}

extension Judgement {
  static let violation = Judgement.establish(
    Finding(
      clauses: [ClauseID("A33")], severity: .high, motivation: "Een scheldwoord tegen een ouder.", facts: "Zie bericht."
    ))
}

extension Measure.Plan {
  static let complete = Measure.Plan(
    motivation: "Drie keer gescholden.", ruleKnown: "Afspraken gemaild.", priorWarning: "Gesprek in september.",
    facts: "Drie berichten.", weighing: "Rust in de groep weegt zwaarder.", contactPoint: "De directie.",
    redress: "Bezwaar binnen zes weken.", hearing: "Gesprek op school.",
    until: SampleSchool.start + 60 * SampleSchool.day, scope: "Alle groepen.",
    substituteChannel: "De nieuwsbrief per mail.", internalSteps: "Gesprek en waarschuwing.",
    mandate: "Mandaatregeling van het bestuur.", clauses: [ClauseID("A33")], urgency: "Dreigt met geweld.")
}

extension Policy {
  static let sample = Policy(
    id: "voorbeeld", letter: "A", title: "Voorbeeldbeleid", version: "sha256:policy",
    clauses: [
      Clause(
        id: ClauseID("A33"), label: "Niet schelden", text: "Schelden past niet.", binds: [.everyone],
        covers: [Clause.Coverage(category: CategoryID("abuse"), effect: .review)])
    ],
    ladder: Ladder(
      weights: Sourced(
        Ladder.Weights(first: [0, 0, 1, 2, 4], again: [0, 1, 2, 3, 4]), from: .clause(ClauseID("A33"))),
      lookBackDays: Sourced(365, from: .clause(ClauseID("A33"))),
      resetsEachSchoolYear: Sourced(true, from: .clause(ClauseID("A33"))),
      steps: Sourced(
        [
          Ladder.Step(strikes: 2, proposes: .talk), Ladder.Step(strikes: 7, violations: 3, proposes: .formalWarning),
          Ladder.Step(strikes: 12, violations: 5, proposes: .postingRestriction),
        ], from: .clause(ClauseID("A33")))))
}
