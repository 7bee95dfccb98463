import Conduct
import Hummingbird
import Store

/// Questions about the portal that wait for the person: answered, or passed on to the next desk.
struct QuestionsPage {
  static let routes: [Route] = [
    .get("/vragen", .desks(.staff)) { try await show($0) },
    .post("/vragen", .desks(.staff)) { try await take($0) },
  ]

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let files = try await visit.store.questions(for: visitor.member.id, school: visitor.school.id, at: visit.now)
      .filter { $0.isForViewer && $0.question.state == .asked }
    return visit.page(
      "questions", title: visit.texts("question.title"),
      [
        "problem": problem as Any, "is_empty": files.isEmpty,
        "questions": files.map { file in
          let number = file.question.number
          let isTried = visit.form["question"] == String(number)
          return [
            "question": number, "asker": file.asker, "asked": visit.moment(file.question.askedAt),
            "notes": file.notes.map { ["what": visit.texts("note.\($0.kind.rawValue)"), "words": $0.text] },
            "typed": isTried && visit.form["step"] == "answer" ? visit.form["text"] : "",
            "typed_reason": isTried && visit.form["step"] == "pass_on" ? visit.form["text"] : "",
          ] as [String: Any]
        },
      ], status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func take(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let (store, member, school) = (visit.store, visitor.member.id, visitor.school.id)
    let file = try await store.question(visit.form["question"], for: member, school: school, at: visit.now)
    do {
      switch visit.form["step"] {
      case "answer":
        try await store.answer(file.question.id, text: visit.form["text"], by: member, school: school, at: visit.now)
        return .redirect("/vragen?gedaan=question_answered")
      case "pass_on":
        try await store.passOn(file.question.id, reason: visit.form["text"], by: member, school: school, at: visit.now)
        return .redirect("/vragen?gedaan=question_passed_on")
      default: throw PageError.badForm
      }
    } catch StoreError.invalid(let advice) {
      return try await show(visit, problem: advice)
    } catch let error as ConductError { return try await show(visit, problem: error.description) }
  }
}
