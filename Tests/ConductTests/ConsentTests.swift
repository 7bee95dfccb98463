import Conduct
import Testing

/// What holds for a child, by what its guardians said, when, and under which policy.
@Suite struct ConsentTests {
  private static let pupil = PupilID("l-1")
  private static let photo = Consent.Question(.photo, .portal)
  private static let site = Consent.Question(.photo, .website)
  private static let zone = SchoolCalendar.unset(timeZone: "Europe/Amsterdam")

  /// Who said what on which day, for which year when not that of the day.
  struct Said {
    var guardian = "m-1"
    var answer: Consent.Answer
    var on: Day
    var year: Int?
    var act = ConsentStatement.Act.answer
    var question = ConsentTests.photo

    var statement: ConsentStatement {
      ConsentStatement(
        id: ConsentStatementID("j-\(on.number)-\(guardian)"), pupil: ConsentTests.pupil,
        guardian: MemberID(guardian), year: year ?? on.schoolYear, act: act,
        answers: ConsentAnswers(answer, to: [question]), at: ConsentTests.zone.end(of: on + -1) + 1)
    }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var said: [Said]
    var on = Day(2026, 11, 1)
    var isYearly = true
    var holds: Consent.Answer

    init(_ name: String, _ said: [Said], on: Day = Day(2026, 11, 1), yearly: Bool = true, _ holds: Consent.Answer) {
      (testDescription, self.said, self.on, isYearly, self.holds) = (name, said, on, yearly, holds)
    }
  }

  private static let september = Day(2026, 9, 7)
  static let cases = [
    Case("nobody answered", [], .unknown),
    Case("one yes", [Said(answer: .yes, on: september)], .yes),
    Case("one no", [Said(answer: .no, on: september)], .no),
    Case("both yes", [Said(answer: .yes, on: september), Said(guardian: "m-2", answer: .yes, on: september)], .yes),
    Case(
      "two who disagree", [Said(answer: .yes, on: september), Said(guardian: "m-2", answer: .no, on: september)], .no),
    Case(
      "the last answer counts", [Said(answer: .no, on: september), Said(answer: .yes, on: september + 1)], .yes),
    Case(
      "of two disagreeing the one who changes",
      [
        Said(answer: .yes, on: september), Said(guardian: "m-2", answer: .no, on: september),
        Said(guardian: "m-2", answer: .yes, on: september + 9),
      ], .yes),
    Case("a former guardian", [Said(guardian: "m-9", answer: .no, on: september)], .unknown),
    Case("a guardian who is not informed", [Said(guardian: "m-3", answer: .yes, on: september)], .unknown),
    Case("another question", [Said(answer: .yes, on: september, question: site)], .unknown),
    Case(
      "withdrawn", [Said(answer: .yes, on: september), Said(answer: .no, on: september + 3, act: .withdrawal)], .no),
    Case(
      "given again after it was withdrawn",
      [
        Said(answer: .yes, on: september), Said(answer: .no, on: september + 3, act: .withdrawal),
        Said(answer: .yes, on: september + 5),
      ], .yes),
    Case("of last year", [Said(answer: .yes, on: september)], on: Day(2027, 8, 1), .unknown),
    Case("on the last day of its year", [Said(answer: .yes, on: september)], on: Day(2027, 7, 31), .yes),
    Case(
      "of last year, held until it changes", [Said(answer: .yes, on: september)], on: Day(2027, 8, 1), yearly: false,
      .yes),
    Case(
      "changed after years", [Said(answer: .yes, on: september), Said(answer: .no, on: Day(2029, 3, 1))],
      on: Day(2029, 3, 2), yearly: false, .no),
    Case(
      "for next year, not yet", [Said(answer: .yes, on: Day(2027, 6, 1), year: 2027)], on: Day(2027, 6, 2), .unknown),
    Case("for next year, then", [Said(answer: .yes, on: Day(2027, 6, 1), year: 2027)], on: Day(2027, 8, 1), .yes),
    Case(
      "for next year, while this year's holds",
      [Said(answer: .no, on: september), Said(answer: .yes, on: Day(2027, 6, 1), year: 2027)], on: Day(2027, 7, 1), .no),
    Case(
      "for next year, and withdrawn before it began",
      [
        Said(answer: .yes, on: september), Said(answer: .yes, on: Day(2027, 6, 1), year: 2027),
        Said(answer: .no, on: Day(2027, 7, 1), act: .withdrawal),
      ], on: Day(2027, 9, 1), .no),
  ]

