import ArgumentParser
import Conduct
import Foundation
import Store

extension MeasureCommand {
  /// Announces a measure.
  struct Announce: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "announce",
      abstract: "Kondigt een maatregel aan; de ander mag eerst reageren.",
      discussion: """
        Zonder --until geldt de termijn uit het beleid.

        Voorbeeld:
          fatsoen measure announce 3 --as directie --until 2026-03-17
        """)
    @OptionGroup var options: MeasureOptions

    @Option(help: ArgumentHelp("Tot en met welke dag de ander mag reageren.", valueName: "datum"))
    var until: String?

    func run() async throws {
      let until = until
      try await options.step { desk, id, version, member, now in
        let calendar = try await desk.store.calendar(school: desk.id)
        let policy = try await desk.store.policy(school: desk.id)
        let file = try await desk.store.measure(id.rawValue, for: member, school: desk.id, at: now)
        let term = policy.term(Policy.responseTerm(for: file.member.register(at: now))).value
        let usual = calendar.deadline(of: TermClock(term, from: now)).due
        let given = try Moment.parse(until, "--until", in: desk.zone).map { calendar.end(of: calendar.day(of: $0)) }
        return try await desk.store.announce(
          id, respondBy: given ?? usual ?? now, expecting: version, by: member, school: desk.id, at: now)
      }
    }
  }

  /// Writes down an answer.
  struct Respond: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "respond",
      abstract: "Legt vast wat de ander zei, op de aankondiging of alsnog na spoed.",
      discussion: """
        Voorbeeld:
          fatsoen measure respond 3 --as directie --answer "Het spijt me."
        """)
    @OptionGroup var options: MeasureOptions

    @Option(help: ArgumentHelp("Wat de ander zei, in diens eigen woorden.", valueName: "tekst"))
    var answer: String

    func run() async throws {
      let answer = answer
      try await options.step {
        try await $0.store.respond($1, answer: answer, expecting: $2, by: $3, school: $0.id, at: $4)
      }
    }
  }

  /// Writes down that the person has read it.
  struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "acknowledge",
      abstract: "Legt vast dat de maatregel gelezen is; de persoon zelf kan dit ook.",
      discussion: """
        Voorbeeld:
          fatsoen measure acknowledge 3 --as ouder-4
        """)
    @OptionGroup var options: MeasureOptions

    func run() async throws {
      let (desk, member) = try await options.options.open()
      let own = try await desk.store.ownMeasures(of: member.id, school: desk.id)
      if let measure = own.first(where: { "\($0.number)" == options.number || $0.id.rawValue == options.number }) {
        let read = try await desk.store.acknowledge(
          measure.id, expecting: options.expecting ?? measure.version, by: member.id, school: desk.id, at: Moment.now)
        return try options.report(read)
      }
      try await options.step { try await $0.store.acknowledge($1, expecting: $2, by: $3, school: $0.id, at: $4) }
    }
  }

  /// Looks at a measure again.
  struct Reaffirm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reaffirm",
      abstract: "Legt vast dat opnieuw is gekeken en dat de maatregel blijft, met een reden.",
      discussion: """
        Voorbeeld:
          fatsoen measure reaffirm 3 --as directie --reason "Nog nodig." --review 2026-05-01
        """)
    @OptionGroup var options: MeasureOptions

    @Option(help: ArgumentHelp("Waarom de maatregel blijft.", valueName: "tekst"))
    var reason: String

    @Option(help: ArgumentHelp("Dag om nog eens te kijken.", valueName: "datum"))
    var review: String?

    func run() async throws {
      let (reason, review) = (reason, review)
      try await options.step { desk, id, version, member, now in
        try await desk.store.reaffirm(
          id, reason: reason, reviewAt: try Moment.parse(review, "--review", in: desk.zone), expecting: version,
          by: member, school: desk.id, at: now)
      }
    }
  }
}
