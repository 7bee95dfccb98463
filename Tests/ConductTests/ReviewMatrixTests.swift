import Conduct
import Testing

/// Every state, action and role: what the table says is allowed is what is offered, and what is not offered is refused.
@Suite struct ReviewMatrixTests {
  typealias Fixture = CaseFixture

  private static let roles: [(name: String, member: Member)] = [
    ("holder", Fixture.teacher), ("colleague", Fixture.colleague), ("director", Fixture.director),
    ("board", Fixture.board), ("carer", Fixture.carer), ("neighbour", Fixture.neighbour), ("author", Fixture.author),
    ("partner", Fixture.member("partner", .director, family: "f")), ("support", Fixture.support),
    ("reporter", Fixture.member("reporter", .teacher, in: Fixture.group)),
  ]

  private static let work = "release hand_over dismiss establish escalate give_to_care ask_information"
  private static let careWork = "release hand_over dismiss arrange_care ask_information"

  /// What each role may do with a review on the desk of the group's teacher (`holder`), or of the named person of care,
  /// by route and state; who is not named may do nothing.
  private static let table: [String: [String: String]] = [
    "group_admin pending": [
      "holder": "view note claim", "colleague": "view note claim", "director": "view note claim",
    ],
    "group_admin escalated": [
      "holder": "view note claim", "colleague": "view note claim", "director": "view note claim",
    ],
    "group_admin reopened": [
      "holder": "view note claim", "colleague": "view note claim", "director": "view note claim",
    ],
    "group_admin claimed": [
      "holder": "view note claim \(work)", "colleague": "view note", "director": "view note claim",
    ],
    "group_admin info_requested": [
      "holder": "view note claim record_answer", "colleague": "view note",
      "director": "view note claim record_answer",
    ],
    "group_admin resolved": [
      "holder": "view note undo", "colleague": "view note", "director": "view note undo reopen",
    ],
    "group_admin superseded": ["holder": "view note", "colleague": "view note", "director": "view note"],
    "group_admin purged": ["holder": "view", "colleague": "view", "director": "view"],
    "director pending": ["director": "view note claim"],
    "director escalated": ["director": "view note claim"],
    "director reopened": ["director": "view note claim"],
    "director claimed": ["director": "view note claim"],
    "director info_requested": ["director": "view note claim record_answer"],
    "director resolved": ["director": "view note undo reopen"],
    "director superseded": ["director": "view note"],
    "director purged": ["director": "view"],
    "board pending": ["board": "view note claim"],
    "board escalated": ["board": "view note claim"],
    "board reopened": ["board": "view note claim"],
    "board claimed": ["board": "view note claim"],
    "board info_requested": ["board": "view note claim record_answer"],
    "board resolved": ["board": "view note undo reopen"],
    "board superseded": ["board": "view note"],
    "board purged": ["board": "view"],
    "care pending": ["carer": "view note claim", "director": "view note claim"],
    "care escalated": ["carer": "view note claim", "director": "view note claim"],
    "care reopened": ["carer": "view note claim", "director": "view note claim"],
    "care claimed": ["carer": "view note claim \(careWork)", "director": "view note claim"],
    "care info_requested": ["carer": "view note claim record_answer", "director": "view note claim record_answer"],
    "care resolved": ["carer": "view note undo reopen", "director": "view note undo reopen"],
    "care superseded": ["carer": "view note", "director": "view note"],
    "care purged": ["carer": "view", "director": "view"],
  ]

  private static func step(_ action: Review.Action) -> Review.Step? {
    switch action {
    case .view: nil
    case .note: .note(text: "x")
    case .claim: .claim
    case .release: .release
    case .handOver: .handOver(to: Fixture.member("other", .director), reason: "x")
    case .dismiss: .decide(.dismiss(.context))
    case .establish: .decide(.establish(Finding(clauses: [ClauseID("A33")], severity: .low, motivation: "x")))
    case .arrangeCare: .decide(.careArranged(note: "x"))
    case .escalate: .escalate(reason: "x")
    case .giveToCare: .giveToCare(reason: "x")
    case .askInformation: .askInformation(question: "x")
    case .recordAnswer: .recordAnswer(text: "x")
    case .undo: .undo(reason: "x")
    case .reopen: .reopen(reason: "x")
    }
  }