  @Test(arguments: cases) func whatHolds(row: Case) {
    let guardianships = [
      Guardianship(member: MemberID("m-1"), pupil: Self.pupil),
      Guardianship(member: MemberID("m-2"), pupil: Self.pupil),
      Guardianship(member: MemberID("m-3"), pupil: Self.pupil, isInformed: false),
      Guardianship(member: MemberID("m-9"), pupil: PupilID("l-2")),
    ]
    let terms = ConsentTerms(isYearly: row.isYearly)
    for said in [row.said, row.said.reversed()] {
      let register = ConsentRegister(
        statements: said.map(\.statement), guardianships: guardianships, under: terms, on: row.on)
      #expect(register.answer(of: Self.pupil, .photo, .portal) == row.holds)
      #expect(register.answer(of: PupilID("l-2"), .photo, .portal) == .unknown)
    }
  }

  @Test func answersAreWrittenAndReadBack() {
    var answers = ConsentAnswers()
    for (place, question) in Consent.Question.all.enumerated() {
      let answer: Consent.Answer = [.yes, .no, .unknown][place % 3]
      answers[question] = answer
      #expect(answers[question] == answer)
      answers[question] = .yes
      answers[question] = answer
    }
    #expect(Consent.Question.all.count == 20 && answers.questions.count == 14)
    #expect(ConsentAnswers(answers.description) == answers)
    for wrong in ["photo.portal", "photo.portal=maybe", "photo.portal=unknown", "photo=yes", "hair.portal=yes"] {
      #expect(ConsentAnswers(wrong) == nil, "\(wrong)")
    }
    #expect(ConsentAnswers("")?.isEmpty == true)
  }

  @Test func joiningTwoGuardiansKnowsNoOrder() {
    let kinds: [Consent.Answer] = [.yes, .no, .unknown]
    for one in kinds {
      for other in kinds {
        var both = ConsentAnswers(one, to: [Self.photo])
        both.join(ConsentAnswers(other, to: [Self.photo]))
        let expected: Consent.Answer = one == .no || other == .no ? .no : one == .yes || other == .yes ? .yes : .unknown
        #expect(both[Self.photo] == expected, "\(one) \(other)")
      }
    }
  }

  private static func policy(_ parameters: [String: String], covers: Bool = true) -> Policy {
    let clause = Clause(
      id: ClauseID("X1"), label: "", text: "", binds: [.parent],
      covers: covers ? [Clause.Coverage(category: CategoryID("consent"), effect: .review)] : [],
      parameters: parameters.mapValues { Sourced($0, from: .clause(ClauseID("X1"))) })
    return Policy(
      id: "x", letter: "X", title: "X", version: "x", clauses: [clause],
      ladder: Ladder(
        weights: Sourced(Ladder.Weights(first: [0], again: [0]), from: .clause(ClauseID("X1"))),
        lookBackDays: Sourced(1, from: .clause(ClauseID("X1"))),
        resetsEachSchoolYear: Sourced(true, from: .clause(ClauseID("X1"))),
        steps: Sourced([], from: .clause(ClauseID("X1")))))
  }

  @Test func termsComeFromTheClausesThatCoverConsent() {
    let said = ConsentTerms(
      Self.policy([
        "consent_for": "image, name", "channels": "website, press", "channel": "portal", "valid_for": "school_year",
        "lapses_on": "10-01", "overdue_after_weeks": "3", "days_after_posting": "5",
      ]))
    #expect(said.kinds == [.photo, .film, .name] && said.channels == [.portal, .website, .press])
    #expect(said.isYearly && said.lapse(of: 2026) == Day(2027, 10, 1))
    #expect(said.overdueWeeks == 3 && said.removalDays == 5 && said.clauses == [ClauseID("X1")])
    #expect(said.isInForce(2026, on: Day(2027, 9, 30)) && !said.isInForce(2026, on: Day(2027, 10, 1)))
    let silent = ConsentTerms(Self.policy(["channel": "Social Schools", "valid_for": "school_year"], covers: false))
    #expect(!silent.isYearly && silent.questions.count == 20 && silent.clauses == [] && silent.removalDays == nil)
    #expect(ConsentTerms(Self.policy(["asked": "school_year_start"])).isYearly)
    #expect(ConsentTerms(Self.policy(["valid_for": "until_changed"])).lapse(of: 2026) == nil)
  }

