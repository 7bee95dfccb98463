import Conduct
import Hummingbird
import Store

/// All that has a term and lies with the person, what must be done first at the top.
enum TasksPage {
  static let routes: [Route] = [
    .get("/taken", .desks(.handlers)) { visit in
      let visitor = try visit.person()
      let items = try await visit.store.due(for: visitor.member.id, school: visitor.school.id, at: visit.now)
      return visit.page(
        "tasks", title: visit.texts("tasks.title"),
        [
          "is_empty": items.isEmpty, "count": visit.texts.count("tasks.count", items.count),
          "lines": items.map { line($0, visitor, visit) },
        ])
    }
  ]

  private static func line(_ item: DutyItem, _ visitor: Visitor, _ visit: Visit) -> [String: Any] {
    let (duty, texts) = (item.duty, visit.texts)
    let due = duty.firstDue ?? item.deadline.due
    let others = item.recipients.filter { $0.id != visitor.member.id }.map(\.name).sorted()
    return [
      "says": texts.count("today.duty.\(duty.kind.rawValue)", 1),
      "which": texts("tasks.number", ["n": String(duty.subject.number)]),
      "term": duty.state == .paused ? texts("tasks.paused") : due.map { visit.until($0) } as Any,
      "term_over": duty.state != .paused && due.map { $0 < visit.now } ?? false,
      "shared": others.isEmpty
        ? ""
        : others.count > 2
          ? texts("tasks.together", ["n": String(others.count)])
          : texts("tasks.with", ["names": others.joined(separator: ", ")]),
      "to": Site.way(to: duty.subject.pages, from: visitor.desks) as Any, "button": texts("today.look"),
    ]
  }
}

/// How many tasks people have, for the frame of their pages. It may be half a minute old, unless the person did something.
actor TaskCounts {
  private var known: [MemberID: (count: Int, at: Int64)] = [:]

  private static let memory: Int64 = 30_000

  /// The number of tasks of somebody; asks when it is not known.
  func count(for member: MemberID, at time: Int64, asking ask: @Sendable () async throws -> Int) async throws -> Int {
    if let found = known[member], time - found.at < Self.memory { return found.count }
    let count = try await ask()
    if known.count > 5_000 { known = known.filter { time - $0.value.at < Self.memory } }
    known[member] = (count, time)
    return count
  }

  /// Forgets the number of somebody who did something.
  func forget(_ member: MemberID) { known[member] = nil }
}

extension Duty.Subject {
  /// Where it is handled: the first of these that the person may open.
  var pages: [String] {
    switch kind {
    case .review: ["/wachtrij/\(number)"]
    case .report: ["/meldingen-school/\(number)", "/meldingen-school"]
    case .measure: ["/maatregelen/\(number)", "/zaken"]
    case .appeal: ["/bezwaren/\(number)"]
    case .conductCase: ["/zaken/\(number)", "/zaken"]
    case .legalHold: ["/beheer/bewaren", "/beheer"]
    case .picture: ["/groepen#beelden"]
    }
  }
}

extension Site {
  /// The first of some addresses at which there is a page for somebody with these desks.
  static func way(to paths: [String], from desks: [Desk]) -> String? { paths.first { leads(to: $0, from: desks) } }

  /// Whether there is a page at an address for somebody with these desks.
  static func leads(to path: String, from desks: [Desk]) -> Bool {
    let parts = path.prefix { $0 != "#" }.split(separator: "/")
    return routes.contains { route in
      let pattern = route.path.split(separator: "/")
      guard route.method == .get, pattern.count == parts.count, !parts.isEmpty,
        zip(pattern, parts).allSatisfy({ $0.hasPrefix(":") || $0 == $1 })
      else { return false }
      if case .desks(let open) = route.audience { return !open.isDisjoint(with: desks) }
      return route.audience == .everyone
    }
  }
}
