import Conduct
import Foundation
import Library
import TestSupport
import Testing

/// Changes of a school over the shipped lists, as they are read, checked and left out.
@Suite struct OwnChangeTests {
  private static let reader = Result {
    try OverlayReader(
      wordlists: BuiltCommand.root.path + "/Wordlists",
      compile: { $0.contains("(((") ? PatternFault(message: "x", offset: 2) : nil })
  }

  private static func change(
    _ number: Int, _ content: RuleChange.Content, _ state: RuleChange.State = .live
  ) -> RuleChange {
    RuleChange(
      id: RuleChangeID("w-\(number)"), number: number, content: content, state: state, author: MemberID("m"), at: 0)
  }

  private static func own(
    words: [String] = ["knurft +n"], pattern: String = "", category: String = "abuse", needs: [String] = [],
    matches: [String] = ["Wat een knurft."], passes: [String] = ["Een korst brood."]
  ) -> RuleChange.Content {
    .rule(
      OwnRule(
        title: "Eigen: \"woord\" #1", category: CategoryID(category), severity: .medium, words: words,
        pattern: pattern, needs: needs, explanation: "Dit past niet: 'nooit'.", matches: matches, passes: passes))
  }

  /// An engine whose only rule is whether a word of the own rules stands in a text.
  private static var engine: Check.Engine {
    Check.Engine(
      compile: { _ in nil },
      scanner: { lists in
        let rules = lists.overlay?.ruleSet.rules ?? []
        return { text in
          Set(
            rules.filter { text.range(of: $0.pattern, options: [.regularExpression, .caseInsensitive]) != nil }
              .map(\.id))
        }
      })
  }

  @Test func aRuleOnTrialIsAShadowRuleAndALiveOneIsLive() throws {
    let reading = try Self.reader.get().read([
      Self.change(1, Self.own(), .trial), Self.change(2, Self.own(), .asked), Self.change(3, Self.own(), .live),
      Self.change(4, Self.own(), .ended),
    ])
    #expect(reading.unfit.isEmpty)
    #expect(reading.overlay.ruleSet.rules.map(\.id.rawValue) == (1...3).map { "school.abuse.own-\($0)" })
    #expect(reading.overlay.ruleSet.rules.map(\.status) == [.shadow, .shadow, .live])
    #expect(reading.overlay.ruleSet.rules[0].title == "Eigen: \"woord\" #1")
    #expect(reading.overlay.ruleSet.rules[0].pattern.contains("knurft"))
  }

  @Test func exceptionsAndSettingsHoldOnlyOnceTheyAreLive() throws {
    let rule = RuleID("nl.abuse.disease-compound")
    let contents: [RuleChange.Content] = [.exception(["kuthoek"]), .setting(rule: rule, to: .off, severity: nil)]
    let waiting = try Self.reader.get().read(contents.enumerated().map { Self.change($0, $1, .asked) })
    #expect(waiting.overlay.exceptions.isEmpty && waiting.overlay.switches.isEmpty)
    let live = try Self.reader.get().read(contents.enumerated().map { Self.change($0, $1) })
    #expect(live.overlay.exceptions.count == 1 && live.unfit.isEmpty)
    #expect(live.overlay.switches.map(\.rule) == [rule] && live.overlay.switches.map(\.to) == [.off])
  }

  @Test func aChangeThatDoesNotFitTheListsIsLeftOutAndNamed() throws {
    let reading = try Self.reader.get().read([
      Self.change(1, Self.own(category: "verdwenen")), Self.change(2, Self.own(needs: ["bestaat_niet"])),
      Self.change(3, .setting(rule: RuleID("nl.abuse.gone-for-good"), to: .off, severity: nil)),
      Self.change(4, Self.own(words: [], pattern: "(((")), Self.change(5, Self.own()),
    ])
    #expect(Set(reading.unfit.keys.map(\.rawValue)) == ["w-1", "w-2", "w-3", "w-4"])
    #expect(reading.overlay.ruleSet.rules.map(\.id.rawValue) == ["school.abuse.own-5"])
  }

  @Test func theVersionFollowsWhatChangesAVerdict() throws {
    let lists = try Wordlists.load(directory: BuiltCommand.root.path + "/Wordlists")
    func version(_ state: RuleChange.State) throws -> String {
      lists.ruleSet(with: try Self.reader.get().read([Self.change(1, Self.own(), state)]).overlay).version
    }
    #expect(try version(.trial) == version(.asked) && version(.trial) != version(.live))
    #expect(try version(.live) != lists.version && lists.ruleSet(with: nil).version == lists.version)
  }

  @Test(arguments: [
    (["geen knurft hier"], ["Een korst brood."], [String]()),
    (["Wat een sul."], ["Een korst brood."], ["X001"]),
    (["Wat een knurft."], ["Die knurft van een kaas."], ["X002"]),
  ]) func examplesAreTriedAsTheyAreWritten(_ matches: [String], _ passes: [String], _ codes: [String]) throws {
    let content = Self.own(words: ["knurft"], matches: matches, passes: passes)
    let found = try Self.reader.get().check(Self.change(0, content, .trial), engine: Self.engine)
    #expect(found.map(\.code) == codes, "\(found)")
  }

  @Test func whatCannotBeReadIsSaidBeforeItIsTried() throws {
    let found = try Self.reader.get().check(Self.change(0, Self.own(words: ["lul (letje"])), engine: Self.engine)
    #expect(found.contains { $0.code == "W001" && $0.severity == .error })
    let unknown = try Self.reader.get().check(
      Self.change(0, .setting(rule: RuleID("nl.abuse.gone-for-good"), to: .off, severity: nil)), engine: Self.engine)
    #expect(unknown.map(\.severity) == [.error])
    let lint = try Self.reader.get().check(
      Self.change(0, Self.own(words: [], pattern: "knurft.*x", matches: ["knurft x"])), engine: Self.engine)
    #expect(lint.contains { $0.severity == .warning }, "\(lint)")
  }

  @Test(arguments: [
    (["kankeronderzoek"], [String]()), (["onderzoek*"], []), (["*e*"], ["W004"]), (["lul*"], ["W004"]),
    (["# niets"], ["W003"]),
  ]) func anExceptionThatLetsNearlyEverythingPassIsRefused(_ words: [String], _ codes: [String]) throws {
    let found = try Self.reader.get().check(Self.change(0, .exception(words)), engine: Self.engine)
    #expect(found.map(\.code) == codes, "\(found)")
  }

  @Test func theConditionsThatMayBeNamedAreThere() throws {
    let names = try Self.reader.get().conditions.map(\.name)
    #expect(names.contains("aimed_person") && names.contains("quoted") && names == names.sorted())
  }
}
