import Conduct
import Foundation
import Hummingbird
import Store

/// What the policy asks the school to keep: what is missing, what stands there, and how far the asking for consent is.
enum RegisterPage {
  static let routes: [Route] = [
    .get("/beheer/register", .desks(.directors)) { try await show($0) },
    .post("/beheer/register/einde", .desks(.directors)) { visit in
      try await visit.attempt {
        let visitor = try visit.person()
        try await visit.store.endEntry(
          RegisterEntryID(visit.form["entry"]), by: visitor.member.id, school: visitor.school.id, at: visit.now)
        return .redirect("/beheer/register?gedaan=entry_ended")
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
    .post("/beheer/register", .desks(.directors)) { visit in
      try await visit.attempt {
        let (visitor, form, texts) = (try visit.person(), visit.form, visit.texts)
        guard let kind = RegisterEntry.Kind(rawValue: form["kind"]) else {
          throw StoreError.invalid(texts("register.kind_missing"))
        }
        var draft = RegisterDraft(kind)
        draft.member = form["member"].isEmpty ? nil : MemberID(form["member"])
        draft.other = form["other"].isEmpty ? nil : MemberID(form["other"])
        draft.value = RegisterEntry.Value(rawValue: form["value"])
        draft.from = try visit.start(of: "from")
        draft.until = try visit.end(of: "until")
        draft.text = form["text"].isEmpty ? nil : form["text"]
        try await visit.store.enter(draft, by: visitor.member.id, school: visitor.school.id, at: visit.now)
        return .redirect("/beheer/register?gedaan=entry_added")
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
  ]

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let (texts, school, me) = (visit.texts, visitor.school.id, visitor.member.id)
    let gaps = try await visit.store.registerGaps(for: me, school: school, at: visit.now)
    let entries = try await visit.store.entries(for: me, school: school, at: visit.now)
    let members = try await visit.store.members(school: school)
    let names = Dictionary(uniqueKeysWithValues: members.map { ($0.id, $0.name) })
    func people(_ key: String, _ who: [MemberID]) -> [String: Any]? {
      if who.isEmpty { return nil }
      return [
        "what": texts.count("register.\(key)", who.count),
        "who": who.prefix(60).map { ["name": names[$0] ?? "", "path": "/beheer/lid/\($0)"] }, "has_who": true,
      ]
    }
    var missing = [
      people("untrained", gaps.untrained), people("undeclared", gaps.undeclared),
      people("not_admitted", gaps.notAdmitted),
    ].compactMap { $0 }
    func say(_ key: String, _ values: [RegisterEntry.Value] = []) {
      let list = values.map { texts("register.value.\($0.rawValue)") }.joined(separator: ", ")
      missing.append(["what": texts("register.\(key)", ["list": list])])
    }
    if !gaps.isPublished {
      say("unpublished")
    } else if !gaps.unusedChannels.isEmpty {
      say("unused", gaps.unusedChannels)
    }
    if gaps.isEvaluationOverdue { say("evaluation_overdue") }
    if !gaps.unchecked.isEmpty { say("unchecked", gaps.unchecked) }
    let staff = members.filter { !$0.roles(at: visit.now).isEmpty }
    var values: [String: Any] = [
      "problem": problem as Any, "missing": missing, "is_complete": missing.isEmpty,
      "kept": RegisterEntry.Kind.allCases.compactMap { kind -> [String: Any]? in
        let found = entries.filter { $0.kind == kind }.reversed()
        if found.isEmpty { return nil }
        return [
          "kind": texts("register.kind.\(kind.rawValue)"), "total": found.count,
          "entries": found.prefix(200).map { line($0, names, visit) },
        ]
      }, "has_entries": !entries.isEmpty,
      "kinds": RegisterEntry.Kind.allCases.map {
        RoleForm.choice($0.rawValue, texts("register.kind.\($0.rawValue)"), visit.form["kind"])
      },
      "people": staff.map { RoleForm.choice($0.id.rawValue, $0.name, visit.form["member"]) },
      "others": staff.map { RoleForm.choice($0.id.rawValue, $0.name, visit.form["other"]) },
      "options": RegisterEntry.Kind.allCases.flatMap(\.profile.values).map {
        RoleForm.choice($0.rawValue, texts("register.value.\($0.rawValue)"), visit.form["value"])
      },
      "typed_text": visit.form["text"], "typed_from": visit.form["from"], "typed_until": visit.form["until"],
    ]
    values["campaign"] = try await campaign(visit)
    return visit.page(
      "manage-register", title: texts("register.title"), values, status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func line(_ entry: RegisterEntry, _ names: [MemberID: String], _ visit: Visit) -> [String: Any] {
    [
      "id": entry.id.rawValue,
      "who": [entry.member, entry.other].compactMap { $0.map { names[$0] ?? "" } }.joined(separator: ", "),
      "what": [entry.value.map { visit.texts("register.value.\($0.rawValue)") }, entry.text].compactMap { $0 }
        .joined(separator: ": "),
      "begin": visit.day(entry.from), "end": entry.until.map { visit.day($0) } as Any,
      "holds": entry.until.map { $0 > visit.now } ?? true,
    ]
  }

  /// How far the yearly asking for consent is: children, and never parents, whose answer is missing.
  private static func campaign(_ visit: Visit) async throws -> [String: Any]? {
    let visitor = try visit.person()
    let school = visitor.school.id
    do {
      let (campaign, figures) = try await visit.store.consentCampaign(
        for: visitor.member.id, school: school, at: visit.now)
      let register = try await visit.store.peopleRegister(school: school, at: visit.now)
      let pupils = Dictionary(uniqueKeysWithValues: register.pupils.map { ($0.id, $0) })
      let groups = Dictionary(uniqueKeysWithValues: register.groups.map { ($0.id, $0.name) })
      let late = Set(figures.overdue)
      return [
        "years": "\(campaign.year)-\(campaign.year + 1)",
        "progress": visit.texts(
          "register.progress", ["part": String(figures.answered), "whole": String(figures.pupils)]),
        "width": String(figures.percentage ?? 0),
        "reminded": visit.texts.count("register.reminded", figures.reminded),
        "open": figures.open.compactMap { pupils[$0] }.map { pupil in
          [
            "child": pupil.name.given, "class": pupil.groups.compactMap { groups[$0] }.sorted().joined(separator: ", "),
            "is_late": late.contains(pupil.id),
          ] as [String: Any]
        }, "has_open": !figures.open.isEmpty,
      ]
    } catch StoreError.notFound { return nil }
  }
}
