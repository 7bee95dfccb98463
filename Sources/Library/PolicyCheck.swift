import Conduct

extension Policy {
  /// What is wrong or doubtful in a policy that could be read: steps of the ladder that never come up, and clauses that
  /// say less, or more, than they seem to.
  func check(categories: [Conduct.Category]) -> [Complaint] {
    var complaints: [Complaint] = []
    for clause in clauses { complaints += doubts(about: clause, categories: categories) }
    complaints += doubtsAboutSteps
    return complaints
  }

  private func doubts(about clause: Clause, categories: [Conduct.Category]) -> [Complaint] {
    var complaints: [Complaint] = []
    func doubt(_ code: String, _ problem: String, _ advice: String) {
      complaints.append(
        Complaint(
          .warning, code: code, at: clause.source, subject: clause.id.rawValue, problem: problem, advice: advice))
    }
    do { _ = try clause.workingHours() } catch {
      complaints.append(
        Complaint(
          .error, code: "P019", at: clause.source, subject: clause.id.rawValue,
          problem: "de werktijd bij hours en days is niet te lezen: \(error)",
          advice: "schrijf hours als 08:00-17:00 en days als mon, tue, wed"))
    }
    for name in clause.parameters["memberships"]?.value.split(separator: ",") ?? [] {
      let name = name.trimmingPrefix(while: \.isWhitespace)
      if MembershipFault.Kind(rawValue: String(name)) == nil {
        complaints.append(
          Complaint(
            .error, code: "P020", at: clause.source, subject: clause.id.rawValue,
            problem: "“\(name)” bij memberships is niet bekend",
            advice: Spelling.advice(
              for: String(name), among: MembershipFault.Kind.allCases.map(\.rawValue), noun: "kies uit")))
      }
    }
    let readsText = clause.checks.contains { $0 == .text || $0 == .weakText }
    if readsText && clause.categories.isEmpty && clause.parameters["through"] == nil {
      doubt(
        "P012", "wordt aan de tekst nagegaan, maar raakt geen categorie",
        "voeg covers toe, of noem bij parameters met through de afspraken waardoor het gebeurt")
    }
    for coverage in clause.covers {
      if coverage.effect == .hold && coverage.from < .critical {
        doubt(
          "P014", "hold voor \(coverage.category) vanaf ernst \(coverage.from.rawValue) werkt pas bij ernst 4",
          "schrijf from: 4 en een tweede regel met effect: review")
      }
      if let category = categories.first(where: { $0.id == coverage.category }), category.isCareRoute {
        doubt(
          "P015", "\(coverage.category) is een zorgroute en geen overtreding",
          "haal de categorie weg bij covers; zij loopt buiten de afspraken om")
      }
    }
    for placing in clause.posting where placing.rule.isAdviceOnly && placing.setting == .review {
      doubt(
        "P021",
        "\(placing.rule.rawValue) is altijd een opmerking: wanneer en hoe vaak iemand schrijft, is nooit een overtreding",
        "schrijf effect: advice of off")
    }
    let lines = clause.covers.map { "\($0.category) vanaf \($0.from.rawValue)" }
    if Set(lines).count < lines.count {
      doubt("P016", "dezelfde categorie staat er twee keer vanaf dezelfde ernst", "houd er één over")
    }
    for (name, value, allowed) in ConsentTerms.faults(in: clause) {
      doubt("P020", "\(name): \"\(value)\" is niet bekend en doet dus niets", "kies uit \(allowed)")
    }
    return complaints
  }

  private var doubtsAboutSteps: [Complaint] {
    var complaints: [Complaint] = []
    func fault(_ code: String, _ step: Ladder.Step, _ problem: String, _ advice: String) {
      complaints.append(
        Complaint(
          .error, code: code, at: step.source, subject: "ladder.steps",
          problem: "\(step.proposes.rawValue): \(problem)",
          advice: advice))
    }
    let steps = ladder.steps.value
    let reached = Register.allCases.reduce(into: Set<Int>()) { $0.formUnion(reachedSteps(in: $1)) }
    for (index, step) in steps.enumerated() {
      // Steps for parents and steps for staff stand in one list and do not get in each other's way.
      let before = steps[..<index].filter { !$0.audience.isDisjoint(with: step.audience) }
      if !ladder.isEnabled(step.proposes) {
        fault(
          "P009", step, "deze maatregel staat uit, de stap doet niets",
          "zet de maatregel aan bij measures, of haal de stap weg")
      } else if let earlier = before.first(where: { $0.strikes > step.strikes }) {
        fault(
          "P008", step, "de drempel \(step.strikes) is lager dan die van een eerdere stap (\(earlier.strikes))",
          "zet de stappen op volgorde van strikes, de laagste eerst")
      } else if let same = before.first(where: { $0.strikes == step.strikes && $0.violations >= step.violations }) {
        fault(
          "P008", step,
          "de drempel is niet hoger dan die van \(same.proposes.rawValue), die daardoor nooit wordt voorgesteld",
          "geef deze stap meer strikes, of haal één van beide weg")
      } else if !reached.contains(index) {
        fault(
          "P010", step, "deze stap wordt met deze gewichten nooit voorgesteld",
          "verlaag strikes of violations, verhoog de gewichten, of haal de stap weg")
      }
      if let heavier = before.last(where: { $0.proposes.profile.level > step.proposes.profile.level }) {
        fault(
          "P011", step, "is lichter dan de stap ervoor (\(heavier.proposes.rawValue))",
          "zet lichte maatregelen bij lage drempels en zware bij hoge")
      }
    }
    return complaints
  }

  /// The steps that some row of established violations makes the proposal for somebody of a register, found by trying
  /// all rows.
  private func reachedSteps(in register: Register) -> Set<Int> {
    struct Count: Hashable {
      var strikes: Int
      var violations: Int
    }
    let steps = ladder.steps.value
    let usable = steps.indices.filter {
      ladder.isEnabled(steps[$0].proposes) && steps[$0].audience.contains(register)
    }
    let mostStrikes = steps.map(\.strikes).max() ?? 0
    let mostViolations = steps.map(\.violations).max() ?? 0
    let weights = ladder.weights.value
    // Beyond the highest thresholds nothing changes, so counts stop there and the search ends.
    func next(_ count: Count, adding weight: Int) -> Count {
      Count(strikes: min(count.strikes + weight, mostStrikes), violations: min(count.violations + 1, mostViolations))
    }
    var open = Set(weights.first.map { next(Count(strikes: 0, violations: 0), adding: $0) })
    var seen: Set<Count> = []
    var reached: Set<Int> = []
    while let count = open.popFirst() {
      guard seen.insert(count).inserted else { continue }
      let proposed = usable.last { steps[$0].strikes <= count.strikes && steps[$0].violations <= count.violations }
      if let proposed { reached.insert(proposed) }
      for weight in weights.again { open.insert(next(count, adding: weight)) }
    }
    return reached
  }
}

extension Ladder.Step {
  /// The registers that its measure is meant for.
  fileprivate var audience: Set<Register> { proposes.profile.audience }
}
