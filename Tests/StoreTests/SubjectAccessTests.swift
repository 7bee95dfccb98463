import Conduct
import Testing

@testable import Store

@Suite struct SubjectAccessTests {
  private let at = SampleSchool.start + 2

  private func access(_ school: SampleSchool, _ person: Member? = nil, by reader: Member? = nil) async throws
    -> SubjectAccess
  {
    try await school.store.subjectAccess(
      of: (person ?? school.parent).id, by: (reader ?? school.director).id, school: school.id, at: at)
  }

  /// A new table with a column for a member cannot be forgotten.
  @Test func everyColumnThatNamesAMemberIsKnown() {
    let named = Schema.tables.flatMap { table in
      table.columns.filter { column in
        table.links[column] == "member" || column == "member" || column.hasSuffix("_by")
          || ["author", "actor", "reader", "holder", "handler", "reporter", "deputy", "recipient"].contains(column)
      }.filter { !["respond_by"].contains($0) }.map { "\(table.name).\($0)" }
    }
    let known = Set(Schema.people.keys).subtracting(["member.id"])
    #expect(Set(named).subtracting(known) == [])
    // What is known stands in the schema.
    let columns = Set(Schema.tables.flatMap { table in table.columns.map { "\(table.name).\($0)" } })
    #expect(known.subtracting(columns) == [])
  }

  @Test func theColumnsOfATableAreReadFromTheMigrations() async throws {
    let school = try await SampleSchool.busy()
    for table in Schema.tables {
      let row = try await school.database.read { try $0.run("SELECT * FROM \(table.name) LIMIT 1", []).first }
      guard let row else { continue }
      #expect(Set(row.columns) == Set(table.columns), "\(table.name)")
    }
  }

  @Test func everyTableThatHoldsSomethingOfThePersonIsThere() async throws {
    let school = try await SampleSchool.busy()
    _ = try await school.store.history(
      of: school.parent.id, for: school.director.id, why: .question, school: school.id, at: at)
    let found = try await access(school)
    let tables = Set(found.records.map(\.table))
    let wanted: Set = [
      "member", "assignment", "message", "signal", "review", "decision", "decision_effect", "note", "strike", "measure",
      "measure_note", "referral", "appeal", "appeal_note", "conduct_case", "conduct_case_note", "duty", "outbox",
      "event", "reading", "legal_hold", "legal_hold_note", "rectification",
    ]
    #expect(wanted.subtracting(tables) == [])
    let texts = found.records.flatMap(\.fields).compactMap(\.value)
    for text in [
      "Wat een sukkel ben je.", "Schelden.", "Gebeld.", "Te zwaar.", "Graag uw kant.", "Zo was het niet.", "Aangifte.",
    ] {
      #expect(texts.contains(text), "\(text)")
    }
  }

