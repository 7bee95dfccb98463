import ArgumentParser
import Conduct
import Foundation
import Letters
import Store
import Web

/// `fatsoen subject-access`: everything that is kept on a person.
struct SubjectAccessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subject-access",
    abstract: "Schrijft alles wat over een lid is bewaard in een map, zonder wat over anderen gaat.",
    discussion: """
      In de map komen inzage.html, inzage.txt en inzage.json voor de persoon, met de
      bijlagen die de persoon zelf meestuurde (bijlage-NUMMER-1.png). Wat is weggelaten
      en waarom staat in weggelaten.json; dat blijft op school. Lees alles na voor u het
      geeft: een naam die het programma niet kent, herkent het niet.

      Voorbeeld:
        fatsoen subject-access ouder-4 --as directie --out inzage-ouder-4
      """)

  @OptionGroup var options: DeskOptions

  @Argument(help: ArgumentHelp("Het id of de naam van een lid.", valueName: "lid"))
  var subject: String

  @Option(help: ArgumentHelp("De map; zij mag nog niet bestaan.", valueName: "map"), completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp("De eigen map van de school met school.txt (standaard: FATSOEN_REPORTS).", valueName: "map"),
    completion: .directory)
  var reports: String?

  func run() async throws {
    let own = reports ?? ProcessInfo.processInfo.environment["FATSOEN_REPORTS"].flatMap { $0.isEmpty ? nil : $0 }
    let stationery = try Stationery(shipped: try ShippedData.reports(), own: own)
    let (desk, member) = try await options.open()
    let person = try await desk.member(subject)
    let now = Moment.now
    let access = try await desk.store.subjectAccess(of: person.id, by: member.id, school: desk.id, at: now)
    let page = AccessPage(access: access, desk: desk)
    let writer = LetterDesk(
      store: desk.store, school: desk.school, member: member, details: stationery.details, now: now)
    let letter = AccessLetter(
      head: try await writer.head(
        person, "inzage \(person.id)", member.holds(.director, in: nil, at: now) ? .director : .board),
      lines: page.lines,
      omissions: access.omissions.count)
    let wording = Wording(.dutch, zone: desk.zone)
    let text = try stationery.write(letter, in: wording, as: .text)
    let folder = out ?? "inzage-\(person.externalID ?? person.id.rawValue)"
    guard mkdir(folder, 0o700) == 0 else {
      throw CommandError(
        errno == EEXIST
          ? "de map \(folder) bestaat al; noem een andere met --out"
          : "de map \(folder) kan niet worden gemaakt: \(String(cString: strerror(errno)))")
    }
    let texts = [
      "inzage.json": page.json, "inzage.txt": text.text,
      "inzage.html": try stationery.write(letter, in: wording, as: .html).text, "weggelaten.json": page.omissions,
    ]
    for (name, text) in texts { try write(Array(text.utf8), to: "\(folder)/\(name)") }
    // One at a time: together they may be larger than the memory.
    for file in access.files {
      let bytes = try await desk.store.contents(of: file, in: access, by: member.id, school: desk.id, at: Moment.now)
      if let bytes { try write(bytes, to: "\(folder)/\(file.name)") }
    }
    if options.json {
      var object = JSONObjectText()
      object.add("folder", text: folder)
      object.add("records", number: access.records.count)
      object.add("omissions", number: access.omissions.count)
      object.add("missing", texts: text.missing)
      return try Screen.print(object.text)
    }
    try Screen.print(
      [
        "\(Terminal.output.style("✓", .good)) \(count(access.records.count, "gegeven", "gegevens")) in \(folder), "
          + "\(count(access.omissions.count, "keer", "keer")) iets weggelaten (weggelaten.json, voor de school zelf)."
      ] + text.missing.map { "  \($0)" })
  }

  /// Only the owner of the account can read what is written.
  private func write(_ bytes: [UInt8], to path: String) throws {
    let made = FileManager.default.createFile(
      atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
    if !made { throw CommandError("\(path) kan niet worden geschreven; is er ruimte op de schijf?") }
  }
}
