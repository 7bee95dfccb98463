import Conduct
import Foundation
import Store

/// One adult's conduct on one page: what happened, the ladder, what counts, the measures and the case.
struct DossierPage {
  let visit: Visit
  let visitor: Visitor
  let dossier: Dossier
  let policy: Policy
  let why: Reading.Purpose

  /// How many of the last things that happened stand open.
  private static let shown = 12

  /// The page of a case, or of a person.
  enum Subject {
    case conductCase(String)
    case person(MemberID)

    init(_ visit: Visit) {
      let number = visit.parameter("number")
      self = number.isEmpty ? .person(MemberID(visit.parameter("id"))) : .conductCase(number)
    }

    var path: String {
      switch self {
      case .conductCase(let number): "/zaken/\(number)"
      case .person(let id): "/personen/\(id)"
      }
    }
  }

  init(_ visit: Visit, _ subject: Subject, why: Reading.Purpose) async throws {
    self.visit = visit
    self.why = why
    let visitor = try visit.person()
    self.visitor = visitor
    let (member, school) = (visitor.member.id, visitor.school.id)
    switch subject {
    case .conductCase(let number):
      dossier = try await visit.store.dossier(ofCase: number, for: member, why: why, school: school, at: visit.now)
    case .person(let id):
      dossier = try await visit.store.dossier(of: id, for: member, why: why, school: school, at: visit.now)
    }
    policy = try await visit.store.policy(school: school)
  }

  /// Where the page is, with why somebody looks.
  var path: String {
    let page = dossier.file.map { "/zaken/\($0.conductCase.number)" } ?? "/personen/\(dossier.member.id)"
    return "\(page)?waarom=\(why.rawValue)"
  }

  var values: [String: Any] {
    let texts = visit.texts
    let story = CaseTimeline(self).items
    var values: [String: Any] = [
      "name": dossier.member.name, "list_path": visitor.desk == .board ? "/verwezen" : "/zaken",
      "list_name": texts(visitor.desk == .board ? "frame.referred" : "frame.cases"),
      "why": texts("purpose.\(why.rawValue)"),
      "summary": texts.count("case.violations", dossier.violations, ["day": visit.day(dossier.since)]),
      "total": texts.count("case.points", dossier.total),
      "timeline": Array(story.suffix(Self.shown)), "earlier_story": Array(story.dropLast(Self.shown)),
      "has_earlier_story": story.count > Self.shown,
      "earlier_count": texts.count("case.earlier", max(0, story.count - Self.shown)),
      "ladder": LadderView(self).values,
      "strikes": dossier.strikes.reversed().map(chip), "has_strikes": !dossier.strikes.isEmpty,
      "current": current, "has_current": !current.isEmpty, "earlier": earlier, "has_earlier": !earlier.isEmpty,
      "letters": letters, "has_letters": !letters.isEmpty,
      "other_cases": otherCases, "has_other_cases": !otherCases.isEmpty, "case_steps": caseSteps.first,
      "rare_steps": caseSteps.rest, "has_rare": !caseSteps.rest.isEmpty, "person_steps": personSteps,
      "has_person_steps": !personSteps.isEmpty,
    ]
    if let file = dossier.file {
      let found = file.conductCase
      values["case_number"] = found.number
      values["case_state"] = texts("case_state.\(found.state.rawValue)")
      values["case_since"] = visit.day(found.openedAt)
      values["case_holder"] = texts(found.boardSince == nil && !isDirectors ? "case.with_director" : "case.with_board")
      if found.state == .hearingScheduled, let respondBy = found.respondBy {
        values["case_due"] = visit.until(respondBy)
      }
      values["rectifications"] = file.rectifications.map {
        ["words": $0.text ?? "", "at": visit.moment($0.at)] as [String: Any]
      }
      if found.respondBy != nil { values["invitation"] = "/brieven/invitation/\(found.number)" }
    }
    return values
  }

  private var isDirectors: Bool { dossier.member.holds(.director, in: nil, at: visit.now) }

