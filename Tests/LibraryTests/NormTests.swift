import Conduct
import Foundation
import Library
import TestSupport
import Testing

/// Whether each clause is served as its policy says, by the rules that there are.
struct NormServedTests {
  private static let lists = Result {
    try Wordlists.load(directory: BuiltCommand.root.appendingPathComponent("Wordlists").path)
  }

  private func policy(_ name: String) throws -> Policy {
    try Policy.load(
      file: BuiltCommand.root.appendingPathComponent("Policies/\(name).yaml").path,
      categories: try Self.lists.get().categories)
  }

  private func gaps(_ policy: Policy, _ rules: [Rule]) -> [String] {
    policy.norms(rules).filter { !$0.gaps.isEmpty }.map(\.clause.id.rawValue)
  }

  @Test(arguments: [("a-de-jordaan-2017", 50), ("b-school-2018", 20)])
  func everyNormOfAShippedPolicyIsServedAsItSays(name: String, count: Int) throws {
    let (policy, rules) = (try policy(name), try Self.lists.get().ruleSet.rules)
    let norms = policy.norms(rules)
    #expect(norms.count == count && gaps(policy, rules) == [])
    #expect(norms.filter(\.isProcessOnly).map(\.clause.checks).allSatisfy { $0 == [.process] })
    #expect(
      norms.allSatisfy { norm in
        norm.isProcessOnly || !norm.textRules.isEmpty || !norm.through.isEmpty || !norm.postingRules.isEmpty
          || !norm.safeguards.isEmpty
      })
  }

  @Test func aNormWhoseRulesAreGoneIsNotServed() throws {
    let policy = try policy("a-de-jordaan-2017")
    let rules = try Self.lists.get().ruleSet.rules
    #expect(gaps(policy, rules.filter { $0.category.rawValue != "commercial" }).contains("A37"))
    #expect(Set(gaps(policy, rules.filter { $0.category.rawValue != "abuse" })).isSuperset(of: ["A33", "A4", "A5"]))
    for (label, change) in [
      ("A27", { $0.posting = [] }), ("A29", { $0.safeguards = [] }), ("A43", { $0.safeguards = [.removal] }),
      ("A9", { $0.posting = [Clause.Placing(rule: .teacherElsewhere, setting: .off)] }),
    ] as [(String, (inout Clause) -> Void)] {
      var changed = policy
      let place = try #require(changed.clauses.firstIndex { $0.id.rawValue == label })
      change(&changed.clauses[place])
      #expect(gaps(changed, rules) == [label])
    }
  }

  @Test func aRuleThatNoClauseAsksForIsNamed() throws {
    let rules = try Self.lists.get().ruleSet.rules
    let b = try policy("b-school-2018").rulesWithoutNorm(rules)
    #expect(b.text.contains { $0.rawValue.hasPrefix("nl.commercial.") } && b.posting.contains(.weekFull))
    let a = try policy("a-de-jordaan-2017").rulesWithoutNorm(rules)
    #expect(Set(a.posting) == [.parentElsewhere, .kindOfContent, .attachmentNotAllowed, .ownChildPrivate])
    #expect(a.text.allSatisfy { $0.rawValue.contains(".self_harm.") })
  }
}
