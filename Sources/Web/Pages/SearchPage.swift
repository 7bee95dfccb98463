import Conduct
import Hummingbird
import Store

/// What is found by a number or a name: people, groups, messages, reports, cases, measures and appeals, as far as the person
/// may see them.
struct SearchPage {
  /// What can be found, in the order of the page; its text is also the word that may stand before a number: "zaak 3".
  private enum Section: String, CaseIterable {
    case person, group, review, report, conductCase = "case", measure, appeal
  }

  static let routes: [Route] = [
    .get("/zoek", .desks(.staff)) { visit in
      let page = try await SearchPage(visit)
      return visit.page("search", title: visit.texts("search.title"), page.values)
    }
  ]

  private let visit: Visit
  private let visitor: Visitor
  private let words: String
  private let groups: [GroupID: String]
  private var found = SearchResult()
  /// The only section that was asked for.
  private var only: Section?
  private var isAsked: Bool { !words.isEmpty }

  private init(_ visit: Visit) async throws {
    self.visit = visit
    visitor = try visit.person()
    words = String(visit.query("q").prefix(100))
    groups = try await visit.groupNames()
    guard let question = question() else { return }
    found = try await visit.store.search(
      question, for: visitor.member.id, school: visitor.school.id, at: visit.now)
  }

  /// What is asked: a number, alone or behind the word for what has it, or else a name; nil when it is too short.
  private mutating func question() -> SearchResult.Question? {
    var parts = SearchResult.plain(words).split(separator: " ").map(String.init)
    if let last = parts.last, let number = Int(last.hasPrefix("#") ? String(last.dropFirst()) : last), number > 0 {
      if parts.count == 1 { return .number(number) }
      parts.removeLast()
      let word = parts.joined(separator: " ")
      only = Section.allCases.dropFirst(2).first {
        SearchResult.plain(visit.texts("search.word.\($0.rawValue)")) == word
      }
      if only != nil { return .number(number) }
    }
    return SearchResult.plain(words).count < SearchResult.shortest ? nil : .name(words)
  }

  private var values: [String: Any] {
    let sections = Section.allCases.filter { only == nil || only == $0 }.compactMap { section -> [String: Any]? in
      // What has no page for the person is not there for the person either.
      let rows = rows(section).filter { row in
        (row["path"] as? String).map { Site.leads(to: $0, from: visitor.desks) } ?? true
      }
      if rows.isEmpty { return nil }
      return [
        "name": visit.texts("search.section.\(section.rawValue)"), "code": section.rawValue, "rows": rows,
        "is_full": rows.count >= SearchResult.most,
      ]
    }
    return [
      "on_search": true, "words": words, "is_asked": isAsked, "sections": sections,
      "nothing": isAsked && sections.isEmpty,
      "is_short": isAsked && SearchResult.plain(words).count < SearchResult.shortest && Int(words) == nil,
    ]
  }

  private func rows(_ section: Section) -> [[String: Any]] {
    let row = CaseworkRows(visit: visit)
    return switch section {
    case .person: found.people.map(person)
    case .group: found.groups.map(group)
    case .review: found.reviews.map(review)
    case .report: found.reports.map { SchoolReportsPage.row($0, visit) }
    case .conductCase: found.cases.map { row($0) }
    case .measure: found.measures.map(measure)
    case .appeal: found.appeals.map { row($0) }
    }
  }

  private func person(_ member: Member) -> [String: Any] {
    let (me, now) = (visitor.member, visit.now)
    let isDirector = me.holds(.director, in: nil, at: now)
    let seesAll = isDirector || me.holds(.ict, at: now)
    // A teacher is not told in which other groups somebody is.
    let held = member.assignments.filter { role in
      role.isHeld(at: now) && (seesAll || role.group.map { me.teaches($0, at: now) } ?? true)
    }
    let record = isDirector && member.refusalOfHistory(to: me, at: now) == nil
    let shared = held.compactMap(\.group).first { me.teaches($0, at: now) }
    return [
      "path": seesAll ? "/beheer/lid/\(member.id)" : shared.map { place(of: $0) } as Any,
      "what": member.name,
      "state": held.isEmpty
        ? visit.texts("manage.no_role")
        : held.map { visit.name(of: $0.role, $0.function, in: $0.group.map { groups[$0] ?? "" }) }.joined(
          separator: " · "),
      "record": record ? "/personen/\(member.id)" : nil as String? as Any,
    ]
  }

  private func group(_ group: Group) -> [String: Any] {
    let isDirector = visitor.member.holds(.director, in: nil, at: visit.now)
    return [
      "path": visitor.member.teaches(group.id, at: visit.now) && group.kind == .class
        ? place(of: group.id) : isDirector ? "/beheer/groepen" : nil as String? as Any,
      "what": group.name, "state": visit.texts("manage.group.\(group.kind.rawValue)"),
    ]
  }

  private func review(_ item: QueueItem) -> [String: Any] {
    let (review, texts) = (item.review, visit.texts)
    return [
      "path": "/wachtrij/\(review.number)", "what": QueuePage.what(item, visit),
      "severity": SeverityMark(review, texts).values, "mark_text": item.author,
      "state": texts("review_state.\(review.state.rawValue)"), "holder": item.claimedBy as Any,
      "facts": texts(
        "search.review_facts",
        [
          "number": String(review.number), "group": item.group ?? texts("queue.whole_school"),
          "day": visit.day(review.receivedAt),
        ]),
    ]
  }

  private func measure(_ item: SearchResult.MeasureItem) -> [String: Any] {
    let (measure, texts) = (item.measure, visit.texts)
    return [
      "path": "/maatregelen/\(measure.number)", "what": texts("measure.\(measure.kind.rawValue)"),
      "mark_text": item.name as Any, "state": texts("measure_state.\(measure.state.rawValue)"),
      "facts": texts(
        "search.measure_facts", ["number": String(measure.number), "day": visit.day(measure.proposedAt)]),
    ]
  }

  /// Where a class of one's own stands.
  private func place(of group: GroupID) -> String { "/groepen#groep-\(group)" }
}
