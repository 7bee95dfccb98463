import Conduct
import Foundation
import Store

/// What the director, or the board, has in hand: who has it, and until when.
struct CasesPage {
  private let visit: Visit
  private let load: Caseload

  static let routes: [Route] = [
    .get("/zaken", .desks(.directors)) { visit in
      let visitor = try visit.person()
      let load = try await visit.store.caseload(
        for: visitor.member.id, school: visitor.school.id, at: visit.now)
      return visit.page("case-list", title: visit.texts("cases.title"), CasesPage(visit, load).values)
    }
  ]

  init(_ visit: Visit, _ load: Caseload) {
    self.visit = visit
    self.load = load
  }

  private var texts: Texts { visit.texts }

  var values: [String: Any] {
    let search = visit.query("zoek").lowercased()
    func matches(_ name: String) -> Bool { search.isEmpty || name.lowercased().contains(search) }
    let cases = load.cases.filter { matches($0.name) }
    let row = CaseworkRows(visit: visit)
    let open = cases.filter(\.conductCase.state.isOpen).map { row($0) }
    let over = cases.filter { !$0.conductCase.state.isOpen }.map { row($0) }
    let people = load.people.filter { matches($0.member.name) }
    let proposals = load.proposals.filter { matches($0.name) }.map { row($0) }
    let appeals = load.appeals.filter { matches($0.appellant) }.map { row($0) }
    // Whoever reported is not found by a name here.
    let reports = load.reports.filter { search.isEmpty && $0.report.route != .groupAdmin || $0.report.isAcute }.map {
      SchoolReportsPage.row($0, visit)
    }
    let others = load.reports.count - reports.count
    return [
      "search": visit.query("zoek"),
      "is_empty": load.cases.isEmpty && load.people.isEmpty && load.proposals.isEmpty
        && load.appeals.isEmpty && load.reports.isEmpty,
      "open_cases": open, "has_open_cases": !open.isEmpty, "over_cases": over, "has_over_cases": !over.isEmpty,
      "proposals": proposals, "has_proposals": !proposals.isEmpty, "people": people.map { row($0) },
      "has_people": !people.isEmpty,
      "appeals": appeals, "has_appeals": !appeals.isEmpty, "reports": reports, "has_reports": !reports.isEmpty,
      "other_reports": others > 0 && search.isEmpty
        ? texts.count("cases.other_reports", others) as Any : nil as String? as Any,
    ]
  }
}
