import Conduct
import Store
import Testing

/// Texts that would mean something to a database, in every place where a text goes in.
@Suite struct HostileTextTests {
  private let at = SampleSchool.start

  @Test(arguments: [
    "'; DROP TABLE review; --", "\" OR 1=1 --", "$1 $2 $$x$$", "\\'; DELETE FROM event; --", "%s%n {bytes} ?1 :naam",
    "Zoë's “é” 👩‍👧 \u{202E}\u{FEFF}\u{FFFF}\t\r\n",
  ])
  func aTextIsOnlyEverAText(text: String) async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    let group = try await store.addGroup(name: text, externalID: text, school: school.id, at: at)
    #expect(try await store.groups(school: school.id).contains { $0.name == text && $0.externalID == text })
    let member = try await store.addMember(
      MemberDraft(
        name: text, externalID: text, account: AccountID(text), family: FamilyID(text),
        assignments: [Assignment(role: .parent, group: group.id, from: at)]), school: school.id, at: at)
    let found = try await store.member(text, school: school.id)
    #expect(found == member && found.name == text && found.account == AccountID(text))
    let receipts = try await store.receive(
      [school.intake(text, text, by: member, severity: .high)], school: school.id, at: at)
    let review = try #require(receipts.first?.review)
    try await store.claim(review, by: school.teacher.id, school: school.id, at: at)
    try await store.askInformation(review, question: text, by: school.teacher.id, school: school.id, at: at)
    let claimed = try await store.claim(review, by: school.teacher.id, school: school.id, at: at)
    let ruling = try await store.decide(
      review, .establish(Finding(clauses: [ClauseID("A33")], severity: .high, motivation: text, facts: text)),
      expecting: claimed.version, by: school.teacher.id, school: school.id, at: at)
    let file = try await store.review(review, for: school.director.id, school: school.id, at: at)
    #expect(file.message.text == text && file.message.externalID == text && file.notes.map(\.text) == [text])
    #expect(file.decisions.first?.statement == ruling.decision.statement)
    let measure = try await store.propose(
      .reminder, about: member.id, reason: text, by: school.director.id, school: school.id, at: at)
    try await store.refuse(measure.id, reason: text, expecting: 1, by: school.director.id, school: school.id, at: at)
    for handle in [text, "#\(text)"] {
      await #expect(throws: StoreError.notFound("Beoordeling", handle: handle)) {
        try await store.reviewID(handle, for: school.director.id, school: school.id, at: at)
      }
      await #expect(throws: StoreError.notFound("School", handle: handle)) {
        try await store.queue(for: MemberID(handle), school: SchoolID(handle), at: at)
      }
      await #expect(throws: StoreError.notFound("Lid", handle: handle)) {
        try await store.queue(for: MemberID(handle), school: school.id, at: at)
      }
      await #expect(throws: StoreError.notFound("Versie", handle: handle)) {
        try await store.policy(version: handle, school: school.id)
      }
    }
    #expect(try await store.verify(school: school.id).isWhole)
  }

  /// U+0000 ends a text on SQLite and cannot be kept by PostgreSQL: what is encrypted may hold it, all else is refused.
  @Test func theSignZeroIsRefusedWhereItCannotBeKeptAndKeptWhereItCan() async throws {
    let school = try await SampleSchool.make()
    let text = "voor\u{0}na"
    let before = try await school.store.verify(school: school.id).head
    // It names the field and keeps the text to itself.
    func isRefused(_ error: any Error, in field: String) -> Bool {
      guard case StoreError.invalid(let advice) = error else { return false }
      return advice.contains("“\(field)”") && advice.contains("U+0000") && !advice.contains("voor")
    }
    await #expect {
      try await school.store.addGroup(name: text, school: school.id, at: at)
    } throws: {
      isRefused($0, in: "name")
    }
    await #expect {
      try await school.store.receive([school.intake(text)], school: school.id, at: at)
    } throws: {
      isRefused($0, in: "external_id")
    }
    #expect(try await school.store.verify(school: school.id).head == before)
    let receipts = try await school.store.receive([school.intake("b-1", text)], school: school.id, at: at)
    let review = try #require(receipts.first?.review)
    let file = try await school.store.review(review, for: school.director.id, school: school.id, at: at)
    #expect(file.message.text == text)
  }

  @Test func everyValueComesBackAsItWas() async throws {
    let school = try await SampleSchool.make()
    let numbers: [Int64] = [.min, -1, 0, 1, 9999, 10_000, .max]
    let reals = [-0.5, 0.1, 1e300, 2.5e-10]
    let texts = ["", " ", "é", "👩‍👧", String(repeating: "x", count: 100_000)]
    let blobs: [[UInt8]] = [[], [0], [0, 255, 39, 92], Array(repeating: 7, count: 200_000)]
    let create = school.database.schema(
      "CREATE TABLE kind (number BIGINT, real DOUBLE PRECISION, text TEXT, bytes {bytes})")
    let rows = try await school.database.write { connection in
      try connection.run(create, [])
      for number in numbers { try connection.run("INSERT INTO kind (number) VALUES ($1)", [.integer(number)]) }
      for real in reals { try connection.run("INSERT INTO kind (real) VALUES ($1)", [.real(real)]) }
      for text in texts { try connection.run("INSERT INTO kind (text) VALUES ($1)", [.text(text)]) }
      for blob in blobs { try connection.run("INSERT INTO kind (bytes) VALUES ($1)", [.bytes(blob)]) }
      // The same statement with other kinds of values: nulls first and last.
      let all = "INSERT INTO kind (number, real, text, bytes) VALUES ($1, $2, $3, $4)"
      try connection.run(all, [.null, .null, .null, .null])
      try connection.run(all, [.integer(5), .integer(5), .text("vijf"), .bytes([5])])
      try connection.run(all, [.null, .real(5.5), .null, .bytes([])])
      let sum = try connection.run(
        "SELECT SUM(number) AS sum, COUNT(*) AS count FROM kind WHERE number IN ($1, 0, 1)", [.integer(-1)])
      #expect(sum[0]["count"] == .integer(3) && sum[0]["sum"] == .integer(0))
      let small = try connection.run("SELECT SUM(number) AS sum FROM kind WHERE number BETWEEN 0 AND 10000", [])
      #expect(small[0]["sum"] == .integer(20_005))
      let none = try connection.run("SELECT SUM(number) AS sum FROM kind WHERE number = $1", [.integer(77)])
      #expect(none[0]["sum"] == .null)
      return try connection.run("SELECT number, real, text, bytes FROM kind", [])
    }
    #expect(rows.map { $0["number"] }.filter { $0 != .null } == (numbers + [5]).map { .integer($0) })
    #expect(rows.map { $0["real"] }.filter { $0 != .null } == (reals + [5, 5.5]).map { .real($0) })
    #expect(rows.map { $0["text"] }.filter { $0 != .null } == (texts + ["vijf"]).map { .text($0) })
    #expect(rows.map { $0["bytes"] }.filter { $0 != .null } == (blobs + [[5], []]).map { .bytes($0) })
    #expect(rows.count == numbers.count + reals.count + texts.count + blobs.count + 3)
  }

  @Test func textsSortByTheirCodePoints() async throws {
    let school = try await SampleSchool.make()
    for name in ["b", "A", "é", "a", "Z", "-a"] {
      _ = try await school.store.addGroup(name: name, school: school.id, at: at)
    }
    let names = try await school.store.groups(school: school.id).map(\.name)
    #expect(names == ["-a", "A", "Z", "a", "b", "groep 4", "é"])
  }
}
