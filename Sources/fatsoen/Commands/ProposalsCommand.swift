import ArgumentParser
import Conduct
import Store

/// `fatsoen proposals`: measures that wait for a person.
struct ProposalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proposals",
    abstract: "Toont voorgestelde maatregelen die op een besluit wachten.",
    discussion: """
      Voorbeeld:
        fatsoen proposals --as directie
      """)

  @OptionGroup var options: DeskOptions

  func run() async throws {
    let (desk, member) = try await options.open()
    let measures = try await desk.store.proposals(for: member.id, school: desk.id, at: Moment.now)
    if options.json { return try Screen.print(measures.map(JSONObjectText.measure)) }
    if measures.isEmpty { return try Screen.print("Geen maatregel wacht op een besluit.") }
    let names = try await desk.names()
    var table = Table([
      .init("nr", isNumber: true), .init("maatregel", mayShrink: true), .init("voor", mayShrink: true),
      .init("overtredingen", isNumber: true), .init("aantekeningen", isNumber: true), .init("stand", mayShrink: true),
      .init("sinds"),
    ])
    for measure in measures {
      table.add([
        .init("#\(measure.number)", .bold), .init(measure.kind.profile.name),
        .init(names[measure.member] ?? measure.member.rawValue), .init(String(measure.violations)),
        .init(String(measure.strikes)), .init(measure.state.name),
        .init(Moment.short(measure.proposedAt, in: desk.zone)),
      ])
    }
    let terminal = Terminal.output
    try Screen.print(
      table.lines(on: terminal) + ["", terminal.style("bekijken: fatsoen measure NR", .soft)])
  }
}
