import Conduct
import Foundation
import Testing

/// Each posting rule by itself: its example, off and on, and what keeps it quiet.
struct PostingRuleTests {
  private static let frames = PostingFrames([
    .personal: ["ziek"], .achievement: ["winnaar"], .open: ["sportdag"], .everyday: ["jas"], .adult: ["juf"],
  ])

  private static let noLadder = Sourced([Ladder.Step](), from: .productDefault(reason: "een proef"))

  private static func policy(_ clauses: [Clause]) -> Policy {
    Policy(
      id: "proef", letter: "Z", title: "Proef", version: "v", clauses: clauses,
      ladder: Ladder(
        weights: Sourced(Ladder.Weights(first: [0], again: [0]), from: noLadder.source),
        lookBackDays: Sourced(1, from: noLadder.source), resetsEachSchoolYear: Sourced(true, from: noLadder.source),
        steps: noLadder))
  }

  private static func rules(
    _ rules: [PostingRule], _ setting: Clause.Placing.Setting = .review, _ register: PostingRegister
  ) -> PostingRules {
    let policy = policy([
      Clause(
        id: ClauseID("Z1"), label: "", text: "", binds: [.everyone],
        posting: rules.map { Clause.Placing(rule: $0, setting: setting) }, checks: [.metadata])
    ])
    return PostingRules(policy: policy, register: register, frames: frames)
  }

  private static func signals(_ example: PostingExample, _ rules: PostingRules) -> [Signal] {
    rules.signals(for: example.message, mentions: example.mentions, recent: example.recent)
  }