  @Test(arguments: Review.Route.allCases, Review.State.allCases)
  func whatIsOfferedIsAllowedAndTheRestIsRefused(route: Review.Route, state: Review.State) throws {
    let row = try #require(Self.table["\(route.rawValue) \(state.rawValue)"])
    let holder = route == .care ? Fixture.carer : Fixture.teacher
    let isHeld = state == .claimed || state == .infoRequested
    let review = Fixture.review(
      state, route: route, claimedBy: isHeld ? holder : nil,
      decidedBy: state == .resolved && route == .groupAdmin ? holder : nil,
      parties: [Fixture.party(.reporter, Self.roles.last!.member)])
    for (name, member) in Self.roles {
      let expected = Set((row[name] ?? "").split(separator: " ").compactMap { Review.Action(rawValue: String($0)) })
      #expect(Set(review.actions(for: member, at: Fixture.now)) == expected, "\(route) \(state) \(name)")
      for action in Review.Action.allCases {
        let refusal = review.refusal(of: action, for: member, at: Fixture.now)
        #expect((refusal == nil) == expected.contains(action), "\(route) \(state) \(name) \(action)")
        guard let step = Self.step(action) else { continue }
        if expected.contains(action) {
          let next = try review.applying(step, by: member, policy: Fixture.policy(), at: Fixture.now)
          #expect(next.version == review.version + 1)
        } else {
          let reason = try #require(refusal)
          #expect(throws: ConductError.notAllowed(reason)) {
            try review.applying(step, by: member, policy: Fixture.policy(), at: Fixture.now)
          }
        }
      }
    }
  }

  @Test("Invariant 4: whoever a review concerns may do nothing with it, whatever the role, route and state")
  func nobodyHandlesWhatConcernsThem() {
    let every: [Assignment] =
      Role.allCases.map { Assignment(role: $0, group: nil, from: 0) } + [
        Assignment(role: .staff, function: .care, from: 0)
      ]
    func person(_ id: String, account: String? = nil, family: String? = nil) -> Member {
      Member(
        id: MemberID(id), account: AccountID(account ?? "a-\(id)"), name: id, family: family.map { FamilyID($0) },
        assignments: every)
    }
    let reporter = person("reporter", family: "r")
    let decider = person("decider", family: "d")
    let concerned = [
      person("author"), person("x", account: "a-author"), person("y", family: "f"), reporter,
      person("z", account: "a-reporter"), person("q", family: "r"), decider, person("p", family: "d"),
    ]
    for state in Review.State.allCases where state.isOpen {
      for route in Review.Route.allCases {
        let isHeld = state == .claimed || state == .infoRequested
        let review = Fixture.review(
          state, route: route, claimedBy: isHeld ? Fixture.teacher : nil,
          parties: [Fixture.party(.reporter, reporter), Fixture.party(.decider, decider)])
        for member in concerned {
          #expect(review.actions(for: member, at: Fixture.now) == [], "\(member.name) \(state) \(route)")
        }
      }
    }
  }

  @Test(
    "Invariant 2: no action is taken without a clause of the policy and a motivation",
    arguments: [
      Finding(clauses: [], severity: .low, motivation: "x"),
      Finding(clauses: [ClauseID("A33")], severity: .low, motivation: " \n"),
      Finding(clauses: [ClauseID("A33"), ClauseID("B9")], severity: .low, motivation: "x"),
      Finding(clauses: [ClauseID("B9")], severity: .critical, motivation: "x", effects: [.remove]),
    ])
  func noActionWithoutClauseAndMotivation(finding: Finding) {
    let review = Fixture.review(.claimed, claimedBy: Fixture.teacher)
    #expect(throws: ConductError.self) {
      try review.applying(
        .decide(.establish(finding)), by: Fixture.teacher, policy: Fixture.policy(), at: Fixture.now)
    }
  }
}
