import ArgumentParser
import Conduct
import Foundation
import Store

/// `fatsoen history`: one adult's conduct over time.
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Toont wat er over een lid is vastgelegd: besluiten, aantekeningen, maatregelen.",
    discussion: """
      Wie kijkt, zegt waarom; dat staat daarna in het leeslog (fatsoen readings).

      Voorbeeld:
        fatsoen history ouder-4 --as directie --why question
      """)

  @OptionGroup var options: DeskOptions

  @OptionGroup var purpose: PurposeOption

  @Argument(help: ArgumentHelp("Het id of de naam van een lid.", valueName: "lid"))
  var subject: String

  func run() async throws {
    let (desk, viewer) = try await options.open()
    let subject = try await desk.member(subject)
    let history = try await desk.store.history(
      of: subject.id, for: viewer.id, why: purpose.why, school: desk.id, at: Moment.now)
    if options.json { return try Screen.print(Self.json(history)) }
    try Screen.print(Self.lines(history, desk, names: try await desk.names(), terminal: .output))
  }

  private static func lines(
    _ history: History, _ desk: Desk, names: [MemberID: String], terminal: Terminal
  ) -> [String] {
    let since = Moment.date(history.since, in: desk.zone)
    var result = [
      terminal.style(history.member.name.onOneLine, .bold),
      terminal.style(
        "\(count(history.violations, "overtreding", "overtredingen")) en "
          + "\(count(history.total, "aantekening", "aantekeningen")) sinds \(since)", .soft),
    ]
    if !history.decisions.isEmpty {
      let numbers = Dictionary(uniqueKeysWithValues: history.reviews.map { ($0.id, $0.number) })
      var table = Table([
        .init("op"), .init("bericht", isNumber: true), .init("besluit", mayShrink: true),
        .init("afspraak", mayShrink: true), .init("door", mayShrink: true),
      ])
      for decision in history.decisions {
        table.add([
          .init(Moment.date(decision.at, in: desk.zone)), .init(numbers[decision.review].map { "#\($0)" } ?? ""),
          .init(decision.outcome.name), .init(decision.clauses.map(\.rawValue).joined(separator: " ")),
          .init(names[decision.decider] ?? decision.decider.rawValue),
        ])
      }
      result += ["", terminal.style("Besluiten", .bold)] + table.lines(on: terminal)
    }
    if !history.strikes.isEmpty {
      result += ["", terminal.style("Aantekeningen", .bold)]
      result += StrikeTable(strikes: history.strikes, desk: desk, terminal: terminal).lines
    }
    if !history.measures.isEmpty {
      var table = Table([
        .init("nr", isNumber: true), .init("maatregel", mayShrink: true), .init("stand"), .init("sinds"),
      ])
      for measure in history.measures {
        table.add([
          .init("#\(measure.number)", .bold), .init(measure.kind.profile.name), .init(measure.state.name),
          .init(Moment.date(measure.proposedAt, in: desk.zone)),
        ])
      }
      result += ["", terminal.style("Maatregelen", .bold)] + table.lines(on: terminal)
    }
    let notes = RectificationLines(
      rectifications: history.rectifications, zone: desk.zone, terminal: terminal, namesSubject: true
    ).lines
    if !notes.isEmpty { result += [""] + notes }
    let open = history.reviews.filter(\.state.isOpen)
    if !open.isEmpty {
      result += ["", "Nog te beoordelen: " + open.map { "#\($0.number)" }.joined(separator: ", ")]
    }
    return result
  }

  private static func json(_ history: History) -> String {
    var object = JSONObjectText()
    object.add("member", text: history.member.id.rawValue)
    object.add("name", text: history.member.name)
    object.add("violations", number: history.violations)
    object.add("strikes_total", number: history.total)
    object.add("since", number: Int(history.since))
    object.add("reviews", "[" + history.reviews.map { JSONObjectText(review: $0).text }.joined(separator: ",") + "]")
    object.add("decisions", "[" + history.decisions.map(ReviewJSON.json).joined(separator: ",") + "]")
    object.add("strikes", "[" + history.strikes.map(JSONObjectText.strike).joined(separator: ",") + "]")
    object.add("measures", "[" + history.measures.map(JSONObjectText.measure).joined(separator: ",") + "]")
    object.add("rectifications", JSONObjectText.rectifications(history.rectifications))
    return object.text
  }
}
