import Conduct
import Store

extension Visit {
  /// Whoever looks after people: a director, or ICT for what ICT may.
  func keeper() throws -> Visitor {
    let visitor = try person()
    guard visitor.member.holds(.director, in: nil, at: now) || visitor.member.holds(.ict, at: now) else {
      throw PageError.forbidden
    }
    return visitor
  }

  /// The names of the groups of the school.
  func groupNames() async throws -> [GroupID: String] {
    try await store.groups(school: try person().school.id).reduce(into: [:]) { $0[$1.id] = $1.name }
  }

  /// A role as it is read: "ouder in Groep 6 (MR)".
  func name(of role: Role, _ function: Assignment.Function?, in group: String?) -> String {
    let what = function.map { "\(texts("manage.role.\(role.rawValue)")), \(texts("manage.function.\($0.rawValue)"))" }
    return texts(
      group == nil ? "manage.role_in_school" : "manage.role_in_group",
      ["role": what ?? texts("manage.role.\(role.rawValue)"), "group": group ?? ""])
  }
}
