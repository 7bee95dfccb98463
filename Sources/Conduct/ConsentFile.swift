/// What a file says of the answers of guardians, row by row, by the names that the file uses.
public struct ConsentFile: Hashable, Sendable {
  /// One row: what one guardian answered to some questions about one child.
  public struct Row: Hashable, Sendable {
    /// The name of the child, or its id.
    public var pupil: String
    /// The child's group, where two have one name.
    public var group: String?
    /// The guardian: an e-mail address, an id, or the name.
    public var guardian: String
    /// What was answered to.
    public var questions: [Consent.Question]
    /// The answer.
    public var answer: Consent.Answer
    /// Whether an earlier yes is taken back.
    public var act: ConsentStatement.Act
    /// The day of the answer.
    public var day: Day
    /// How it was given.
    public var evidence: ConsentStatement.Evidence
    /// Where the evidence is; may be empty.
    public var text: String
    /// Where in the file it stands.
    public var place: String

    /// Makes a row.
    public init(
      pupil: String, group: String? = nil, guardian: String, questions: [Consent.Question], answer: Consent.Answer,
      act: ConsentStatement.Act = .answer, day: Day, evidence: ConsentStatement.Evidence = .form, text: String = "",
      place: String
    ) {
      self.pupil = pupil
      self.group = group
      self.guardian = guardian
      self.questions = questions
      self.answer = answer
      self.act = act
      self.day = day
      self.evidence = evidence
      self.text = text
      self.place = place
    }
  }

  /// The rows that can be read.
  public var rows: [Row]
  /// Rows that cannot.
  public var refused: [Roster.Remark]

  /// Makes a file.
  public init(rows: [Row] = [], refused: [Roster.Remark] = []) {
    self.rows = rows
    self.refused = refused
  }
}
