import ArgumentParser
import Conduct
import Store

/// `fatsoen duplicates`: the same text of the same author, closed together.
struct DuplicatesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicates",
    abstract: "Toont open beoordelingen van dezelfde tekst van dezelfde schrijver, en sluit ze samen.",
    discussion: """
      Zonder --close ziet u alleen wat er zou gebeuren. Sluiten kan als u over de
      eerste hebt besloten; de dubbele tellen niet nog eens mee, en elk is apart
      terug te draaien met fatsoen decide NR --undo.

      Voorbeelden:
        fatsoen duplicates 12 --as juf-els
        fatsoen duplicates 12 --as juf-els --close
      """)

  @OptionGroup var options: ReviewOptions

  @Flag(help: "Sluit de dubbele.")
  var close = false

  func run() async throws {
    let (desk, member, id) = try await options.open()
    let now = Moment.now
    let doubles = try await desk.store.duplicates(of: id, for: member.id, school: desk.id, at: now)
    guard close, !doubles.isEmpty else {
      if options.json { return try Screen.print(doubles.map { JSONObjectText(review: $0.review).text }) }
      if doubles.isEmpty { return try Screen.print("Er zijn geen dubbele die u kunt sluiten.") }
      let table = QueueList(items: doubles, desk: desk, categories: [], terminal: .output)
      return try Screen.print(table.lines)
    }
    let shown = Dictionary(uniqueKeysWithValues: doubles.map { ($0.review.id, $0.review.version) })
    let rulings = try await desk.store.closeDuplicates(
      of: id, expecting: shown, by: member.id, school: desk.id, at: now)
    if options.json { return try Screen.print(rulings.map { JSONObjectText(review: $0.review).text }) }
    let numbers = rulings.map { "#\($0.review.number)" }.joined(separator: ", ")
    try Screen.print("Gesloten als dubbel: \(numbers).")
  }
}
