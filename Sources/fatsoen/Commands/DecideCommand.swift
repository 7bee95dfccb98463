public import ArgumentParser
public import Conduct
import Foundation
import Store

/// `fatsoen decide`: what a person makes of a review.
struct DecideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Legt een besluit vast op een beoordeling die u in behandeling hebt.",
    discussion: """
      Een overtreding vaststellen vraagt een afspraak en een motivering; niets aan
      de hand vraagt één reden: false_hit (onterecht gesignaleerd), context,
      too_light (te licht), duplicate (dubbel), criticism (kritiek op de school;
      de schrijver krijgt de klachtenregeling) of out_of_scope (valt erbuiten).

      Eén besluit kan meer gevolgen hebben: --remove, --no-strike, --propose en
      --tell-care. Een vergissing herstelt u zelf binnen een uur met --undo.

      Voorbeelden:
        fatsoen decide 12 --dismiss context --note "Citaat uit een boek."
        fatsoen decide 12 --establish --clause A33 --motivation "Scheldwoord."
        fatsoen decide 12 --establish --clause A33 --motivation "…" --remove --propose talk
        fatsoen decide 12 --escalate "Ik ken deze ouder privé."
        fatsoen decide 12 --undo "Verkeerde afspraak gekozen."
      """)

  @OptionGroup var options: ReviewOptions

  @Option(help: ArgumentHelp("Niets aan de hand, met een reden.", valueName: "reden"))
  var dismiss: Dismissal?

  @Flag(help: "Stelt een overtreding vast.")
  var establish = false

  @Option(help: ArgumentHelp("Legt vast welke zorg is geregeld.", valueName: "tekst"))
  var care: String?

  @Option(help: ArgumentHelp("Geeft door naar boven, met de reden.", valueName: "reden"))
  var escalate: String?

  @Option(
    name: .customLong("to-care"),
    help: ArgumentHelp("Geeft het aan de zorgpersoon: het gaat om zorg, niet om gedrag.", valueName: "reden"))
  var toCare: String?

  @Option(help: ArgumentHelp("Vraagt de schrijver om uitleg.", valueName: "vraag"))
  var ask: String?

  @Option(help: ArgumentHelp("Legt vast wat er is geantwoord.", valueName: "antwoord"))
  var answer: String?

  @Option(help: ArgumentHelp("Heropent een afgehandelde beoordeling om nieuwe feiten.", valueName: "reden"))
  var reopen: String?

  @Option(help: ArgumentHelp("Herroept het besluit.", valueName: "reden"))
  var undo: String?

  @Option(help: ArgumentHelp("De afspraak waar het bericht niet bij past; mag vaker.", valueName: "afspraak"))
  var clause: [String] = []

  @Option(help: ArgumentHelp("De ernst, 0 tot 4 (standaard: die van de beoordeling).", valueName: "getal"))
  var severity: Int?

  @Option(help: ArgumentHelp("Waarom het niet past; dit leest de schrijver.", valueName: "tekst"))
  var motivation: String?

  @Option(help: ArgumentHelp("Wat er is gebeurd, in feiten.", valueName: "tekst"))
  var facts: String?

  @Option(help: ArgumentHelp("Waarom iets lichters niet genoeg is, en wat er is afgewogen.", valueName: "tekst"))
  var weighing: String?

  @Option(help: ArgumentHelp("Een aantekening bij niets aan de hand.", valueName: "tekst"))
  var note: String?

  @Flag(help: "Gevolg: verwijdert het bericht uit het portaal.")
  var remove = false

  @Flag(name: .customLong("no-strike"), help: "Gevolg: telt niet als aantekening; er wordt gepraat, meer niet.")
  var noStrike = false

  @Flag(name: .customLong("tell-care"), help: "Gevolg: de zorgpersoon hoort ervan.")
  var tellCare = false

  @Option(help: ArgumentHelp("Gevolg: stelt een maatregel voor, zoals talk; mag vaker.", valueName: "maatregel"))
  var propose: [Measure.Kind] = []

  @Option(help: ArgumentHelp("De versie die u hebt gezien; anders de huidige.", valueName: "getal"))
  var expecting: Int?

  func validate() throws {
    let steps = [care, escalate, toCare, ask, answer, reopen, undo].count { $0 != nil }
    guard steps + (dismiss == nil ? 0 : 1) + (establish ? 1 : 0) == 1 else {
      throw ValidationError(
        "kies één van --dismiss, --establish, --care, --escalate, --to-care, --ask, --answer, --reopen en --undo")
    }
    if !establish && (remove || noStrike || tellCare || !propose.isEmpty) {
      throw ValidationError("--remove, --no-strike, --tell-care en --propose horen bij --establish")
    }
    if let severity, Severity(rawValue: severity) == nil {
      throw ValidationError("--severity is een getal van 0 tot 4")
    }
  }

  func run() async throws {
    let (desk, member, id) = try await options.open()
    let now = Moment.now
    if let done = try await step(on: id, desk, by: member.id, at: now) {
      return try Screen.print(
        options.json ? JSONObjectText(review: done.review).text : "#\(done.review.number) \(done.what).")
    }
    let file = try await desk.store.review(id, for: member.id, school: desk.id, at: now)
    let ruling = try await desk.store.decide(
      id, judgement(on: file.review), expecting: expecting ?? file.review.version, by: member.id, school: desk.id,
      at: now)
    try options.json ? Screen.print(Self.json(ruling)) : Screen.print(lines(ruling, about: file.author, desk))
  }

  private func judgement(on review: Review) -> Judgement {
    if let dismiss { return .dismiss(dismiss, note: note) }
    if let care { return .careArranged(note: care) }
    return .establish(
      Finding(
        clauses: clause.map(ClauseID.init(_:)), severity: severity.flatMap(Severity.init(rawValue:)) ?? review.severity,
        motivation: motivation ?? "", facts: facts ?? "", weighing: weighing ?? "", effects: effects))
  }

  private var effects: [Decision.Effect] {
    var effects: [Decision.Effect] = []
    if remove { effects.append(.remove) }
    if noStrike { effects.append(.withoutStrike) }
    if tellCare { effects.append(.careTold) }
    return effects + propose.map { .propose($0) }
  }

  /// Takes a step that decides nothing; nil when a decision was asked for.
  private func step(
    on id: ReviewID, _ desk: Desk, by member: MemberID, at now: Int64
  ) async throws -> (review: Review, what: String)? {
    let (store, school) = (desk.store, desk.id)
    if let escalate {
      let review = try await store.escalate(id, reason: escalate, by: member, school: school, at: now)
      return (review, "is doorgegeven aan \(review.route.name)")
    }
    if let toCare {
      let review = try await store.giveToCare(id, reason: toCare, by: member, school: school, at: now)
      return (review, "is nu bij \(review.route.name)")
    }
    if let ask {
      let review = try await store.askInformation(id, question: ask, by: member, school: school, at: now)
      return (review, "wacht op uitleg van de schrijver")
    }
    if let answer {
      let review = try await store.recordAnswer(id, text: answer, by: member, school: school, at: now)
      return (review, "is weer bij u in behandeling")
    }
    if let reopen {
      let review = try await store.reopen(id, reason: reopen, by: member, school: school, at: now)
      return (review, "is heropend en wacht op \(review.route.name)")
    }
    if let undo {
      let review = try await store.undo(id, reason: undo, by: member, school: school, at: now)
      return (review, "heeft geen besluit meer en is \(review.state.name)")
    }
    return nil
  }

  private func lines(_ ruling: Ruling, about author: Member, _ desk: Desk) -> [String] {
    let terminal = Terminal.output
    var result = [terminal.style("✓", .good) + " Besluit vastgelegd: \(ruling.decision.outcome.name)."]
    result += ruling.decision.effects.map { "  Gevolg: \($0.name)." }
    if let strike = ruling.strike {
      let weight = count(strike.weight, "aantekening", "aantekeningen")
      result.append("  Telt als \(weight) tot \(Moment.date(strike.expiresAt, in: desk.zone)).")
    }
    if let proposal = ruling.proposal {
      result += [
        "",
        terminal.style(
          (proposal.proposedBy == nil ? "De ladder stelt voor: " : "U stelt voor: ") + proposal.kind.profile.name, .bold
        )
          + " voor \(author.name) (\(count(proposal.violations, "overtreding", "overtredingen")), "
          + "\(count(proposal.strikes, "aantekening", "aantekeningen"))).",
        "  Een voorstel, meer niet: een mens besluit. Bekijken: "
          + terminal.style("fatsoen measure \(proposal.number)", .accent),
      ]
    }
    return result
  }

  private static func json(_ ruling: Ruling) -> String {
    var object = JSONObjectText()
    object.add("review", JSONObjectText(review: ruling.review).text)
    object.add("decision", ReviewJSON.json(ruling.decision))
    object.add("strike", ruling.strike.map(JSONObjectText.strike) ?? "null")
    object.add("proposal", ruling.proposal.map(JSONObjectText.measure) ?? "null")
    return object.text
  }
}

