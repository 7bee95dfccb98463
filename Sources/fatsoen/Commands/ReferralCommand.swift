import ArgumentParser
import Conduct
import Foundation
import Store

/// `fatsoen referral`: a step outside the school, from form to receipt.
struct ReferralCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "referral",
    abstract: "Vult een stap buiten de school in en houdt bij of zij aankwam.",
    discussion: """
      Elke instantie heeft haar eigen velden. Er wordt nooit vanzelf iets verstuurd:
      u legt vast dat het gebeurd is. Het nummer is dat van de maatregel.

      Voorbeelden:
        fatsoen referral 4 --as directie
        fatsoen referral fill 4 --as directie --field recipient="Wijkagent" --field facts="…"
        fatsoen referral send 4 --as directie
        fatsoen referral received 4 --as directie
        fatsoen referral close 4 --as directie --outcome "Gesprek gevoerd."
      """,
    subcommands: [Show.self, Fill.self, Send.self, Received.self, Failed.self, Close.self],
    defaultSubcommand: Show.self)
}

extension MeasureOptions {
  /// Reads the measure with its referral, takes a step, and shows what it has become.
  fileprivate func refer(
    _ body: (Desk, MeasureID, _ expecting: Int, _ by: MemberID, _ now: Int64) async throws -> Referral
  ) async throws {
    let (desk, member, file) = try await open()
    guard let referral = file.referral else { throw Self.nothingOutside(file) }
    let next = try await body(desk, file.measure.id, expecting ?? referral.version, member.id, Moment.now)
    if options.json { return try Screen.print(ReferralCommand.json(next)) }
    try Screen.print("\(Terminal.output.style("✓", .good)) \(next.kind.profile.name): \(next.state.name).")
  }

  fileprivate static func nothingOutside(_ file: MeasureFile) -> CommandError {
    CommandError(
      "maatregel \(file.measure.number) heeft geen stap buiten de school; die ontstaat als een externe maatregel is opgelegd"
    )
  }
}

extension ReferralCommand {
  /// Shows the form.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Toont wat er in te vullen is en hoe het ermee staat.",
      discussion: """
        Voorbeeld:
          fatsoen referral show 4 --as directie
        """)
    @OptionGroup var options: MeasureOptions

    func run() async throws {
      let (desk, _, file) = try await options.open()
      guard let referral = file.referral else { throw MeasureOptions.nothingOutside(file) }
      if options.options.json { return try Screen.print(ReferralCommand.json(referral)) }
      let terminal = Terminal.output
      var lines = [
        terminal.style("Maatregel \(file.measure.number)", .bold)
          + " · \(referral.kind.profile.name) · \(referral.state.name)"
      ]
      if let due = referral.legalDue { lines.append("  wettelijk uiterlijk \(desk.time(due))") }
      if let sent = referral.sentAt { lines.append("  verstuurd \(desk.time(sent))") }
      var table = Table([.init("veld"), .init("wat", mayShrink: true), .init("ingevuld", mayShrink: true)])
      for form in referral.kind.referralFields {
        let value = referral.fields[form.field]
        table.add([
          .init(form.field.rawValue, .accent), .init(form.field.name),
          .init(value ?? (form.isNeeded ? "(nodig)" : "–"), value == nil && form.isNeeded ? .severity2 : nil),
        ])
      }
      lines += [""] + table.lines(on: terminal) + [""]
      let actions = file.referralActions.map(\.name)
      lines.append(actions.isEmpty ? "U kunt hier nu niets doen." : "U kunt: \(actions.joined(separator: ", ")).")
      try Screen.print(lines)
    }
  }

  /// Fills in fields.
  struct Fill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fill",
      abstract: "Vult velden in.",
      discussion: """
        Voorbeeld:
          fatsoen referral fill 4 --as directie --field recipient="Wijkagent" --field facts="…"
        """)
    @OptionGroup var options: MeasureOptions

    @Option(name: .customLong("field"), help: ArgumentHelp("Een veld en zijn waarde.", valueName: "veld=tekst"))
    var fields: [FieldValue]

    func run() async throws {
      let values = Dictionary(fields.map { ($0.field, $0.value) }) { $1 }
      try await options.refer { try await $0.store.fill(values, of: $1, expecting: $2, by: $3, school: $0.id, at: $4) }
    }
  }

  /// Writes down that it went out.
  struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "send",
      abstract: "Legt vast dat het verstuurd is; alle nodige velden moeten ingevuld zijn.",
      discussion: """
        Voorbeeld:
          fatsoen referral send 4 --as directie
        """)
    @OptionGroup var options: MeasureOptions

    func run() async throws {
      try await options.refer { try await $0.store.send($1, expecting: $2, by: $3, school: $0.id, at: $4) }
    }
  }

  /// Writes down the receipt.
  struct Received: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "received",
      abstract: "Legt vast dat de ander het ontving.",
      discussion: """
        Voorbeeld:
          fatsoen referral received 4 --as directie
        """)
    @OptionGroup var options: MeasureOptions

    func run() async throws {
      try await options.refer {
        try await $0.store.confirmReceipt(of: $1, expecting: $2, by: $3, school: $0.id, at: $4)
      }
    }
  }

  /// Writes down that it did not arrive.
  struct Failed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "failed",
      abstract: "Legt vast dat versturen mislukte.",
      discussion: """
        Voorbeeld:
          fatsoen referral failed 4 --as directie --reason "Adres klopt niet." --permanent
        """)
    @OptionGroup var options: MeasureOptions

    @Option(help: ArgumentHelp("Wat er misging.", valueName: "tekst"))
    var reason: String

    @Flag(help: "Opnieuw proberen heeft geen zin.")
    var permanent = false

    func run() async throws {
      let (reason, permanent) = (reason, permanent)
      try await options.refer {
        try await $0.store.reportFailure(
          of: $1, reason: reason, canRetry: !permanent, expecting: $2, by: $3, school: $0.id, at: $4)
      }
    }
  }

  /// Settles it.
  struct Close: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "close",
      abstract: "Rondt de stap af, met de uitkomst.",
      discussion: """
        Voorbeeld:
          fatsoen referral close 4 --as directie --outcome "Gesprek gevoerd."
        """)
    @OptionGroup var options: MeasureOptions

    @Option(help: ArgumentHelp("Hoe het afliep.", valueName: "tekst"))
    var outcome: String

    func run() async throws {
      let outcome = outcome
      try await options.refer {
        try await $0.store.close($1, outcome: outcome, expecting: $2, by: $3, school: $0.id, at: $4)
      }
    }
  }

  static func json(_ referral: Referral) -> String {
    var object = JSONObjectText()
    object.add("id", text: referral.id.rawValue)
    object.add("kind", text: referral.kind.rawValue)
    object.add("state", text: referral.state.rawValue)
    object.add("version", number: referral.version)
    object.add("legal_due", number: referral.legalDue.map { Int($0) })
    object.add("sent_at", number: referral.sentAt.map { Int($0) })
    object.add("fields", JSONObjectText(referral.fields.map { ($0.key.rawValue, JSONObjectText.text($0.value)) }).text)
    object.add("missing", texts: referral.missing(at: Moment.now).map(\.rawValue))
    return object.text
  }
}

/// A field and its value as they are typed.
struct FieldValue: ExpressibleByArgument {
  var field: Referral.Field
  var value: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let field = Referral.Field(rawValue: String(parts[0])) else { return nil }
    (self.field, value) = (field, String(parts[1]))
  }
}
