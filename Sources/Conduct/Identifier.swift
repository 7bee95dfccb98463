/// A name for one thing of the domain, such as `MemberID`; made in Swift, never by a database.
public struct Identifier<Subject>: RawRepresentable, Hashable, Codable, Sendable, Comparable, CustomStringConvertible {
  /// The name as it is stored and typed.
  public let rawValue: String

  /// Wraps a name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Wraps a name.
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// Reads a name.
  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the name alone.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  /// The name itself.
  public var description: String { rawValue }

  /// Orders by name.
  public static func < (a: Identifier, b: Identifier) -> Bool { a.rawValue < b.rawValue }
}

/// Names a school; every query takes one.
public typealias SchoolID = Identifier<School>
/// Names a sign-in.
public typealias AccountID = Identifier<Account>
/// Names one person at one school.
public typealias MemberID = Identifier<Member>
/// Names a group of a school.
public typealias GroupID = Identifier<Group>
/// Names a pupil.
public typealias PupilID = Identifier<Pupil>
/// Names a family, whose members never handle each other's messages.
public typealias FamilyID = Identifier<Family>
/// Names a message.
public typealias MessageID = Identifier<Message>
/// Names an item of the queue.
public typealias ReviewID = Identifier<Review>
/// Names a decision.
public typealias DecisionID = Identifier<Decision>
/// Names a measure.
public typealias MeasureID = Identifier<Measure>
/// Names a strike.
public typealias StrikeID = Identifier<Strike>
/// Names a step outside the school.
public typealias ReferralID = Identifier<Referral>
/// Names an appeal.
public typealias AppealID = Identifier<Appeal>
/// Names a case.
public typealias CaseID = Identifier<Case>
/// Names what a member reported.
public typealias ReportID = Identifier<Report>
/// Names a question about the portal.
public typealias QuestionID = Identifier<Question>
/// Names a note that somebody was spoken to.
public typealias AddressingID = Identifier<Addressing>
/// Names something that is due.
public typealias DutyID = Identifier<Duty>
/// Names a reason not to delete.
public typealias LegalHoldID = Identifier<LegalHold>
/// Names what a person says is not right.
public typealias RectificationID = Identifier<Rectification>
/// Names what a guardian said about consent.
public typealias ConsentStatementID = Identifier<ConsentStatement>
/// Names a picture of which is kept what was declared.
public typealias PictureID = Identifier<Picture>
/// Names a time during which somebody is away.
public typealias AbsenceID = Identifier<Absence>
/// Names an exception to the timetable.
public typealias ExceptionID = Identifier<TimetableEntry>
/// Names a fact that the school keeps for its policy.
public typealias RegisterEntryID = Identifier<RegisterEntry>
/// Names a second look at a decision.
public typealias SecondOpinionID = Identifier<SecondOpinion>
/// Names a change of a school's rules.
public typealias RuleChangeID = Identifier<RuleChange>