  @Test func valuesThatAreNotUnderstoodAreNamed() {
    func faults(_ parameters: [String: String], covers: Bool = true) -> [String] {
      ConsentTerms.faults(in: Self.policy(parameters, covers: covers).clauses[0]).map(\.name)
    }
    #expect(
      faults([
        "consent_for": "image, data", "channel": "portal", "channels": "website,press", "valid_for": "school_year",
        "lapses_on": "02-29", "asked": "school_year_start", "parents_disagree": "counts_as_no",
        "overdue_after_weeks": "6", "written": "yes",
      ]) == [])
    let wrong = [
      "consent_for": "foto", "channel": "school", "channels": "website, wall", "valid_for": "month",
      "lapses_on": "13-01", "asked": "sometimes", "parents_disagree": "counts_as_yes", "overdue_after_weeks": "six",
    ]
    #expect(faults(wrong) == wrong.keys.sorted())
    #expect(faults(wrong, covers: false) == [])
  }

  @Test func figuresAreAboutChildrenAndCountNobodyTwice() {
    let start = Self.zone.end(of: Day(2026, 8, 31)) + 1
    func asked(_ pupil: String, _ guardian: String, reminded: Int64? = nil) -> ConsentCampaign.Request {
      ConsentCampaign.Request(
        pupil: PupilID(pupil), guardian: MemberID(guardian), askedAt: start, remindedAt: reminded)
    }
    let campaign = ConsentCampaign(
      year: 2026, questions: [Self.photo, Self.site], askedAt: start,
      requests: [
        asked("l-1", "a"), asked("l-1", "b", reminded: start + 1), asked("l-2", "c"), asked("l-3", "d"),
        asked("l-9", "gone"),
      ])
    let register = ConsentRegister([
      Consent.Subject(pupil: PupilID("l-1"), kind: .photo, channel: .portal): .yes,
      Consent.Subject(pupil: PupilID("l-1"), kind: .photo, channel: .website): .no,
      Consent.Subject(pupil: PupilID("l-2"), kind: .photo, channel: .portal): .yes,
    ])
    let pupils: Set = [PupilID("l-1"), PupilID("l-2"), PupilID("l-3"), PupilID("l-4")]
    func figures(on day: Day) -> ConsentCampaign.Figures {
      campaign.figures(register, pupils: pupils, terms: ConsentTerms(), on: day, in: Self.zone)
    }
    let early = figures(on: Day(2026, 10, 13))
    #expect(early.pupils == 3 && early.answered == 1 && early.percentage == 33)
    #expect(early.asked == 4 && early.reminded == 1)
    #expect(early.open == [PupilID("l-2"), PupilID("l-3")] && early.overdue == [])
    #expect(early.holds[Self.photo] == [.yes: 2, .unknown: 1] && early.holds[Self.site] == [.no: 1, .unknown: 2])
    #expect(figures(on: Day(2026, 10, 14)).overdue == [PupilID("l-2"), PupilID("l-3")])
    let nobody = ConsentCampaign(year: 2026, questions: [Self.photo], askedAt: start)
    #expect(
      nobody.figures(register, pupils: pupils, terms: ConsentTerms(), on: Day(2026, 9, 1), in: Self.zone).percentage
        == nil)
  }

  private static func member(
    _ id: String, _ role: Role, _ group: String? = nil, _ function: Assignment.Function? = nil, family: String? = nil
  ) -> Member {
    Member(
      id: MemberID(id), account: AccountID("a-\(id)"), name: id, family: family.map { FamilyID($0) },
      assignments: [Assignment(role: role, function: function, group: group.map { GroupID($0) }, from: 0, until: 100)])
  }

  @Test func whoMaySpeakForAGuardianAndSeeWhat() {
    let parent = Self.member("parent", .parent, "g1", family: "f")
    let partner = Self.member("partner", .parent, "g1")
    let guardians = [parent.id, partner.id]
    let rows: [(member: Member, speaks: Refusal?, sees: Consent.View?)] = [
      (parent, nil, .own), (partner, .roleMayNot, .own), (Self.member("other", .parent, "g1"), .roleMayNot, nil),
      (Self.member("teacher", .teacher, "g1"), .roleMayNot, .standing),
      (Self.member("head teacher", .teacher), .roleMayNot, .standing),
      (Self.member("neighbour", .teacher, "g2"), .roleMayNot, nil),
      (Self.member("staff", .staff, "g1"), .roleMayNot, nil), (Self.member("board", .board), .roleMayNot, nil),
      (Self.member("office", .support, nil, .administration), nil, .all),
      (Self.member("director", .director), nil, .all),
      (Self.member("kin", .director, family: "f"), .ownFamily, .all),
    ]
    for row in rows {
      let refusal = Consent.refusal(ofSpeakingFor: parent, among: guardians, by: row.member, at: 50)
      #expect(refusal == row.speaks, "\(row.member.id)")
      let view = Consent.view(of: [GroupID("g1")], guardians: guardians, for: row.member, at: 50)
      #expect(view == row.sees, "\(row.member.id)")
      // Whose role is over sees and does nothing, but a guardian is one by the child.
      if !guardians.contains(row.member.id) {
        #expect(Consent.view(of: [GroupID("g1")], guardians: guardians, for: row.member, at: 200) == nil)
        #expect(Consent.refusal(ofSpeakingFor: parent, among: guardians, by: row.member, at: 200) == .roleMayNot)
      }
    }
    // A director who is the other guardian does not answer for both.
    var director = Self.member("d", .director)
    director.others = [partner.id]
    #expect(Consent.refusal(ofSpeakingFor: parent, among: guardians, by: director, at: 50) == .ownFamily)
    #expect(Consent.refusal(ofSpeakingFor: partner, among: guardians, by: director, at: 50) == nil)
  }

  private static func picture(_ channel: Consent.Channel = .portal) -> Picture {
    Picture(
      id: PictureID("v-1"), number: 1, message: "b-1", author: MemberID("author"), group: GroupID("g1"),
      postedAt: zone.end(of: Day(2026, 11, 20)), kind: .photo, channel: channel, isOwnDevice: true,
      pupils: [pupil, PupilID("l-2")], name: "IMG_1.jpg")
  }

  @Test func aPictureNeedsAYesForEveryoneOnIt() {
    func register(_ one: Consent.Answer, _ other: Consent.Answer) -> ConsentRegister {
      ConsentRegister([
        Consent.Subject(pupil: Self.pupil, kind: .photo, channel: .portal): one,
        Consent.Subject(pupil: PupilID("l-2"), kind: .photo, channel: .portal): other,
      ])
    }
    #expect(!Self.picture().lacksConsent(register(.yes, .yes)))
    #expect(Self.picture().lacksConsent(register(.yes, .no)))
    #expect(Self.picture().lacksConsent(register(.yes, .unknown)))
    #expect(Self.picture(.website).lacksConsent(register(.yes, .yes)))
    #expect(Self.zone.day(of: Self.picture().forgottenAt(Self.zone)) == Day(2028, 7, 31))
  }

  @Test func whoDoesSomethingAboutAPictureAndWhoMaySaySo() {
    let author = Self.member("author", .teacher, "g1")
    let left = Member(id: author.id, account: author.account, name: "", assignments: [])
    #expect(Self.picture().holder(author, at: 50, for: .takeDown).member == author.id)
    #expect(Self.picture().holder(left, at: 50, for: .takeDown) == Duty.Holder(.director))
    #expect(Self.picture(.website).holder(author, at: 50, for: .takeDown) == Duty.Holder(.director))
    #expect(Self.picture(.website).holder(author, at: 50, for: .deviceRemoval).member == author.id)
    let (director, parent) = (Self.member("d", .director), Self.member("p", .parent, "g1"))
    let rows: [(Member, Duty.Kind, Picture.Outcome, Refusal?)] = [
      (author, .takeDown, .removed, nil), (author, .deviceRemoval, .removed, nil),
      (author, .takeDown, .unrecognisable, .roleMayNot), (author, .deviceRemoval, .gone, .roleMayNot),
      (director, .takeDown, .removed, nil), (director, .deviceRemoval, .removed, .onlyOwner),
      (director, .deviceRemoval, .gone, nil), (director, .takeDown, .consented, nil),
      (parent, .takeDown, .removed, .roleMayNot), (parent, .deviceRemoval, .removed, .onlyOwner),
    ]
    for (member, duty, outcome, refusal) in rows {
      #expect(
        Self.picture().refusal(of: outcome, on: duty, by: member, at: 50) == refusal, "\(member.id) \(duty) \(outcome)")
    }
  }
}
