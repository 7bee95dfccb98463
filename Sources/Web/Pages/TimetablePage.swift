import Conduct
import Foundation
import Hummingbird
import Letters
import Store

/// When the school is open, its holidays, who works when, and what is different for a while: by it terms are counted.
enum TimetablePage {
  private static let path = "/beheer/rooster"

  static let routes: [Route] = [
    .get("/beheer/rooster", .desks(.directors)) { try await show($0) },
    .post("/beheer/rooster/kalender", .desks(.directors), limit: 2_097_152) { visit in
      try await step(visit, "calendar_adopted") { visitor in
        let region = visit.form["region"].isEmpty ? nil : visit.form["region"]
        let file = visit.form.files["file"]?.first
        if region == nil && file == nil { throw StoreError.invalid(visit.texts("timetable.region_missing")) }
        let groups = try await visit.store.groups(school: visitor.school.id)
        do {
          let (calendar, daysOff) = try visit.site.settings.holidays.make(region, file?.bytes, visitor.school, groups)
          try await visit.store.adopt(
            calendar, daysOff: daysOff, by: visitor.member.id, school: visitor.school.id, at: visit.now)
        } catch let error as SiteError {
          throw StoreError.invalid([file?.name, error.description].compactMap(\.self).joined(separator: ": "))
        }
      }
    },
    .get("/beheer/rooster/tijden", .desks(.directors)) { try await hours($0) },
    .post("/beheer/rooster/tijden", .desks(.directors)) { visit in
      try await visit.attempt {
        let visitor = try visit.person()
        let week = visit.form.has("usual") ? nil : try HoursForm.week(visit)
        try await visit.store.setHours(
          week, of: try holder(visit.form), by: visitor.member.id, school: visitor.school.id, at: visit.now)
        return .redirect("\(path)?gedaan=hours_set")
      } otherwise: {
        try await hours(visit, problem: $0)
      }
    },
    .post("/beheer/rooster/uitzondering", .desks(.directors)) { visit in
      try await step(visit, "exception_added") { visitor in
        try await exceptions(visit, try await visit.store.groups(school: visitor.school.id)).save()
      }
    },
    .post("/beheer/rooster/uitzondering/einde", .desks(.directors)) { visit in
      try await step(visit, "exception_ended") { _ in try await ExceptionForm.end(visit) }
    },
  ]

  private static func step(_ visit: Visit, _ done: String, _ body: (Visitor) async throws -> Void) async throws
    -> Answer
  {
    try await visit.attempt("\(path)?gedaan=\(done)", body) { try await show(visit, problem: $0) }
  }

