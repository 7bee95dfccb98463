/// Members by what a file can name them by.
struct MemberIndex {
  private let byID: [MemberID: Member]
  private let byKey: [String: Member]
  /// Only addresses and names that one member has.
  private let byEmail: [String: Member]
  private let byName: [String: Member]
  /// The portal's own names for people.
  private let byHandle: [String: Member]

  init(_ members: [Member]) {
    func unique(_ pairs: [(String, Member)]) -> [String: Member] {
      Dictionary(grouping: pairs) { $0.0 }.compactMapValues { $0.count == 1 ? $0[0].1 : nil }
    }
    byID = Dictionary(members.map { ($0.id, $0) }) { first, _ in first }
    byKey = Dictionary(members.compactMap { member in member.rosterKey.map { ($0, member) } }) { first, _ in first }
    byEmail = unique(members.compactMap { member in member.email.map { ($0.lowercased(), member) } })
    byHandle = unique(members.compactMap { member in member.externalID.map { ($0, member) } })
    // Whoever has a key or an address of their own is not found by a name that somebody else may have too.
    byName = unique(
      members.filter { $0.email == nil && $0.rosterKey == nil }.map { (PersonName.fold($0.name), $0) })
  }

  subscript(id: MemberID) -> Member? { byID[id] }

  /// The member that a key, an e-mail address or a whole name stands for. By an address only somebody of that name, or whose
  /// name the row does not say, is found; by a name only somebody of the same kind (nil: nobody), so that a parent never
  /// becomes the director of that name. Whoever has another key of the same program is somebody else.
  func find(key: String?, email: String?, name: PersonName, isWorker: Bool?, at time: Int64) -> Member? {
    if let key, let member = byKey[key] { return member }
    func mayBe(_ member: Member) -> Bool {
      guard let key, let own = member.rosterKey else { return true }
      return RosterKey.program(of: own) != RosterKey.program(of: key)
    }
    if let handle = RosterKey.portalName(in: key), let member = byHandle[handle], mayBe(member) {
      return member
    }
    if let address = email?.lowercased(), let member = byEmail[address] ?? byHandle[address], mayBe(member) {
      let isNamed = name.isEmpty || member.parts?.isEmpty == true || PersonName.fold(member.name) == name.folded
      return isNamed ? member : nil
    }
    guard let isWorker, !name.given.isEmpty, !name.family.isEmpty, let member = byName[name.folded] else { return nil }
    return member.works(at: time) == isWorker ? member : nil
  }
}
