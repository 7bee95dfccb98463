import Conduct
import Store
import Testing

extension LetterDraft {
  /// A letter in Dutch as plain text.
  init(_ text: String, about kind: KeptLetter.Matter.Kind, _ id: String, template: String = "warning") {
    self.init(
      kind: template, language: "nl", form: "txt", matter: KeptLetter.Matter(kind, id: id), reference: "\(kind)",
      text: text)
  }
}

extension SampleSchool {
  /// Makes a letter final, by default as the director.
  @discardableResult
  func keep(
    _ text: String, about kind: KeptLetter.Matter.Kind, _ id: String, by member: Member? = nil, at time: Int64 = start
  ) async throws -> KeptLetter {
    try await store.keep(
      LetterDraft(text, about: kind, id), by: (member ?? director).id, school: self.id, at: time)
  }

  /// The numbers of the letters that somebody may read.
  func letters(for member: Member) async throws -> [Int] {
    try await store.keptLetters(for: member.id, school: id, at: Self.start).map(\.number)
  }
}

/// A letter that went out stays as it was.
@Suite struct KeptLetterTests {
  private let at = SampleSchool.start
  private let text = "Beste Ouder-1,\n\nU krijgt een waarschuwing.\n"

  @Test func aLetterIsKeptWordForWordAndTheSameOneIsNotKeptTwice() async throws {
    let school = try await SampleSchool.make()
    let measure = try await school.imposed(.formalWarning)
    let first = try await school.keep(text, about: .measure, measure.id.rawValue)
    let again = try await school.keep(text, about: .measure, measure.id.rawValue, at: at + 9)
    #expect(first == again && again.finalisedAt == at && first.number == 1)
    // What changed goes out beside it; a page is another letter than plain text.
    let second = try await school.keep(text + "Tot slot.", about: .measure, measure.id.rawValue, at: at + 10)
    var page = LetterDraft(text, about: .measure, measure.id.rawValue)
    page.form = "html"
    let third = try await school.store.keep(page, by: school.director.id, school: school.id, at: at + 11)
    #expect([second.number, third.number] == [2, 3])
    #expect(try await school.letters(for: school.director) == [3, 2, 1])
    let read = try await school.store.keptLetter(1, for: school.director.id, school: school.id, at: at + 12)
    #expect(read.text == text && read.addressee == school.parent.id && read.finalisedBy == school.director.id)
    let line = try #require(try await school.store.log(school: school.id).last { $0.kind == .letterFinalised })
    #expect(line.body.commitments?.count == 1 && line.body.member == school.parent.id)
    #expect(try await school.store.verify(school: school.id).faults == [])
    _ = try await school.store.replaceKey(of: school.id, by: school.director.id, at: at + 13)
    let after = try await school.store.keptLetter(1, for: school.director.id, school: school.id, at: at + 14)
    #expect(after.text == text)
  }

  @Test func aLetterThatWasChangedAfterwardsIsFound() async throws {
    let school = try await SampleSchool.make()
    let measure = try await school.imposed(.formalWarning)
    for ending in ["A", "B"] { try await school.keep(text + ending, about: .measure, measure.id.rawValue) }
    try await school.database.write { connection in
      _ = try connection.run(
        """
        UPDATE letter SET payload = (SELECT payload FROM letter WHERE number = 2) WHERE number = 1
        """, [])
    }
    let faults = try await school.store.verify(school: school.id).faults
    #expect(faults.count == 1 && "\(faults)".contains("letter"))
  }