  @Test func nobodyElseIsNamedInIt() async throws {
    let school = try await SampleSchool.busy()
    let review = try await school.review("x-1", by: school.partner)
    try await school.store.note(
      review, text: "Ouder-1 en ouder-3 kennen elkaar.", by: school.teacher.id, school: school.id, at: at)
    for person in [school.parent, school.partner] {
      let found = try await access(school, person)
      let texts = found.records.flatMap(\.fields).compactMap(\.value)
      let others = [
        school.parent, school.partner, school.stranger, school.teacher, school.colleague, school.director, school.board,
      ].filter { $0.id != person.id }
      for other in others {
        #expect(
          !texts.contains { $0.lowercased().contains(other.name.lowercased()) || $0.contains(other.id.rawValue) },
          "\(other.name)")
      }
      #expect(found.omissions.contains { $0.rule == .otherPerson })
    }
    let texts = try await access(school, school.partner).records.flatMap(\.fields).compactMap(\.value)
    #expect(texts.contains("[een ander] en [een ander] kennen elkaar."))
  }

  @Test func aComplaintOfAReporterIsNotThere() async throws {
    let school = try await SampleSchool.make()
    let review = try await school.review("b-1")
    let own = try await school.report("b-1")
    _ = try await school.decide(review, .violation)
    let before = try await access(school)
    let complaint = try await school.complain(about: own, grounds: "Te weinig gedaan.", at: at)
    _ = try await school.store.appeal("1", for: school.director.id, school: school.id, at: at)
    let found = try await access(school)
    // Nothing of it is on the record of the person: no line of the log, term or note of who read it.
    for table in ["event", "duty", "outbox"] {
      let counts = [before, found].map { access in access.records.count { $0.table == table } }
      #expect(counts[0] == counts[1], "\(table)")
    }
    #expect(!found.records.flatMap(\.fields).contains { $0.value?.contains(complaint.id.rawValue) ?? false })
    #expect(!found.records.contains { $0.table == "reading" && $0.fields.contains { $0.value == "appeal" } })
    #expect(!found.records.contains { $0.table == "appeal" || $0.table == "appeal_note" })
    #expect(!found.records.flatMap(\.fields).contains { $0.value == "Te weinig gedaan." })
    #expect(found.omissions.contains { $0.table == "appeal" && $0.rule == .reporter })
  }

  @Test func thePlaceInTheQueueTellsNothingOfReporters() async throws {
    let school = try await SampleSchool.make()
    _ = try await school.review("b-1")
    func fields() async throws -> [String] {
      let records = try await access(school).records.filter { $0.table == "review" }
      return records.flatMap(\.fields).map { "\($0.name) \($0.value ?? "")" }
    }
    let before = try await fields()
    try await school.report("b-1", .threat)
    #expect(!before.isEmpty && !before.contains { $0.hasPrefix("rank") })
    #expect(try await fields() == before)
  }

  @Test func whatThePersonSentAlongComesWithIt() async throws {
    let school = try await SampleSchool.make()
    let own = try await school.report(nil, .passedOn, enclosures: [onePixel, onePixel])
    _ = try await school.report(nil, .passedOn, by: school.parent, enclosures: [onePixel])
    let found = try await access(school, school.stranger)
    #expect(found.files.map(\.name) == ["bijlage-\(own.number)-1.png", "bijlage-\(own.number)-2.png"])
    let told = found.records.filter { $0.table == "enclosure" }.flatMap(\.fields).filter { $0.name == "file" }
    #expect(told.map(\.value) == found.files.map(\.name))
    func contents(_ file: SubjectAccess.File, by reader: Member, of access: SubjectAccess) async throws -> [UInt8]? {
      try await school.store.contents(of: file, in: access, by: reader.id, school: school.id, at: at)
    }
    #expect(try await contents(found.files[0], by: school.director, of: found) == onePixel)
    await #expect(throws: StoreError.self) {
      _ = try await contents(found.files[0], by: school.teacher, of: found)
    }
    // An overview of somebody else does not open it.
    let other = try await access(school, school.parent)
    #expect(try await contents(found.files[0], by: school.director, of: other) == nil)
  }

  @Test func whoWorkedOnItSeesThatAndNotWhatItWasAbout() async throws {
    let school = try await SampleSchool.busy()
    let found = try await access(school, school.teacher)
    let work = found.records.filter(\.isWork)
    #expect(work.contains { $0.table == "decision" } && work.contains { $0.table == "note" })
    let texts = found.records.flatMap(\.fields).compactMap(\.value)
    #expect(!texts.contains("Wat een sukkel ben je.") && !texts.contains("Gebeld."))
    #expect(found.omissions.contains { $0.rule == .workForOthers && $0.table == "decision" })
  }

  @Test func onlyWhoMaySeeTheHistoryMakesItAndThatIsNoted() async throws {
    let school = try await SampleSchool.make()
    for reader in [school.parent, school.partner, school.stranger, school.teacher, school.board] {
      await #expect(throws: StoreError.self) { _ = try await access(school, by: reader) }
    }
    _ = try await access(school)
    let readings = try await school.store.readings(
      about: school.parent.id, for: school.director.id, school: school.id, at: at + 1)
    #expect(readings.map(\.kind) == [.subjectAccess] && readings.map(\.purpose) == [.request])
    #expect(try await school.store.verify(school: school.id).isWhole)
  }

  @Test(arguments: [
    ("Met Bo en bo gesproken.", "Met X en X gesproken."), ("Bofkont Bo", "Bofkont X"), ("Bo", "X"), ("Bob", "Bob"),
    ("Ouder van Bo", "X"), ("", ""), ("Bo, Bo; Bo!", "X, X; X!"),
  ])
  func wholeNamesAreReplaced(text: String, result: String) {
    #expect(text.replacingNames(["Ouder van Bo", "Bo"], with: "X") == result)
  }
}
