/// That the school asked its guardians for consent for one school year, and what.
public struct ConsentCampaign: Hashable, Sendable {
  /// That one guardian was asked about one child.
  public struct Request: Hashable, Sendable {
    /// The child.
    public var pupil: PupilID
    /// The guardian.
    public var guardian: MemberID
    /// When the guardian was asked, in milliseconds.
    public var askedAt: Int64
    /// When the guardian was last reminded, in milliseconds; nil when that was not needed yet.
    public var remindedAt: Int64?

    /// Makes a request.
    public init(pupil: PupilID, guardian: MemberID, askedAt: Int64, remindedAt: Int64? = nil) {
      self.pupil = pupil
      self.guardian = guardian
      self.askedAt = askedAt
      self.remindedAt = remindedAt
    }
  }

  /// How far it is. Nothing of it says which parents do not answer: it is about children whose answer is missing.
  public struct Figures: Hashable, Sendable {
    /// The children about whom was asked.
    public var pupils = 0
    /// Those of whom every question is answered by at least one guardian.
    public var answered = 0
    /// The guardians' letters that went out.
    public var asked = 0
    /// Those with a reminder.
    public var reminded = 0
    /// What holds, by question: for how many children yes, no and unknown.
    public var holds: [Consent.Question: [Consent.Answer: Int]] = [:]
    /// The children without all answers.
    public var open: [PupilID] = []
    /// Those among them for whom the term is over.
    public var overdue: [PupilID] = []

    /// How many of a hundred children are answered; nil when nobody was asked.
    public var percentage: Int? { pupils == 0 ? nil : answered * 100 / pupils }
  }

  /// The year in which the school year begins.
  public var year: Int
  /// What is asked.
  public var questions: [Consent.Question]
  /// When it began, in milliseconds.
  public var askedAt: Int64
  /// Whom was asked.
  public var requests: [Request]

  /// Makes a campaign.
  public init(year: Int, questions: [Consent.Question], askedAt: Int64, requests: [Request] = []) {
    self.year = year
    self.questions = questions
    self.askedAt = askedAt
    self.requests = requests
  }

  /// The name on screen ("2026-2027").
  public var name: String { SchoolCalendar.Year.name(of: year) }

  /// The day on which the answers of this campaign are looked at: today, or the first or last day of its year.
  public func day(seenFrom today: Day) -> Day { min(max(today, Day(year, 8, 1)), Day(year + 1, 7, 31)) }

  /// The figures on a day. `register` is what holds on `day(seenFrom:)`, `pupils` those at school.
  public func figures(
    _ register: ConsentRegister, pupils: Set<PupilID>, terms: ConsentTerms, on today: Day, in calendar: SchoolCalendar
  ) -> Figures {
    var figures = Figures()
    let requests = self.requests.filter { pupils.contains($0.pupil) }
    for (pupil, requests) in Dictionary(grouping: requests, by: \.pupil).sorted(by: { $0.key < $1.key }) {
      figures.pupils += 1
      figures.asked += requests.count
      figures.reminded += requests.count { $0.remindedAt != nil }
      let answers = register.answers(of: pupil)
      for question in questions { figures.holds[question, default: [:]][answers[question], default: 0] += 1 }
      if answers.answer(questions) {
        figures.answered += 1
        continue
      }
      figures.open.append(pupil)
      let first = requests.map(\.askedAt).min() ?? askedAt
      if terms.isOverdue(asked: calendar.day(of: first), on: today) { figures.overdue.append(pupil) }
    }
    return figures
  }
}