  @Test func onlyWhoMaySeeWhatItIsAboutOrGotItReadsIt() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.violation("b-1")
    let measure = try await school.imposed(.formalWarning)
    let opened = try await school.store.openCase(
      about: school.parent.id, reason: "Herhaling.", by: school.director.id, school: school.id, at: at)
    let appeal = try await school.store.appeal(
      against: .measure(measure.id), for: school.parent.id, grounds: "Niet eens.",
      by: school.parent.id, school: school.id, at: at)
    let matters: [(KeptLetter.Matter.Kind, String, Member)] = [
      (.review, ruling.review.id.rawValue, school.teacher), (.measure, measure.id.rawValue, school.director),
      (.conductCase, opened.id.rawValue, school.director), (.appeal, appeal.id.rawValue, school.board),
      (.month, "2026-09", school.director),
    ]
    for (kind, id, writer) in matters {
      for outsider in [school.parent, school.partner, school.stranger] {
        await #expect(throws: StoreError.self, "\(kind)") {
          try await school.keep(text, about: kind, id, by: outsider)
        }
      }
      try await school.keep(text, about: kind, id, by: writer)
    }
    #expect(try await school.letters(for: school.parent) == [4, 3, 2, 1])
    for outsider in [school.partner, school.stranger] {
      #expect(try await school.letters(for: outsider) == [])
      for number in 1...5 {
        await #expect(throws: StoreError.notFound("Brief", handle: "\(number)")) {
          _ = try await school.store.keptLetter(number, for: outsider.id, school: school.id, at: at)
        }
      }
    }
    // The director imposed the measure, and does not see the appeal against it.
    #expect(try await school.letters(for: school.director) == [5, 3, 2, 1])
    // Reading one's own is no reading; of somebody else it is noted.
    let before = try await school.store.verify(school: school.id).readings
    _ = try await school.store.keptLetter(2, for: school.parent.id, school: school.id, at: at)
    #expect(try await school.store.verify(school: school.id).readings == before)
    _ = try await school.store.keptLetter(2, for: school.director.id, school: school.id, at: at)
    let noted = try await school.store.readings(
      about: school.parent.id, for: school.director.id, school: school.id, at: at)
    #expect(noted.last?.kind == .measure && noted.last?.purpose == .letter)
  }

  @Test func aLetterGoesWithWhatItIsAbout() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.violation("b-1")
    let talk = try #require(ruling.proposal)
    try await school.store.refuse(
      talk.id, reason: "Een brief volstaat.", expecting: talk.version, by: school.director.id, school: school.id, at: at
    )
    try await school.keep(text, about: .review, ruling.review.id.rawValue, by: school.teacher, at: at + 1)
    _ = try await school.store.purge(school: school.id, at: at + 30 * SampleSchool.day)
    let early = try await school.store.keptLetter(
      1, for: school.director.id, school: school.id, at: at + 30 * SampleSchool.day)
    #expect(early.text == text)
    _ = try await school.store.purge(school: school.id, at: at + 900 * SampleSchool.day)
    let purged = try await school.store.keptLetter(
      1, for: school.director.id, school: school.id, at: at + 900 * SampleSchool.day)
    #expect(purged.text == nil && purged.number == 1)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aLetterToAReporterTellsNobodyWhoReported() async throws {
    let school = try await SampleSchool.make()
    try await school.clearMessage("b-1")
    let own = try await school.report("b-1")
    let review = try await school.store.queue(for: school.teacher.id, school: school.id, at: at)[0].review.id
    _ = try await school.decide(review, .violation)
    let letter = try await school.keep("Beste Ouder-3,", about: .report, own.id.rawValue, by: school.teacher)
    #expect(letter.addressee == nil)
    let line = try #require(try await school.store.log(school: school.id).last { $0.kind == .letterFinalised })
    #expect(line.body.member == nil && line.body.review == nil)
    #expect(try await school.letters(for: school.stranger) == [1])
    for member in [school.parent, school.partner, school.director, school.colleague, school.board] {
      #expect(try await school.letters(for: member) == [], "\(member.name)")
    }
    let access = try await school.store.subjectAccess(
      of: school.parent.id, by: school.director.id, school: school.id, at: at)
    #expect(!access.records.contains { $0.table == "letter" })
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      try await school.keep("Beste ik,", about: .report, own.id.rawValue, by: school.stranger)
    }
  }
}
