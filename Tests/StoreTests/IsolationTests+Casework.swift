import Conduct
import Store
import Testing

extension IsolationTests {
  /// The other half.
  static let casework: [Call] = [
    Call("impose") {
      try await $0.store.impose(try await $0.proposal(), expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("lift") {
      try await $0.store.lift(
        try await $0.proposal(), reason: "x", expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("announce") {
      try await $0.store.announce(
        try await $0.proposal(), respondBy: at + 9, expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("respond") {
      try await $0.store.respond(
        try await $0.proposal(), answer: "x", expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("acknowledge") {
      try await $0.store.acknowledge(try await $0.proposal(), expecting: 1, by: $0.parent.id, school: $1, at: at)
    },
    Call("reaffirm") {
      try await $0.store.reaffirm(
        try await $0.proposal(), reason: "x", reviewAt: nil, expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("ownMeasures") {
      _ = try await $0.store.ownMeasures(of: $0.parent.id, school: $1)
    },
    Call("fill") {
      try await $0.store.fill([:], of: try await $0.proposal(), expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("send") {
      try await $0.store.send(try await $0.proposal(), expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("confirmReceipt") {
      try await $0.store.confirmReceipt(
        of: try await $0.proposal(), expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("reportFailure") {
      try await $0.store.reportFailure(
        of: try await $0.proposal(), reason: "x", canRetry: true, expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("close") {
      try await $0.store.close(
        try await $0.proposal(), outcome: "x", expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("appeal") {
      _ = try await $0.store.appeal(
        against: .measure(try await $0.proposal()), for: $0.parent.id, grounds: "x", by: $0.parent.id,
        school: $1, at: at)
    },
    Call("appeal file") {
      _ = try await $0.store.appeal(try await $0.appealed().rawValue, for: $0.board.id, school: $1, at: at)
    },
    Call("appeals") { _ = try await $0.store.appeals(for: $0.board.id, school: $1, at: at) },
    Call("advance") {
      try await $0.store.advance(
        try await $0.appealed(), .withdraw, expecting: 1, by: $0.parent.id, school: $1, at: at)
    },
    Call("decide appeal") {
      _ = try await $0.store.decide(
        try await $0.appealed(), .confirmed, motivation: "x", expecting: 1, by: $0.board.id, school: $1, at: at)
    },
    Call("openCase") {
      try await $0.store.openCase(about: $0.parent.id, reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("conductCase") {
      _ = try await $0.store.conductCase(
        try await $0.opened().rawValue, for: $0.director.id, why: .oversight, school: $1, at: at)
    },
    Call("cases") { _ = try await $0.store.cases(.parents, for: $0.director.id, school: $1, at: at) },
    Call("advance case") {
      try await $0.store.advance(
        try await $0.opened(), Case.Step(.investigate), expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("history") {
      _ = try await $0.store.history(of: $0.parent.id, for: $0.director.id, why: .oversight, school: $1, at: at)
    },
    Call("subjectAccess") {
      _ = try await $0.store.subjectAccess(of: $0.parent.id, by: $0.director.id, school: $1, at: at)
    },
    Call("erase") { _ = try await $0.store.erase($0.parent.id, by: $0.director.id, school: $1, at: at) },
    Call("rectify") {
      _ = try await $0.open()
      try await $0.store.rectify(.review, 1, text: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("placeHold") {
      try await $0.store.placeHold(
        on: $0.parent.id, reason: "x", reviewAt: at + 1, by: $0.director.id, school: $1, at: at)
    },
    Call("prolongHold") {
      try await $0.store.placeHold(
        on: $0.parent.id, reason: "x", reviewAt: at + 1, by: $0.real.director.id, school: $0.id, at: at)
      try await $0.store.prolongHold(1, reason: "x", reviewAt: at + 2, by: $0.director.id, school: $1, at: at)
    },
    Call("liftHold") {
      try await $0.store.placeHold(
        on: $0.parent.id, reason: "x", reviewAt: at + 1, by: $0.real.director.id, school: $0.id, at: at)
      try await $0.store.liftHold(1, reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("holds") { _ = try await $0.store.holds(for: $0.director.id, school: $1, at: at) },
    Call("replaceKey") { _ = try await $0.store.replaceKey(of: $1, by: $0.director.id, at: at) },
    Call("contents") {
      _ = try await $0.reported()
      let access = try await $0.store.subjectAccess(of: $0.stranger.id, by: $0.director.id, school: $0.id, at: at)
      _ = try await $0.store.contents(
        of: try #require(access.files.first), in: access, by: $0.director.id, school: $1, at: at)
    },
    Call("keep letter") {
      let draft = LetterDraft("x", about: .measure, try await $0.proposal().rawValue)
      _ = try await $0.store.keep(draft, by: $0.director.id, school: $1, at: at)
    },
    Call("complain") {
      _ = try await $0.store.complain(
        about: try await $0.reported().rawValue, grounds: "x", by: $0.stranger.id, school: $1, at: at)
    },
    Call("keptLetters") { _ = try await $0.store.keptLetters(for: $0.director.id, school: $1, at: at) },
    Call("keptLetter") {
      let letter = try await $0.keep("x", about: .measure, try await $0.proposal().rawValue)
      _ = try await $0.store.keptLetter(letter.number, for: $0.director.id, school: $1, at: at)
    },
    Call("reportMatter") {
      let report = try await $0.reported().rawValue
      _ = try await $0.store.reportMatter(report, for: $0.stranger.id, school: $1, at: at)
    },
    Call("decisionMatter") {
      _ = try await $0.store.decisionMatter(try await $0.open(), for: $0.director.id, school: $1, at: at)
    },
    Call("measureMatter") {
      _ = try await $0.store.measureMatter(try await $0.proposal().rawValue, for: $0.director.id, school: $1, at: at)
    },
    Call("caseMatter") {
      _ = try await $0.store.caseMatter(try await $0.opened().rawValue, for: $0.director.id, school: $1, at: at)
    },
    Call("appealMatter") {
      _ = try await $0.store.appealMatter(try await $0.appealed().rawValue, for: $0.board.id, school: $1, at: at)
    },
    Call("figures") {
      _ = try await $0.store.figures(
        ofMonth: 9, in: 2026, from: 0, until: at, for: $0.director.id, school: $1, at: at)
    },
    Call("readings") {
      _ = try await $0.store.readings(about: $0.parent.id, for: $0.director.id, school: $1, at: at)
    },
    Call("due") { _ = try await $0.store.due(for: $0.director.id, all: true, school: $1, at: at) },
    Call("notices") { _ = try await $0.store.notices(for: $0.director.id, school: $1) },
    Call("policy") { _ = try await $0.store.policy(version: "sha256:other", school: $1) },
    Call("ruleset") { _ = try await $0.store.ruleset(version: "sha256:other", school: $1) },
  ]
}
