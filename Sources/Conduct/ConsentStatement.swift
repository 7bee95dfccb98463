/// What one guardian said about one child at one moment: an answer, or that an earlier one is withdrawn.
public struct ConsentStatement: Hashable, Sendable {
  /// What was said.
  public enum Act: String, Codable, Sendable, CaseIterable {
    case answer
    /// An earlier consent is taken back. It counts at once, whatever was said before about whatever year.
    case withdrawal
  }

  /// How it was said, so that the school can show it.
  public enum Evidence: String, Codable, Sendable, CaseIterable {
    /// A digital form.
    case form
    /// In the portal itself.
    case portal
    case paper

    /// The word on screen.
    public var name: String {
      switch self {
      case .form: "formulier"
      case .portal: "portaal"
      case .paper: "papier"
      }
    }
  }

  /// The identifier.
  public var id: ConsentStatementID
  /// The child.
  public var pupil: PupilID
  /// The guardian whose answer it is; nil after it was purged.
  public var guardian: MemberID?
  /// The year in which the school year begins that it is for.
  public var year: Int
  /// What was said.
  public var act: Act
  /// The answers; each is no in a withdrawal.
  public var answers: ConsentAnswers
  /// When it was said, in milliseconds.
  public var at: Int64
  /// How.
  public var evidence: Evidence
  /// Who wrote it down: the guardian, or somebody of the school; nil after it was purged.
  public var recordedBy: MemberID?
  /// When it was written down, in milliseconds.
  public var recordedAt: Int64

  /// Makes a statement.
  public init(
    id: ConsentStatementID, pupil: PupilID, guardian: MemberID?, year: Int, act: Act = .answer,
    answers: ConsentAnswers, at: Int64, evidence: Evidence = .portal, recordedBy: MemberID? = nil,
    recordedAt: Int64? = nil
  ) {
    self.id = id
    self.pupil = pupil
    self.guardian = guardian
    self.year = year
    self.act = act
    self.answers = answers
    self.at = at
    self.evidence = evidence
    self.recordedBy = recordedBy
    self.recordedAt = recordedAt ?? at
  }
}

extension ConsentAnswers {
  /// What one guardian's statements about one child come to on a day. Later years go before earlier ones as far as they
  /// have begun, later statements before earlier ones, and a withdrawal takes back whatever was said before it.
  public init(standing statements: some Sequence<ConsentStatement>, under terms: ConsentTerms, on day: Day) {
    self.init()
    var years: [Int: ConsentAnswers] = [:]
    for statement in statements.sorted(by: { ($0.at, $0.recordedAt, $0.id) < ($1.at, $1.recordedAt, $1.id) }) {
      if statement.act == .withdrawal {
        for year in years.keys { years[year]?.merge(statement.answers) }
      }
      years[statement.year, default: ConsentAnswers()].merge(statement.answers)
    }
    for (year, answers) in years.sorted(by: { $0.key < $1.key }) where terms.isInForce(year, on: day) {
      merge(answers)
    }
  }
}
