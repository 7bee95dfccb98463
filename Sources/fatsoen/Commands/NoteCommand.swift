import ArgumentParser
import Conduct
import Store

/// `fatsoen note`: words for colleagues.
struct NoteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Schrijft een aantekening voor collega's bij een beoordeling.",
    discussion: """
      Schrijf alleen wat nodig is: wie het betreft, mag later lezen wat er over
      hem of haar is opgeschreven.

      Voorbeeld:
        fatsoen note 12 "Gebeld; moeder belt donderdag terug." --as juf-els
      """)

  @OptionGroup var options: ReviewOptions

  @Argument(help: ArgumentHelp("De aantekening.", valueName: "tekst"))
  var text: String

  func run() async throws {
    let (desk, member, id) = try await options.open()
    let review = try await desk.store.note(id, text: text, by: member.id, school: desk.id, at: Moment.now)
    try Screen.print(
      options.json ? JSONObjectText(review: review).text : "De aantekening staat bij #\(review.number).")
  }
}