  private func chip(_ strike: Strike) -> [String: Any] {
    let counts = policy.ladder.counting([strike], at: visit.now, timeZone: visitor.school.timeZone).isEmpty == false
    let texts = visit.texts
    let end =
      strike.state == .overruled
      ? texts("case.overruled")
      : texts(counts ? "case.counts_until" : "case.counted_until", ["day": visit.day(strike.expiresAt)])
    return [
      "severity": SeverityMark(strike.severity, texts).values, "at": visit.day(strike.at), "is_over": !counts,
      "end": end,
      "clauses": strike.clauses.map(\.rawValue).joined(separator: ", "),
      "weight": texts.count("case.weight", strike.weight),
    ]
  }

  // MARK: Measures and letters

  /// Measures that ask for something or hold, what asks most first.
  private var current: [[String: Any]] {
    dossier.measures.filter { $0.measure.state.isOpen || $0.measure.state.isInForce }
      .sorted {
        ($0.measure.state.isOpen ? 0 : 1, -$0.measure.number) < ($1.measure.state.isOpen ? 0 : 1, -$1.measure.number)
      }
      .map {
        MeasureView(
          visit: visit, file: $0, policy: policy, names: dossier.names, back: path,
          heardAt: dossier.file?.conductCase.heardAt
        ).values
      }
  }

  private var earlier: [[String: Any]] {
    dossier.measures.map(\.measure).filter { !$0.state.isOpen && !$0.state.isInForce }.reversed().map { measure in
      [
        "path": "/maatregelen/\(measure.number)", "kind": visit.texts("measure.\(measure.kind.rawValue)"),
        "state": visit.texts("measure_state.\(measure.state.rawValue)"),
        "day": visit.day(measure.from ?? measure.proposedAt),
      ]
    }
  }

  private var letters: [[String: Any]] {
    dossier.letters.map { letter in
      [
        "path": "/brieven/bewaard/\(letter.number)", "letter_name": visit.texts("letter.\(letter.kind)"),
        "day": visit.day(letter.finalisedAt), "about": letter.reference,
      ]
    }
  }

  private var otherCases: [[String: Any]] {
    dossier.cases.filter { $0.id != dossier.file?.conductCase.id }.map { other in
      [
        "path": "/zaken/\(other.number)?waarom=\(why.rawValue)", "case_number": other.number,
        "state": visit.texts("case_state.\(other.state.rawValue)"), "day": visit.day(other.openedAt),
      ]
    }
  }

  // MARK: Steps

  /// The steps of the case: those that go on with it, and those that are seldom taken.
  private var caseSteps: (first: [[String: Any]], rest: [[String: Any]]) {
    guard let file = dossier.file else { return ([], []) }
    let found = file.conductCase
    let forms = StepForms(
      visit: visit, prefix: "case_step", path: "/zaken/\(found.number)", version: found.version,
      carried: ["why": why.rawValue])
    let rare: Set<Case.Action> = [.skipHearing, .toBoard, .transfer, .archive, .reopen]
    let day = visit.dayValue(policy.earliestAnswer(for: found.register, at: visit.now))
    func form(_ action: Case.Action) -> [String: Any] {
      let named = ["person": dossier.member.name]
      guard action == .invite else { return forms.values(action.rawValue, named) }
      return forms.values("invite", text: visit.texts("case_step.invite.ready"), day: day, earliest: day, named)
    }
    let actions = file.actions.filter { $0 != .view }
    return (actions.filter { !rare.contains($0) }.map(form), actions.filter(rare.contains).map(form))
  }

  /// What can be begun about the person: a case, a measure.
  private var personSteps: [[String: Any]] {
    let forms = StepForms(
      visit: visit, prefix: "person_step", path: "/personen/\(dossier.member.id)", version: 1,
      carried: ["why": why.rawValue, "back": path])
    var steps: [[String: Any]] = []
    if dossier.mayOpenCase { steps.append(forms.values("open_case", ["person": dossier.member.name])) }
    if !dossier.proposable.isEmpty {
      let choices = dossier.proposable.map {
        StepForms.Choice(value: $0.rawValue, name: visit.texts("measure.\($0.rawValue)"))
      }
      steps.append(forms.values("propose", choices: choices, ["person": dossier.member.name]))
    }
    return steps
  }
}
