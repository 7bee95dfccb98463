import Conduct
import Foundation
import Hummingbird
import Letters
import Store

/// What the school keeps of the parent, in plain words, and all of it as a file.
struct ParentDataPage {
  static let routes: [Route] = [
    .get("/gegevens", .desks(.parents)) { visit in
      let page = try await ParentDataPage(visit)
      return visit.page("parent-data", title: visit.texts("own_data.title"), page.values)
    },
    .post("/gegevens/download", .desks(.parents)) { try await download($0) },
  ]

  private let visit: Visit
  private let visitor: Visitor
  private let matters: OwnMatters
  private let reports: Int
  private let consents: [OwnConsents]
  private let notices: [Notice]
  private let policy: Policy
  private let groups: [GroupID: String]

  private init(_ visit: Visit) async throws {
    self.visit = visit
    let visitor = try visit.person()
    self.visitor = visitor
    let (member, school) = (visitor.member.id, visitor.school.id)
    matters = try await visit.store.ownMatters(of: member, school: school, at: visit.now)
    reports = try await visit.store.ownReports(of: member, school: school, at: visit.now).count
    consents = try await visit.store.ownConsents(of: member, school: school, at: visit.now)
    notices = try await visit.store.notices(for: member, school: school)
    policy = try await visit.store.policy(school: school)
    groups = try await visit.groupNames()
  }

  private var values: [String: Any] {
    let member = visitor.member
    let roles = member.assignments.filter { $0.isHeld(at: visit.now) }.map { held in
      visit.texts("own_role.\(held.role.rawValue)") + (held.group.flatMap { groups[$0] }.map { " · \($0)" } ?? "")
    }
    return [
      "name": member.name, "email": member.email as Any, "roles": Set(roles).sorted().map { ["line": $0] },
      "kept": kept,
      "children": consents.map { ["name": $0.name, "asked": $0.isAsked] as [String: Any] },
      "has_children": !consents.isEmpty,
      "notices": notices.suffix(20).reversed().map {
        ["line": visit.texts("own_notice.\($0.kind.rawValue)"), "at": visit.moment($0.at)]
      }, "has_notices": !notices.isEmpty,
    ]
  }

  /// What is kept, how much of it the parent knows, and for how long.
  private var kept: [[String: Any]] {
    func row(_ key: String, _ number: Int?, _ retention: Retention?) -> [String: Any] {
      let term = retention?.term(policy).map { visit.texts.count("time.days", $0.value) }
      return [
        "what": visit.texts("own_kept.\(key)"), "number": number.map { visit.texts.grouped($0) } as Any,
        "term": term.map { visit.texts("own_kept.\(key)_term", ["days": $0]) } ?? visit.texts("own_kept.\(key)_term"),
      ]
    }
    return [
      row("register", nil, nil), row("texts", nil, .recent),
      row("decisions", matters.messages.count { $0.decision != nil }, .minor),
      row("measures", matters.measures.count, .restriction), row("reports", reports, .dismissed),
      row("appeals", matters.appeals.count, .restriction),
      row("consents", consents.isEmpty ? nil : consents.count, .consent), row("readings", nil, .audit),
    ]
  }

  /// All of it, as a page to keep or a file for a machine. It is a form, so that no other site can have it made.
  private static func download(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let access = try await visit.store.ownData(of: visitor.member.id, school: visitor.school.id, at: visit.now)
    let day = Date(timeIntervalSince1970: Double(visit.now) / 1000).formatted(
      .iso8601.year().month().day().dateSeparator(.dash))
    if visit.form["as"] == "json" {
      let records = access.records.map { record -> [String: Any] in
        let fields = record.fields.map { ["name": $0.name, "value": $0.value ?? ""] }
        return ["kind": record.table, "id": record.row, "fields": fields]
      }
      let all: [String: Any] = [
        "school": visitor.school.name, "name": visitor.member.name, "made": day, "records": records,
      ]
      let data = try JSONSerialization.data(withJSONObject: all, options: [.prettyPrinted, .sortedKeys])
      return .file(Array(data), type: "application/json", name: "mijn-gegevens-\(day).json")
    }
    let lines = access.lines(moment: visit.moment)
    let text = visit.screen.render(
      "parent-data-file",
      [
        "lang": visit.texts.language, "name": visitor.member.name, "place": visitor.school.name,
        "made": visit.day(visit.now),
        "lines": lines.map {
          ["section": $0.section, "record": $0.record, "label": $0.label, "content": $0.text] as [String: Any]
        },
      ])
    return .file(Array(text.utf8), type: "text/html; charset=utf-8", name: "mijn-gegevens-\(day).html")
  }
}
