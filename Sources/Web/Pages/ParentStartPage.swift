import Conduct
import Hummingbird
import Store

/// What asks something of the parent now, and what there is about the parent.
struct ParentStartPage {
  static let routes: [Route] = [
    .get("/start", .desks(.parents)) { visit in
      let page = try await ParentStartPage(visit)
      return visit.page("parent-start", title: visit.texts("start.title"), page.values)
    }
  ]

  private let visit: Visit
  private let matters: OwnMatters
  private let consents: [OwnConsents]

  private init(_ visit: Visit) async throws {
    self.visit = visit
    let visitor = try visit.person()
    let (member, school) = (visitor.member.id, visitor.school.id)
    matters = try await visit.store.ownMatters(of: member, school: school, at: visit.now)
    consents = try await visit.store.ownConsents(of: member, school: school, at: visit.now)
  }

  private var values: [String: Any] {
    let (asks, chances) = (asks, chances)
    let measures = matters.measures.filter { $0.measure.state.isInForce || $0.measure.state == .announced }
    return [
      "asks": asks, "has_asks": !asks.isEmpty, "chances": chances, "has_chances": !chances.isEmpty,
      "messages": matters.messages.map(row), "has_messages": !matters.messages.isEmpty,
      "measures": measures.map(row), "has_measures": !measures.isEmpty,
      "reports": matters.reports.map { ParentReportsPage.card($0, visit) }, "has_reports": !matters.reports.isEmpty,
      "appeals": matters.appeals.map(row), "has_appeals": !matters.appeals.isEmpty,
    ]
  }

  /// What waits for the parent, each a sentence with one way on.
  private var asks: [[String: Any]] {
    var asks: [[String: Any]] = []
    func ask(_ key: String, _ path: String, until: Int64? = nil) {
      asks.append([
        "line": visit.texts("start.\(key)"), "go": visit.texts("start.\(key)_go"), "path": path,
        "by": until.map { visit.until($0) } as Any,
      ])
    }
    for invitation in matters.invitations where invitation.mayAnswer {
      ask("invited", "/start/uitnodiging/\(invitation.number)", until: invitation.respondBy)
    }
    for own in matters.measures where own.mayAnswer {
      ask("announced", "/start/maatregel/\(own.measure.number)", until: own.measure.respondBy)
    }
    for message in matters.messages where message.question != nil { ask("asked", "/start/bericht/\(message.id)") }
    for report in matters.reports where report.shown == .answerNeeded && report.complaint == nil {
      ask("report_asked", "/meldingen/\(report.number)")
    }
    for appeal in matters.appeals where appeal.state == .infoRequested {
      ask("appeal_asked", "/start/bezwaar/\(appeal.number)")
    }
    for own in matters.measures where own.mayAcknowledge && !own.mayAnswer {
      ask("acknowledge", "/start/maatregel/\(own.measure.number)")
    }
    if consents.contains(where: \.isAsked) { ask("consent", "/gegevens/toestemming") }
    return asks
  }

  /// What the parent may object to, while the term runs.
  private var chances: [[String: Any]] {
    func chance(_ key: String, _ redress: OwnRedress?, _ path: String) -> [String: Any]? {
      guard let redress, redress.mayAppeal, redress.until >= visit.now else { return nil }
      return ["line": visit.texts("start.\(key)", ["day": visit.day(redress.until)]), "path": path]
    }
    return matters.measures.compactMap {
      chance("may_object_measure", $0.redress, "/start/maatregel/\($0.measure.number)")
    } + matters.messages.compactMap { chance("may_object_message", $0.redress, "/start/bericht/\($0.id)") }
  }

  private func row(_ message: OwnMessage) -> [String: Any] {
    let texts = visit.texts
    return [
      "path": "/start/bericht/\(message.id)",
      "head": texts("message_kind.\(message.kind.rawValue)") + " · " + (message.group ?? texts("queue.whole_school")),
      "excerpt": message.text.map { $0.count > 120 ? $0.prefix(120) + "…" : $0 } as Any,
      "state": texts("own_message.\(message.standing)"), "asks": message.question != nil,
      "sent": visit.day(message.sentAt),
    ]
  }

  private func row(_ own: OwnMeasure) -> [String: Any] {
    [
      "path": "/start/maatregel/\(own.measure.number)",
      "head": visit.texts("own_measure_kind.\(own.measure.kind.rawValue)"),
      "state": visit.texts("own_measure_state.\(own.measure.state.rawValue)"), "asks": own.mayAnswer,
      "by": own.measure.until.map { visit.texts("own_measure.until", ["day": visit.day($0)]) } as Any,
    ]
  }

  private func row(_ appeal: Appeal) -> [String: Any] {
    [
      "path": "/start/bezwaar/\(appeal.number)",
      "head": visit.texts("own_appeal.\(appeal.kind.rawValue)", ["number": String(appeal.number)]),
      "state": visit.texts("own_appeal_state.\(appeal.state.rawValue)"), "sent": visit.day(appeal.filedAt),
      "asks": appeal.state == .infoRequested,
    ]
  }
}

extension OwnMessage {
  /// By which the words for how it stands are found.
  var standing: String {
    if question != nil { return "asked" }
    if redress != nil { return visibility == .removed ? "removed" : "found" }
    if isCriticism { return "criticism" }
    return visibility.rawValue
  }
}
