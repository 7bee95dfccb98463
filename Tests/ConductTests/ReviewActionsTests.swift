import Conduct
import Testing

/// Who may do what: the one list that pages and the store share.
@Suite struct ReviewActionsTests {
  typealias Fixture = CaseFixture

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let review: Review
    let member: Member
    let actions: [Review.Action]

    init(_ name: String, _ review: Review, _ member: Member, _ actions: [Review.Action]) {
      testDescription = name
      self.review = review
      self.member = member
      self.actions = actions
    }
  }

  static let deskOfTeacher = Fixture.review(.claimed, claimedBy: Fixture.teacher)
  static let handedUp = Fixture.review(.escalated, route: .director, escalatedBy: Fixture.teacher)
  static let decided = Fixture.review(
    .resolved, decidedBy: Fixture.teacher, parties: [Fixture.party(.decider, Fixture.teacher)])
  static let decider = Fixture.party(.decider, Fixture.teacher)
  static let care = Fixture.review(.claimed, route: .care, claimedBy: Fixture.carer)

  static let cases: [Case] = [
    Case("a teacher of the group takes a pending one", Fixture.review(), Fixture.teacher, [.view, .note, .claim]),
    Case("a teacher of another group sees nothing", Fixture.review(), Fixture.neighbour, []),
    Case("another parent sees nothing", Fixture.review(), Fixture.member("p", .parent, in: Fixture.group), []),
    Case("the director takes a pending one", Fixture.review(), Fixture.director, [.view, .note, .claim]),
    Case("the board sees no ordinary one", Fixture.review(), Fixture.board, []),
    Case("support sees nothing", Fixture.review(), Fixture.support, []),
    Case("the author sees nothing", Fixture.review(by: Fixture.teacher), Fixture.teacher, []),
    Case(
      "another member on the author's account sees nothing", Fixture.review(),
      Fixture.member("alias", .director, account: "a-author"), []),
    Case("the author's family sees nothing", Fixture.review(), Fixture.member("kin", .director, family: "f"), []),
    Case(
      "a teacher whose time is over sees nothing", Fixture.review(),
      Fixture.member("former", .teacher, in: Fixture.group, until: Fixture.now), []),
    Case(
      "who took it decides", deskOfTeacher, Fixture.teacher,
      [.view, .note, .claim, .release, .handOver, .dismiss, .establish, .escalate, .giveToCare, .askInformation]),
    Case("a colleague waits for the lease", deskOfTeacher, Fixture.colleague, [.view, .note]),
    Case(
      "a colleague takes it after the lease",
      Fixture.review(.claimed, claimedBy: Fixture.teacher, until: Fixture.now), Fixture.colleague,
      [.view, .note, .claim]),
    Case("the director takes it over", deskOfTeacher, Fixture.director, [.view, .note, .claim]),
    Case("a handed-up one is still seen", handedUp, Fixture.teacher, [.view]),
    Case("a handed-up one is the director's", handedUp, Fixture.director, [.view, .note, .claim]),
    Case("what staff wrote is the director's alone", Fixture.review(route: .director), Fixture.teacher, []),
    Case(
      "what the director wrote is the board's", Fixture.review(route: .board, by: Fixture.director), Fixture.board,
      [.view, .note, .claim]),
    Case(
      "what the director wrote is not another director's", Fixture.review(route: .board, by: Fixture.director),
      Fixture.member("second", .director), []),
    Case(
      "a director with a reason not to handle it leaves it to the board",
      Fixture.review(.claimed, route: .director, claimedBy: Fixture.director),
      Fixture.director,
      [.view, .note, .claim, .release, .handOver, .dismiss, .establish, .escalate, .giveToCare, .askInformation]),
    Case(
      "nobody stands above the board", Fixture.review(.claimed, route: .board, claimedBy: Fixture.board),
      Fixture.board,
      [.view, .note, .claim, .release, .handOver, .dismiss, .establish, .giveToCare, .askInformation]),
    Case(
      "the person of care arranges care and establishes nothing", care, Fixture.carer,
      [.view, .note, .claim, .release, .handOver, .dismiss, .arrangeCare, .askInformation]),
    Case("a teacher sees no care review", care, Fixture.teacher, []),
    Case("a decided one is read", decided, Fixture.colleague, [.view, .note]),
    Case("who decided takes back a slip", decided, Fixture.teacher, [.view, .note, .undo]),
    Case(
      "a decided one is taken back or opened again by the director", decided, Fixture.director,
      [.view, .note, .undo, .reopen]),
    Case(
      "who decided does not handle it when it is open again", Fixture.review(.reopened, parties: [decider]),
      Fixture.teacher, []),
    Case(
      "who reported it does not handle it", Fixture.review(parties: [Fixture.party(.reporter, Fixture.teacher)]),
      Fixture.teacher, []),
    Case(
      "nor does the reporter's family",
      Fixture.review(parties: [Fixture.party(.reporter, Fixture.member("r", .parent, family: "t"))]),
      Fixture.member("kin", .teacher, in: Fixture.group, family: "t"), []),
    Case(
      "one that waits for an answer goes on", Fixture.review(.infoRequested, claimedBy: Fixture.teacher),
      Fixture.teacher, [.view, .note, .claim, .recordAnswer]),
    Case("a replaced one is read", Fixture.review(.superseded), Fixture.director, [.view, .note]),
    Case("a purged one is read", Fixture.review(.purged), Fixture.director, [.view]),
  ]

  @Test(arguments: cases) func aMemberMayDoWhatTheTableSays(row: Case) {
    #expect(row.review.actions(for: row.member, at: Fixture.now) == row.actions)
  }

  @Test(arguments: cases) func whatIsNotOfferedIsRefusedWithAReason(row: Case) {
    let steps: [Review.Step] = [
      .claim, .release, .escalate(reason: "x"), .askInformation(question: "x"), .reopen(reason: "x"),
      .decide(.dismiss(.context)), .decide(.careArranged(note: "x")),
      .decide(.establish(Finding(clauses: [ClauseID("A33")], severity: .low, motivation: "x"))),
      .note(text: "x"), .recordAnswer(text: "x"), .giveToCare(reason: "x"), .undo(reason: "x"),
    ]
    for step in steps {
      let isOffered = row.actions.contains(step.action)
      do {
        let next = try row.review.applying(step, by: row.member, policy: Fixture.policy(), at: Fixture.now)
        #expect(isOffered && next.version == row.review.version + 1, "\(step)")
      } catch ConductError.notAllowed(let refusal) {
        #expect(!isOffered && refusal.description.hasSuffix("."), "\(step)")
      } catch {
        Issue.record(error)
      }
    }
  }

  @Test(arguments: [(nil, 15), (5, 5), (0, 1)] as [(Int?, Int64)])
  func aClaimLastsAsLongAsThePolicySays(term: Int?, minutes: Int64) throws {
    var policy = Fixture.policy()
    policy.terms["claim_minutes"] = term.map { Sourced($0, from: .clause(ClauseID("A33"))) }
    let claimed = try Fixture.review().applying(.claim, by: Fixture.teacher, policy: policy, at: Fixture.now)
    #expect(claimed.claim?.until == Fixture.now + minutes * 60_000)
  }

  @Test(arguments: [
    (Review.State.pending, Review.Step.claim, Review.State.claimed),
    (.claimed, .release, .pending),
    (.claimed, .escalate(reason: "x"), .escalated),
    (.claimed, .askInformation(question: "x"), .infoRequested),
    (.infoRequested, .recordAnswer(text: "x"), .claimed),
    (.claimed, .handOver(to: Fixture.colleague, reason: "x"), .claimed),
    (.claimed, .giveToCare(reason: "x"), .pending),
    (.claimed, .note(text: "x"), .claimed),
    (.resolved, .undo(reason: "x"), .reopened),
    (.claimed, .decide(.dismiss(.duplicate)), .resolved),
    (.resolved, .reopen(reason: "x"), .reopened),
  ])
  func aStepLeadsFromStateToState(from: Review.State, step: Review.Step, to: Review.State) throws {
    let isDirectors = from == .resolved
    let member = isDirectors ? Fixture.director : Fixture.teacher
    let review = Fixture.review(from, claimedBy: from == .claimed || from == .infoRequested ? member : nil)
    let next = try review.applying(step, by: member, policy: Fixture.policy(), at: Fixture.now)
    #expect(next.state == to)
  }

  @Test(arguments: [
    (Review.Visibility.visible, false, Review.Visibility.visible), (.visible, true, .removed),
    (.held, false, .restored), (.held, true, .removed), (.restored, false, .restored),
  ])
  func whatReadersSeeStandsApartFromTheState(before: Review.Visibility, removes: Bool, after: Review.Visibility) throws
  {
    let finding = Finding(
      clauses: [ClauseID("A33")], severity: .high, motivation: "x", effects: removes ? [.remove] : [])
    let review = Fixture.review(.claimed, claimedBy: Fixture.teacher, visibility: before)
    let next = try review.applying(
      .decide(.establish(finding)), by: Fixture.teacher, policy: Fixture.policy(), at: Fixture.now)
    #expect(next.visibility == after)
  }

  @Test(arguments: [
    Review.Step.escalate(reason: " "), .askInformation(question: ""), .decide(.careArranged(note: "\n")),
    .decide(.establish(Finding(clauses: [ClauseID("A33")], severity: .low, motivation: " "))),
    .decide(.establish(Finding(clauses: [], severity: .low, motivation: "x"))),
    .decide(.establish(Finding(clauses: [ClauseID("B1")], severity: .low, motivation: "x"))),
  ])
  func whatIsCompulsoryIsAskedFor(step: Review.Step) {
    let isCare = step.action == .arrangeCare
    let review =
      isCare ? Self.care : Fixture.review(.claimed, claimedBy: Fixture.teacher)
    #expect(throws: ConductError.self) {
      try review.applying(
        step, by: isCare ? Fixture.carer : Fixture.teacher, policy: Fixture.policy(), at: Fixture.now)
    }
  }

  struct Routing: Sendable {
    let author: Member
    var group: GroupID? = Fixture.group
    var isCare = false
    var isDirectors = false
    var parties: [Review.Party] = []
    let handlers: [Member]
    let route: Review.Route
  }

  static let kin = Fixture.member("kin", .teacher, in: Fixture.group, family: "f")
  static let kinDirector = Fixture.member("kin-director", .director, family: "f")

  static let routings: [Routing] = [
    Routing(author: Fixture.author, handlers: [Fixture.teacher, Fixture.director], route: .groupAdmin),
    Routing(author: Fixture.author, group: nil, handlers: [Fixture.teacher, Fixture.director], route: .director),
    Routing(author: Fixture.author, handlers: [Fixture.neighbour, Fixture.director], route: .director),
    Routing(author: Fixture.author, handlers: [kin, Fixture.director], route: .director),
    Routing(author: Fixture.author, handlers: [kin, kinDirector], route: .board),
    Routing(author: Fixture.author, handlers: [], route: .board),
    Routing(author: Fixture.teacher, handlers: [Fixture.colleague, Fixture.director], route: .director),
    Routing(author: Fixture.support, handlers: [Fixture.teacher, Fixture.director], route: .director),
    Routing(author: Fixture.director, handlers: [Fixture.teacher, second], route: .board),
    Routing(author: Fixture.author, isCare: true, handlers: [Fixture.teacher, Fixture.carer], route: .care),
    Routing(author: Fixture.author, isCare: true, handlers: [Fixture.director], route: .care),
    Routing(author: Fixture.author, isCare: true, handlers: [Fixture.teacher, kinDirector], route: .care),
    Routing(
      author: Fixture.author, isDirectors: true, handlers: [Fixture.teacher, Fixture.director], route: .director),
    Routing(
      author: Fixture.author, parties: [decider], handlers: [Fixture.teacher, Fixture.director], route: .director),
    Routing(
      author: Fixture.author, parties: [decider], handlers: [Fixture.teacher, Fixture.colleague, Fixture.director],
      route: .groupAdmin),
    Routing(
      author: Fixture.author, parties: [Fixture.party(.reporter, Fixture.director)],
      handlers: [Fixture.neighbour, Fixture.director], route: .board),
    Routing(author: Fixture.author, handlers: [away(Fixture.teacher), Fixture.director], route: .director),
    Routing(
      author: Fixture.author, handlers: [away(Fixture.teacher), standIn, Fixture.director], route: .groupAdmin),
    Routing(author: Fixture.author, handlers: [away(Fixture.teacher), away(Fixture.director)], route: .board),
  ]

  /// The same member, who is not there now.
  static func away(_ member: Member) -> Member {
    var member = member
    member.absences = [Fixture.absence(of: member)]
    return member
  }

  /// A teacher of another group who stands in for the group's own.
  static let standIn: Member = {
    var member = Fixture.neighbour
    member.assignments += Fixture.absence(of: Fixture.teacher).deputed(Fixture.teacher.assignments)
    return member
  }()

  static let second = Fixture.member("second", .director)

  @Test(arguments: routings) func aMessageGoesToWhoeverMayHandleIt(row: Routing) {
    let matter = Review.Matter(
      author: row.author, group: row.group, isCare: row.isCare, isDirectors: row.isDirectors, parties: row.parties)
    #expect(Review.route(matter, handlers: row.handlers, at: Fixture.now) == row.route)
  }

  @Test func whatNoDirectorMaySeeIsEscalatedToTheBoardAndTheAdminKeepsSightOfIt() throws {
    let above = Review.routeAbove(
      Review.Matter(author: Fixture.author), handlers: [Fixture.teacher, Self.kinDirector], at: Fixture.now)
    let review = Fixture.review(.claimed, claimedBy: Fixture.teacher)
    let next = try review.applying(
      .escalate(reason: "x"), by: Fixture.teacher, policy: Fixture.policy(), onward: Review.Onward(above: above),
      at: Fixture.now)
    #expect(next.route == .board)
    #expect(next.actions(for: Fixture.board, at: Fixture.now) == [.view, .note, .claim])
    #expect(next.actions(for: Fixture.teacher, at: Fixture.now) == [.view])
    #expect(next.actions(for: Self.kinDirector, at: Fixture.now) == [])
  }
}
