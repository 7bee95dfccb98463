import Conduct
import Foundation
import Hummingbird
import Store

extension DossierPage {
  static let routes: [Route] = [
    .get("/zaken/:number", .desks([.director, .board])) { visit in try await show(visit) },
    .post("/zaken/:number", .desks([.director, .board])) { visit in
      try await visit.attempt {
        try await advance(visit)
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
    .get("/personen/:id", .desks([.director, .board])) { visit in try await show(visit) },
    .post("/personen/:id", .desks([.director, .board])) { visit in
      try await visit.attempt {
        try await begin(visit)
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
  ]

  /// The reasons to choose from; who acts in somebody's own place does so elsewhere.
  private static let purposes: [Reading.Purpose] = [.handling, .oversight, .question, .request, .appeal, .letter]

  /// The page, once it is said why; before that the question.
  static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let subject = Subject(visit)
    let said = visit.form["why"].isEmpty ? visit.query("waarom") : visit.form["why"]
    guard let why = Reading.Purpose(rawValue: said), purposes.contains(why) else { return ask(visit, subject) }
    let page = try await DossierPage(visit, subject, why: why)
    var values = page.values
    values["problem"] = problem as Any
    let title = page.dossier.file.map { visit.texts("case.title", ["number": String($0.conductCase.number)]) }
    return visit.page(
      "case-file", title: [title, page.dossier.member.name].compactMap(\.self).joined(separator: ": "), values,
      status: problem == nil ? .ok : .unprocessableContent)
  }

  /// Asks why somebody looks. It says no more than the address does: whether there is such a person or case is told only
  /// to who may see it, and noted.
  private static func ask(_ visit: Visit, _ subject: Subject) -> Answer {
    visit.page(
      "case-purpose", title: visit.texts("purpose.title"),
      [
        "form_path": subject.path,
        "purposes": purposes.map { purpose in
          [
            "code": purpose.rawValue, "label": visit.texts("purpose.\(purpose.rawValue)"),
            "chosen": purpose == .handling,
          ]
            as [String: Any]
        },
      ])
  }

  /// Takes a step on the case.
  private static func advance(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let (member, school, now) = (visitor.member.id, visitor.school.id, visit.now)
    guard let action = Case.Action(rawValue: visit.form["step"]) else { throw PageError.badForm }
    let number = visit.parameter("number")
    let found = try await visit.store.conductCase(number, for: member, why: .handling, school: school, at: now)
      .conductCase
    try visit.checkStep("case_step", action.rawValue, version: found.version)
    let words = visit.form["text"].isEmpty ? nil : visit.form["text"]
    try await visit.store.advance(
      found.id, Case.Step(action, words: words, respondBy: action == .invite ? try visit.end(of: "day") : nil),
      expecting: found.version, by: member, school: school, at: now)
    return visit.back(to: "/zaken/\(found.number)?waarom=handling", done: "case_\(action.rawValue)")
  }

  /// Opens a case about a person, or proposes a measure.
  private static func begin(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let (member, school, now) = (visitor.member.id, visitor.school.id, visit.now)
    let subject = MemberID(visit.parameter("id"))
    switch visit.form["step"] {
    case "open_case":
      let opened = try await visit.store.openCase(
        about: subject, reason: visit.form["text"], by: member, school: school, at: now)
      return .redirect("/zaken/\(opened.number)?waarom=handling&gedaan=case_opened")
    case "propose":
      guard let kind = Measure.Kind(rawValue: visit.form["choice"]) else {
        throw StoreError.invalid(visit.texts("person_step.propose.none"))
      }
      let measure = try await visit.store.propose(
        kind, about: subject, reason: visit.form["text"], knownAt: try visit.start(of: "day"), by: member,
        school: school, at: now)
      return visit.back(to: "/maatregelen/\(measure.number)", done: "measure_propose")
    default: throw PageError.badForm
    }
  }
}
