import ArgumentParser
import Conduct
import Foundation
import Store

extension ConsentCommand {
  /// About which child, whose answer it is, and how it was given.
  struct Said: ParsableArguments {
    @OptionGroup var options: DeskOptions
    @OptionGroup var choice: Choice

    @Option(help: ArgumentHelp("De groep, als twee leerlingen dezelfde naam hebben.", valueName: "groep"))
    var group: String?

    @Option(help: ArgumentHelp("Namens welke ouder (standaard: uzelf).", valueName: "lid"))
    var guardian: String?

    @Option(
      help: ArgumentHelp("formulier, portaal of papier (nodig als u het namens een ouder vastlegt).", valueName: "hoe"))
    var evidence: String?

    @Option(help: ArgumentHelp("Waar het bewijs ligt.", valueName: "tekst"))
    var text: String = ""

    @Option(help: ArgumentHelp("De dag van het antwoord (standaard: nu).", valueName: "datum"))
    var on: String?

    struct Found {
      var desk: Desk
      var member: Member
      var pupil: Pupil
      var guardian: Member
      var evidence: ConsentStatement.Evidence
      var questions: [Consent.Question]?
      var said: Int64?
    }

    func find(_ pupil: String) async throws -> Found {
      let (desk, member) = try await options.open()
      var speaker = member
      if let guardian { speaker = try await desk.member(guardian) }
      var way = ConsentStatement.Evidence.portal
      if let evidence {
        guard let found = ConsentStatement.Evidence.allCases.first(where: { $0.name == evidence.lowercased() }) else {
          throw CommandError("--evidence: \"\(evidence)\" is niet bekend; kies formulier, portaal of papier")
        }
        way = found
      } else if speaker.id != member.id {
        throw CommandError("hoe gaf de ouder dit antwoord? Geef --evidence formulier, portaal of papier")
      }
      return Found(
        desk: desk, member: member, pupil: try await desk.pupil(pupil, in: group), guardian: speaker, evidence: way,
        questions: try await choice.questions(desk), said: try Moment.parse(on, "--on", in: desk.zone))
    }

    func show(_ found: Found, _ words: String, going: [Picture]) throws {
      if options.json {
        var object = JSONObjectText()
        object.add("pupil", text: found.pupil.id.rawValue)
        object.add("guardian", text: found.guardian.id.rawValue)
        object.add("pictures", "[" + going.map { String($0.number) }.joined(separator: ",") + "]")
        return try Screen.print(object.text)
      }
      try Screen.print(
        ["\(found.pupil.name.full.onOneLine): \(words) (\(found.guardian.name.onOneLine))."]
          + ConsentPage.lines(going: going))
    }
  }

