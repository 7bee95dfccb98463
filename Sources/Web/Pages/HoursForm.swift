import Conduct
import Store

/// The fields by which the hours of a week are seen and changed: one for each day, with the times as people write them.
enum HoursForm {
  /// The fields, with what was typed, or the hours as they are.
  static func days(_ week: Timetable.Week?, _ visit: Visit) -> [[String: Any]] {
    (0..<7).map { day in
      let ready = week.map { times($0[day], separator: " ") } ?? ""
      return [
        "field": name(day), "day": visit.texts("timetable.day.\(day + 1)"),
        "typed_times": visit.form.fields[name(day)]?.first ?? ready,
      ]
    }
  }

  /// The hours that were filled in; throws with the day whose times cannot be read.
  static func week(_ visit: Visit) throws -> Timetable.Week {
    try (0..<7).map { day in
      // People write "8.30 – 12.00 en 12.45 - 14.30" as well.
      let text = visit.form[name(day)].replacing(/\s*[-–]\s*/, with: "-").replacing(/\s+en\s+|\s*[,;]\s*/, with: " ")
      if text.isEmpty { return [] }
      do {
        return try Timetable.week("ma \(text)")[0]
      } catch is ConductError {
        throw StoreError.invalid(
          visit.texts(
            "timetable.wrong", ["day": visit.texts("timetable.day.\(day + 1)"), "text": visit.form[name(day)]]))
      }
    }
  }

  /// A week in words: days with the same times together, and without the days on which there are none.
  static func words(_ week: Timetable.Week, _ visit: Visit) -> String {
    var parts: [String] = []
    var first = 0
    while first < 7 {
      var last = first
      while last + 1 < 7, week[last + 1] == week[first] { last += 1 }
      if !week[first].isEmpty {
        let days = visit.texts("timetable.day.\(first + 1)")
        let both = ["from": days, "to": visit.texts("timetable.day.\(last + 1)")]
        let span = first == last ? days : visit.texts(last == first + 1 ? "timetable.both" : "timetable.span", both)
        parts.append("\(span) \(times(week[first], separator: visit.texts("timetable.and")))")
      }
      first = last + 1
    }
    return parts.isEmpty ? visit.texts("timetable.never") : parts.joined(separator: ", ")
  }

  private static func name(_ day: Int) -> String { "day-\(day + 1)" }

  private static func times(_ hours: [SchoolCalendar.Hours], separator: String) -> String {
    hours.map { "\(clock($0.opens))–\(clock($0.closes))" }.joined(separator: separator)
  }

  static func clock(_ minutes: Int) -> String {
    let minute = minutes % 60
    return "\(minutes / 60).\(minute < 10 ? "0" : "")\(minute)"
  }
}

/// The fields by which is written down that a time is different for some groups.
struct ExceptionForm {
  let visit: Visit
  /// The groups to choose from.
  let groups: [Group]
  /// Whether it may be for the whole school.
  let mayBeAll: Bool

  /// What the fields offer, with what was typed.
  var values: [String: Any] {
    let chosen = Set(visit.form.all("group"))
    return [
      "exception_kinds": Timetable.Exception.Kind.allCases.map {
        RoleForm.choice($0.rawValue, visit.texts("timetable.kind.\($0.rawValue)"), visit.form["kind"])
      },
      "exception_groups": groups.map {
        [
          "value": $0.id.rawValue, "label": $0.name,
          "chosen": chosen.contains($0.id.rawValue) || groups.count == 1 && !mayBeAll,
        ]
          as [String: Any]
      },
      "may_be_all": mayBeAll, "typed_from": visit.form["from"], "typed_until": visit.form["until"],
      "typed_reason": visit.form["reason"],
    ]
  }

  /// Writes down what was filled in.
  func save() async throws {
    let visitor = try visit.person()
    guard let kind = Timetable.Exception.Kind(rawValue: visit.form["kind"]) else { throw PageError.badForm }
    let asked = Set(visit.form.all("group").map(GroupID.init(_:)))
    guard asked.isSubset(of: groups.map(\.id)) else { throw PageError.badForm }
    if asked.isEmpty && !mayBeAll { throw StoreError.invalid(visit.texts("timetable.group_missing")) }
    _ = try visit.start(of: "until", called: visit.texts("timetable.last_day"))
    if visit.form["reason"].isEmpty { throw StoreError.invalid(visit.texts("timetable.reason_missing")) }
    let exception = Timetable.Exception(
      kind: kind, groups: asked, from: try visit.start(of: "from") ?? visit.now,
      until: try visit.end(of: "until").map { $0 + 1 } ?? visit.now)
    _ = try await visit.store.addException(
      exception, reason: visit.form["reason"], by: visitor.member.id, school: visitor.school.id, at: visit.now)
  }

  /// Ends the exception that was chosen.
  static func end(_ visit: Visit) async throws {
    let visitor = try visit.person()
    try await visit.store.endException(
      ExceptionID(visit.form["exception"]), by: visitor.member.id, school: visitor.school.id, at: visit.now)
  }

  /// The lines of exceptions, each with whether the person may end it.
  static func lines(_ entries: [TimetableEntry], _ groups: [GroupID: String], _ visit: Visit) throws -> [[String: Any]]
  {
    let member = try visit.person().member
    return entries.map { entry in
      let names = entry.exception.groups.compactMap { groups[$0] }.sorted().joined(separator: ", ")
      let refusal = Timetable.refusal(ofExceptionFor: entry.exception.groups, by: member, at: visit.now)
      return [
        "exception": entry.id.rawValue, "kind": visit.texts("timetable.kind.\(entry.exception.kind.rawValue)"),
        "where": names.isEmpty ? visit.texts("manage.whole_school") : names,
        "begin": visit.moment(entry.exception.from), "end": visit.moment(entry.exception.until),
        "reason": entry.reason as Any, "may_end": refusal == nil,
      ]
    }
  }
}
