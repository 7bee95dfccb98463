import Conduct
import Testing

@testable import Scanner

struct SchoolContextTests {
  private let shipped = scanner([kut, hoer, rule("nl.abuse.pot", #"\bpot\b"#, status: .draft)])

  @Test("a school switches shipped rules off, to shadow, live and to another severity without compiling anything")
  func switches() {
    let context = SchoolContext(switches: [
      kut.id: .init(state: .off), hoer.id: .init(state: .shadow, severity: .low),
      RuleID("nl.abuse.pot"): .init(state: .live),
    ])
    let result = shipped.scan("kut, hoer, pot", context: context)
    #expect(result.signals.map(\.rule.rawValue) == ["nl.abuse.hoer", "nl.abuse.pot"])
    #expect(result.signals.map(\.isShadow) == [true, false])
    #expect(result.signals[0].severity == .low)
    #expect(shipped.scan("kut, hoer, pot").signals.map(\.text) == ["kut", "hoer"])
    #expect(context.own == nil)
  }

  @Test("a school's own words, exceptions and names count for it alone, evasions included")
  func own() {
    let context = SchoolContext(
      rules: [rule("school.abuse.own", #"\bslome\b"#)], exceptions: [#"\bkuthoek\b"#],
      names: ["Slome"])
    #expect(shipped.scan("wat een sl0me kuthoek", context: context).signals.map(\.text) == ["sl0me"])
    #expect(shipped.scan("wat een sl0me kuthoek").signals.map(\.text) == ["kuthoek"])
    #expect(
      shipped.scan("kuthoek", context: context, explaining: true).clearings.map(\.reason) == [.allowed("kuthoek")])
  }

  @Test("one worker serves many schools in turn")
  func manySchools() {
    let worker = shipped.makeWorker()
    let contexts = (0..<20).map { SchoolContext(rules: [rule("school.abuse.own", #"\bwoord\#($0)\b"#)]) }
    for round in 0..<60 {
      let text = Array("kut en woord\(round % 20) en woord7".utf8)
      let found = text.withUnsafeBufferPointer { worker.scan($0, context: contexts[round % 20]) }
      #expect(found.signals.map(\.text) == ["kut", "woord\(round % 20)"] + (round % 20 == 7 ? ["woord7"] : []))
    }
  }

  @Test("contexts are kept by version, and the one asked for longest ago goes first")
  func leastRecentlyUsed() {
    let contexts = SchoolContexts(capacity: 2)
    var made: [String] = []
    func ask(_ school: String, _ version: String) {
      _ = contexts.context(of: SchoolID(school), version: version) {
        made.append(school + version)
        return Overlay(ruleSet: RuleSet(version: "", rules: []))
      }
    }
    for (school, version) in [("a", "1"), ("b", "1"), ("a", "1"), ("c", "1"), ("a", "1"), ("b", "1"), ("b", "2")] {
      ask(school, version)
    }
    #expect(made == ["a1", "b1", "c1", "b1", "b2"])
    #expect(contexts.count == 2)
  }

  @Test("a changed overlay compiles only what changed: a switch nothing, a word the words")
  func reuse() throws {
    let contexts = SchoolContexts()
    var overlay = Overlay(
      ruleSet: RuleSet(version: "", rules: [rule("school.abuse.own", #"\bslome\b"#, yieldsToNames: true)]),
      exceptions: [#"\bkuthoek\b"#], names: ["Slome"])
    var version = 0
    func changed(_ change: (inout Overlay) -> Void) -> SchoolContext {
      change(&overlay)
      version += 1
      return contexts.context(of: SchoolID("a"), version: "\(version)") { overlay }
    }
    let first = changed { _ in }
    #expect(shipped.scan("slome kut kuthoek", context: first).signals.map(\.text) == ["slome", "kut"])
    let switched = changed { $0.switches = [Overlay.Switch(rule: kut.id, to: .off, reason: "proef")] }
    #expect(shipped.scan("slome kut kuthoek", context: switched).signals.map(\.text) == ["slome"])
    let own = try #require(first.own)
    #expect(switched.own === own && switched.exceptions[0].original === first.exceptions[0].original)
    let added = changed {
      $0.ruleSet.rules.append(rule("school.abuse.more", #"\bduffe\b"#))
      $0.exceptions.append(#"\bkutkrant\b"#)
      $0.names = []
    }
    #expect(added.own !== own && added.exceptions[0].original === first.exceptions[0].original)
    #expect(shipped.scan("duffe kut kutkrant", context: added).signals.map(\.text) == ["duffe"])
    #expect(shipped.scan("Slome", context: first).signals.isEmpty)
    #expect(shipped.scan("Slome", context: added).signals.isEmpty == false)
  }
}
