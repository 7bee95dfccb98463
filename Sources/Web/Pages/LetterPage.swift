import Conduct
import Foundation
import Hummingbird
import Letters
import Store

/// A letter that belongs to a step: as it would go out now, with what it still lacks; and those that went out, as they were.
struct LetterPage {
  static let routes: [Route] = [
    .get("/brieven/:kind/:number", .desks(.handlers)) { visit in
      if visit.parameter("kind") == "bewaard" { return try await kept(visit) }
      return try await show(visit)
    },
    .post("/brieven/:kind/:number", .desks(.handlers)) { visit in
      try await visit.attempt {
        try await finalise(visit)
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
  ]

  private let visit: Visit
  private let letter: any Letter
  private let matter: KeptLetter.Matter

  private init(_ visit: Visit) async throws {
    self.visit = visit
    let visitor = try visit.person()
    guard let kind = LetterKind(rawValue: visit.parameter("kind")), kind != .access else { throw PageError.notFound }
    let categories = visit.site.rules.categories
    let desk = LetterDesk(
      store: visit.store, school: visitor.school, member: visitor.member, details: visit.site.stationery.details,
      now: visit.now, categories: { categories })
    // A letter is known by a number, as the pages that lead here name it.
    let number = visit.parameter("number")
    guard number.allSatisfy({ $0.isNumber || $0 == "-" }) else { throw PageError.notFound }
    (letter, matter) = try await desk.letter(kind, number, meeting: nil)
  }

  private func draft(_ form: LetterForm, isFinal: Bool = false) throws -> Draft {
    do {
      return try visit.site.stationery.write(letter, in: visit.wording, as: form, isFinal: isFinal)
    } catch let error as LettersError { throw StoreError.invalid("\(error)") }
  }

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let page = try await LetterPage(visit)
    if let form = LetterForm(rawValue: visit.query("vorm")) {
      return try file(
        page.draft(form).text, form, name: "concept-\(page.letter.kind.rawValue)-\(visit.parameter("number"))")
    }
    let draft = try page.draft(.text)
    let values: [String: Any] = [
      "name": visit.texts("letter.\(page.letter.kind.rawValue)"), "about": page.letter.head.reference,
      "letter_text": draft.text, "missing": draft.missing.map { ["line": $0] }, "has_missing": !draft.missing.isEmpty,
      "is_complete": draft.isComplete, "form_path": visit.path, "problem": problem as Any,
    ]
    return visit.page(
      "case-letter", title: visit.texts("letter.\(page.letter.kind.rawValue)"), values,
      status: problem == nil ? .ok : .unprocessableContent)
  }

  /// Keeps the letter for good, in the form that prints well; the same letter once more is the one of then.
  private static func finalise(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let page = try await LetterPage(visit)
    guard visit.form.has("sure") else { throw StoreError.invalid(visit.texts("step.not_sure")) }
    let draft = try page.draft(.html, isFinal: true)
    let made = LetterDraft(
      kind: page.letter.kind.rawValue, language: visit.wording.language.rawValue, form: LetterForm.html.rawValue,
      matter: page.matter, reference: page.letter.head.reference, text: draft.text)
    let kept = try await visit.store.keep(
      made, by: visitor.member.id, school: visitor.school.id, at: visit.now)
    return .redirect("/brieven/bewaard/\(kept.number)?gedaan=letter_final")
  }

  /// A letter as it went out.
  private static func kept(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    guard let number = Int(visit.parameter("number")) else { throw PageError.notFound }
    let letter = try await visit.store.keptLetter(
      number, for: visitor.member.id, school: visitor.school.id, at: visit.now)
    if let text = letter.text, visit.query("vorm") == letter.form, let form = LetterForm(rawValue: letter.form) {
      return file(text, form, name: "brief-\(letter.number)")
    }
    let values: [String: Any] = [
      "name": visit.texts("letter.\(letter.kind)"), "about": letter.reference, "is_kept": true,
      "final_at": visit.moment(letter.finalisedAt), "form": letter.form, "is_there": letter.text != nil,
      "letter_text": letter.form == LetterForm.text.rawValue ? letter.text as Any : nil as String? as Any,
      "form_path": visit.path,
    ]
    return visit.page("case-letter", title: visit.texts("letter.\(letter.kind)"), values)
  }

  private static func file(_ text: String, _ form: LetterForm, name: String) -> Answer {
    let type = form == .html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8"
    return .file(Array(text.utf8), type: type, name: "\(name).\(form.rawValue)")
  }
}
