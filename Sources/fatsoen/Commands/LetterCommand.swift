public import ArgumentParser
import Conduct
import Foundation
public import Letters
import Library
import Store
import Web

/// `fatsoen letter`: a letter or report, from a template that a school may change, and those that went out.
struct LetterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "letter",
    abstract: "Maakt een brief of overzicht, en bewaart wat de deur uitgaat.",
    discussion: """
      Soorten, en het nummer dat erbij hoort:
      \(LetterKind.allCases.map { "  \($0.rawValue.padded(to: 12))\($0.name)" }.joined(separator: "\n"))

      Een brief is een concept tot u --final geeft. Dat gaat pas als alles is ingevuld en
      de controlelijst af is; anders staat er wat ontbreekt. Wat definitief is, blijft
      woord voor woord bewaard: letter kept laat het zien, wat er daarna ook verandert.
      Dezelfde brief nog eens is de brief van toen; is er iets anders, dan komt er een
      tweede naast. Adres, contact, toezicht op gegevens en klachtencommissie van uw
      school zet u in school.txt in een eigen map; daar kunt u ook sjablonen vervangen
      (zie Reports/README.md).

      Voorbeelden:
        fatsoen letter reasons 12 --as juf-els
        fatsoen letter warning 3 --as directie --html --final > brief.html
        fatsoen letter kept --as directie
        fatsoen letter month 2026-10 --as directie --reports mijn-school/brieven
        fatsoen letter restriction --sample --english
      """,
    subcommands: [Write.self, Kept.self], defaultSubcommand: Write.self)

  /// Writes a letter.
  struct Write: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "write",
      abstract: "Schrijft een brief, als tekst of als HTML.",
      discussion: """
        Voorbeelden:
          fatsoen letter write reasons 12 --as juf-els
          fatsoen letter write outcome 482913 --as juf-els --final
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

    @Flag(help: "De brief is af, en wordt zo bewaard: zonder het woord concept, en alleen als niets ontbreekt.")
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

    private var language: LetterLanguage { english ? .english : .dutch }
    private var form: LetterForm { html ? .html : .text }

    func run() async throws {
      let own = reports ?? ProcessInfo.processInfo.environment["FATSOEN_REPORTS"].flatMap { $0.isEmpty ? nil : $0 }
      let stationery = try Stationery(shipped: try ShippedData.reports(), own: own)
      guard let number else {
        for letter in Samples.all(stationery.details) where letter.kind == kind {
          let wording = Wording(language, zone: TimeZone(identifier: "Europe/Amsterdam") ?? .gmt)
          let draft = try stationery.write(letter, in: wording, as: form, isFinal: final)
          return try show(draft.text, missing: draft.missing, of: letter)
        }
        return
      }
      let (desk, member) = try await options.open()
      let now = Moment.now
      let writer = LetterDesk(
        store: desk.store, school: desk.school, member: member, details: stationery.details, now: now,
        categories: { (try? RuleOptions.shipped().categories) ?? [] })
      let (letter, matter) = try await writer.letter(kind, number, meeting: meeting)
      let wording = Wording(language, zone: desk.zone)
      let draft = try stationery.write(letter, in: wording, as: form, isFinal: final)
      guard final else { return try show(draft.text, missing: draft.missing, of: letter) }
      var made = LetterDraft(
        kind: kind.rawValue, language: language.rawValue, form: form.rawValue, matter: matter,
        reference: letter.head.reference, text: draft.text)
      if let earlier = try await earlier(matter, desk, member) {
        // The same letter as then has the date of then.
        var same = letter
        same.head.date = earlier.finalisedAt
        let again = try stationery.write(same, in: wording, as: form, isFinal: true)
        if again.text == earlier.text { made.text = again.text }
      }
      let kept = try await desk.store.keep(made, by: member.id, school: desk.id, at: now)
      if kept.finalisedAt != now {
        Screen.complain(
          "let op: dit is brief \(kept.number), die al definitief is sinds \(desk.time(kept.finalisedAt))")
      }
      try show(made.text, of: letter, number: kept.number)
    }

    /// The last letter of this sort about the same thing, with its text.
    private func earlier(_ matter: KeptLetter.Matter, _ desk: Desk, _ member: Member) async throws -> KeptLetter? {
      let all = try await desk.store.keptLetters(about: matter, for: member.id, school: desk.id, at: Moment.now)
      let alike = all.first {
        ($0.kind, $0.language, $0.form) == (kind.rawValue, language.rawValue, form.rawValue)
      }
      guard let alike else { return nil }
      return try await desk.store.keptLetter(alike.number, for: member.id, school: desk.id, at: Moment.now)
    }

    private func show(_ text: String, missing: [String] = [], of letter: any Letter, number: Int? = nil) throws {
      guard options.json else { return try LetterCommand.print(text) }
      var object = JSONObjectText()
      object.add("kind", text: letter.kind.rawValue)
      object.add("reference", text: letter.head.reference)
      object.add("final", final ? "true" : "false")
      object.add("kept", number: number)
      object.add("missing", texts: missing)
      object.add("text", text: text)
      try Screen.print(object.text)
    }
  }

  /// Shows letters as they went out.
  struct Kept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "kept",
      abstract: "Toont de brieven die definitief zijn, woord voor woord zoals zij uitgingen.",
      discussion: """
        Zonder nummer: een lijst van de brieven die u mag lezen, de nieuwste eerst. Wie een
        brief kreeg, mag hem lezen; verder wie mag zien waar hij over gaat.

        Voorbeelden:
          fatsoen letter kept --as directie
          fatsoen letter kept 3 --as directie > brief.html
        """)

    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Het nummer van de brief.", valueName: "nr"))
    var number: ShortNumber?

    func run() async throws {
      let (desk, member) = try await options.open()
      if let number {
        let letter = try await desk.store.keptLetter(number.value, for: member.id, school: desk.id, at: Moment.now)
        if options.json { return try Screen.print(Self.json(letter)) }
        guard let text = letter.text else {
          throw CommandError(
            "brief \(number.value) is gewist volgens de bewaartermijn; dat zij er was, staat in het logboek")
        }
        return try LetterCommand.print(text)
      }
      let letters = try await desk.store.keptLetters(for: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(letters.map(Self.json)) }
      if letters.isEmpty { return try Screen.print("Er is geen definitieve brief die u mag lezen.") }
      let names = try await desk.names()
      var table = Table([
        .init("nr", isNumber: true), .init("brief", mayShrink: true), .init("over"), .init("aan", mayShrink: true),
        .init("definitief"), .init("vorm"),
      ])
      for letter in letters {
        table.add([
          .init("\(letter.number)", .bold), .init(LetterKind(rawValue: letter.kind)?.name ?? letter.kind),
          .init(letter.reference), .init(letter.addressee.map { names[$0] ?? $0.rawValue } ?? ""),
          .init(desk.time(letter.finalisedAt)), .init("\(letter.form) \(letter.language)"),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }

    private static func json(_ letter: KeptLetter) -> String {
      var object = JSONObjectText()
      object.add("number", number: letter.number)
      object.add("id", text: letter.id.rawValue)
      object.add("kind", text: letter.kind)
      object.add("language", text: letter.language)
      object.add("form", text: letter.form)
      object.add("about", text: letter.matter.kind.rawValue)
      object.add("reference", text: letter.reference)
      object.add("addressee", text: letter.addressee?.rawValue)
      object.add("finalised_by", text: letter.finalisedBy.rawValue)
      object.add("finalised_at", number: Int(letter.finalisedAt))
      object.add("text", text: letter.text)
      return object.text
    }
  }

  /// A whole letter; its own last line end is the screen's.
  fileprivate static func print(_ text: String) throws {
    try Screen.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
  }
}

extension LetterKind: ExpressibleByArgument {}