extension Dismissal: ExpressibleByArgument {}

extension JSONObjectText {
  static func strike(_ strike: Strike) -> String {
    var object = JSONObjectText()
    object.add("id", text: strike.id.rawValue)
    object.add("member", text: strike.member.rawValue)
    object.add("severity", number: strike.severity.rawValue)
    object.add("weight", number: strike.weight)
    object.add("clauses", texts: strike.clauses.map(\.rawValue))
    object.add("at", number: Int(strike.at))
    object.add("expires_at", number: Int(strike.expiresAt))
    object.add("state", text: strike.state.rawValue)
    return object.text
  }

  static func measure(_ measure: Measure) -> String {
    var object = JSONObjectText()
    object.add("number", number: measure.number)
    object.add("id", text: measure.id.rawValue)
    object.add("member", text: measure.member.rawValue)
    object.add("kind", text: measure.kind.rawValue)
    object.add("state", text: measure.state.rawValue)
    object.add("version", number: measure.version)
    object.add("strikes", number: measure.strikes)
    object.add("violations", number: measure.violations)
    object.add("proposed_by", text: measure.proposedBy?.rawValue)
    object.add("proposed_at", number: Int(measure.proposedAt))
    object.add("from", number: measure.from.map(Int.init))
    object.add("until", number: measure.until.map(Int.init))
    return object.text
  }
}
