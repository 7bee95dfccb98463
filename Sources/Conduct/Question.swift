/// A question about the portal: the teacher answers first, then ICT, then the administration (policy A, clause 42).
public struct Question: Hashable, Codable, Sendable {
  /// Who is asked.
  public enum Desk: String, Codable, Sendable, CaseIterable {
    case teacher
    case ict
    case administration
    /// When none of the others is there or knows.
    case director

    /// The name on screen.
    public var name: String {
      switch self {
      case .teacher: "de leerkracht"
      case .ict: "ICT"
      case .administration: "de administratie"
      case .director: "de directie"
      }
    }

    /// Whether a member sits at this desk.
    public func isHeld(by member: Member, in group: GroupID?, at time: Int64) -> Bool {
      switch self {
      case .teacher: group != nil && member.holds(.teacher, in: group, at: time)
      case .ict: member.holds(.ict, at: time)
      case .administration: member.holds(.administration, at: time)
      case .director: member.holds(.director, in: nil, at: time)
      }
    }
  }

  /// How far it is.
  public enum State: String, Codable, Sendable, CaseIterable {
    case asked
    case answered
    case purged

    /// The name on screen.
    public var name: String {
      switch self {
      case .asked: "wacht op antwoord"
      case .answered: "beantwoord"
      case .purged: "gewist"
      }
    }
  }

  /// The identifier.
  public var id: QuestionID
  /// A short number within the school, for people.
  public var number: Int
  /// Who asks; nil after it was purged.
  public var asker: MemberID?
  /// The group, whose teacher is asked first.
  public var group: GroupID?
  /// Who is asked now.
  public var desk: Desk
  /// How far it is.
  public var state: State
  /// When it was asked, in milliseconds.
  public var askedAt: Int64
  /// Counts every change.
  public var version: Int

  /// Makes a question.
  public init(
    id: QuestionID, number: Int, asker: MemberID?, group: GroupID? = nil, desk: Desk, state: State = .asked,
    askedAt: Int64, version: Int = 1
  ) {
    self.id = id
    self.number = number
    self.asker = asker
    self.group = group
    self.desk = desk
    self.state = state
    self.askedAt = askedAt
    self.version = version
  }

  /// The first desk after another where somebody sits who is there and did not ask; the director's at last.
  public static func desk(
    after desk: Desk? = nil, group: GroupID?, asker: MemberID, among members: [Member], at time: Int64
  ) -> Desk {
    let all = Desk.allCases
    let rest = desk.flatMap { all.firstIndex(of: $0) }.map { all.dropFirst($0 + 1) } ?? all[...]
    return rest.first { desk in
      members.contains { $0.id != asker && !$0.isAway(at: time) && desk.isHeld(by: $0, in: group, at: time) }
    } ?? .director
  }

  /// Why somebody may not answer or pass it on; nil when it is allowed. The director may at every desk.
  public func refusal(for member: Member, at time: Int64) -> Refusal? {
    if member.id == asker { return .samePerson }
    guard desk.isHeld(by: member, in: group, at: time) || Desk.director.isHeld(by: member, in: nil, at: time) else {
      return .outsideScope
    }
    return state == .asked ? nil : .notNow("de vraag", state: state.name)
  }

  /// The question after it was answered.
  public func answered(by member: Member, at time: Int64) throws -> Question {
    if let refusal = refusal(for: member, at: time) { throw ConductError.notAllowed(refusal) }
    var next = self
    next.state = .answered
    next.version += 1
    return next
  }

  /// The question at the next desk.
  public func passedOn(to desk: Desk, by member: Member, at time: Int64) throws -> Question {
    if let refusal = refusal(for: member, at: time) { throw ConductError.notAllowed(refusal) }
    if self.desk == .director { throw ConductError.notAllowed(.roleMayNot) }
    var next = self
    next.desk = desk
    next.version += 1
    return next
  }

  /// The question without who asked.
  public func purged() -> Question {
    var next = self
    next.state = .purged
    next.asker = nil
    next.version += 1
    return next
  }
}

/// A note that somebody was spoken to about an agreement, by anybody and without a case (policy A, clause 47; policy B,
/// clause 20). It counts for nothing.
public struct Addressing: Hashable, Codable, Sendable {
  /// The identifier.
  public var id: AddressingID
  /// Who spoke.
  public var author: MemberID
  /// To whom.
  public var member: MemberID
  /// When, in milliseconds.
  public var at: Int64
  /// Which clause it was about.
  public var clause: ClauseID?
  /// What was said and what came of it; nil after it was purged.
  public var text: String?

  /// Makes a note.
  public init(
    id: AddressingID, author: MemberID, member: MemberID, at: Int64, clause: ClauseID? = nil, text: String?
  ) {
    self.id = id
    self.author = author
    self.member = member
    self.at = at
    self.clause = clause
    self.text = text
  }
}
