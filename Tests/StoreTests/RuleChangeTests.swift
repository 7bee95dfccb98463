import Conduct
import Store
import Testing

/// What a school changes in its rules, on a real database.
@Suite struct RuleChangeTests {
  private static let at = SampleSchool.start + 1

  private static func word(_ word: String = "knurft") -> RuleChange.Content {
    .rule(
      OwnRule(
        title: "Eigen woord: \(word)", category: CategoryID("abuse"), severity: .medium, words: [word],
        explanation: "Dit past niet.", matches: ["Wat een \(word)."], passes: ["Tot morgen."]))
  }

  @Test func aWordGoesFromTrialToLiveWithASecondPersonAndCanBePutBack() async throws {
    let school = try await SampleSchool.make()
    let (store, id, at) = (school.store, school.id, Self.at)
    let first = try await store.proposeRuleChange(
      Self.word(), reason: "Dit horen we vaak.", by: school.director.id, school: id, at: at)
    #expect(first.state == .trial && first.number == 1)
    await #expect(throws: StoreError.self) {
      try await store.advanceRuleChange(1, .approve, by: school.teacher.id, school: id, at: at)
    }
    try await store.advanceRuleChange(1, .ask, by: school.director.id, school: id, at: at)
    await #expect(throws: StoreError.notAllowed(.samePerson)) {
      try await store.advanceRuleChange(1, .approve, by: school.director.id, school: id, at: at)
    }
    #expect(try await store.ruleChangesInForce(school: id).map(\.state) == [.asked])
    try await store.advanceRuleChange(1, .approve, by: school.teacher.id, school: id, at: at + 1)
    // Another text takes its place only once that is live.
    try await store.proposeRuleChange(
      Self.word("lapzwans"), reason: "Dit ook.", replacing: 1, by: school.director.id, school: id, at: at + 2)
    #expect(try await store.ruleChangesInForce(school: id).map(\.state) == [.live, .trial])
    try await store.advanceRuleChange(2, .ask, by: school.director.id, school: id, at: at + 3)
    try await store.advanceRuleChange(2, .approve, by: school.colleague.id, school: id, at: at + 4)
    let files = try await store.ruleChanges(for: school.director.id, school: id, at: at + 5)
    #expect(files.map(\.change.number) == [2, 1] && files.map(\.change.state) == [.live, .ended])
    #expect(files[0].replaced?.content == Self.word() && files[1].replacedBy == 2)
    #expect(files[1].history.map(\.step) == [.propose, .ask, .approve, .end])
    #expect(files[1].history.first?.reason == "Dit horen we vaak." && files[0].steps == [.end])
    let check = try await store.verify(school: id)
    #expect(check.isWhole && check.rows["rule_change"] == 2, "\(check.faults)")
  }

  @Test func aTeacherProposesAnExceptionAndSetsNothing() async throws {
    let school = try await SampleSchool.make()
    let (store, id, at) = (school.store, school.id, Self.at)
    let mine = try await store.proposeRuleChange(
      .exception(["kankeronderzoek"]), reason: "Een les.", by: school.teacher.id, school: id, at: at)
    #expect(mine.state == .asked)
    try await store.proposeRuleChange(Self.word(), reason: "x", by: school.director.id, school: id, at: at)
    // What another teacher proposed is not for a colleague, who could not agree to it.
    #expect(try await store.ruleChanges(for: school.colleague.id, school: id, at: at).map(\.change.number) == [2])
    #expect(
      try await store.ruleChanges(for: school.director.id, in: .asked, school: id, at: at).map(\.change.number) == [1])
    #expect(try await store.ruleChanges(for: school.teacher.id, school: id, at: at).map(\.change.number) == [2, 1])
    #expect(try await store.ruleChanges(for: school.parent.id, school: id, at: at).isEmpty)
    await #expect(throws: StoreError.notFound("Wijziging", handle: "1")) {
      try await store.advanceRuleChange(1, .approve, by: school.colleague.id, school: id, at: at)
    }
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      try await store.advanceRuleChange(2, .end, reason: "x", by: school.teacher.id, school: id, at: at)
    }
    await #expect(throws: StoreError.self) {
      try await store.advanceRuleChange(1, .decline, by: school.director.id, school: id, at: at)
    }
    try await store.advanceRuleChange(1, .decline, reason: "Te ruim.", by: school.director.id, school: id, at: at)
    #expect(try await store.ruleChangesInForce(school: id).map(\.number) == [2])
    for (content, by) in [
      (RuleChange.Content.setting(rule: RuleID("nl.abuse.sample"), to: .off, severity: nil), school.teacher),
      (Self.word(), school.parent),
    ] {
      await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
        try await store.proposeRuleChange(content, reason: "x", by: by.id, school: id, at: at)
      }
    }
    await #expect(throws: StoreError.self) {
      try await store.proposeRuleChange(Self.word(), reason: " ", by: school.director.id, school: id, at: at)
    }
  }

  @Test func ofTwoSettingsOfARuleTheLaterHolds() async throws {
    let school = try await SampleSchool.make()
    let (store, id, at) = (school.store, school.id, Self.at)
    for (number, state) in [(1, Overlay.Switch.State.off), (2, .shadow)] {
      try await store.proposeRuleChange(
        .setting(rule: RuleID("nl.abuse.sample"), to: state, severity: nil), reason: "x", by: school.director.id,
        school: id, at: at)
      try await store.advanceRuleChange(number, .approve, by: school.teacher.id, school: id, at: at)
    }
    #expect(try await store.ruleChangesInForce(school: id).map(\.number) == [2])
  }

  @Test func ofTwoThatReplaceTheSameOneTheLaterHolds() async throws {
    let school = try await SampleSchool.make()
    let (store, id, at) = (school.store, school.id, Self.at)
    func live(_ content: RuleChange.Content, replacing: Int?) async throws -> Int {
      let made = try await store.proposeRuleChange(
        content, reason: "x", replacing: replacing, by: school.director.id, school: id, at: at)
      try await store.advanceRuleChange(made.number, .approve, by: school.teacher.id, school: id, at: at)
      return made.number
    }
    let first = try await live(.exception(["a1"]), replacing: nil)
    _ = try await live(.exception(["a2"]), replacing: first)
    let third = try await live(.exception(["a3"]), replacing: first)
    #expect(try await store.ruleChangesInForce(school: id).map(\.number) == [third])
  }

  @Test func whatAChangeSaysIsNotInTheLog() async throws {
    let school = try await SampleSchool.make()
    try await school.store.proposeRuleChange(
      Self.word("geheimwoord"), reason: "geheimreden", by: school.director.id, school: school.id, at: Self.at)
    let bodies = try await school.database.read { connection in
      try connection.run("SELECT body FROM event", []).map { row -> String in
        if case .text(let body) = row["body"] { body } else { "" }
      }
    }
    #expect(bodies.contains { $0.contains("school.abuse.own-1") })
    #expect(!bodies.contains { $0.contains("geheim") })
  }

  @Test func aTrialCountsWhatItHitAndTheDirectorMaySeeWhatItWouldDo() async throws {
    let school = try await SampleSchool.make()
    let (store, id, at) = (school.store, school.id, Self.at)
    try await store.proposeRuleChange(Self.word(), reason: "x", by: school.director.id, school: id, at: at)
    for number in 1...3 {
      var intake = school.intake("m\(number)", "Wat een knurft \(number).", severity: nil, at: at)
      intake.found = ScanResult(signals: [
        Signal(
          rule: RuleID("school.abuse.own-1"), title: "x", category: CategoryID("abuse"), severity: .medium,
          effect: .review, span: 0..<3, text: "", view: .original, isShadow: true)
      ])
      _ = try await store.receive([intake], school: id, at: at)
    }
    let file = try #require(try await store.ruleChanges(for: school.director.id, school: id, at: at).first)
    #expect(file.trialHits == 3)
    let kept = try await store.keptTexts(for: school.director.id, school: id, at: at)
    #expect(kept.map(\.text) == (1...3).reversed().map { "Wat een knurft \($0)." })
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      _ = try await store.keptTexts(for: school.teacher.id, school: id, at: at)
    }
    try await store.noteKeptTexts(
      of: [school.parent.id], by: school.director.id, school: id, at: at)
    let readings = try await store.readings(about: school.parent.id, for: school.board.id, school: id, at: at + 1)
    #expect(readings.map(\.kind) == [.keptText])
    // What the director or the family wrote is not there.
    let kin = try await store.addMember(
      MemberDraft(
        name: "kin", family: school.parent.family,
        assignments: [Assignment(role: .director, from: SampleSchool.start)]), school: id, at: at)
    #expect(try await store.keptTexts(for: kin.id, school: id, at: at).isEmpty)
    // Nor does it take the place of what is.
    let theirs = (0...200).map { school.intake("k\($0)", "Wat een knurft, zei ik \($0) keer.", at: at) }
    _ = try await store.receive(
      [school.intake("s", "Wat een knurft, zeg.", by: school.stranger, at: at)] + theirs, school: id, at: at)
    let shown = try await store.keptTexts(for: kin.id, limit: 1, school: id, at: at)
    #expect(shown.map(\.text) == ["Wat een knurft, zeg."])
  }

  @Test func aRuleThatSuddenlyHitsMuchIsToldOnceAndItsHitsStandTogether() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let start = SampleSchool.start
    for day in 1...5 {
      _ = try await store.receive(
        [school.intake("d\(day)", "sukkel \(day)", at: start + Int64(day) * SampleSchool.day)], school: id,
        at: start + Int64(day) * SampleSchool.day)
    }
    let now = start + 10 * SampleSchool.day
    func hits(_ range: ClosedRange<Int>, sent: Int64) async throws {
      for number in range {
        _ = try await store.receive([school.intake("b\(number)", "sukkel \(number)", at: sent)], school: id, at: now)
      }
    }
    // In a first week nothing is usual.
    let early = start + 2 * SampleSchool.day
    for number in 200...215 {
      _ = try await store.receive([school.intake("e\(number)", "sukkel \(number)", at: early)], school: id, at: early)
    }
    #expect(try await store.ruleBursts(for: school.director.id, school: id, at: early + 1).isEmpty)
    // An archive that is taken in is no burst, and nine are not many.
    try await hits(100...120, sent: start)
    try await hits(1...9, sent: now)
    #expect(try await store.ruleBursts(for: school.director.id, school: id, at: now + 1).isEmpty)
    try await hits(10...20, sent: now)
    let burst = try #require(try await store.ruleBursts(for: school.director.id, school: id, at: now + 1).first)
    #expect(burst.rule == RuleID("nl.abuse.sample") && burst.hits == 20 && burst.title == "Schelden")
    let queue = try await store.queue(for: school.teacher.id, school: id, at: now + 1)
    #expect(queue.count == 62 && queue.allSatisfy { $0.burst?.rule == burst.rule })
    _ = try await store.tick(school: id, at: now + 1)
    _ = try await store.tick(school: id, at: now + 60_000)
    // It counts tomorrow too, and is not told again.
    _ = try await store.tick(school: id, at: now + SampleSchool.day + 60_000)
    #expect(try await store.ruleBursts(for: school.director.id, school: id, at: now + SampleSchool.day).count == 1)
    let told = try await store.notices(for: school.director.id, school: id).filter { $0.kind == .ruleBurst }
    #expect(told.count == 1)
    // After quiet weeks the usual is nothing.
    let autumn = now + 60 * SampleSchool.day
    let anew = (0..<12).map { school.intake("h\($0)", "sukkel \($0) na de zomer", at: autumn) }
    _ = try await store.receive(anew, school: id, at: autumn)
    #expect(try await store.ruleBursts(for: school.director.id, school: id, at: autumn).map(\.usual) == [0])
    #expect(try await store.notices(for: school.teacher.id, school: id).allSatisfy { $0.kind != .ruleBurst })
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      _ = try await store.ruleBursts(for: school.teacher.id, school: id, at: now)
    }
  }
}