  /// Writes an answer down.
  struct Answer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "answer",
      abstract: "Legt vast wat een ouder antwoordt.",
      discussion: """
        Een ouder antwoordt over het eigen kind; de directie en de administratie leggen
        het antwoord van een ouder vast, met het bewijs.

        Voorbeelden:
          fatsoen consent answer "Jip van Dam" ja --for foto --channel portaal --as ouder-1
          fatsoen consent answer "Jip van Dam" nee --guardian ouder-2 --evidence papier --text "map 3" --as directie
        """)
    @OptionGroup var said: Said

    @Option(
      help: ArgumentHelp(
        "Het jaar waarin het schooljaar begint (standaard: dit, of het komende als dat al gevraagd is).",
        valueName: "jaar"))
    var year: Int?

    @Argument(help: ArgumentHelp("De naam of het id van de leerling.", valueName: "leerling"))
    var pupil: String

    @Argument(help: ArgumentHelp("ja of nee.", valueName: "antwoord"))
    var answer: String

    func run() async throws {
      guard let answer = [Consent.Answer.yes, .no].first(where: { $0.name == self.answer.lowercased() }) else {
        throw CommandError("antwoord \"\(self.answer)\" is niet bekend; kies ja of nee")
      }
      let found = try await said.find(pupil)
      let (desk, now) = (found.desk, Moment.now)
      let all = ConsentTerms(try await desk.store.policy(school: desk.id)).questions
      let questions = found.questions ?? all
      let going = try await desk.store.answerConsent(
        ConsentAnswers(answer, to: questions), of: found.pupil.id, for: found.guardian.id, evidence: found.evidence,
        text: said.text, said: found.said, year: year, by: found.member.id, school: desk.id, at: now)
      try said.show(found, "\(answer.name) voor \(ConsentPage.words(questions))", going: going)
    }
  }

  /// Takes a consent back.
  struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "withdraw",
      abstract: "Trekt een toestemming in; beelden waarop het kind staat, moeten dan weg.",
      discussion: """
        Kan altijd, helemaal of voor een deel. Van elk beeld dat al geplaatst is en nu
        geen toestemming meer heeft, komt een taak: zie fatsoen pictures.

        Voorbeelden:
          fatsoen consent withdraw "Jip van Dam" --as ouder-1
          fatsoen consent withdraw "Jip van Dam" --channel website --guardian ouder-2 --evidence papier --as directie
        """)
    @OptionGroup var said: Said

    @Argument(help: ArgumentHelp("De naam of het id van de leerling.", valueName: "leerling"))
    var pupil: String

    func run() async throws {
      let found = try await said.find(pupil)
      let going = try await found.desk.store.withdrawConsent(
        found.questions, of: found.pupil.id, for: found.guardian.id, evidence: found.evidence, text: said.text,
        said: found.said, by: found.member.id, school: found.desk.id, at: Moment.now)
      let words = found.questions.map { " voor \(ConsentPage.words($0))" } ?? ""
      try said.show(found, "toestemming ingetrokken\(words)", going: going)
    }
  }

  /// Lists what holds.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont wat er geldt, van een leerling, een groep of iedereen.",
      discussion: """
        Een leerkracht ziet van de eigen groepen wat er geldt; de directie en de
        administratie zien ook wie wat antwoordde; een ouder ziet het eigen kind.

        Voorbeelden:
          fatsoen consent list --group g6 --as juf-els
          fatsoen consent list "Jip van Dam" --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Option(help: ArgumentHelp("Alleen deze groep.", valueName: "groep"))
    var group: String?

    @Argument(help: ArgumentHelp("De naam of het id van een leerling.", valueName: "leerling"))
    var pupil: String?

    func run() async throws {
      let (desk, member) = try await options.open()
      var (chosen, groupID): (Pupil?, GroupID?)
      if let pupil { chosen = try await desk.pupil(pupil, in: group) }
      if let group { groupID = try await desk.group(group).id }
      let found = try await desk.store.consents(
        of: chosen?.id, in: groupID, for: member.id, school: desk.id, at: Moment.now)
      let page = ConsentPage(desk: desk, viewer: member.id, json: options.json)
      try await page.show(found, isOne: chosen != nil)
    }
  }
}

extension Desk {
  /// A pupil by id or name, in a group when two have one name.
  func pupil(_ handle: String, in group: String? = nil) async throws -> Pupil {
    let register = try await store.peopleRegister(school: id, at: Moment.now)
    var wanted: GroupID?
    if let group { wanted = try await self.group(group).id }
    let found = register.pupils.filter { pupil in
      pupil.until == nil && (pupil.id.rawValue == handle || pupil.name.folded == PersonName.fold(handle))
        && (wanted.map(pupil.groups.contains) ?? true)
    }
    guard let only = found.first else {
      throw CommandError("leerling \"\(handle)\" is er niet; fatsoen consent list toont wie u ziet")
    }
    if found.count > 1 {
      throw CommandError("er zijn \(found.count) leerlingen \"\(handle)\"; noem met --group de groep, of geef het id")
    }
    return only
  }
}
