public import ArgumentParser
import Conduct
import Foundation
public import Letters
import Store

/// `fatsoen letter`: a letter or report, from a template that a school may change.
struct LetterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "letter",
    abstract: "Maakt een brief of overzicht, als tekst of als HTML.",
    discussion: """
      Soorten, en het nummer dat erbij hoort:
      \(LetterKind.allCases.map { "  \($0.rawValue.padded(to: 12))\($0.name)" }.joined(separator: "\n"))

      Een brief is een concept tot u --final geeft. Dat gaat pas als alles is ingevuld en
      de controlelijst af is; anders staat er wat ontbreekt. Adres, contact, toezicht op
      gegevens en klachtencommissie van uw school zet u in school.txt in een eigen map.
      In die map kunt u ook sjablonen vervangen (zie Reports/README.md).

      Voorbeelden:
        fatsoen letter reasons 12 --as juf-els
        fatsoen letter warning 3 --as directie --html --final > brief.html
        fatsoen letter month 2026-10 --as directie --reports mijn-school/brieven
        fatsoen letter restriction --sample --english
      """)

  @OptionGroup var options: DeskOptions

  @Argument(help: ArgumentHelp("De soort brief.", valueName: "soort"))
  var kind: LetterKind

  @Argument(help: ArgumentHelp("Het nummer, of de maand (2026-10).", valueName: "nr"))
  var number: String?

  @Flag(help: "In het Engels.")
  var english = false

  @Flag(help: "Als HTML in plaats van tekst.")
  var html = false

  @Flag(help: "De brief is af: zonder het woord concept, en alleen als niets ontbreekt.")
  var final = false

  @Flag(help: "Toont het sjabloon met een verzonnen voorbeeld; daar is geen database voor nodig.")
  var sample = false

  @Option(help: ArgumentHelp("Bij invitation: wanneer en waar het gesprek is.", valueName: "tekst"))
  var meeting: String?

  @Option(
    help: ArgumentHelp(
      "De eigen map van de school met school.txt en eigen sjablonen (standaard: FATSOEN_REPORTS).", valueName: "map"),
    completion: .directory)
  var reports: String?

  func validate() throws {
    if (number == nil) != sample { throw ValidationError("geef een nummer, of --sample") }
  }

  func run() async throws {
    let own = reports ?? ProcessInfo.processInfo.environment["FATSOEN_REPORTS"].flatMap { $0.isEmpty ? nil : $0 }
    let stationery = try Stationery(shipped: try ShippedData.reports(), own: own)
    let language: LetterLanguage = english ? .english : .dutch
    let form: LetterForm = html ? .html : .text
    guard let number else {
      for letter in Samples.all(stationery.details) where letter.kind == kind {
        let wording = Wording(language, zone: TimeZone(identifier: "Europe/Amsterdam") ?? .gmt)
        try show(try stationery.write(letter, in: wording, as: form, isFinal: final), of: letter)
        return
      }
      return
    }
    let (desk, member) = try await options.open()
    let writer = LetterDesk(desk: desk, member: member, details: stationery.details, now: Moment.now)
    let letter = try await writer.letter(kind, number, meeting: meeting)
    try show(
      try stationery.write(letter, in: Wording(language, zone: desk.zone), as: form, isFinal: final), of: letter)
  }

  private func show(_ draft: Draft, of letter: any Letter) throws {
    guard options.json else {
      return try Screen.print(draft.text.hasSuffix("\n") ? String(draft.text.dropLast()) : draft.text)
    }
    var object = JSONObjectText()
    object.add("kind", text: letter.kind.rawValue)
    object.add("reference", text: letter.head.reference)
    object.add("final", final ? "true" : "false")
    object.add("missing", texts: draft.missing)
    object.add("text", text: draft.text)
    try Screen.print(object.text)
  }
}

extension LetterKind: ExpressibleByArgument {}
