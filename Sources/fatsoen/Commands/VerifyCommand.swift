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
      keten; wissen volgens de bewaartermijn niet. Uit het logboek alleen wordt ook
      elke rij weer opgebouwd en naast de database gelegd: wat verschilt, wordt
      genoemd met tabel, rij en kolom; met --replay staat er hoeveel rijen van
      elke tabel zijn nagelopen. Afsluitstatus 2 als er iets niet klopt.

      Voorbeelden:
        fatsoen verify --database sqlite:///school.db
        fatsoen verify --replay
        fatsoen verify --head ca2d2947…    de kop die u eerder elders hebt bewaard
      """)

  @OptionGroup var options: DatabaseOptions

  @Flag(help: "Toont per tabel hoeveel rijen uit het logboek zijn opgebouwd.")
  var replay = false

  @Option(
    help: ArgumentHelp(
      "Een kop die u eerder op een andere plaats hebt bewaard; die moet in het logboek staan.", valueName: "kop"))
  var head: String?

  func run() async throws {
    if let head, head.count != 64 || !head.allSatisfy(\.isHexDigit) {
      throw CommandError("een kop is 64 tekens van 0 tot 9 en a tot f; neem hem over zoals verify hem toonde")
    }
    let desk = try await options.desk()
    let result = try await desk.store.verify(school: desk.id, keptHead: head?.lowercased())
    if options.json {
      var object = JSONObjectText()
      object.add("school", text: desk.id.rawValue)
      object.add("intact", result.faults.isEmpty ? "true" : "false")
      object.add("events", number: result.events)
      object.add("payloads", number: result.payloads)
      object.add("purged", number: result.purged)
      object.add("head", text: result.head)
      object.add("rows", number: result.rows.values.reduce(0, +))
      object.add("told_from_start", result.isToldFromTheStart ? "true" : "false")
      object.add("rows_untold", number: result.untoldRows)
      if replay { object.add("rebuilt", texts: Self.rebuilt(result).map { "\($0) \($1)" }) }
      if head != nil { object.add("kept_head_at", number: result.keptHeadAt.map { Int($0) }) }
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
      if let at = result.keptHeadAt { try Screen.print("  de bewaarde kop staat erin, van \(desk.time(at))") }
      if !result.isToldFromTheStart {
        let untold = count(result.untoldRows, "rij", "rijen")
        try Screen.print(
          ("let op: dit logboek is begonnen met een oudere versie, die nog niet opschreef wat er in elke rij staat. "
            + "\(untold) van toen \(result.untoldRows == 1 ? "is" : "zijn") niet na te rekenen, en een rij die buiten het "
            + "programma om is toegevoegd valt niet op.").wrapped(to: terminal.width - 2).map {
              terminal.style("  \($0)", .severity3)
            })
      }
      if replay {
        var table = Table([.init("tabel"), .init("rijen", isNumber: true)])
        for (name, rows) in Self.rebuilt(result) { table.add([.init(name), .init(grouped(rows))]) }
        try Screen.print(table.lines(on: terminal))
      }
    }
    for fault in result.faults { Screen.complain("error: \(fault)") }
    if !result.faults.isEmpty { throw QuietExit(status: 2) }
  }

  private static func rebuilt(_ result: Verification) -> [(String, Int)] {
    result.rows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
