import ArgumentParser
import Conduct
import Foundation
import Library
import Logging
import Store
import Web

/// `fatsoen serve`: the pages for the parent, the teacher, the director and the board.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Start de webpagina's voor ouders, leerkrachten, directie en bestuur.",
    discussion: """
      Zonder --address luistert het alleen op deze machine. Voor een school staat er een
      programma voor dat de verbinding versleutelt (https), en zegt --address hoe
      mensen de site vinden. Het houdt ook bij wat de tijd brengt (zie fatsoen tick).
      Is er nog geen database of school, dan maakt u die op de eerste pagina.

      Voorbeelden:
        fatsoen serve --database sqlite:///srv/fatsoen/school.db
        fatsoen serve --address https://fatsoen.mijnschool.nl --trust-proxy
      """)

  @OptionGroup var options: DatabaseOptions

  @OptionGroup var rules: RuleOptions

  @Option(help: ArgumentHelp("De poort op deze machine.", valueName: "poort"))
  var port = 8080

  @Option(help: ArgumentHelp("Waarop het luistert.", valueName: "host"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("Het adres zoals mensen het typen, met https://.", valueName: "adres"))
  var address: String?

  @Flag(help: "Neem het adres van bezoekers over van het programma dat ervoor staat (X-Forwarded-For).")
  var trustProxy = false

  func validate() throws {
    if let address, !address.hasPrefix("https://") {
      throw ValidationError("--address begint met https://; zonder versleuteling kan ieder meelezen")
    }
    if address == nil, !["127.0.0.1", "localhost", "::1"].contains(host) {
      throw ValidationError("geef met --host ook --address https://…; zonder versleuteling kan ieder meelezen")
    }
    if !(0...65_535).contains(port) { throw ValidationError("--port is een getal van 0 tot en met 65535") }
  }

  func run() async throws {
    let store = try await options.open(creating: true)
    // Whoever sits at this machine needs no code; behind another program it may be anybody.
    let code = address == nil && !trustProxy ? nil : Self.setupCode()
    if try await store.setup() != .done {
      try Screen.print(Self.welcome(code, at: address ?? "http://\(host):\(port)"))
    }
    let server = try WebServer(
      store: store, rules: try rules.load(),
      settings: SiteSettings(
        address: address ?? "http://\(host):\(port)", trustsProxy: trustProxy, holidays: HolidayFile.site),
      setupCode: code)
    try await server.run(host: host, port: port)
  }

  /// Twenty signs that nobody guesses, for whoever makes the first school from another machine.
  private static func setupCode() -> String {
    let signs = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    let parts = (0..<4).map { _ in String((0..<5).map { _ in signs.randomElement() ?? "A" }) }
    return parts.joined(separator: "-")
  }

  private static func welcome(_ code: String?, at address: String) -> [String] {
    ["Er is nog geen school. Open \(address)/begin om er een te maken."]
      + (code.map { ["De code die daar wordt gevraagd: \($0)"] } ?? []) + [""]
  }
}
