import ArgumentParser
import Conduct
import Store

/// `fatsoen readings`: who looked into what is on record about a person, and why.
struct ReadingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "readings",
    abstract: "Toont wie heeft ingezien wat er over een lid is vastgelegd, en waarom.",
    discussion: """
      Dat u dit bekijkt, komt zelf ook in het leeslog.

      Voorbeeld:
        fatsoen readings ouder-4 --as directie --why request
      """)

  @OptionGroup var options: DeskOptions

  @OptionGroup var purpose: PurposeOption

  @Argument(help: ArgumentHelp("Het id of de naam van een lid.", valueName: "lid"))
  var subject: String

  func run() async throws {
    let (desk, viewer) = try await options.open()
    let subject = try await desk.member(subject)
    let readings = try await desk.store.readings(
      about: subject.id, for: viewer.id, why: purpose.why, school: desk.id, at: Moment.now)
    if options.json { return try Screen.print(readings.map(Self.json)) }
    if readings.isEmpty { return try Screen.print("Niemand heeft dit eerder ingezien.") }
    let names = try await desk.names()
    var table = Table([.init("op"), .init("door", mayShrink: true), .init("wat"), .init("waarom", mayShrink: true)])
    for reading in readings {
      table.add([
        .init(desk.time(reading.at)), .init(names[reading.reader] ?? reading.reader.rawValue), .init(reading.kind.name),
        .init(reading.purpose?.name ?? "niet gevraagd"),
      ])
    }
    try Screen.print(table.lines(on: .output))
  }

  private static func json(_ reading: Reading) -> String {
    var object = JSONObjectText()
    object.add("at", number: Int(reading.at))
    object.add("reader", text: reading.reader.rawValue)
    object.add("kind", text: reading.kind.rawValue)
    object.add("purpose", text: reading.purpose?.rawValue)
    return object.text
  }
}
