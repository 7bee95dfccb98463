import Conduct
import Foundation
import Library
import SQLiteDriver
import Scanner
import Store
import TestSupport
import Testing

@testable import Web
@testable import fatsoen

/// The running engine with what a school changed in its rules: what the pages ask of it.
@Suite struct RuleDeskTests {
  private static let at: Int64 = 1_795_424_400_000
  private static let school = SchoolID("de-linde")
  private static let own = RuleChange.Content.rule(
    OwnRule(
      title: "Eigen woord: knurft", category: CategoryID("abuse"), severity: .medium, words: ["knurft"],
      explanation: "Dit past niet.", matches: ["Wat een knurft."], passes: ["Tot morgen."]))

  /// A school with a director and a teacher, and a desk with one shipped rule.
  private struct Fixture {
    let store: Store
    let desk: RuleDesk
    let director: Member
    let teacher: Member

    init(_ command: Command) async throws {
      let categories = Command.root.appendingPathComponent("Wordlists/categories.yaml")
      try command.write("lists/categories.yaml", try String(contentsOf: categories, encoding: .utf8))
      try command.write(
        "lists/nl/x.rules.yaml",
        """
        rules:
          - {id: nl.abuse.sample, title: Schelden, category: abuse, severity: 3, status: live, pattern: '\\bsukkels?\\b',
             why: Dit is een belediging., match: [Wat een sukkel.], pass: [Tot morgen.]}
        """)
      let lists = command.folder.path + "/lists"
      let rulebook = try Rulebook.load(
        wordlists: lists, policies: [Command.root.path + "/Policies/a-de-jordaan-2017.yaml"], cacheDirectory: nil,
        compile: ContentScanner.validate)
      let store = try await Store.open(
        try SQLiteDatabase(url: "sqlite::memory:"), keyring: Keyring(directory: command.folder.path + "/keys"), at: at)
      try await store.createSchool(School(id: school, name: "De Linde"), policy: rulebook.policies[0], at: at)
      func add(_ name: String, _ role: Role) async throws -> Member {
        try await store.addMember(
          MemberDraft(name: name, assignments: [Assignment(role: role, from: at)]), school: school, at: at)
      }
      director = try await add("Directeur", .director)
      teacher = try await add("Juf", .teacher)
      self.store = store
      desk = RuleDesk(store: store, rules: LoadedRules(rulebook, folder: lists, cacheDirectory: nil))
    }

    /// Makes a change live, by two people.
    func adopt(_ content: RuleChange.Content) async throws {
      let change = try await store.proposeRuleChange(content, reason: "Proef", by: director.id, school: school, at: at)
      if change.state == .trial {
        try await store.advanceRuleChange(change.number, .ask, by: director.id, school: school, at: at)
      }
      try await store.advanceRuleChange(change.number, .approve, by: teacher.id, school: school, at: at)
    }

    func draft(_ text: String) -> SiteRules.Draft {
      SiteRules.Draft(text: text, author: teacher, group: nil, isReaction: false, topic: nil, at: at)
    }

    func hits(_ text: String) async throws -> [String] {
      try await desk.look(at: draft(text), school: school).signals.map(\.rule.rawValue)
    }
  }

  @Test func whatASchoolAgreedOnHoldsAtTheNextTextAndIsNamedWithItsOwnRules() async throws {
    let command = try Command()
    defer { command.remove() }
    let made = try await Fixture(command)
    #expect(try await made.hits("Wat een knurft.").isEmpty)
    #expect(try await made.hits("Wat een sukkel.") == ["nl.abuse.sample"])
    try await made.adopt(Self.own)
    let own = try #require(try await made.store.ruleChangesInForce(school: Self.school).first?.rule)
    #expect(try await made.hits("Wat een knurft.") == [own.rawValue])
    try await made.adopt(.exception(["sukkel"]))
    #expect(try await made.hits("Wat een sukkel.").isEmpty)
    // The log names the version in which the own rule stands.
    try await made.desk.weigh(made.draft("Wat een knurft."), school: Self.school)
    let weighed = try #require(
      try await made.store.log(school: Self.school).last { $0.kind == .suitabilityWeighed })
    let shipped = try Wordlists.load(directory: command.folder.path + "/lists").ruleSet.version
    #expect(weighed.body.rules == [own] && weighed.body.ruleset != shipped)
  }

  @Test func aDraftOfAChangeIsCheckedAndItsEffectShown() async throws {
    let command = try Command()
    defer { command.remove() }
    let made = try await Fixture(command)
    let draft = RuleChange(
      id: RuleChangeID(""), number: 0, content: Self.own, state: .trial, author: made.director.id, at: Self.at)
    #expect(try await made.desk.check(draft).allSatisfy { !$0.isError })
    var faulty = draft
    faulty.content = .rule(
      OwnRule(
        title: "x", category: CategoryID("abuse"), severity: .medium, words: ["knurft"], explanation: "x",
        matches: ["Wat een brij."], passes: ["Tot morgen."]))
    #expect(try await made.desk.check(faulty).contains { $0.code == "X001" && $0.isError })
    let texts = ["Tot morgen.", "Wat een knurft.", "Wat een sukkel."]
    let effects = try await made.desk.preview(draft, on: texts, school: Self.school)
    #expect(effects.map(\.place) == [1])
    #expect(effects[0].before.disposition == .clear && effects[0].after.disposition == .review)
    #expect(try await made.desk.unfit(school: Self.school).isEmpty)
    try await made.adopt(.setting(rule: RuleID("nl.abuse.gone"), to: .off, severity: nil))
    #expect(try await made.desk.unfit(school: Self.school).count == 1)
  }
}
