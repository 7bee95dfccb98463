import Conduct
import Testing

/// Every state, action and role of a measure: what the table says is allowed is what is offered, and the rest is refused.
@Suite struct MeasureMatrixTests {
  typealias Fixture = CaseFixture

  private static let complainant = Fixture.member("complainant", .director, family: "f-3")

  private static let roles: [(name: String, member: Member)] = [
    ("preparer", Fixture.director), ("second", MeasureStepsTests.second), ("board", Fixture.board),
    ("teacher", Fixture.teacher), ("author", Fixture.author), ("neighbour", Fixture.neighbour),
    ("support", Fixture.support), ("carer", Fixture.carer),
    ("kin", Fixture.member("kin", .director, family: "f")),
    ("same account", Fixture.member("other", .board, account: "a-author")),
    ("complainant", complainant), ("complainant's kin", Fixture.member("c2", .board, family: "f-3")),
    ("complainant's other name", Fixture.member("c3", .director, account: "a-complainant")),
  ]

  /// What each role may do by kind and state; `direction` is the preparer, the second director and the board. Who is not
  /// named may do nothing, and a state that is not named leaves looking at it to the direction.
  private static let table: [String: [String: String]] = [
    "talk proposed": ["direction": "view prepare refuse", "teacher": "view prepare refuse"],
    // It waits for a second person because an earlier policy asked for one; this one does not.
    "talk approval_pending": [
      "preparer": "view prepare refuse impose", "second": "view prepare approve refuse impose",
      "board": "view prepare approve refuse impose", "teacher": "view prepare refuse impose",
    ],
    "talk approved": ["direction": "view refuse announce impose", "teacher": "view refuse announce impose"],
    "talk announced": ["direction": "view refuse respond impose", "teacher": "view refuse respond impose"],
    "talk active": [
      "direction": "view acknowledge reaffirm lift", "teacher": "view acknowledge reaffirm lift",
      "author": "acknowledge",
    ],
    "talk suspended": [
      "direction": "view acknowledge reaffirm lift", "teacher": "view acknowledge reaffirm lift",
      "author": "acknowledge",
    ],
    "posting_restriction proposed": ["direction": "view prepare refuse"],
    "posting_restriction approval_pending": [
      "preparer": "view prepare refuse", "second": "view prepare approve refuse",
      "board": "view prepare approve refuse",
    ],
    "posting_restriction approved": ["direction": "view refuse announce"],
    "posting_restriction announced": ["direction": "view refuse respond impose"],
    "posting_restriction active": ["direction": "view acknowledge reaffirm lift", "author": "acknowledge"],
    "posting_restriction suspended": ["direction": "view acknowledge reaffirm lift", "author": "acknowledge"],
    "premises_ban proposed": ["direction": "view prepare refuse"],
    "premises_ban approval_pending": [
      "preparer": "view prepare refuse", "second": "view prepare approve refuse",
      "board": "view prepare approve refuse",
    ],
    "premises_ban approved": ["direction": "view refuse announce"],
    "premises_ban announced": ["direction": "view refuse respond impose"],
    "premises_ban active": ["direction": "view acknowledge reaffirm lift", "author": "acknowledge"],
    "premises_ban suspended": ["direction": "view acknowledge reaffirm lift", "author": "acknowledge"],
    "police_report proposed": ["direction": "view prepare refuse"],
    "police_report approval_pending": [
      "preparer": "view prepare refuse", "second": "view prepare approve refuse",
      "board": "view prepare approve refuse",
    ],
    "police_report approved": ["direction": "view refuse impose"],
    "police_report announced": ["direction": "view refuse respond impose"],
  ]

  private static func expected(_ kind: Measure.Kind, _ state: Measure.State, _ role: String) -> Set<Measure.Action> {
    let isDirection = ["preparer", "second", "board"].contains(role)
    let sees = isDirection || role == "teacher" && kind == .talk
    guard let row = table["\(kind.rawValue) \(state.rawValue)"] else { return sees ? [.view] : [] }
    let words = row[role] ?? (isDirection ? row["direction"] : nil) ?? ""
    return Set(words.split(separator: " ").compactMap { Measure.Action(rawValue: String($0)) })
  }

  @Test(
    arguments: [Measure.Kind.talk, .postingRestriction, .premisesBan, .policeReport], Measure.State.allCases)
  func whatIsOfferedIsAllowedAndTheRestIsRefused(kind: Measure.Kind, state: Measure.State) throws {
    var measure = MeasureStepsTests.measure(kind, state)
    measure.complainants = [Review.Party(.reporter, Self.complainant)]
    let policy = Fixture.policy()
    for (name, member) in Self.roles {
      let expected = Self.expected(kind, state, name)
      let offered = measure.actions(for: member, about: Fixture.author, policy: policy, at: Fixture.now)
      #expect(Set(offered) == expected, "\(kind) \(state) \(name)")
      for step in MeasureStepsTests.steps {
        let refusal = measure.refusal(
          of: step.action, for: member, about: Fixture.author, policy: policy, at: Fixture.now)
        #expect((refusal == nil) == expected.contains(step.action), "\(kind) \(state) \(name) \(step.action)")
        guard let refusal else { continue }
        #expect(throws: ConductError.notAllowed(refusal)) {
          try measure.applying(step, by: member, about: Fixture.author, policy: policy, at: Fixture.now)
        }
      }
    }
  }
}
