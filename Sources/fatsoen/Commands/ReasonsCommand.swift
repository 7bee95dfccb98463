import ArgumentParser
import Conduct
import Foundation
import Store

/// `fatsoen reasons`: the notice of a decision with its reasons.
struct ReasonsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reasons",
    abstract: "Toont wie het betreft de motivering van een besluit, met alles wat erin hoort.",
    discussion: """
      Voor de schrijver van het bericht, en voor wie de beoordeling mag zien. Er staat
      niet in wie meldde, en geen naam van een andere ouder. Met --json staan de
      velden ook onder de namen van de Digital Services Act.

      Voorbeelden:
        fatsoen reasons d-… --as ouder-4
        fatsoen reasons d-… --as ouder-4 --json
      """)

  @OptionGroup var options: DeskOptions

  @Argument(help: ArgumentHelp("Het id van het besluit; het staat in het bericht erover.", valueName: "besluit"))
  var decision: String

  func run() async throws {
    let (desk, member) = try await options.open()
    let notice = try await desk.store.reasons(
      of: DecisionID(decision), for: member.id, school: desk.id, at: Moment.now)
    if options.json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      return try Screen.print(String(decoding: try encoder.encode(notice), as: UTF8.self))
    }
    try Screen.print(ReasonsPage(notice: notice, desk: desk, terminal: .output).lines)
  }
}

/// The notice of a decision as a person reads it: twelve parts, in order.
private struct ReasonsPage {
  var notice: ReasonsNotice
  var desk: Desk
  var terminal: Terminal

  var lines: [String] {
    parts.enumerated().flatMap { index, part in
      ["\(index + 1). " + terminal.style(part.title, .bold)]
        + part.lines.filter { !$0.isEmpty }.flatMap { line in
          line.wrapped(to: terminal.width - 3).map { "   " + $0.onOneLine }
        }
    }
  }

  private var parts: [(title: String, lines: [String])] {
    [
      ("Voor wie", [notice.addressee, "besluit \(notice.reference), \(desk.time(notice.date))"]),
      (
        "Waar het over gaat",
        [
          "\(notice.content.kind == .reaction ? "reactie" : "bericht") in \(notice.content.group ?? "de hele school"), "
            + desk.time(notice.content.sentAt),
          notice.content.quotation.map { "“\($0)”" } ?? "(de tekst is gewist volgens de bewaartermijn)",
        ]
      ),
      (
        "Welke afspraak",
        notice.rules.map { rule in
          "\(rule.clause) \(rule.label): \(rule.text)" + (rule.since.map { " (geldt sinds \($0))" } ?? "")
        } + ["beleid \(notice.policyVersion.prefix(19))…"]
      ),
      ("Wat er gebeurde, en hoe wij het weten", [notice.facts, notice.source.name]),
      (
        "Wat is besloten",
        ["Er is een overtreding vastgesteld."] + notice.effects
          + [notice.countsUntil.map { "telt mee tot \(Moment.date($0, in: desk.zone))" } ?? ""]
      ),
      (
        "Waarom dit, en niet lichter",
        [notice.motivation, notice.weighing]
          + notice.earlier.map { "eerder, \(Moment.date($0.at, in: desk.zone)): \($0.name)" }
      ),
      ("Wie heeft besloten", [notice.decidedAs.name]),
      ("Uw kant van het verhaal", [notice.viewUntil.map { "tot en met \(Moment.date($0, in: desk.zone))" } ?? ""]),
      (
        "Niet mee eens?",
        [notice.objectUntil.map { "Laat het weten tot en met \(Moment.date($0, in: desk.zone))." } ?? ""]
          + notice.instances.map(\.name)
      ),
      ("Wie u kunt vragen", [notice.contact.name]),
      (
        "Wat wij bewaren",
        [
          notice.keptUntil.map { "de motivering, tot \(Moment.date($0, in: desk.zone))" }
            ?? "de motivering, zolang dit loopt"
        ]
          + notice.rights.map { "U mag vragen: \($0.name)." }
      ),
      (
        "Over anderen",
        [
          notice.namesLeftOut == 0
            ? "Er staan geen namen van anderen in."
            : "\(count(notice.namesLeftOut, "naam van een ander is", "namen van anderen zijn")) weggelaten."
        ]
      ),
    ]
  }
}
