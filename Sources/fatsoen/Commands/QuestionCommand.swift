import ArgumentParser
import Conduct
import Store

/// `fatsoen question`: questions about the portal itself.
struct QuestionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "question",
    abstract: "Vragen over het portaal: eerst de leerkracht, dan ICT, dan de administratie.",
    discussion: """
      Zit er niemand aan een bureau, dan gaat de vraag verder; aan het eind antwoordt
      de directie.

      Voorbeelden:
        fatsoen question ask "Hoe zet ik meldingen uit?" --group g6 --as ouder-4
        fatsoen question list --as juf-els
        fatsoen question answer 3 "Onder instellingen." --as juf-els
        fatsoen question pass-on 3 "Dat weet ICT." --as juf-els
      """,
    subcommands: [List.self, Ask.self, Show.self, Answer.self, PassOn.self], defaultSubcommand: List.self)

  static func json(_ file: QuestionFile) -> String {
    var object = JSONObjectText(question: file.question)
    object.add("asker_name", text: file.asker)
    object.add("notes", "[" + file.notes.map(JSONObjectText.note).joined(separator: ",") + "]")
    object.add("for_you", file.isForViewer ? "true" : "false")
    return object.text
  }
}

/// One question, and who is at work on it.
struct QuestionOptions: ParsableArguments {
  @OptionGroup var options: DeskOptions

  @Argument(help: ArgumentHelp("Het nummer van de vraag.", valueName: "nr"))
  var number: String

  @Argument(help: ArgumentHelp("De tekst.", valueName: "tekst"))
  var text: String

  /// Finds the question, changes it and says how it stands.
  func step(_ change: (Desk, Member, QuestionID) async throws -> Question) async throws {
    let (desk, member) = try await options.open()
    let file = try await desk.store.question(number, for: member.id, school: desk.id, at: Moment.now)
    let question = try await change(desk, member, file.question.id)
    if options.json { return try Screen.print(JSONObjectText(question: question).text) }
    let place = question.state == .asked ? ", bij \(question.desk.name)" : ""
    try Screen.print("\(Terminal.output.style("✓", .good)) Vraag \(question.number): \(question.state.name)\(place).")
  }
}

extension QuestionCommand {
  /// Lists the questions.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont uw vragen, en die u kunt beantwoorden.",
      discussion: """
        Voorbeeld:
          fatsoen question list --as juf-els
        """)
    @OptionGroup var options: DeskOptions

    func run() async throws {
      let (desk, member) = try await options.open()
      let files = try await desk.store.questions(for: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(files.map(QuestionCommand.json)) }
      if files.isEmpty { return try Screen.print("Er is geen vraag.") }
      var table = Table([
        .init("nr", isNumber: true), .init("van", mayShrink: true), .init("stand", mayShrink: true), .init("bij"),
        .init("vraag", mayShrink: true, least: 24),
      ])
      for file in files {
        table.add([
          .init("#\(file.question.number)", file.isForViewer ? .bold : nil), .init(file.asker),
          .init(file.question.state.name), .init(file.question.state == .asked ? file.question.desk.name : ""),
          .init(file.notes.first?.text ?? ""),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }

  /// Asks something.
  struct Ask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ask",
      abstract: "Stelt een vraag over het portaal.",
      discussion: """
        Voorbeeld:
          fatsoen question ask "Hoe zet ik meldingen uit?" --group g6 --as ouder-4
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("De vraag.", valueName: "tekst"))
    var text: String

    @Option(help: ArgumentHelp("De groep van uw kind; dan antwoordt de leerkracht.", valueName: "groep"))
    var group: String?

    func run() async throws {
      let (desk, member) = try await options.open()
      var place: GroupID?
      if let group { place = try await desk.group(group).id }
      let question = try await desk.store.ask(text, in: place, by: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(JSONObjectText(question: question).text) }
      try Screen.print(
        "\(Terminal.output.style("✓", .good)) Vraag \(question.number) is gesteld aan \(question.desk.name).")
    }
  }

  /// Shows a question.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Toont een vraag met wat erover geschreven is.",
      discussion: """
        Voorbeeld:
          fatsoen question show 3 --as juf-els
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Het nummer van de vraag.", valueName: "nr"))
    var number: String

    func run() async throws {
      let (desk, member) = try await options.open()
      let file = try await desk.store.question(number, for: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(QuestionCommand.json(file)) }
      let names = try await desk.names()
      let terminal = Terminal.output
      var lines = [terminal.style("Vraag \(file.question.number)", .bold) + " · \(file.question.state.name)"]
      for note in file.notes {
        let who = note.author.map { names[$0] ?? $0.rawValue } ?? ""
        lines.append(terminal.style("\(desk.time(note.at)) · \(who.onOneLine) · \(note.kind.name)", .soft))
        lines += note.text.wrapped(to: terminal.width - 2).map { "  " + $0.onOneLine }
      }
      try Screen.print(lines)
    }
  }

  /// Answers a question.
  struct Answer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "answer",
      abstract: "Beantwoordt een vraag; wie haar stelde, krijgt bericht.",
      discussion: """
        Voorbeeld:
          fatsoen question answer 3 "Onder instellingen." --as juf-els
        """)
    @OptionGroup var question: QuestionOptions

    func run() async throws {
      try await question.step {
        try await $0.store.answer($2, text: question.text, by: $1.id, school: $0.id, at: Moment.now)
      }
    }
  }

  /// Passes a question on.
  struct PassOn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pass-on",
      abstract: "Geeft een vraag door aan het volgende bureau, met een reden.",
      discussion: """
        Voorbeeld:
          fatsoen question pass-on 3 "Dat weet ICT." --as juf-els
        """)
    @OptionGroup var question: QuestionOptions

    func run() async throws {
      try await question.step {
        try await $0.store.passOn($2, reason: question.text, by: $1.id, school: $0.id, at: Moment.now)
      }
    }
  }
}

extension JSONObjectText {
  /// The fields of a question.
  init(question: Question) {
    self.init()
    add("number", number: question.number)
    add("id", text: question.id.rawValue)
    add("state", text: question.state.rawValue)
    add("desk", text: question.desk.rawValue)
    add("asked_at", number: Int(question.askedAt))
    add("version", number: question.version)
  }
}