  @Test(arguments: PostingRule.allCases) func aRuleSpeaksOfItsExampleAndIsSilentWhenItIsOff(rule: PostingRule) {
    let example = rule.example(Self.frames)
    let found = Self.signals(example, Self.rules([rule], .review, example.register))
    #expect(found.map(\.rule) == [rule.id])
    #expect(found.first?.clauses == ["Z1"] && found.first?.category == rule.category)
    // When and how often somebody writes asks for nobody.
    #expect(found.first?.effect == (rule.isAdviceOnly ? .advice : .review))
    #expect(Self.signals(example, Self.rules([rule], .advice, example.register)).map(\.effect) == [.advice])
    #expect(Self.signals(example, Self.rules([rule], .off, example.register)).isEmpty)
    let others = PostingRule.allCases.filter { $0 != rule }
    #expect(!Self.signals(example, Self.rules(others, .review, example.register)).map(\.rule).contains(rule.id))
    #expect(
      PostingRule(rule.id) == rule && !rule.title.isEmpty
        && rule.explanation.hasSuffix(rule.explanation.last == "?" ? "?" : "."))
  }

  @Test(arguments: PostingRule.allCases) func betweenTwoPeopleNothingIsReadButHowOftenOneWrites(rule: PostingRule) {
    var example = rule.example(Self.frames)
    example.message.kind = .oneToOne
    let found = Self.signals(example, Self.rules([rule], .review, example.register))
    #expect(found.isEmpty == (rule != .manyToOne))
  }

  @Test func anEmergencyAndAnExceptionOfTheTimetableQuietTheClock() {
    var example = PostingRule.outsideWorkingHours.example(Self.frames)
    let rules = Self.rules([.outsideWorkingHours, .weekFull], .advice, example.register)
    example.recent.inWeek = 9
    #expect(Self.signals(example, rules).count == 2)
    example.message.posting.isEmergency = true
    #expect(Self.signals(example, rules).isEmpty)
  }

  @Test func whatWasPostedBeforeTheRegisterBeganIsLookedAtByItsFirstRoles() {
    var example = PostingRule.teacherElsewhere.example(Self.frames)
    example.message.group = GroupID("groep")
    example.message.sentAt = -5
    #expect(
      Self.signals(example, Self.rules([.teacherElsewhere, .authorWithoutRole], .review, example.register)).isEmpty)
  }

  @Test func aRuleOfTwoClausesNamesBothAndTakesTheStrongestEffect() {
    let example = PostingRule.pupilPrivate.example(Self.frames)
    let clauses = [("Z1", Clause.Placing.Setting.advice), ("Z2", .review), ("Z3", .off)].map { id, setting in
      Clause(
        id: ClauseID(id), label: "", text: "", binds: [.everyone],
        posting: [Clause.Placing(rule: .pupilPrivate, setting: setting)], checks: [.metadata])
    }
    let rules = PostingRules(policy: Self.policy(clauses), register: example.register, frames: Self.frames)
    let found = Self.signals(example, rules)
    #expect(found.map(\.clauses) == [["Z1", "Z2"]] && found.map(\.effect) == [.review])
    #expect(found.first?.about == [PupilID("kind")])
  }

  @Test func aClauseThatWasKeptBeforeThereWerePostingRulesCanBeRead() throws {
    let clause = Clause(id: ClauseID("A1"), label: "a", text: "b", binds: [.everyone], checks: [.process])
    let data = try JSONEncoder().encode(clause)
    var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object.removeValue(forKey: "posting") != nil)
    let old = try JSONDecoder().decode(Clause.self, from: try JSONSerialization.data(withJSONObject: object))
    #expect(old == clause)
  }

  @Test(arguments: [
    ("Vandaag is Daan ziek.", true), ("Daan is ZIÉK", true), ("Daan`s broer is zi\u{65}\u{301}k", true),
    ("Daan is zi`ek", true), ("Zie nr.7: Daan is ziek", true), ("Daan kwam. Wie is ziek?", false),
    ("Ziekenhuis met Daan", true), ("Daan zag een zeehond", false), ("❤️ Daan ❤️ is bijzonderziek", false),
    ("Daan was langdurig afwezig", true), ("Daan was afwezig", false),
  ])
  func wordsAreReadWithoutCaseAndAccentsWithinTheirSentence(text: String, isPersonal: Bool) throws {
    let group = GroupID("groep")
    let register = PostingRegister(
      PeopleRegister(
        groups: [Group(id: group, name: "groep")],
        pupils: [Pupil(id: PupilID("daan"), name: PersonName(given: "Daan", family: "Smit"), groups: [group])],
        members: [
          Member(
            id: MemberID("juf"), account: AccountID("juf"), name: "Juf",
            assignments: [Assignment(role: .teacher, group: group, from: 0)])
        ], guardianships: []), calendar: .unset(timeZone: "Europe/Amsterdam"))
    let policy = Self.policy([
      Clause(
        id: ClauseID("Z1"), label: "", text: "", binds: [.everyone],
        posting: [Clause.Placing(rule: .pupilPrivate, setting: .review)], checks: [.metadata])
    ])
    let frames = PostingFrames([.personal: ["ziek", "ziekenh*", "*durend", "langdurig+afwezig"], .adult: ["juf"]])
    let place = try #require(text.range(of: "Daan"))
    let start = text.unicodeScalars.distance(from: text.startIndex, to: place.lowerBound)
    let message = Message(
      author: MemberID("juf"), persona: .teacher, group: group, sentAt: 5, text: text,
      posting: Posting(topic: .classLife))
    let mention = Mention(people: [.pupil(PupilID("daan"))], span: start..<(start + 4), text: "Daan", form: .given)
    let found = PostingRules(policy: policy, register: register, frames: frames)
      .signals(for: message, mentions: [mention])
    #expect(found.map(\.rule) == (isPersonal ? [PostingRule.pupilPrivate.id] : []))
  }

  @Test func ofTwoChildrenWithOneNameTheStrictestAnswerHoldsAndNobodyIsNamed() {
    let (yes, no) = (PupilID("ja"), PupilID("nee"))
    let group = GroupID("groep")
    let register = PostingRegister(
      PeopleRegister(
        groups: [Group(id: group, name: "groep")],
        pupils: [yes, no].map { Pupil(id: $0, name: PersonName(given: "Daan", family: $0.rawValue), groups: [group]) },
        members: [
          Member(
            id: MemberID("juf"), account: AccountID("juf"), name: "Juf",
            assignments: [Assignment(role: .teacher, group: group, from: 0)])
        ], guardianships: []),
      consents: ConsentRegister([
        Consent.Subject(pupil: yes, kind: .name, channel: .portal): .yes,
        Consent.Subject(pupil: no, kind: .name, channel: .portal): .no,
      ]), calendar: .unset(timeZone: "Europe/Amsterdam"))
    let message = Message(
      author: MemberID("juf"), persona: .teacher, group: group, sentAt: 5, text: "Daan is ziek.",
      posting: Posting(topic: .classLife))
    let mention = Mention(people: [.pupil(yes), .pupil(no)], span: 0..<4, text: "Daan", form: .given)
    let found = Self.rules([.nameWithoutConsent, .pupilPrivate], .review, register)
      .signals(for: message, mentions: [mention])
    #expect(found.map(\.rule) == [PostingRule.nameWithoutConsent.id, PostingRule.pupilPrivate.id])
    #expect(found.allSatisfy { $0.about.isEmpty && $0.text == "Daan" })
  }
}
