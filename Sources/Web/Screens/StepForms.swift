import Conduct
import Foundation
import Hummingbird
import Store

/// The forms of the steps that a page offers, each with what will happen and to whom it is told. What a form asks follows
/// from the texts that are there for it: `PREFIX.CODE.text` asks for words, `.text_optional` for words that may be left out,
/// `.date` for a day, and `.sure` for a tick before what leaves the school or cannot be undone.
struct StepForms {
  let visit: Visit
  /// Where the texts stand, such as `case_step`.
  let prefix: String
  /// Where the forms go.
  let path: String
  /// What was read, so that nobody decides on something else.
  let version: Int
  /// More that goes along, such as why somebody looks.
  var carried: [String: String] = [:]

  /// Something to choose from.
  struct Choice {
    var value: String
    var name: String
    var isChosen = false
  }

  /// A field of words besides the first one.
  struct Field {
    var name: String
    var label: String
    var hint: String?
    var text = ""
    var isNeeded = false
    /// A day, words on one line, or words on more lines.
    var kind = Kind.words

    enum Kind { case words, line, day }
  }

  private func has(_ code: String, _ part: String) -> String? { visit.texts.ifAny("\(prefix).\(code).\(part)") }

  /// Whether a form was sent with a step, and came back with something wrong in it.
  private func isTried(_ code: String) -> Bool {
    visit.request.method == .post && visit.path == path && visit.form["step"] == code
  }

  /// One form.
  func values(
    _ code: String, text: String = "", day: String = "", earliest: String = "", choices: [Choice] = [],
    ticks: [Choice] = [], fields: [Field] = [], isOpen: Bool = false, _ named: [String: String] = [:]
  ) -> [String: Any] {
    let texts = visit.texts
    let isTried = isTried(code)
    let id = "\(path)-\(code)".replacing("/", with: "-").dropFirst()
    func typed(_ name: String, _ ready: String) -> String { isTried ? visit.form[name] : ready }
    return [
      "code": code, "form_path": path, "form_version": version, "form_id": String(id),
      "name": texts("\(prefix).\(code).name", named),
      "what": has(code, "what") == nil ? "" : texts("\(prefix).\(code).what", named),
      "text_label": has(code, "text") ?? has(code, "text_optional") ?? "", "text_needed": has(code, "text") != nil,
      "text_hint": has(code, "text_hint") as Any, "typed": typed("text", text),
      "day_label": has(code, "date") as Any, "day": typed("day", day), "earliest": earliest,
      "choice_label": has(code, "choice") as Any,
      "choices": choices.map { choice in
        let isChosen = isTried ? visit.form["choice"] == choice.value : choice.isChosen
        return ["value": choice.value, "label": choice.name, "chosen": isChosen] as [String: Any]
      },
      "ticks": ticks.map { tick in
        let isTicked = isTried ? visit.form.all("tick").contains(tick.value) : tick.isChosen
        return ["value": tick.value, "label": tick.name, "chosen": isTicked] as [String: Any]
      },
      "fields": fields.map { field in
        [
          "field": field.name, "label": field.label, "hint": field.hint as Any, "needed": field.isNeeded,
          "field_text": typed(field.name, field.text), "is_day": field.kind == .day, "is_words": field.kind == .words,
          "is_line": field.kind == .line,
        ] as [String: Any]
      },
      "sure": has(code, "sure").map { _ in texts("\(prefix).\(code).sure", named) } as Any,
      "button": has(code, "go") ?? texts("\(prefix).\(code).name", named), "open": isTried || isOpen,
      "carried": carried.sorted { $0.key < $1.key }.map { ["key": $0.key, "value": $0.value] },
    ]
  }
}

extension Visit {
  /// Throws unless the tick was set that a step asks for before it cannot be undone, and what was read is still so.
  func checkStep(_ prefix: String, _ code: String, version: Int) throws {
    guard form.number("version") == version else { throw StoreError.invalid(texts("step.changed")) }
    if texts.ifAny("\(prefix).\(code).sure") != nil, !form.has("sure") {
      throw StoreError.invalid(texts("step.not_sure"))
    }
  }

  /// Where a form said it came from, with what was done; another page when it does not say.
  func back(to page: String, done: String) -> Answer {
    let asked = form["back"].isEmpty ? nil : SignInPage.safe(form["back"])
    let path = asked ?? page
    return .redirect(path + (path.contains("?") ? "&" : "?") + "gedaan=\(done)")
  }

  /// A day that somebody chose, by the name of its field; nil when none was chosen. Throws for what is no day.
  func chosenDay(_ name: String) throws -> Day? {
    let text = form[name]
    if text.isEmpty { return nil }
    guard let day = Day(text) else { throw StoreError.invalid(texts("step.no_day", ["text": text])) }
    return day
  }

  /// The first moment of a chosen day.
  func start(of name: String) throws -> Int64? { try chosenDay(name).map { localClock.time($0, minute: 0) } }

  /// The first moment of a day that must be chosen, in a field with that label.
  func start(of name: String, called label: String) throws -> Int64 {
    guard let start = try start(of: name) else {
      throw StoreError.invalid(texts("step.day_missing_in", ["field": label]))
    }
    return start
  }

  /// The last moment of a chosen day.
  func end(of name: String) throws -> Int64? { try chosenDay(name).map { localClock.time($0 + 1, minute: 0) - 1 } }

  /// A moment as a field of a day holds it; empty for none.
  func dayValue(_ time: Int64?) -> String { time.map { localClock.day(of: $0).description } ?? "" }
}
