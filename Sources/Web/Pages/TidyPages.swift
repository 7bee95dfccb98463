import Conduct
import Foundation
import Hummingbird
import Store

/// Roles that a file suggested: they give nothing until the director says so.
enum ProposalsPage {
  static let routes: [Route] = [
    .get("/beheer/voorstellen", .desks(.directors)) { try await show($0) },
    .post("/beheer/voorstellen", .desks(.directors)) { visit in
      try await visit.attempt {
        let visitor = try visit.person()
        let accept = visit.form["step"] == "accept"
        let numbers = visit.form.all("number").compactMap { Int($0) }
        if numbers.isEmpty { throw StoreError.invalid(visit.texts("manage.proposal_missing")) }
        for number in numbers {
          _ = try await visit.store.decide(
            roleProposal: number, accept: accept, by: visitor.member.id, school: visitor.school.id, at: visit.now)
        }
        return .redirect("/beheer/voorstellen?gedaan=\(accept ? "proposals_accepted" : "proposals_refused")")
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
  ]

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let proposals = try await visit.store.roleProposals(school: visitor.school.id)
    let names = try await visit.store.names(of: Set(proposals.map(\.member)), school: visitor.school.id)
    let groups = try await visit.groupNames()
    return visit.page(
      "manage-proposals", title: visit.texts("manage.part.proposals"),
      [
        "problem": problem as Any, "nothing": proposals.isEmpty,
        "proposals": proposals.map { proposal in
          [
            "number": proposal.number, "who": names[proposal.member] ?? "", "path": "/beheer/lid/\(proposal.member)",
            "what": visit.name(of: proposal.role, proposal.function, in: proposal.group.map { groups[$0] ?? "" }),
          ] as [String: Any]
        },
      ], status: problem == nil ? .ok : .unprocessableContent)
  }
}

/// What is not right about who belongs to which group, as far as the policy asks for it.
enum MembershipsPage {
  static let routes: [Route] = [
    .get("/beheer/klopt", .desks(.directors)) { try await show($0) }
  ]

  static func faults(_ visit: Visit) async throws -> [MembershipFault] {
    let visitor = try visit.person()
    let policy = try await visit.store.policy(school: visitor.school.id)
    return try await visit.store.membershipFaults(for: visitor.member.id, school: visitor.school.id, at: visit.now)
      .filter { !policy.clauses(about: $0.kind).isEmpty }
  }

