import Conduct
import Testing

@testable import Store

/// What always holds. The invariants 4 to 7 are tested where their subject is: routing, handling and appeals.
@Suite struct InvariantTests {
  private let at = SampleSchool.start
  private let day = SampleSchool.day

  @Test("Invariant 1: no measure holds without a person who decided on it, however many strikes and however late")
  func noMeasureWithoutAPerson() async throws {
    var policy = Policy.sample
    policy.clauses[0].covers = [Clause.Coverage(category: CategoryID("abuse"), effect: .hold)]
    let school = try await SampleSchool.make(policy: policy)
    for number in 1...6 { try await school.violation("b-\(number)", at: at + Int64(number)) }
    for days: Int64 in [1, 30, 300] { try await school.store.tick(school: school.id, at: at + days * day) }
    let history = try await school.store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: school.id, at: at + 7)
    #expect(history.total >= 12 && !history.measures.isEmpty)
    #expect(history.measures.allSatisfy { $0.state == .proposed && $0.imposedBy == nil && $0.proposedBy == nil })
    await #expect(throws: StoreError.self) {
      try await school.database.write { connection in
        _ = try connection.run("UPDATE measure SET state = 'active', from_at = 1", [])
      }
    }
    let measure = try await school.imposed(.postingRestriction)
    let imposed = try await school.store.log(school: school.id).filter { $0.kind == .measureImposed }
    #expect(imposed.map(\.body.measure) == [measure.id] && imposed.map(\.actor) == [school.director.id])
  }

  @Test("Invariant 2: no decision to act without a clause as it stood and a motivation, on any path")
  func noDecisionWithoutClauseAndMotivation() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    let review = try await school.review("b-1")
    let claimed = try await store.claim(review, by: director, school: id, at: at)
    for finding in [
      Finding(clauses: [], severity: .high, motivation: "Schelden."),
      Finding(clauses: [ClauseID("B9")], severity: .high, motivation: "Schelden."),
      Finding(clauses: [ClauseID("A33")], severity: .high, motivation: " \n"),
    ] {
      await #expect(throws: StoreError.self) {
        try await store.decide(
          review, .establish(finding), expecting: claimed.version, by: director, school: id, at: at)
      }
    }
    let ruling = try await store.decide(
      review, .violation, expecting: claimed.version, by: director, school: id, at: at)
    #expect(ruling.decision.statement?.policyVersion == Policy.sample.version)
    #expect(ruling.decision.statement?.clauses?.map(\.text) == ["Schelden past niet."])
    #expect(try await store.policy(version: ruling.decision.policy, school: id) == .sample)
    let proposal = try #require(ruling.proposal)
    await #expect(throws: StoreError.self) {
      try await store.prepare(proposal.id, Measure.Plan(), expecting: 1, by: director, school: id, at: at)
    }
    let opened = try await store.openCase(about: school.parent.id, reason: "Toon.", by: director, school: id, at: at)
    await #expect(throws: StoreError.self) {
      try await store.advance(
        opened.id, Case.Step(.transfer, words: " "), expecting: 1, by: director, school: id, at: at)
    }
    await #expect(throws: StoreError.self) {
      try await school.database.write { connection in
        _ = try connection.run("UPDATE decision SET clauses = ''", [])
      }
    }
    await #expect(throws: StoreError.self) {
      try await school.database.write { connection in
        _ = try connection.run("UPDATE decision SET payload = NULL", [])
      }
    }
  }

  @Test("Invariant 3: nobody proposes and approves, or decides and judges the appeal")
  func neverTheSamePerson() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    let proposed = try await store.propose(
      .premisesBan, about: school.parent.id, reason: "Dreigt.", by: school.board.id, school: id, at: at)
    try await store.prepare(proposed.id, .complete, expecting: 1, by: director, school: id, at: at)
    // Neither who proposed nor who prepared; not in the store, and not in the table.
    for member in [director, school.board.id] {
      await #expect(throws: StoreError.notAllowed(.samePerson)) {
        try await store.approve(proposed.id, expecting: 2, by: member, school: id, at: at)
      }
      await #expect(throws: StoreError.self) {
        try await school.database.write { connection in
          _ = try connection.run("UPDATE measure SET approved_by = $1", [SQLValue(member)])
        }
      }
    }
    let measure = try await school.imposed(.postingRestriction)
    var appeal = try await store.appeal(
      against: .measure(measure.id), for: school.parent.id, grounds: "Te zwaar.", by: school.parent.id,
      school: id, at: at)
    appeal = try await store.advance(
      appeal.id, .admit(excuse: nil, suspends: false), expecting: 1, by: school.board.id, school: id, at: at)
    await #expect(throws: StoreError.notAllowed(.ownDecision)) {
      try await store.advance(
        appeal.id, .assign(school.director), expecting: appeal.version, by: school.board.id, school: id, at: at)
    }
    let ruling = try await school.violation("b-1")
    let filed = try await store.appeal(
      against: .decision(ruling.decision.id), for: school.parent.id, grounds: "Grap.",
      by: school.parent.id, school: id, at: at)
    await #expect(throws: StoreError.notFound("Bezwaar", handle: filed.id.rawValue)) {
      try await store.advance(
        filed.id, .admit(excuse: nil, suspends: false), expecting: 1, by: school.teacher.id, school: id, at: at)
    }
  }

  /// All that a person can read of what is about that person.
  private func readable(_ school: SampleSchool, by member: Member) async throws -> [String] {
    let (store, id) = (school.store, school.id)
    var lines = try await store.notices(for: member.id, school: id).map { "\($0.kind) \($0.at) \($0.text ?? "")" }
    lines += try await store.ownMeasures(of: member.id, school: id).map { "\($0.kind) \($0.state)" }
    lines += try await store.appeals(for: member.id, school: id, at: at).map { "\($0.kind) \($0.state)" }
    lines += try await store.queue(for: member.id, school: id, at: at).map { "\($0.review.number)" }
    lines += try await store.due(for: member.id, all: true, school: id, at: at).map { "\($0.duty.kind)" }
    for number in 1...5 {
      for handle in ["\(number)", "#\(number)"] {
        do { lines.append("\(try await store.appeal(handle, for: member.id, school: id, at: at).appeal.kind)") } catch {
          lines.append("\(error)")
        }
      }
    }
    return lines
  }

  @Test("Invariant 8: what the accused can read is the same whoever complained, how often and at what hour")
  func theAccusedLearnsNothingOfReporters() async throws {
    var views: [[String]] = []
    for complainers in [0, 1, 3] {
      let school = try await SampleSchool.make()
      let (store, id) = (school.store, school.id)
      let review = try await school.review("b-1")
      var complaints: [(Member, OwnReport)] = []
      for number in 0..<complainers {
        let reporter = try await store.addMember(
          MemberDraft(
            name: "Melder \(number)", assignments: [Assignment(role: .parent, group: school.group.id, from: at)]),
          school: id, at: at)
        complaints.append((reporter, try await school.report("b-1", by: reporter)))
      }
      let ruling = try await school.decide(review, .violation)
      for (number, (reporter, own)) in complaints.enumerated() {
        let complaint = try await school.complain(about: own, by: reporter, at: at + Int64(number) * 3_600_000)
        try await store.advance(
          complaint.id, .admit(excuse: nil, suspends: false), expecting: 1, by: school.director.id, school: id, at: at)
      }
      try await store.tick(school: id, at: at + 60 * day)
      views.append(try await readable(school, by: school.parent))
      let statement = try Transaction.json(try #require(ruling.decision.statement))
      #expect(!statement.contains("Melder") && statement.contains("SOURCE_VOLUNTARY"))
    }
    #expect(views[0] == views[1] && views[0] == views[2] && !views[0].isEmpty)
  }

  @Test("Invariant 9: a purge leaves no copy in any table, what is needed is held, and the log says what went")
  func aPurgeLeavesNoCopy() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let review = try await school.review("b-1")
    try await store.note(review, text: "Gebeld met vader.", by: school.teacher.id, school: id, at: at)
    _ = try await school.decide(review, .dismiss(.context, note: "Een grap."))
    let boxes = try await school.database.read { connection in
      try connection.run("SELECT id, box FROM payload WHERE class = 'dismissed'", []).map { ($0["id"], $0["box"]) }
    }
    #expect(boxes.count == 3)
    let opened = try await store.openCase(
      about: school.parent.id, reason: "Toon.", by: school.director.id, school: id, at: at)
    let later = at + 400 * day
    #expect(try await store.purge(school: id, at: later).held == 3)
    let held = try await store.review(review, for: school.director.id, school: id, at: later)
    #expect(held.isTextKept && held.notes.count == 1 && held.decisions.first?.note == "Een grap.")
    try await store.advance(
      opened.id, Case.Step(.transfer, words: "Verhuisd."), expecting: 1, by: school.director.id, school: id, at: later)
    let report = try await store.purge(school: id, at: later)
    #expect(report.contents == [.dismissed: 3] && report.held == 0)
    let event = try #require(try await store.log(school: id).last { $0.kind == .purged && $0.body.deleted != nil })
    #expect(event.body.counts?["payloads.dismissed"] == 3 && event.body.deleted?.count == 3)
    // Neither the encrypted contents nor the words are left in any row.
    for table in Schema.tables {
      let rows = try await school.database.read { connection in
        try connection.run("SELECT * FROM \(table.name)", [])
      }
      for value in rows.flatMap(\.values) {
        #expect(!boxes.contains { $0.1 == value }, "\(table.name)")
        if case .text(let text) = value {
          for secret in ["sukkel", "Gebeld", "grap"] { #expect(!text.contains(secret), "\(table.name)") }
        }
      }
    }
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test("Invariant 10: the log alone gives every row of the state again, and its chain is whole")
  func theLogRebuildsTheState() async throws {
    let school = try await SampleSchool.busy()
    let verification = try await school.store.verify(school: school.id)
    #expect(verification.faults == [])
    for table in Schema.logged.keys {
      let owner = table == "school" ? "id" : "school"
      let rows = try await school.database.read { connection in
        try connection.run("SELECT COUNT(*) AS rows FROM \(table) WHERE \(owner) = $1", [SQLValue(school.id)])
      }
      #expect(verification.rows[table] == (try rows[0].int("rows")) && verification.rows[table] != 0, "\(table)")
    }
  }
}
