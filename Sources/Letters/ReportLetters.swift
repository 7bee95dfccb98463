public import Conduct

/// To a reporter: the report is here, and what happens now.
public struct ReportReceipt: Letter {
  /// Its template.
  public let kind = LetterKind.receipt
  /// Who writes to whom.
  public var head: LetterHead
  /// The number that the reporter asks by.
  public var number: Int
  /// When it came in, in milliseconds.
  public var receivedAt: Int64
  /// By when the reporter hears more, in milliseconds.
  public var answerBy: Int64?

  /// Makes a receipt.
  public init(head: LetterHead, number: Int, receivedAt: Int64, answerBy: Int64?) {
    self.head = head
    self.number = number
    self.receivedAt = receivedAt
    self.answerBy = answerBy
  }

  /// Its places, in the order in which a reader meets them.
  public func places(in wording: Wording) -> [Place] {
    head.places(in: wording) + [
      .required("number", "het nummer van de melding", String(number)),
      .required("received", "wanneer de melding binnenkwam", wording.moment(receivedAt)),
      .required("answer_by", "wanneer de melder meer hoort", answerBy.map(wording.day)),
    ]
  }
}

/// To a reporter: what came of the report, in a fixed form that tells nothing of anybody else.
public struct ReportOutcome: Letter {
  /// Its template.
  public let kind = LetterKind.outcome
  /// Who writes to whom.
  public var head: LetterHead
  /// The number that the reporter asks by.
  public var number: Int
  /// When it came in, in milliseconds.
  public var receivedAt: Int64
  /// What came of it.
  public var form: Report.Outcome
  /// How the reporter can complain about it.
  public var redress: Redress

  /// Makes an outcome.
  public init(head: LetterHead, number: Int, receivedAt: Int64, form: Report.Outcome, redress: Redress) {
    self.head = head
    self.number = number
    self.receivedAt = receivedAt
    self.form = form
    self.redress = redress
  }

  /// Its places, in the order in which a reader meets them.
  public func places(in wording: Wording) -> [Place] {
    var objection = redress.places(in: wording, head.details)
    // Who took a report back has nothing to object to.
    for index in objection.indices where form == .withdrawn { objection[index].isRequired = false }
    return head.places(in: wording) + [
      .required("number", "het nummer van de melding", String(number)),
      .required("received", "wanneer de melding binnenkwam", wording.day(receivedAt)),
    ] + Report.Outcome.allCases.map { .flag($0.rawValue, $0 == form) } + objection
  }
}
