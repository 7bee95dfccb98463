import ArgumentParser
import Conduct
import Exchange
import Foundation
import Library
import Store
import Web

/// `fatsoen demo`: an invented school, and the main job on it.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Maakt een voorbeeldschool en laat zien wat Fatsoen doet.",
    discussion: """
      Alles is verzonnen: de school, de mensen en de berichten. Herhalen mag; wat u
      in de voorbeeldschool hebt gedaan, blijft staan.

      Met --serve starten daarna de webpagina's van de voorbeeldschool.

      Voorbeelden:
        fatsoen demo mijn-proef
        fatsoen demo mijn-proef --serve
      """)

  @OptionGroup var rules: RuleOptions

  @Argument(
    help: ArgumentHelp("De map voor de voorbeeldschool (standaard: .demo).", valueName: "map"), completion: .directory)
  var folder = ".demo"

  @Flag(help: "Start de webpagina's van de voorbeeldschool.")
  var serve = false

  @Option(help: ArgumentHelp("De poort van de webpagina's.", valueName: "poort"))
  var port = 8080

  func run() async throws {
    let folder =
      folder.hasPrefix("/") ? folder : FileManager.default.currentDirectoryPath + "/" + folder
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandError("de map \(folder) kan niet worden gemaakt; kies een andere map")
    }
    let terminal = Terminal.output
    let now = Moment.now
    let loaded = try rules.load()
    guard let policy = loaded.policies.first else {
      throw CommandError("er is geen beleid om de school mee te beginnen")
    }
    let database = folder + "/school.db"
    let address = try DatabaseAddress("sqlite://" + database, isTyped: false)
    let store = try await Store.open(
      try address.open(), keyring: Keyring(directory: folder + "/school.keys"), at: now)
    let demo = DemoSchool(store: store, now: now)
    try await demo.create(policy: policy, rules: loaded)
    guard let school = try await store.schools().first(where: { $0.id == DemoSchool.id }) else {
      throw CommandError("\(database) is geen voorbeeldschool; kies een andere map")
    }
    let desk = Desk(store: store, school: school)
    let file = folder + "/berichten.ndjson"
    if !FileManager.default.fileExists(atPath: file) {
      try Data(demo.messages().utf8).write(to: URL(fileURLWithPath: file))
    }
    if serve {
      _ = try await take(file, desk, loaded)
      return try await serve(store, loaded)
    }
    try Screen.print(title("1. Berichten nakijken", "fatsoen scan \(short(file))", terminal))
    try scan(file, loaded, policy, terminal)
    try Screen.print(title("2. Overnemen in de school", "fatsoen import \(short(file))", terminal))
    try Screen.print("  " + (try await take(file, desk, loaded)).sentence + "\n")
    try Screen.print(title("3. De wachtrij van de leerkracht", "fatsoen queue --as juf-6", terminal))
    let teacher = try await desk.member("juf-6")
    let items = try await store.queue(for: teacher.id, school: desk.id, at: now)
    try Screen.print(
      QueueList(items: items, desk: desk, categories: loaded.categories, terminal: terminal).lines + [""])
    if let item = items.first {
      let number = item.review.number
      try Screen.print(title("4. Eén bericht uitgelegd", "fatsoen show \(number) --as juf-6", terminal))
      let review = try await store.review(item.review.id, for: teacher.id, school: desk.id, at: now)
      let page = ReviewPage(
        file: review, desk: desk, policy: policy, names: try await desk.names(), terminal: terminal)
      try Screen.print(page.lines + [""])
    }
    try Screen.print(next(items.map(\.review.number), database, terminal))
  }

  private func serve(_ store: Store, _ rules: LoadedRules) async throws {
    let accounts = try await DemoAccounts(store: store, now: Moment.now).make()
    let server = try WebServer(
      store: store, rules: rules,
      settings: SiteSettings(
        address: "http://127.0.0.1:\(port)", demoAccounts: accounts, holidays: HolidayFile.site))
    var table = Table([.init("wie"), .init("naam"), .init("wachtwoord")])
    for account in accounts { table.add(["\(account.who)", "\(account.login)", "\(account.password)"]) }
    try Screen.print(["De voorbeeldschool. Log in als:", ""] + table.lines(on: .output).map { "  " + $0 } + [""])
    try await server.run(host: "127.0.0.1", port: port)
  }

  private func title(_ text: String, _ command: String, _ terminal: Terminal) -> String {
    terminal.style(text, .bold) + "   " + terminal.style("$ " + command, .soft) + "\n"
  }

  /// The file as it can be typed from here.
  private func short(_ path: String) -> String {
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }

  private func scan(_ file: String, _ rules: LoadedRules, _ policy: Policy, _ terminal: Terminal) throws {
    var rules = rules
    rules.policies = [policy]
    var stream = LineStream([try Input(path: file)])
    var scan = MessageScan(
      rules, form: .ndjson, writer: ReadableVerdicts(terminal: terminal), includesOneToOne: false)
    while let block = try stream.next() {
      let output = scan.scan(block)
      try output.verdicts.withUnsafeBytes { try Screen.write($0, to: STDOUT_FILENO) }
      try Screen.print(terminal.style(output.tally.sentence, .soft) + "\n")
    }
  }

  private func take(_ file: String, _ desk: Desk, _ rules: LoadedRules) async throws -> ImportTally {
    var run = try await ImportRun(desk: desk, rules: rules)
    let input = try Input(path: file)
    var messages = try MessageFile(input, form: .ndjson, zone: desk.zone)
    try await run.take(&messages, from: input)
    run.end()
    return run.tally
  }

  private func next(_ numbers: [Int], _ database: String, _ terminal: Terminal) -> [String] {
    let program = ShippedData.binary
    let first = numbers.first ?? 1
    let steps = [
      "alias fatsoen='\(program)'",
      "export FATSOEN_DATABASE=sqlite://\(database)",
      "fatsoen claim \(first) --as juf-6",
      "fatsoen decide \(first) --as juf-6 --establish --clause A33 --motivation \"Schelden past niet.\"",
      "fatsoen queue --as juf-6                # en zo ook de andere twee van deze ouder",
      "fatsoen proposals --as directie         # wat de ladder voorstelt",
      "fatsoen history ouder-4 --as directie --why oversight   # alles op een rij",
      "fatsoen memberships --as directie       # wie in een groep ontbreekt of te veel is",
      "fatsoen consent campaign --as directie  # de jaarlijkse vraag om toestemming",
      "fatsoen pictures --as juf-6             # wat er weg moet",
      "fatsoen norms                           # hoe elke afspraak wordt nagegaan",
      "fatsoen verify                          # klopt het logboek nog?",
    ]
    return [terminal.style("Nu u. Typ bijvoorbeeld:", .bold), ""] + steps.map { "  " + terminal.style($0, .accent) }
  }
}
