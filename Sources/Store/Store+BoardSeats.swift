public import Conduct

/// A seat of somebody on the board of a school.
public struct BoardSeat: Hashable, Sendable {
  /// The school.
  public var school: School
  /// As whom the person sits there.
  public var member: MemberID
}

extension Store {
  /// The schools of one governing board where somebody sits on it, this one first: where the same account has that role,
  /// and the school names the same board. Throws for who is no member of the board here.
  public func boardSeats(of member: MemberID, school: SchoolID, at time: Int64) async throws -> [BoardSeat] {
    let (own, person) = try await read(school, at: time) { ($0.school, try $0.member(member)) }
    guard person.holds(.board, in: nil, at: time) else { throw StoreError.notAllowed(.outsideScope) }
    var seats = [BoardSeat(school: own, member: member)]
    guard let board = own.board else { return seats }
    for other in try await schools() where other.id != school && other.board == board {
      let same = try await read(other.id, at: time) { transaction in
        try transaction.members(where: "member.account = $2", SQLValue(person.account)).first {
          $0.holds(.board, in: nil, at: time)
        }
      }
      if let same { seats.append(BoardSeat(school: other, member: same.id)) }
    }
    return seats
  }
}
