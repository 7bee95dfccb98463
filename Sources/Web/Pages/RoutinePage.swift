import Conduct
import Hummingbird
import Store

/// When somebody of the staff works, and what is different for the own groups.
enum RoutinePage {
  static let routes: [Route] = [
    .get("/rooster", .desks(.staff)) { try await show($0) },
    .post("/rooster", .desks(.staff)) { visit in
      try await step(visit, "hours_set") { visitor in
        let week = visit.form.has("usual") ? nil : try HoursForm.week(visit)
        try await visit.store.setHours(
          week, of: .working(visitor.member.id), by: visitor.member.id, school: visitor.school.id, at: visit.now)
      }
    },
    .post("/rooster/uitzondering", .desks(.staff)) { visit in
      try await step(visit, "exception_added") { _ in
        try await ExceptionForm(visit: visit, groups: try await ownGroups(visit), mayBeAll: false).save()
      }
    },
    .post("/rooster/uitzondering/einde", .desks(.staff)) { visit in
      try await step(visit, "exception_ended") { _ in try await ExceptionForm.end(visit) }
    },
  ]

  private static func step(_ visit: Visit, _ done: String, _ body: (Visitor) async throws -> Void) async throws
    -> Answer
  {
    try await visit.attempt("/rooster?gedaan=\(done)", body) { try await show(visit, problem: $0) }
  }

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let (school, member) = (visitor.school.id, visitor.member)
    let timetable = try await visit.store.timetable(school: school)
    let own = timetable.working[member.id]
    let groups = try await ownGroups(visit)
    let ids = Set(groups.map(\.id))
    let entries = try await visit.store.exceptions(school: school, at: visit.now).filter {
      $0.exception.groups.isEmpty || !$0.exception.groups.isDisjoint(with: ids)
    }
    var values = ExceptionForm(visit: visit, groups: groups, mayBeAll: false).values
    values.merge([
      "problem": problem as Any, "days": HoursForm.days(own ?? timetable.working[nil], visit), "has_own": own != nil,
      "usual": timetable.working[nil].map { HoursForm.words($0, visit) } as Any,
      "may_set": Timetable.refusal(ofSetting: .working(member.id), by: member, at: visit.now) == nil,
      "exceptions": try ExceptionForm.lines(entries, try await visit.groupNames(), visit),
      "has_exceptions": !entries.isEmpty, "has_groups": !groups.isEmpty, "exception_path": "/rooster/uitzondering",
      "tried_exception": visit.path.hasSuffix("/uitzondering"),
    ]) { $1 }
    return visit.page(
      "routine", title: visit.texts("timetable.own"), values, status: problem == nil ? .ok : .unprocessableContent)
  }

  /// The groups of which the person is the teacher.
  private static func ownGroups(_ visit: Visit) async throws -> [Group] {
    let member = try visit.person().member
    return try await visit.store.groups(school: try visit.person().school.id).filter { group in
      group.kind != .oneToOne && group.until == nil && member.teaches(group.id, at: visit.now)
    }
  }
}
