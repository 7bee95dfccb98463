import Conduct

/// A place at which somebody is at work: what the pages around the person show.
public enum Desk: String, Sendable, CaseIterable {
  case parent
  case teacher
  case staff
  case director
  case board

  /// The desks of a member at a moment, the one with most to do first.
  static func desks(of member: Member, at time: Int64) -> [Desk] {
    let roles = member.roles(at: time)
    var desks: [Desk] = []
    if member.holds(.director, in: nil, at: time) { desks.append(.director) }
    if roles.contains(.teacher) { desks.append(.teacher) }
    if !roles.isDisjoint(with: [.staff, .support]) { desks.append(.staff) }
    if roles.contains(.board) { desks.append(.board) }
    if roles.contains(.parent) { desks.append(.parent) }
    return desks
  }

  /// Where the desk begins.
  var home: String {
    switch self {
    case .parent: "/start"
    case .teacher, .staff, .director: "/vandaag"
    case .board: "/verwezen"
    }
  }
}

extension Set<Desk> {
  /// Whoever handles what waits: also the people of care.
  static let handlers: Self = [.teacher, .staff, .director, .board]
  /// Whoever works at the school.
  static let staff: Self = [.teacher, .staff, .director]
  static let directors: Self = [.director]
  static let parents: Self = [.parent]
  static let boards: Self = [.board]
  static let all = Set(Desk.allCases)
}
