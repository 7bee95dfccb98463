import Conduct
import Testing

@Suite struct RuleChangeTests {
  private static func member(_ id: String, _ role: Role, _ function: Assignment.Function? = nil) -> Member {
    Member(
      id: MemberID(id), account: AccountID("a-\(id)"), name: id,
      assignments: [Assignment(role: role, function: function, from: 0)])
  }

  private static let people = [
    "director": member("director", .director), "ict": member("ict", .support, .ict),
    "teacher": member("teacher", .teacher), "other": member("other", .teacher), "parent": member("parent", .parent),
  ]

  private static func change(
    _ kind: RuleChange.Kind, _ state: RuleChange.State, by author: String
  ) -> RuleChange {
    let content: RuleChange.Content =
      switch kind {
      case .exception: .exception(["kuthoek"])
      case .setting: .setting(rule: RuleID("nl.abuse.sample"), to: .off, severity: nil)
      case .rule:
        .rule(
          OwnRule(
            title: "x", category: CategoryID("abuse"), severity: .medium, words: ["knurft"], explanation: "x",
            matches: ["knurft"], passes: ["x"]))
      }
    return RuleChange(
      id: RuleChangeID("w"), number: 4, content: content, state: state, author: MemberID(author), at: 0)
  }

  /// Who may take which step with a change of whom, in which state: all that is not here is refused.
  private static let allowed: [String: Set<RuleChange.State>] = [
    "director ask director": [.trial], "director ask ict": [.trial], "director ask teacher": [.trial],
    "ict ask director": [.trial], "ict ask ict": [.trial], "ict ask teacher": [.trial],
    "director approve ict": [.asked], "director approve teacher": [.asked], "ict approve director": [.asked],
    "ict approve teacher": [.asked], "teacher approve director": [.asked], "teacher approve ict": [.asked],
    "other approve director": [.asked], "other approve ict": [.asked],
    "director decline director": [.asked], "director decline ict": [.asked], "director decline teacher": [.asked],
    "ict decline director": [.asked], "ict decline ict": [.asked], "ict decline teacher": [.asked],
    "teacher decline director": [.asked], "teacher decline ict": [.asked],
    "other decline director": [.asked], "other decline ict": [.asked],
    "director end director": [.trial, .asked, .live], "director end ict": [.trial, .asked, .live],
    "director end teacher": [.trial, .asked, .live], "ict end director": [.trial, .asked, .live],
    "ict end ict": [.trial, .asked, .live], "ict end teacher": [.trial, .asked, .live],
    "teacher end teacher": [.trial, .asked],
  ]

  @Test func whoMayTakeWhichStepIsOneTable() {
    var asked = 0
    for (name, member) in Self.people {
      for author in ["director", "ict", "teacher"] {
        for step in [RuleChange.Step.ask, .approve, .decline, .end] {
          for state in RuleChange.State.allCases {
            for kind in RuleChange.Kind.allCases where kind == .rule || state != .trial {
              let refusal = Self.change(kind, state, by: author).refusal(
                of: step, for: member, author: Self.people[author]!, at: 1)
              let mayDo = Self.allowed["\(name) \(step) \(author)"]?.contains(state) ?? false
              #expect((refusal == nil) == mayDo, "\(name) \(step) \(kind) \(state) of \(author): \(refusal as Any)")
              asked += 1
            }
          }
        }
      }
    }
    #expect(asked == 600)
  }

  @Test func aRuleIsOnTrialFirstAndGoesBackToIt() {
    let rule = Self.change(.rule, .trial, by: "ict")
    #expect(RuleChange.first(of: rule.content, by: Self.people["ict"]!, at: 1) == .trial)
    #expect(RuleChange.first(of: rule.content, by: Self.people["teacher"]!, at: 1) == .asked)
    let exception = Self.change(.exception, .asked, by: "ict")
    #expect(RuleChange.first(of: exception.content, by: Self.people["ict"]!, at: 1) == .asked)
    let asked = rule.taking(.ask, by: MemberID("ict"), at: 2)
    #expect(asked.state == .asked && asked.approver == nil)
    #expect(asked.taking(.decline, by: MemberID("director"), at: 3).state == .trial)
    #expect(exception.taking(.decline, by: MemberID("director"), at: 3).state == .ended)
    let live = asked.taking(.approve, by: MemberID("director"), at: 3)
    #expect(live.state == .live && live.approver == MemberID("director") && live.approvedAt == 3)
    #expect(live.rule == RuleID("school.abuse.own-4"))
  }

  @Test func onlyWhoLooksAfterTheRulesSetsOne() {
    let setting = Self.change(.setting, .asked, by: "ict").content
    for (name, isOpen) in [("director", true), ("ict", true), ("teacher", false), ("parent", false)] {
      #expect((RuleChange.refusalOfProposal(setting, by: Self.people[name]!, at: 1) == nil) == isOpen, "\(name)")
    }
    let word = Self.change(.rule, .asked, by: "ict").content
    #expect(RuleChange.refusalOfProposal(word, by: Self.people["teacher"]!, at: 1) == nil)
    #expect(RuleChange.refusalOfProposal(word, by: Self.people["parent"]!, at: 1) == .roleMayNot)
    guard case .rule(var own) = word else { return }
    own.forbids = ["quoted"]
    #expect(RuleChange.refusalOfProposal(.rule(own), by: Self.people["teacher"]!, at: 1) == .roleMayNot)
    #expect(RuleChange.refusalOfProposal(.rule(own), by: Self.people["ict"]!, at: 1) == nil)
  }
}
