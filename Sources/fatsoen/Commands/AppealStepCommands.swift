public import ArgumentParser
public import Conduct
import Foundation
import Store

extension AppealCommand {
  /// Admits it.
  struct Admit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "admit",
      abstract: "Verklaart een bezwaar ontvankelijk; te laat kan met een reden.",
      discussion: """
        Voorbeeld:
          fatsoen appeal admit 1 --as bestuur --excuse "Was ziek." --suspend
        """)
    @OptionGroup var options: AppealOptions

    @Option(help: ArgumentHelp("Waarom te laat hier mag.", valueName: "tekst"))
    var excuse: String?

    @Flag(help: "De maatregel geldt niet zolang het bezwaar loopt.")
    var suspend = false

    func run() async throws { try await options.step { _ in .admit(excuse: excuse, suspends: suspend) } }
  }

  /// Turns it away.
  struct Reject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reject",
      abstract: "Verklaart een bezwaar niet-ontvankelijk, met een reden.",
      discussion: """
        Voorbeeld:
          fatsoen appeal reject 1 late --as bestuur --reason "Zeven weken te laat, zonder reden."
        """)
    @OptionGroup var options: AppealOptions

    @Argument(help: ArgumentHelp("late, duplicate of not_concerned.", valueName: "grond"))
    var ground: Appeal.Inadmissibility

    @Option(help: ArgumentHelp("Waarom.", valueName: "tekst"))
    var reason: String

    func run() async throws { try await options.step { _ in .reject(ground, reason: reason) } }
  }

  /// Gives it to a reviewer.
  struct Assign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "assign",
      abstract: "Wijst een bezwaar toe aan iemand die niets met het besluit te maken had.",
      discussion: """
        Voorbeeld:
          fatsoen appeal assign 1 --as bestuur --to bestuur
        """)
    @OptionGroup var options: AppealOptions

    @Option(help: ArgumentHelp("Aan wie: het id van een lid.", valueName: "lid"))
    var to: String

    func run() async throws { try await options.step { .assign(try await $0.member(to)) } }
  }

  /// Begins.
  struct Begin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "begin",
      abstract: "Neemt een toegewezen bezwaar in behandeling.",
      discussion: """
        Voorbeeld:
          fatsoen appeal begin 1 --as bestuur
        """)
    @OptionGroup var options: AppealOptions

    func run() async throws { try await options.step { _ in .begin } }
  }

  /// Asks something.
  struct Ask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ask",
      abstract: "Stelt een vraag; de termijn staat stil tot het antwoord.",
      discussion: """
        Voorbeeld:
          fatsoen appeal ask 1 --as bestuur --question "Was u op 3 maart op school?"
        """)
    @OptionGroup var options: AppealOptions

    @Option(help: ArgumentHelp("De vraag.", valueName: "tekst"))
    var question: String

    func run() async throws { try await options.step { _ in .ask(question: question) } }
  }

  /// Answers.
  struct Answer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "answer",
      abstract: "Legt het antwoord vast; de termijn loopt verder.",
      discussion: """
        Voorbeeld:
          fatsoen appeal answer 1 --as ouder-4 --answer "Ja, tot half drie."
        """)
    @OptionGroup var options: AppealOptions

    @Option(help: ArgumentHelp("Het antwoord.", valueName: "tekst"))
    var answer: String

    func run() async throws { try await options.step { _ in .answer(answer) } }
  }

  /// Decides.
  struct Decide: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "decide",
      abstract: "Beslist met een motivering, en voert het meteen uit.",
      discussion: """
        Voorbeelden:
          fatsoen appeal decide 1 confirmed --as bestuur --motivation "…"
          fatsoen appeal decide 1 varied --as bestuur --until 2026-04-01 --motivation "…"
          fatsoen appeal decide 1 reversed --as bestuur --motivation "…" --undo d-…
        """)
    @OptionGroup var options: AppealOptions

    @Argument(help: ArgumentHelp("confirmed, varied of reversed.", valueName: "uitkomst"))
    var outcome: Appeal.Outcome

    @Option(help: ArgumentHelp("Waarom; dit leest de indiener.", valueName: "tekst"))
    var motivation: String

    @Option(help: ArgumentHelp("Bij varied: het nieuwe einde van de maatregel.", valueName: "datum"))
    var until: String?

    @Flag(help: "Bij varied: de aantekening vervalt.")
    var overruleStrike = false

    @Flag(help: "Bij varied: het bericht komt terug.")
    var restore = false

    @Option(help: ArgumentHelp("Bij reversed: een besluit dat mee vervalt (mag vaker).", valueName: "besluit"))
    var undo: [String] = []

    func run() async throws {
      let (desk, member, file) = try await options.open()
      let ruling: Appeal.Ruling =
        switch outcome {
        case .confirmed: .confirmed
        case .varied:
          .varied(
            Appeal.Variation(
              until: try Moment.parse(until, "--until", in: desk.zone), overrulesStrike: overruleStrike,
              restoresMessage: restore))
        case .reversed: .reversed(alsoUndoing: undo.map { DecisionID($0) })
        }
      let result = try await desk.store.decide(
        file.appeal.id, ruling, motivation: motivation, expecting: options.expecting ?? file.appeal.version,
        by: member.id, school: desk.id, at: Moment.now)
      try options.report(result.appeal, result.irreversible.map(\.name))
    }
  }

  /// Goes on to the next instance.
  struct Refer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "refer",
      abstract: "Legt vast dat de indiener naar de volgende instantie gaat.",
      discussion: """
        Voorbeeld:
          fatsoen appeal refer 1 --as bestuur --note "Adres van de klachtencommissie gegeven."
        """)
    @OptionGroup var options: AppealOptions

    @Option(help: ArgumentHelp("Wat is afgesproken.", valueName: "tekst"))
    var note: String

    func run() async throws { try await options.step { _ in .refer(note: note) } }
  }

  /// Closes it.
  struct Close: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "close",
      abstract: "Sluit een beslist bezwaar af; daarna gelden de bewaartermijnen weer.",
      discussion: """
        Voorbeeld:
          fatsoen appeal close 1 --as bestuur
        """)
    @OptionGroup var options: AppealOptions

    func run() async throws { try await options.step { _ in .close } }
  }

  /// Takes it back.
  struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "withdraw",
      abstract: "Trekt een eigen bezwaar in.",
      discussion: """
        Voorbeeld:
          fatsoen appeal withdraw 1 --as ouder-4
        """)
    @OptionGroup var options: AppealOptions

    func run() async throws { try await options.step { _ in .withdraw } }
  }
}

extension Appeal.Inadmissibility: ExpressibleByArgument {}
extension Appeal.Outcome: ExpressibleByArgument {}
