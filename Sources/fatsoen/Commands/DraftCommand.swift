public import ArgumentParser
public import Conduct
import Exchange
import Foundation
import Scanner
import Store

/// `fatsoen draft`: a look at one's own text before it is placed.
struct DraftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draft",
    abstract: "Kijkt uw eigen bericht na voor u het plaatst, en legt vast dat u het hebt overwogen.",
    discussion: """
      Voor medewerkers: de school overweegt bij alles wat zij plaatst of het past.
      Valt er iets op en wilt u het toch zo plaatsen, vink dat dan aan met --weighed.
      Wie het bericht later beoordeelt, ziet dat. Van de tekst wordt niets bewaard.

      Met --group kijkt het ook naar wie u bent, waar en wanneer u schrijft, welke kinderen u noemt, en met
      --attachment naar de toestemming voor wat u erbij doet. Schrijf een bijlage zoals in een cel van import.

      Voorbeelden:
        fatsoen draft "Wat een sukkels waren dat in de gymles!" --as juf-els
        fatsoen draft "Morgen gaan we naar het bos." --group groep-4 --topic activity --as juf-els
        fatsoen draft "Het kamp!" --group groep-4 --attachment "foto: kamp.jpg [leerlingen: Jip van den Berg]" --as juf-els
        fatsoen draft "Wat een sukkels waren dat in de gymles!" --weighed --as juf-els
      """)

  @OptionGroup var options: DeskOptions

  @OptionGroup var rules: RuleOptions

  @Option(help: ArgumentHelp("De groep waarin u het wilt plaatsen.", valueName: "groep"))
  var group: String?

  @Flag(help: "Het is een reactie, geen nieuw bericht.")
  var reaction = false

  @Option(
    help: ArgumentHelp(
      "Waar het over gaat: " + Posting.Topic.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "soort")
  )
  var topic: Posting.Topic?

  @Option(help: ArgumentHelp("Namens welke kring: mr, or of tso.", valueName: "kring"))
  var onBehalf: Assignment.Function?

  @Option(help: ArgumentHelp("Aan wie het gaat, als het aan één persoon is.", valueName: "lid"))
  var to: String?

  @Flag(help: "Het meldt een noodgeval.")
  var emergency = false

  @Option(
    help: ArgumentHelp(
      "Een bijlage: \"foto: kamp.jpg [leerlingen: geen] [bestand: kamp.jpg]\". Mag vaker.", valueName: "bijlage"))
  var attachment: [String] = []

  @Option(help: ArgumentHelp("De map met de bestanden van bijlagen.", valueName: "map"))
  var attachments = "."

  @Option(help: ArgumentHelp("Wanneer het verschijnt (standaard: nu).", valueName: "tijd"))
  var at: String?

  @Flag(help: "Ik heb overwogen of dit past.")
  var weighed = false

  @Argument(help: ArgumentHelp("De tekst; met - wordt standaardinvoer gelezen.", valueName: "tekst"))
  var text: [String]

  func validate() throws {
    if let onBehalf, ![.mr, .or, .tso].contains(onBehalf) {
      throw ValidationError("--on-behalf: schrijf mr, or of tso.")
    }
    if group == nil, onBehalf != nil || to != nil || emergency || !attachment.isEmpty {
      throw ValidationError("Noem met --group ook de groep waarin u het wilt plaatsen.")
    }
  }

  func run() async throws {
    let bytes = text == ["-"] ? try Input.contents(of: "-") : Array(text.joined(separator: " ").utf8)
    let (desk, member) = try await options.open()
    var loaded = try rules.load()
    try await loaded.know(desk)
    let worker = loaded.scanner.makeWorker()
    let found = bytes.withUnsafeBufferPointer { worker.scan($0, context: loaded.context) }
    let draft = String(decoding: bytes, as: UTF8.self)
    var placed: [Signal] = []
    if let group {
      let now = Moment.now
      let message = try await message(bytes, by: member, in: try await desk.group(group), desk, at: now)
      placed = try await desk.store.advice(
        on: message, mentions: found.mentions, frames: loaded.frames, school: desk.id, at: now)
    }
    let verdict = loaded.weigh(found, placed: placed)
    let hits = Set(verdict.signals.map(\.rule)).sorted()
    if weighed {
      try await desk.store.keep(loaded.ruleSet, school: desk.id, at: Moment.now)
      try await desk.store.weighSuitability(
        of: draft, rules: hits, ruleset: loaded.version, by: member.id, school: desk.id, at: Moment.now)
    }
    if options.json {
      var object = JSONObjectText()
      object.add("disposition", text: verdict.disposition.rawValue)
      object.add("rules", texts: hits.map(\.rawValue))
      object.add("weighed", weighed ? "true" : "false")
      return try Screen.print(object.text)
    }
    let terminal = Terminal.output
    if hits.isEmpty { return try Screen.print("\(terminal.style("✓", .good)) Er viel niets op.") }
    var lines = VerdictText(terminal: terminal).marked(draft, verdict.signals.map(\.span), most: 4000) + [""]
    for signal in verdict.signals {
      lines.append("\(signal.severity.shape) \(signal.title): \(signal.explanation)")
    }
    lines.append("")
    lines.append(
      weighed
        ? "\(terminal.style("✓", .good)) Vastgelegd: u hebt overwogen of dit past."
        : "Past dit? Verander de tekst, of plaats haar zo en geef dan eerst: fatsoen draft … --weighed")
    try Screen.print(lines)
  }

  /// The message as it would be placed.
  private func message(
    _ bytes: [UInt8], by member: Member, in group: Group, _ desk: Desk, at now: Int64
  ) async throws -> Message {
    var row = MessageRow(
      line: 1, id: "", text: bytes, author: member.id.rawValue, group: group.id.rawValue,
      kind: reaction ? .reaction : .post)
    row.topic = topic
    row.onBehalfOf = onBehalf
    row.isEmergency = emergency
    row.recipient = to
    let senders = Senders(try await desk.store.peopleRegister(school: desk.id, at: now))
    do {
      for one in attachment { row.attachments += try AttachmentRow.all(in: Array(one.utf8)) }
      var message = try senders.message(of: row, now: now)
      try AttachmentFolder.look(into: &message.posting.attachments, of: row, in: AttachmentFolder(path: attachments))
      if let later = try Moment.parse(at, "--at", in: desk.zone) {
        (message.sentAt, message.posting.writtenAt) = (later, now)
      }
      return message
    } catch let fault as AttachmentFault {
      throw CommandError("--attachment: \(fault.reason)")
    } catch let refused as RefusedRow {
      throw CommandError(refused.reason)
    }
  }
}

extension Posting.Topic: ExpressibleByArgument {}
