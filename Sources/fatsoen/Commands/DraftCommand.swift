public import ArgumentParser
public import Conduct
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

      Met --group kijkt het ook naar wie u bent, waar en wanneer u schrijft, en welke kinderen u noemt.

      Voorbeelden:
        fatsoen draft "Wat een sukkels waren dat in de gymles!" --as juf-els
        fatsoen draft "Morgen gaan we naar het bos." --group groep-4 --topic activity --as juf-els
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

  @Option(help: ArgumentHelp("Wanneer het verschijnt (standaard: nu).", valueName: "tijd"))
  var at: String?

  @Flag(help: "Ik heb overwogen of dit past.")
  var weighed = false

  @Argument(help: ArgumentHelp("De tekst; met - wordt standaardinvoer gelezen.", valueName: "tekst"))
  var text: [String]

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
      let place = try await desk.group(group)
      let time = try Moment.parse(at, "--at", in: desk.zone) ?? now
      let message = Message(
        author: member.id, persona: Senders.persona(of: member, in: place.id, at: now), group: place.id,
        kind: reaction ? .reaction : .post, sentAt: time, text: draft,
        posting: Posting(topic: topic, writtenAt: at == nil ? nil : now))
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
}

extension Posting.Topic: ExpressibleByArgument {}
