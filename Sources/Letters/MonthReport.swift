public import Conduct

/// To the director: the month in numbers, without names.
public struct MonthReport: Letter {
  /// Its template.
  public let kind = LetterKind.month
  /// Who writes to whom.
  public var head: LetterHead
  /// The numbers.
  public var figures: MonthFigures
  /// The names of categories on screen.
  public var categoryNames: [CategoryID: String]

  /// Makes a report.
  public init(head: LetterHead, figures: MonthFigures, categoryNames: [CategoryID: String]) {
    self.head = head
    self.figures = figures
    self.categoryNames = categoryNames
  }

  /// Its places, in the order in which a reader meets them.
  public func places(in wording: Wording) -> [Place] {
    let decided = figures.decisions.values.reduce(0, +)
    func number(_ name: String, _ value: Int) -> Place { .required(name, name, String(value)) }
    return head.places(in: wording) + [
      .required("month", "de maand", "\(wording.month(figures.month)) \(figures.year)"),
      number("messages", figures.messages.values.reduce(0, +)),
      number("clear", figures.messages["clear", default: 0]), number("held", figures.messages["hold", default: 0]),
      number("not_scanned", figures.messages["not_scanned", default: 0]), number("reviews", figures.reviews),
      number("decided", decided), number("established", figures.decisions["established", default: 0]),
      number("dismissed", figures.decisions["dismissed", default: 0]),
      number("care", figures.decisions["care_arranged", default: 0]), number("undone", figures.undone),
      .flag("had_terms", figures.withTerm > 0), number("with_term", figures.withTerm),
      number("in_time", figures.inTime), number("escalations", figures.escalations),
      .rows(
        "categories", ["category", "count"],
        figures.categories.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map {
          ["category": categoryNames[$0.key] ?? $0.key.rawValue, "count": String($0.value)]
        }),
      .rows(
        "measures", ["measure", "count"],
        figures.measures.sorted { $0.key.profile.level < $1.key.profile.level }.map {
          ["measure": wording.name($0.key), "count": String($0.value)]
        }),
      .flag("no_measures", figures.measures.isEmpty), number("in_force", figures.inForceNow),
      number("appeals", figures.appeals),
      number("confirmed", figures.appealOutcomes[.confirmed, default: 0]),
      number("varied", figures.appealOutcomes[.varied, default: 0]),
      number("reversed", figures.appealOutcomes[.reversed, default: 0]),
      .flag("had_opinions", figures.secondOpinions > 0), number("opinions", figures.secondOpinions),
      number("agreeing", figures.agreeing), number("readings", figures.readings),
      number("open", figures.openNow),
      .optional("oldest", "sinds wanneer het oudste wacht", figures.oldestOpen.map(wording.day)),
      .flag("has_categories", !figures.categories.isEmpty),
    ]
  }
}
