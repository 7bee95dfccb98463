import Conduct
import Foundation
import Hummingbird
import Store

/// The log: what happened, who did it and when; and whether it is whole.
enum LogPages {
  static let routes: [Route] = [
    .get("/beheer/logboek", .desks(.directors)) { try await log($0) },
    .post("/beheer/logboek/controle", .desks(.directors)) { try await check($0) },
    .get("/beheer/leeslog", .desks(.directors)) { try await readings($0) },
    .post("/beheer/leeslog", .desks(.directors)) { try await readings($0, isAsked: true) },
  ]

  private static func log(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    var filter = LogFilter()
    filter.topic = Event.Topic(rawValue: visit.query("over"))
    var problem: String?
    if !visit.query("lid").isEmpty {
      do {
        filter.person = try await visit.store.member(visit.query("lid"), school: visitor.school.id).id
      } catch StoreError.notFound { problem = visit.texts("manage.unknown_person") }
    }
    let clock = visit.localClock
    filter.from = Day(visit.query("van")).map { clock.time($0, minute: 0) }
    filter.until = Day(visit.query("tot")).map { clock.time($0 + 1, minute: 0) }
    let place = visit.query("voor").split(separator: ".").compactMap { Int64($0) }
    if place.count == 2 { filter.before = LogPage.Place(sequence: place[0], position: Int(clamping: place[1])) }
    let page = try await visit.store.logPage(
      filter, for: visitor.member.id, school: visitor.school.id, at: visit.now)
    let people = Set(page.lines.flatMap { [$0.actor, $0.member, filter.person].compactMap { $0 } })
    let names = try await visit.store.names(of: people, school: visitor.school.id)
    let kept = ["over", "lid", "van", "tot"].map { ($0, visit.query($0)) }
    let older = page.next.map { PeoplePage.query(kept + [("voor", "\($0.sequence).\($0.position)")]) }
    let members = try await visit.store.members(school: visitor.school.id)
    return visit.page(
      "manage-log", title: visit.texts("manage.part.log"),
      [
        "problem": problem as Any, "lines": page.lines.map { line($0, names, visit) }, "nothing": page.lines.isEmpty,
        "older": older.map { "/beheer/logboek?" + $0 } as Any,
        "newest": filter.before == nil ? "" : "/beheer/logboek?" + PeoplePage.query(kept),
        "topics": Event.Topic.allCases.map {
          RoleForm.choice($0.rawValue, visit.texts("manage.topic.\($0.rawValue)"), visit.query("over"))
        },
        "people": members.map { RoleForm.choice($0.id.rawValue, $0.name, filter.person?.rawValue ?? "") },
        "from": visit.query("van"), "until": visit.query("tot"),
      ])
  }

  private static func line(_ line: LogPage.Line, _ names: [MemberID: String], _ visit: Visit) -> [String: Any] {
    var details: [String] = []
    if let role = line.role, line.kind.topic == .people { details.append(visit.texts("manage.role.\(role.rawValue)")) }
    if !line.clauses.isEmpty { details.append(line.clauses.map(\.rawValue).joined(separator: ", ")) }
    return [
      "at": visit.moment(line.at), "what": visit.texts("event.\(line.kind.rawValue)"),
      "actor": line.hidesActor
        ? visit.texts("manage.hidden") : line.actor.map { names[$0] ?? "" } ?? visit.texts("manage.program"),
      "about": line.member == line.actor ? "" : line.member.map { names[$0] ?? "" } as Any,
      "review": line.review.map { "/wachtrij/\($0)" } as Any,
      "review_name": line.review.map { visit.texts("review.title", ["number": String($0)]) } as Any,
      "details": details.joined(separator: " · "), "where": "\(line.place.sequence).\(line.place.position)",
    ]
  }

  /// Works the whole log out anew, and says what it found.
  private static func check(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let kept = visit.form["head"].lowercased()
    if !kept.isEmpty, kept.count != 64 || !kept.allSatisfy(\.isHexDigit) {
      throw StoreError.invalid(visit.texts("manage.head_invalid"))
    }
    let result = try await visit.store.verify(school: visitor.school.id, keptHead: kept.isEmpty ? nil : kept)
    let texts = visit.texts
    return visit.page(
      "manage-verified", title: texts(result.isWhole ? "manage.whole" : "manage.not_whole"),
      [
        "whole": result.isWhole,
        "counted": texts(
          "manage.counted",
          [
            "events": texts.grouped(result.events), "payloads": texts.grouped(result.payloads),
            "purged": texts.grouped(result.purged), "rows": texts.grouped(result.rows.values.reduce(0, +)),
            "readings": texts.grouped(result.readings),
          ]),
        "head": result.head, "kept_at": result.keptHeadAt.map { visit.moment($0) } as Any,
        "untold": result.isToldFromTheStart ? "" : texts("manage.untold", ["n": texts.grouped(result.untoldRows)]),
        "faults": result.faults.prefix(100).map { ["fault": $0.description] }, "checked": visit.moment(visit.now),
      ])
  }

  /// Who looked into what is on record about somebody; that this was asked is noted too, so it is a form.
  private static func readings(_ visit: Visit, isAsked: Bool = false) async throws -> Answer {
    let visitor = try visit.person()
    let members = try await visit.store.members(school: visitor.school.id)
    let chosen = isAsked ? visit.form["member"] : visit.query("lid")
    var values: [String: Any] = [
      "people": members.map { RoleForm.choice($0.id.rawValue, $0.name, chosen) },
      "purposes": Reading.Purpose.allCases.map {
        RoleForm.choice(
          $0.rawValue, visit.texts("manage.purpose.\($0.rawValue)"),
          isAsked ? visit.form["why"] : Reading.Purpose.oversight.rawValue)
      },
    ]
    let title = visit.texts("manage.part.readings")
    guard isAsked else { return visit.page("manage-readings", title: title, values) }
    return try await visit.attempt {
      guard let why = Reading.Purpose(rawValue: visit.form["why"]) else { throw PageError.badForm }
      if chosen.isEmpty { throw StoreError.invalid(visit.texts("manage.person_missing")) }
      let readings = try await visit.store.readings(
        about: MemberID(chosen), for: visitor.member.id, why: why, school: visitor.school.id, at: visit.now)
      let names = Dictionary(uniqueKeysWithValues: members.map { ($0.id, $0.name) })
      values["asked"] = true
      values["about"] = names[MemberID(chosen)] ?? ""
      values["nothing"] = readings.isEmpty
      values["readings"] = readings.reversed().map { reading in
        [
          "at": visit.moment(reading.at), "reader": names[reading.reader] ?? "",
          "what": visit.texts("manage.reading.\(reading.kind.rawValue)"),
          "why": visit.texts("manage.purpose.\(reading.purpose?.rawValue ?? "unknown")"),
        ]
      }
      return visit.page("manage-readings", title: title, values)
    } otherwise: { problem in
      values["problem"] = problem
      return visit.page("manage-readings", title: title, values, status: .unprocessableContent)
    }
  }
}
