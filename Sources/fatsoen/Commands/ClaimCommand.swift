import ArgumentParser
import Conduct
import Store

/// `fatsoen claim`: take a review in hand, or give it back.
struct ClaimCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim",
    abstract: "Neemt een beoordeling in behandeling, of geeft haar terug.",
    discussion: """
      Anderen laten haar dan met rust, zolang als het beleid zegt (claim_minutes;
      standaard een kwartier). Wie ermee bezig is, houdt haar; nog eens claim
      verlengt ook. De directie kan een beoordeling overnemen.

      Voorbeelden:
        fatsoen claim 12 --as juf-els
        fatsoen claim 12 --as juf-els --release
        fatsoen claim 12 --as juf-els --hand-over meester-ben --reason "Ik ben morgen vrij."
      """)

  @OptionGroup var options: ReviewOptions

  @Flag(help: "Geeft de beoordeling terug aan de wachtrij.")
  var release = false

  @Option(
    name: .customLong("hand-over"),
    help: ArgumentHelp("Draagt over aan een collega, die een dag heeft om het op te pakken.", valueName: "lid"))
  var colleague: String?

  @Option(help: ArgumentHelp("Waarom u overdraagt.", valueName: "reden"))
  var reason: String?

  func validate() throws {
    if colleague != nil && reason == nil { throw ValidationError("bij --hand-over hoort --reason") }
    if colleague != nil && release { throw ValidationError("kies --hand-over of --release, niet allebei") }
  }

  func run() async throws {
    let (desk, member, id) = try await options.open()
    if let colleague, let reason {
      let other = try await desk.member(colleague)
      let review = try await desk.store.handOver(
        id, to: other.id, reason: reason, by: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(JSONObjectText(review: review).text) }
      return try Screen.print("#\(review.number) is overgedragen aan \(other.name.onOneLine).")
    }
    let review =
      release
      ? try await desk.store.release(id, by: member.id, school: desk.id, at: Moment.now)
      : try await desk.store.claim(id, by: member.id, school: desk.id, at: Moment.now)
    if options.json { return try Screen.print(JSONObjectText(review: review).text) }
    if release { return try Screen.print("#\(review.number) is terug op de wachtrij.") }
    let until = review.claim.map { " tot \(desk.time($0.until))" } ?? ""
    try Screen.print("#\(review.number) is bij u in behandeling\(until). Bekijken: fatsoen show \(review.number)")
  }
}
