import ArgumentParser
import Conduct
import Foundation
import Store

/// `fatsoen pictures`: posted photos and films with which something must be done.
struct PicturesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pictures",
    abstract: "Toont beelden die weg moeten, en legt vast dat het gebeurd is.",
    discussion: """
      Een beeld moet weg als de toestemming van een kind dat erop staat is
      ingetrokken of ontbreekt; een beeld van een eigen toestel moet daar gewist
      worden, ook uit reservekopieën. Van een beeld is alleen bewaard wat erover
      verklaard is, nooit het beeld zelf.

      Voorbeelden:
        fatsoen pictures --as juf-els
        fatsoen pictures done 12 --as juf-els
      """,
    subcommands: [List.self, Done.self], defaultSubcommand: List.self)

  /// Lists pictures.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont de beelden waarmee nog iets moet gebeuren.",
      discussion: """
        Voorbeelden:
          fatsoen pictures list --as juf-els
          fatsoen pictures list --overdue --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Flag(help: "Alleen wat te laat is.")
    var overdue = false

    @Flag(help: "Ook beelden waarmee niets hoeft te gebeuren.")
    var all = false

    func run() async throws {
      let (desk, member) = try await options.open()
      let now = Moment.now
      let items = try await desk.store.pictures(for: member.id, all: all, school: desk.id, at: now)
        .filter { !overdue || $0.isOverdue(at: now) }
      if options.json { return try Screen.print(items.map { Self.json($0, at: now) }) }
      if items.isEmpty { return try Screen.print("Er is geen beeld waarmee iets moet gebeuren.") }
      let names = try await desk.names()
      var table = Table([
        .init("nr", isNumber: true), .init("geplaatst"), .init("wat", mayShrink: true), .init("door", mayShrink: true),
        .init("te doen", mayShrink: true, least: 14), .init("uiterlijk"),
      ])
      for item in items {
        let picture = item.picture
        let what = "\(picture.kind.name) \(picture.name ?? "") (\(picture.channel.name)), bericht \(picture.message)"
        let first = item.firstDue ?? item.due
        table.add([
          .init("\(picture.number)", .bold), .init(Moment.date(picture.postedAt, in: desk.zone)), .init(what),
          .init(names[picture.author] ?? picture.author.rawValue),
          .init(item.duties.isEmpty ? "niets" : item.duties.map(\.kind.name).joined(separator: "; ")),
          .init(
            first.map { Moment.date($0, in: desk.zone) } ?? "", item.isOverdue(at: now) ? .severity4 : nil),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }

    private static func json(_ item: PictureItem, at time: Int64) -> String {
      var object = JSONObjectText()
      object.add("number", number: item.picture.number)
      object.add("message", text: item.picture.message)
      object.add("author", text: item.picture.author.rawValue)
      object.add("group", text: item.picture.group?.rawValue)
      object.add("posted", number: Int(item.picture.postedAt))
      object.add("kind", text: item.picture.kind.rawValue)
      object.add("channel", text: item.picture.channel.rawValue)
      object.add("own_device", item.picture.isOwnDevice ? "true" : "false")
      object.add("pupils", texts: item.picture.pupils.map(\.rawValue))
      object.add("name", text: item.picture.name)
      object.add("duties", texts: item.duties.map(\.kind.rawValue))
      object.add("due", number: item.due.map { Int($0) })
      object.add("first_due", number: item.firstDue.map { Int($0) })
      object.add("overdue", item.isOverdue(at: time) ? "true" : "false")
      return object.text
    }
  }

  /// Says that it is done.
  struct Done: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "done",
      abstract: "Verklaart dat een beeld verwijderd is, of waarom het niet weg hoeft.",
      discussion: """
        Wat op een eigen toestel stond, verklaart alleen wie dat toestel heeft. Dat iets
        niet weg hoeft, zegt de directie of de administratie.

        Voorbeelden:
          fatsoen pictures done 12 --as juf-els
          fatsoen pictures done 12 --because unrecognisable --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Option(
      help: ArgumentHelp(
        "Waarom het niet weg hoeft: unrecognisable (niemand te herkennen), consented (toch toestemming) of gone (was al weg).",
        valueName: "reden"))
    var because: String?

    @Argument(help: ArgumentHelp("Het nummer uit fatsoen pictures list.", valueName: "nr"))
    var number: Int

    func run() async throws {
      let (desk, member) = try await options.open()
      var outcome = Picture.Outcome.removed
      if let because {
        guard let reason = Picture.Outcome(rawValue: because) else {
          throw CommandError("--because: \"\(because)\" is niet bekend; kies unrecognisable, consented of gone")
        }
        outcome = reason
      }
      try await desk.store.settlePicture(number, as: outcome, by: member.id, school: desk.id, at: Moment.now)
      if options.json {
        return try Screen.print(
          JSONObjectText([("number", "\(number)"), ("outcome", JSONObjectText.text(outcome.rawValue))]).text)
      }
      try Screen.print("Beeld \(number): \(outcome.name).")
    }
  }
}
