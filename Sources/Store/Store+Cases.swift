public import Conduct

/// Something that was said or written in a case.
public struct CaseNote: Hashable, Sendable {
  /// At which step; nil for why the case was opened, and where an old log does not say.
  public var action: Case.Action?
  /// Whether it says why the case was opened.
  public var isOpening: Bool
  /// Who wrote it down.
  public var author: MemberID?
  /// When, in milliseconds.
  public var at: Int64
  /// What.
  public var text: String
}

/// A case with all that its handler may see.
public struct CaseFile: Hashable, Sendable {
  /// The case.
  public var conductCase: Case
  /// Whose conduct it is.
  public var member: Member
  /// The reviews that it collects.
  public var reviews: [Review]
  /// The strikes, with weight and end.
  public var strikes: [Strike]
  /// The measures.
  public var measures: [Measure]
  /// What was said and written, in order.
  public var notes: [CaseNote]
  /// What the person says is not right in it.
  public var rectifications: [Rectification]
  /// What the viewer may do.
  public var actions: [Case.Action]
}

extension Store {
  /// Opens a case about one adult, with a reason; it collects the reviews of that person's messages. One at a time.
  @discardableResult
  public func openCase(
    about subject: MemberID, reason: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Case {
    if reason.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: vul een reden in.") }
    return try await write(school, at: time) { transaction in
      let person = try transaction.member(subject)
      let actor = try transaction.member(member)
      let complainants = try transaction.complainants(about: subject, until: time)
      let refusal = Case.refusal(about: person, for: actor, complainants: complainants, at: time)
      if let refusal { throw StoreError.notAllowed(refusal) }
      try transaction.refuseSecondCase(about: subject)
      let opened = Case(
        id: CaseID(makeID("f")), number: try transaction.nextNumber(in: "conduct_case"), member: subject,
        register: person.register(at: time), openedBy: member, openedAt: time)
      try transaction.add(opened, reason: reason)
      return opened
    }
  }

  /// Cases of one register that a member may see, oldest first.
  public func cases(
    _ register: Register, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> [Case] {
    try await read(school) { transaction in
      let viewer = try transaction.member(member)
      return try transaction.cases(where: "register = $2 ORDER BY number", .text(register.rawValue))
        .map { try transaction.withComplainants($0, at: time) }
        .filter { $0.refusal(of: .view, for: viewer, about: try transaction.member($0.member), at: time) == nil }
    }
  }

  /// A case by number or identifier, with all that a member may see of it. That it was read, and why, is noted.
  public func conductCase(
    _ handle: String, for member: MemberID, why: Reading.Purpose, school: SchoolID, at time: Int64
  ) async throws -> CaseFile {
    try await write(school, at: time) { try $0.caseFile(handle, for: member, why: why) }
  }

  /// Takes a step on a case.
  @discardableResult
  public func advance(
    _ id: CaseID, _ step: Case.Step, expecting version: Int, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Case {
    try await write(school, at: time) { transaction in
      let actor = try transaction.member(member)
      let before = try transaction.conductCase(
        try transaction.cases(where: "id = $2", SQLValue(id)), for: actor, named: id.rawValue)
      let person = try transaction.member(before.member)
      if before.version != version {
        throw StoreError.invalid(
          "Zaak \(before.number) is intussen veranderd: \(before.state.name). Er is niets opgeslagen. Lees haar opnieuw."
        )
      }
      if step.action == .reopen { try transaction.refuseSecondCase(about: before.member) }
      let next = try before.applying(
        step, by: actor, about: person, measures: try transaction.measures(of: before.member),
        policy: try transaction.policy(), at: time)
      try transaction.save(next, after: before, step, by: actor)
      return next
    }
  }
}

extension Transaction {
  /// A case by number or identifier, for a member who may see it; whoever may not does not learn that it exists.
  func conductCase(_ handle: String, for viewer: Member) throws -> Case {
    let found = try cases(
      where: "(number = CAST($2 AS BIGINT) OR id = $3)", .integer(Int64(handle.numberDigits) ?? 0), .text(handle))
    return try conductCase(found, for: viewer, named: handle)
  }

  /// A case with all that a member may see of it; notes that it was read.
  func caseFile(_ handle: String, for member: MemberID, why: Reading.Purpose) throws -> CaseFile {
    let viewer = try self.member(member)
    let conductCase = try conductCase(handle, for: viewer)
    let person = try self.member(conductCase.member)
    try recordReading(.conductCase, of: person.id, by: member, why: why)
    return CaseFile(
      conductCase: conductCase, member: person,
      reviews: try reviews(in: conductCase.id).filter { $0.conflict(of: viewer) == nil },
      strikes: try strikes(of: person.id), measures: try measures(of: person.id),
      notes: try notes(in: conductCase),
      rectifications: try rectifications(of: .conductCase, conductCase.id.rawValue),
      actions: conductCase.actions(for: viewer, about: person, at: at))
  }
}
