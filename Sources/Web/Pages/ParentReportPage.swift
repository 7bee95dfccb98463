import Conduct
import Hummingbird
import Store

/// Telling the school of a doubt: which message, what worries you, what would help. One page, under a minute.
struct ParentReportPage {
  static let routes: [Route] = [
    .get("/melden", .desks(.parents)) { try await page($0) },
    .post("/melden", .desks(.parents), limit: limit) { try await send($0) },
  ]

  /// The most that may be sent with a report: its enclosures, and the words besides.
  static let limit = Enclosure.most * Enclosure.longest + 262_144
  /// How many messages can be chosen from; the first few are shown at once.
  private static let most = 20
  private static let shownAtOnce = 4

  /// Which message it is about, as the form says it.
  private enum Way: String, CaseIterable {
    /// A message that the person sees in the portal.
    case listed
    /// The text of a message, taken over by the reporter.
    case pasted
    /// No message.
    case described
  }

  private let visit: Visit
  private let visitor: Visitor

  private init(_ visit: Visit) throws {
    self.visit = visit
    visitor = try visit.person()
  }

  private static func page(_ visit: Visit, problems: [String: String] = [:]) async throws -> Answer {
    try await ParentReportPage(visit).answer(problems)
  }

  private var chosen: ReportCategory? { visit.site.rules.reportCategories.first { $0.id == visit.form["category"] } }

  private func answer(_ problems: [String: String]) async throws -> Answer {
    let (form, texts) = (visit.form, visit.texts)
    let messages = try await visit.store.visibleMessages(
      for: visitor.member.id, limit: Self.most, school: visitor.school.id, at: visit.now)
    let picked = form["message"].isEmpty ? visit.query("bericht") : form["message"]
    let listed = messages.map { message in
      [
        "id": message.id.rawValue, "author": message.author, "group": message.group ?? texts("queue.whole_school"),
        "sent": visit.moment(message.sentAt), "excerpt": Self.excerpt(message.text),
        "here": picked == message.id.rawValue,
      ] as [String: Any]
    }
    let groups = try await visit.store.groups(school: visitor.school.id)
    let own = Set(visitor.member.assignments.filter { $0.isHeld(at: visit.now) }.compactMap(\.group))
    let choices = groups.filter { own.contains($0.id) }
    let group = form.fields["group"]?.first ?? (choices.count == 1 ? choices[0].id.rawValue : "")
    let way = Way(rawValue: picked) ?? (picked.isEmpty ? nil : .listed)
    // The one that was picked is not hidden among the earlier ones.
    let folds = listed.count > Self.shownAtOnce
    var values: [String: Any] = [
      "listed": Array(listed.prefix(Self.shownAtOnce)), "earlier": Array(listed.dropFirst(Self.shownAtOnce)),
      "has_earlier": folds,
      "earlier_open": listed.dropFirst(Self.shownAtOnce).contains { $0["here"] as? Bool == true },
      "is_pasted": way == .pasted, "is_described": way == .described || (listed.isEmpty && way == nil),
      "copy": form["copy"], "category_choices": categories, "is_acute": chosen?.isAcute ?? false,
      "words": form["words"], "hopes": form["hopes"],
      "groups": choices.map {
        ["id": $0.id.rawValue, "name": $0.name, "here": $0.id.rawValue == group] as [String: Any]
      }, "has_groups": !choices.isEmpty, "most": Enclosure.most,
      "lost_files": !problems.isEmpty && !(form.files["enclosure"] ?? []).isEmpty,
    ]
    values.merge(FormProblems(problems, in: ["message", "category", "words", "enclosure", "form"]).values) { $1 }
    return visit.page(
      "parent-report", title: texts("own_report.title"), values, status: problems.isEmpty ? .ok : .unprocessableContent)
  }

  private var categories: [[String: Any]] {
    visit.site.rules.reportCategories.map { category in
      [
        "id": category.id, "name": visit.name(of: category), "here": category.id == visit.form["category"],
        "acute": category.isAcute, "care": category.isCare,
      ]
    }
  }

  /// The beginning of a message, enough to know it again.
  private static func excerpt(_ text: String) -> String { text.count > 140 ? text.prefix(140) + "…" : text }

  private static func send(_ visit: Visit) async throws -> Answer {
    let page = try ParentReportPage(visit)
    let form = visit.form
    let way = Way(rawValue: form["message"]) ?? (form["message"].isEmpty ? .described : .listed)
    let files = (form.files["enclosure"] ?? []).map(\.bytes)
    var problems: [String: String] = [:]
    if page.chosen == nil { problems["category"] = visit.texts("own_report.category_missing") }
    if form["words"].isEmpty { problems["words"] = visit.texts("own_report.words_missing") }
    if way == .pasted, form["copy"].isEmpty { problems["message"] = visit.texts("own_report.copy_missing") }
    if way == .described, page.chosen?.needsMessage == true {
      problems["message"] = visit.texts("own_report.message_missing")
    }
    if let fault = Enclosure.fault(in: files) { problems["enclosure"] = fault }
    guard problems.isEmpty, let category = page.chosen else { return try await page.answer(problems) }
    if way == .listed {
      // Whatever an address names, only what the person sees can be chosen.
      let messages = try await visit.store.visibleMessages(
        for: page.visitor.member.id, limit: most, school: page.visitor.school.id, at: visit.now)
      guard messages.contains(where: { $0.id.rawValue == form["message"] }) else {
        return try await page.answer(["message": visit.texts("own_report.message_gone")])
      }
    }
    let own = page.visitor.member.assignments.filter { $0.isHeld(at: visit.now) }.compactMap(\.group)
    let draft = ReportDraft(
      reporter: page.visitor.member.id, category: category, message: way == .listed ? form["message"] : nil,
      copy: way == .pasted ? form["copy"] : nil, group: own.first { $0.rawValue == form["group"] },
      text: form["words"], hopes: form["hopes"], enclosures: files)
    return try await visit.attempt {
      let report = try await visit.store.submit(draft, school: page.visitor.school.id, at: visit.now)
      return .redirect("/meldingen/\(report.number)/ontvangst")
    } otherwise: {
      try await page.answer(["form": $0])
    }
  }
}

/// What is wrong in a form: a word beside each field, and all of them on top.
struct FormProblems {
  private let problems: [String: String]
  private let order: [String]

  /// Problems by the name of their field, in the order of the form.
  init(_ problems: [String: String], in order: [String]) {
    self.problems = problems
    self.order = order
  }

  var isEmpty: Bool { problems.isEmpty }

  /// `problems`, in order, and `NAME_problem` for each.
  var values: [String: Any] {
    var values: [String: Any] = [
      "has_problems": !problems.isEmpty,
      "problems": order.compactMap { name in problems[name].map { ["field": name, "problem": $0] } },
    ]
    for (name, text) in problems { values["\(name)_problem"] = text }
    return values
  }
}

extension Visit {
  /// The words of a choice on the report form.
  func name(of category: ReportCategory) -> String {
    texts.ifAny("report_category.\(category.id)") ?? category.name
  }
}