  private static func exceptions(_ visit: Visit, _ groups: [Group]) -> ExceptionForm {
    ExceptionForm(visit: visit, groups: groups.filter { $0.until == nil && $0.kind != .oneToOne }, mayBeAll: true)
  }

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let (school, store) = (visitor.school.id, visit.store)
    let calendar = try await store.calendar(school: school)
    let entries = try await store.exceptions(school: school, at: visit.now)
    let groups = try await store.groups(school: school)
    let names = groups.filter { $0.kind != .oneToOne }.reduce(into: [GroupID: String]()) { $0[$1.id] = $1.name }
    let today = calendar.day(of: visit.now)
    let periods = calendar.periods.filter { today <= $0.through }.sorted { $0.from < $1.from }
    let missing = calendar.years.filter { !$0.missing.isEmpty }
    var values = exceptions(visit, groups).values
    values.merge([
      "problem": problem as Any, "calendar": calendar.title,
      "week": calendar.hours.enumerated().map { place, hours in
        [
          "day": visit.texts("timetable.day.\(place + 1)"),
          "open": hours.map { "\(HoursForm.clock($0.opens))–\(HoursForm.clock($0.closes))" } as Any,
        ]
      },
      "periods": periods.prefix(12).map { period in
        ["name": period.name, "begin": words(period.from, visit), "end": words(period.through, visit)]
      }, "has_periods": !periods.isEmpty,
      "missing": missing.map {
        visit.texts("timetable.missing", ["year": $0.name, "what": $0.missing.joined(separator: ", ")])
      }.joined(separator: " "),
      "regions": visit.site.settings.holidays.regions.map {
        RoleForm.choice($0, visit.texts("timetable.region.\($0)"), visit.form["region"])
      }, "has_regions": !visit.site.settings.holidays.regions.isEmpty,
      "exceptions": try ExceptionForm.lines(entries, names, visit), "has_exceptions": !entries.isEmpty,
      "exception_path": "\(path)/uitzondering", "tried_exception": visit.path.hasSuffix("/uitzondering"),
      "has_groups": true,
    ]) { $1 }
    values.merge(try await weeks(visit, names)) { $1 }
    return visit.page(
      "manage-timetable", title: visit.texts("timetable.title"), values,
      status: problem == nil ? .ok : .unprocessableContent)
  }

  /// Who works when and which group has lessons when, with whom or what else hours may be set for.
  private static func weeks(_ visit: Visit, _ groups: [GroupID: String]) async throws -> [String: Any] {
    let (school, texts) = (try visit.person().school.id, visit.texts)
    let timetable = try await visit.store.timetable(school: school)
    let staff = try await visit.store.members(school: school).filter {
      !$0.roles(at: visit.now).isDisjoint(with: [.teacher, .staff, .support, .director])
    }
    let names = staff.reduce(into: [MemberID: String]()) { $0[$1.id] = $1.name }
    func line(_ kind: String, _ id: String, _ name: String, _ week: Timetable.Week?) -> [String: Any] {
      [
        "who": name, "times": week.map { HoursForm.words($0, visit) } ?? texts("timetable.unknown"),
        "change": "\(path)/tijden?" + PeoplePage.query([("soort", kind), ("van", id)]),
      ]
    }
    let whole = texts("timetable.school")
    let work = timetable.working.compactMap { id, week in id.map { ($0.rawValue, names[$0] ?? "", week) } }
    let lessons = timetable.lessons.compactMap { id, week in id.map { ($0.rawValue, groups[$0] ?? "", week) } }
    return [
      "working": [line("working", "", whole, timetable.working[nil])]
        + work.filter { !$0.1.isEmpty }.sorted { $0.1 < $1.1 }.map { line("working", $0.0, $0.1, $0.2) },
      "lessons": [line("lessons", "", whole, timetable.lessons[nil])]
        + lessons.filter { !$0.1.isEmpty }.sorted { $0.1 < $1.1 }.map { line("lessons", $0.0, $0.1, $0.2) },
      "staff": staff.filter { timetable.working[$0.id] == nil }.map { ["value": $0.id.rawValue, "label": $0.name] },
      "classes": groups.filter { timetable.lessons[$0.key] == nil }.sorted { $0.value < $1.value }.map {
        ["value": $0.key.rawValue, "label": $0.value]
      },
    ]
  }

  // MARK: The hours of one

  private static func holder(_ form: Form) throws -> Timetable.Holder {
    let id = form["holder"]
    switch form["kind"] {
    case "working": return .working(id.isEmpty ? nil : MemberID(id))
    case "lessons": return .lessons(id.isEmpty ? nil : GroupID(id))
    default: throw PageError.badForm
    }
  }

  private static func hours(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let school = try visit.person().school.id
    let form =
      visit.request.method == .post ? visit.form : Form(["kind": visit.query("soort"), "holder": visit.query("van")])
    let timetable = try await visit.store.timetable(school: school)
    let (name, own, usual): (String, Timetable.Week?, Timetable.Week?)
    switch try holder(form) {
    case .working(let member):
      name = if let member { try await visit.store.member(member.rawValue, school: school).name } else { "" }
      (own, usual) = (timetable.working[member], timetable.working[nil])
    case .lessons(let group):
      let names = try await visit.groupNames()
      guard let found = group.map({ names[$0] }) ?? "" else { throw PageError.notFound }
      name = found
      (own, usual) = (timetable.lessons[group], timetable.lessons[nil])
    }
    let key = form["kind"] == "working" ? "working_of" : "lessons_of"
    let title = visit.texts("timetable.\(key)", ["name": name.isEmpty ? visit.texts("timetable.school") : name])
    return visit.page(
      "manage-hours", title: title,
      [
        "head": title, "problem": problem as Any, "kind": form["kind"], "holder": form["holder"],
        "days": HoursForm.days(own ?? usual, visit), "has_own": own != nil, "is_lessons": form["kind"] == "lessons",
      ], status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func words(_ day: Day, _ visit: Visit) -> String {
    let (year, month, number) = day.parts
    return "\(number) \(visit.wording.month(month)) \(year)"
  }
}
