import Conduct
import Hummingbird
import Store

/// What was handed up to the board, or is the board's from the start; nothing else.
struct ReferredPage {
  static let routes: [Route] = [
    .get("/verwezen", .desks(.boards)) { visit in
      let visitor = try visit.person()
      let load = try await visit.store.referred(for: visitor.member.id, school: visitor.school.id, at: visit.now)
      var values = CasesPage(visit, load).values
      let reports = load.reports.map { SchoolReportsPage.row($0, visit) }
      values["reports"] = reports
      values["has_reports"] = !reports.isEmpty
      let queue = try await visit.store.queue(
        for: visitor.member.id, school: visitor.school.id, at: visit.now, limit: QueuePage.most)
      values["waiting"] = queue.isEmpty ? nil as String? as Any : visit.texts.count("referred.waiting", queue.count)
      values["is_empty"] = queue.isEmpty && (values["is_empty"] as? Bool ?? true)
      return visit.page("case-referred", title: visit.texts("frame.referred"), values)
    }
  ]
}
