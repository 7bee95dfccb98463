import ArgumentParser
import Conduct
import Exchange
import Foundation
import Store

/// `fatsoen import-roster`: pupils, parents, staff and groups from the files of other programs.
struct ImportRosterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-roster",
    abstract: "Neemt groepen, leerlingen, ouders en medewerkers over uit een export.",
    discussion: """
      Laat eerst zien wat er zou veranderen; met --apply gebeurt het, in één keer.
      Het bestand zegt zelf wat het is:

        EDEXML 1.0.3, 2.0, 2.1   leerlingen, groepen en leerkrachten
        OneRoster 1.1, 1.2       een map of zip met CSV, ook met ouders
        CSV van het portaal      leerlingen: Roepnaam, Tussenvoegsel, Achternaam,
                                 Geboortedatum, Klasnaam, Leerjaar
                                 ouders: dezelfde naam en datum van het kind,
                                 E-mailadres ouder/verzorger 1 en 2
        eigen CSV                soort;id;roepnaam;tussenvoegsel;achternaam;groep;
                                 rol;taak;kind;email;van;tot (docs/ROSTER.md)

      Noem bestanden die bij elkaar horen samen. Wie in een volledig bestand
      ontbreekt, krijgt een einddatum en wordt niet gewist. Een rol met
      bevoegdheden wordt alleen voorgesteld: zie fatsoen role.
      Geboortedatums dienen om kind en ouder bij elkaar te zoeken en worden niet
      bewaard; BSN, afkomst en gewicht worden niet gelezen.

      Voorbeelden:
        fatsoen import-roster edexml.xml
        fatsoen import-roster leerlingen.csv ouders.csv --apply
        fatsoen import-roster oneroster.zip --of "De Linde" --apply
      """)

  @OptionGroup var options: DatabaseOptions

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Wie dit doet, de directie: die liet de ouders toe in hun groepen.", valueName: "lid"))
  var actor: String?

  @Flag(help: "Voert het uit; zonder deze vlag verandert er niets.")
  var apply = false

  @Flag(help: "Ook als meer dan een vijfde zou vertrekken of een andere naam krijgen.")
  var acceptLeavers = false

  @Option(help: ArgumentHelp("De school, als een bestand van meer scholen is.", valueName: "naam"))
  var of: String?

  @Argument(help: ArgumentHelp("Bestanden of mappen.", valueName: "bestand"), completion: .file())
  var files: [String]

  func run() async throws {
    let desk = try await options.desk()
    let now = Moment.now
    let roster = try read(today: Moment.day(now, in: desk.zone))
    let plan =
      apply
      ? try await desk.store.adopt(
        roster, mayEndMany: acceptLeavers, by: try await MemberCommand.actor(actor, at: desk), school: desk.id, at: now)
      : try await desk.store.rosterPlan(roster, school: desk.id, at: now)
    let page = RosterPage(plan: plan, isDone: apply)
    try Screen.print(options.json ? [page.json] : page.lines(on: .output))
    if plan.remarks.contains(where: \.isRefusal) { throw QuietExit(status: 2) }
  }

  private func read(today: Day) throws -> Roster {
    let reader = RosterReader(today: today, school: of)
    var roster = Roster()
    for path in files {
      guard FileManager.default.fileExists(atPath: path) else { throw CommandError(Input.fault(ENOENT, path)) }
      guard FileManager.default.isReadableFile(atPath: path) else { throw CommandError(Input.fault(EACCES, path)) }
      do {
        roster.merge(try reader.read(URL(fileURLWithPath: path), name: (path as NSString).lastPathComponent))
      } catch let error as ExchangeError {
        throw CommandError("\(path): \(error.message)")
      }
    }
    return roster
  }
}
