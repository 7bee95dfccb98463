import ArgumentParser
import Conduct
import Store

/// `fatsoen verify`: whether the log is whole and untouched.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Rekent het logboek na en zegt waar het niet klopt.",
    discussion: """
      Elke gebeurtenis draagt de hash van de vorige. Eén veranderde byte breekt de
      keten; wissen volgens de bewaartermijn niet. Afsluitstatus 2 als er iets
      niet klopt.

      Voorbeeld:
        fatsoen verify --database sqlite:///school.db
      """)

  @OptionGroup var options: DatabaseOptions

  func run() async throws {
    let desk = try await options.desk()
    let result = try await desk.store.verify(school: desk.id)
    if options.json {
      var object = JSONObjectText()
      object.add("school", text: desk.id.rawValue)
      object.add("intact", result.faults.isEmpty ? "true" : "false")
      object.add("events", number: result.events)
      object.add("payloads", number: result.payloads)
      object.add("purged", number: result.purged)
      object.add("head", text: result.head)
      object.add("faults", texts: result.faults.map { "\($0)" })
      try Screen.print(object.text)
    } else if result.faults.isEmpty {
      let terminal = Terminal.output
      try Screen.print([
        terminal.style("✓ Het logboek klopt.", .good),
        "  \(count(result.events, "gebeurtenis", "gebeurtenissen")) · \(count(result.payloads, "inhoud", "inhouden")) nagerekend"
          + " · \(grouped(result.purged)) gewist",
        terminal.style("  kop \(result.head)", .soft),
      ])
    }
    for fault in result.faults { Screen.complain("error: \(fault)") }
    if !result.faults.isEmpty { throw QuietExit(status: 2) }
  }
}
