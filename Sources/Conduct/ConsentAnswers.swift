/// What was answered to each question about one child; what was not answered is unknown.
public struct ConsentAnswers: Hashable, Sendable {
  // A bit for each question: a school has many thousands of answers, and each is asked for with every picture.
  private var yes: UInt32 = 0
  private var no: UInt32 = 0

  /// Nothing answered.
  public init() {}

  /// One answer to some questions.
  public init(_ answer: Consent.Answer, to questions: some Sequence<Consent.Question>) {
    for question in questions { self[question] = answer }
  }

  /// The answer to a question.
  public subscript(_ question: Consent.Question) -> Consent.Answer {
    get {
      let bit: UInt32 = 1 << UInt32(question.index)
      return no & bit != 0 ? .no : yes & bit != 0 ? .yes : .unknown
    }
    set {
      let bit: UInt32 = 1 << UInt32(question.index)
      yes = newValue == .yes ? yes | bit : yes & ~bit
      no = newValue == .no ? no | bit : no & ~bit
    }
  }

  /// Whether nothing was answered.
  public var isEmpty: Bool { yes | no == 0 }

  /// The questions that were answered.
  public var questions: [Consent.Question] { Consent.Question.all.filter { self[$0] != .unknown } }

  /// Whether each of these questions was answered.
  public func answer(_ questions: some Sequence<Consent.Question>) -> Bool {
    questions.allSatisfy { self[$0] != .unknown }
  }

  /// Takes over what was answered later.
  public mutating func merge(_ later: ConsentAnswers) {
    yes = yes & ~later.no | later.yes
    no = no & ~later.yes | later.no
  }

  /// What holds when several guardians answered: one no is a no, whatever the others say.
  public mutating func join(_ other: ConsentAnswers) {
    no |= other.no
    yes = (yes | other.yes) & ~no
  }
}

extension ConsentAnswers: Codable, CustomStringConvertible {
  /// Reads what `description` writes; nil for anything else.
  public init?(_ text: String) {
    for word in text.split(separator: " ") {
      let parts = word.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 2, let question = Consent.Question(parts[0]),
        let answer = Consent.Answer(rawValue: String(parts[1])), answer != .unknown
      else { return nil }
      self[question] = answer
    }
  }

  /// The answered questions, such as `photo.portal=yes photo.website=no`.
  public var description: String {
    questions.map { "\($0)=\(self[$0].rawValue)" }.joined(separator: " ")
  }

  /// Reads what `description` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let answers = ConsentAnswers(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) are no answers")
    }
    self = answers
  }

  /// Writes the answered questions.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
