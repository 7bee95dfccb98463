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
      standaard een kwartier). Nog eens claim verlengt.

      Voorbeelden:
        fatsoen claim 12 --as juf-els
        fatsoen claim 12 --as juf-els --release
      """)

  @OptionGroup var options: ReviewOptions

  @Flag(help: "Geeft de beoordeling terug aan de wachtrij.")
  var release = false

  func run() async throws {
    let (desk, member, id) = try await options.open()
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
