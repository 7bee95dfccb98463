import Conduct
import Testing

@Suite struct VerdictTests {
  private static let categories = [
    category("abuse", .review, together: ["abuse", "negativity"]), category("negativity", .advice),
    category("sexual", .hold, together: ["sexual"]),
  ]

  private static func category(_ id: String, _ effect: Effect, together: [String] = []) -> Conduct.Category {
    Conduct.Category(
      id: CategoryID(id), kind: .text, name: id, explanation: id, defaultEffect: effect,
      together: together.map { CategoryID($0) })
  }

  private static func signal(
    _ category: String, _ text: String, at start: Int, severity: Severity = .information, isShadow: Bool = false
  ) -> Signal {
    Signal(
      rule: RuleID("nl.\(category).\(text)"), title: text, category: CategoryID(category), severity: severity,
      effect: .hold, span: start..<(start + text.count), text: text, view: .original, isShadow: isShadow,
      explanation: "Waarom.")
  }

  private static func verdict(_ signals: Signal...) -> Verdict {
    Verdict(ScanResult(signals: signals), policies: [], categories: categories)
  }

  @Test func `one weak signal leaves a message clear`() {
    let verdict = Self.verdict(Self.signal("abuse", "gezeur", at: 0))
    #expect(verdict.disposition == .clear && verdict.severity == .information)
    #expect(verdict.signals.map(\.effect) == [.advice])
  }

  @Test func `two weak signals near each other ask for a person, and each names the other`() {
    let verdict = Self.verdict(Self.signal("negativity", "belachelijk", at: 0), Self.signal("abuse", "gezeur", at: 20))
    #expect(verdict.disposition == .review && verdict.severity == .low)
    #expect(verdict.signals.map(\.effect) == [.review, .review])
    #expect(verdict.signals[0].explanation.contains("“gezeur”"))
    #expect(verdict.signals[1].explanation.contains("“belachelijk”"))
  }

  @Test(arguments: [
    ("the same word twice", [signal("abuse", "gezeur", at: 0), signal("abuse", "Gezeur", at: 20)]),
    ("one place hit by two rules", [signal("abuse", "gezeur", at: 0), signal("negativity", "gezeur man", at: 0)]),
    ("far apart", [signal("abuse", "gezeur", at: 0), signal("negativity", "belachelijk", at: 157)]),
    ("criticism beside criticism", [signal("negativity", "triest", at: 0), signal("negativity", "slecht", at: 20)]),
    (
      "kinds that have nothing to do with each other",
      [signal("abuse", "gezeur", at: 0), signal("sexual", "nacht", at: 20)]
    ),
    ("a rule on trial", [signal("abuse", "gezeur", at: 0), signal("abuse", "vent", at: 20, isShadow: true)]),
  ])
  func `what does not count together leaves a message clear`(_ name: String, _ signals: [Signal]) {
    let verdict = Verdict(ScanResult(signals: signals), policies: [], categories: Self.categories)
    #expect(verdict.disposition == .clear, "\(name)")
    #expect(verdict.signals.allSatisfy { $0.effect == .advice && $0.severity == .information })
  }

  @Test func `a weak signal beside a strong one stays what it is`() {
    let verdict = Self.verdict(
      Self.signal("abuse", "gezeur", at: 0), Self.signal("abuse", "vent", at: 10),
      Self.signal("abuse", "klootzak", at: 20, severity: .high))
    #expect(verdict.disposition == .review && verdict.severity == .high)
    #expect(verdict.signals.map(\.effect) == [.advice, .advice, .review])
  }

  @Test func `what a policy calls advice is raised only where its own category says so`() {
    func policy(_ categories: String...) -> Policy {
      var policy = CaseFixture.policy()
      policy.clauses = [
        Clause(
          id: ClauseID("A1"), label: "Toon", text: "Toon.", binds: [.everyone],
          covers: categories.map { Clause.Coverage(category: CategoryID($0), effect: .advice) })
      ]
      return policy
    }
    func effects(_ policy: Policy, _ signals: Signal...) -> [Effect] {
      Verdict(ScanResult(signals: signals), policies: [policy], categories: Self.categories).signals.map(\.effect)
    }
    let (criticism, abuse) = (Self.signal("negativity", "belachelijk", at: 0), Self.signal("abuse", "gezeur", at: 20))
    // Abuse names criticism, criticism names nothing.
    #expect(effects(policy("negativity"), criticism, abuse) == [.advice, .review])
    #expect(effects(policy("negativity", "abuse"), criticism, abuse) == [.advice, .review])
    let kept = Verdict(
      ScanResult(signals: [criticism, abuse]), policies: [policy("negativity")], categories: Self.categories)
    #expect(kept.signals[0].severity == .information && kept.signals[0].explanation == "Waarom.")
    #expect(effects(policy("topic"), criticism, abuse) == [.review, .review])
  }

  @Test func `weak signals together never hide a message`() {
    let verdict = Self.verdict(Self.signal("sexual", "badjas", at: 0), Self.signal("sexual", "nachtje", at: 20))
    #expect(verdict.disposition == .review)
  }
}