  private static func show(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let faults = try await faults(visit)
    let policy = try await visit.store.policy(school: visitor.school.id)
    let people = Set(faults.flatMap { [$0.member, $0.addedBy].compactMap { $0 } })
    let names = try await visit.store.names(of: people, school: visitor.school.id)
    let groups = try await visit.groupNames()
    let kinds = MembershipFault.Kind.allCases.compactMap { kind -> [String: Any]? in
      let found = faults.filter { $0.kind == kind }
      if found.isEmpty { return nil }
      return [
        "name": visit.texts("manage.fault.\(kind.rawValue)"), "total": found.count,
        "clauses": policy.clauses(about: kind).map(\.rawValue).joined(separator: ", "),
        "found": found.prefix(100).map { fault in
          [
            "path": "/beheer/lid/\(fault.member)", "who": names[fault.member] ?? "",
            "where": fault.group.map { groups[$0] ?? "" } as Any, "by": fault.addedBy.map { names[$0] ?? "" } as Any,
          ] as [String: Any]
        },
      ]
    }
    return visit.page(
      "manage-memberships", title: visit.texts("manage.part.memberships"), ["kinds": kinds, "nothing": kinds.isEmpty])
  }
}

/// Who is away, and who stands in.
enum AbsencesPage {
  static let routes: [Route] = [
    .get("/beheer/afwezig", .desks(.directors)) { try await show($0) },
    .post("/beheer/afwezig", .desks(.directors)) { visit in
      try await visit.attempt {
        let (visitor, form, texts) = (try visit.person(), visit.form, visit.texts)
        if form["absent"].isEmpty { throw StoreError.invalid(texts("manage.absent_missing")) }
        let until = try visit.start(of: "until", called: texts("manage.back_on"))
        try await visit.store.addAbsence(
          of: MemberID(form["absent"]),
          from: try visit.start(of: "from") ?? visit.now,
          until: until, deputy: form["deputy"].isEmpty ? nil : MemberID(form["deputy"]), by: visitor.member.id,
          school: visitor.school.id, at: visit.now)
        return .redirect("/beheer/afwezig?gedaan=absence_added")
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
    .post("/beheer/afwezig/einde", .desks(.directors)) { visit in
      try await visit.attempt {
        let visitor = try visit.person()
        try await visit.store.endAbsence(
          AbsenceID(visit.form["absence"]), by: visitor.member.id, school: visitor.school.id, at: visit.now)
        return .redirect("/beheer/afwezig?gedaan=absence_ended")
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
  ]

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let absences = try await visit.store.absences(school: visitor.school.id, at: visit.now)
    let members = try await visit.store.members(school: visitor.school.id)
    let names = Dictionary(uniqueKeysWithValues: members.map { ($0.id, $0.name) })
    let staff = members.filter { $0.works(at: visit.now) }
    func people(_ field: String) -> [[String: Any]] {
      staff.map { RoleForm.choice($0.id.rawValue, $0.name, visit.form[field]) }
    }
    return visit.page(
      "manage-absences", title: visit.texts("manage.part.absences"),
      [
        "problem": problem as Any, "nothing": absences.isEmpty, "staff": people("absent"), "deputies": people("deputy"),
        "typed_from": visit.form["from"], "typed_until": visit.form["until"],
        "absences": absences.map { absence in
          [
            "id": absence.id.rawValue, "who": names[absence.member] ?? "", "begin": visit.day(absence.from),
            "end": visit.day(absence.until), "instead": absence.deputy.map { names[$0] ?? "" } as Any,
          ] as [String: Any]
        },
      ], status: problem == nil ? .ok : .unprocessableContent)
  }
}

/// The groups of the school.
enum SchoolGroupsPage {
  static let routes: [Route] = [
    .get("/beheer/groepen", .desks(.directors)) { try await show($0) },
    .post("/beheer/groepen", .desks(.directors)) { visit in
      try await visit.attempt {
        let visitor = try visit.person()
        guard let kind = Group.Kind(rawValue: visit.form["kind"]), kind != .oneToOne else { throw PageError.badForm }
        _ = try await visit.store.addGroup(
          name: visit.form["name"], kind: kind, school: visitor.school.id, at: visit.now)
        return .redirect("/beheer/groepen?gedaan=group_added")
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
  ]

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let groups = try await visit.store.groups(school: visitor.school.id).filter { $0.kind != .oneToOne }
    let members = try await visit.store.members(school: visitor.school.id)
    func people(_ role: Role, in group: GroupID) -> [String] {
      members.filter { $0.assignments.contains { $0.role == role && $0.group == group && $0.isHeld(at: visit.now) } }
        .map(\.name)
    }
    return visit.page(
      "manage-groups", title: visit.texts("manage.part.groups"),
      [
        "problem": problem as Any, "nothing": groups.isEmpty, "typed_name": visit.form["name"],
        "groups": groups.map { group in
          [
            "name": group.name, "kind": visit.texts("manage.group.\(group.kind.rawValue)"),
            "teachers": people(.teacher, in: group.id).joined(separator: ", "),
            "parents": visit.texts.count("manage.parents", people(.parent, in: group.id).count),
          ] as [String: Any]
        },
        "kinds": Group.Kind.allCases.filter { $0 != .oneToOne }.map {
          RoleForm.choice($0.rawValue, visit.texts("manage.group.\($0.rawValue)"), visit.form["kind"])
        },
      ], status: problem == nil ? .ok : .unprocessableContent)
  }
}
