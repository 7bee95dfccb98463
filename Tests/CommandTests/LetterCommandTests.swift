import Foundation
import Testing

private let details = """
  contact: de directie, 020 555 01 00
  privacy: fg@school.example
  klachten: Landelijke Klachtencommissie Onderwijs

  """

@Suite struct LetterCommandTests {
  /// A school with a violation that was established on one message.
  private func decided(_ command: Command, facts: String = "U schreef een scheldwoord.") throws {
    try command.makeSchool()
    let file = try command.write(
      "b.csv", "id;auteur;groep;soort;datum;tekst\n1;o1;g6;reactie;2026-01-05 20:00;Jij bent een achterlijke idioot\n")
    try command.run("import", file)
    try command.run("claim", "1", "--as", "juf")
    let end = try command.run(
      "decide", "1", "--as", "juf", "--establish", "--clause", "A33", "--motivation", "Schelden past niet.", "--facts",
      facts, "--weighing", "Iets lichters hielp niet.", "--remove")
    #expect(end.status == 0, "\(end.errors)")
  }

  @Test func aLetterIsADraftThatSaysWhatIsMissingUntilAllIsFilledIn() throws {
    let command = try Command()
    defer { command.remove() }
    try decided(command)
    let draft = try command.run("letter", "reasons", "1", "--as", "juf")
    #expect(draft.status == 0 && draft.output.hasPrefix("CONCEPT: NOG NIET VERSTUREN\n- nog in te vullen: bij wie"))
    let refused = try command.run("letter", "reasons", "1", "--as", "juf", "--final")
    #expect(refused.status == 2 && refused.output.isEmpty)
    #expect(refused.errors.contains("  · nog in te vullen: de klachtencommissie (klachten in school.txt)"))
    try command.write("brieven/school.txt", details)
    let letter = try command.run("letter", "reasons", "1", "--as", "juf", "--final", "--reports", "brieven")
    #expect(letter.status == 0 && letter.output.contains("BESLUIT OVER UW BERICHT"))
    #expect(letter.output.contains("> Jij bent een achterlijke idioot") && !letter.output.contains("CONCEPT"))
    let page = try command.run(
      "letter", "reasons", "1", "--as", "juf", "--final", "--html", "--english",
      environment: ["FATSOEN_REPORTS": command.folder.path + "/brieven"])
    #expect(
      page.output.hasPrefix("<!doctype html>\n<html lang=\"en\">") && page.output.contains("We took your message away.")
    )
    #expect(try command.run("verify").status == 0)
    let readings = try command.run("readings", "o1", "--as", "dir", "--why", "request").output
    #expect(readings.contains("Leerkracht") && readings.contains("voor een brief"))
  }

  @Test func aFinalLetterStaysAsItWentOutWhateverChangesAfterwards() throws {
    let command = try Command()
    defer { command.remove() }
    try decided(command)
    try command.write("brieven/school.txt", details)
    func final(_ more: String...) throws -> Command.Result {
      try command.run(["letter", "reasons", "1", "--as", "juf", "--final", "--reports", "brieven"] + more)
    }
    let first = try final()
    #expect(first.status == 0 && first.errors.isEmpty, "\(first.errors)")
    let again = try final()
    #expect(again.output == first.output && again.errors.contains("dit is brief 1, die al definitief is"))
    // The school writes its letters otherwise now; what went out stays.
    try command.write("brieven/school.txt", details.replacingOccurrences(of: "de directie", with: "Kraai"))
    for number in ["1", "#1"] {
      #expect(try command.run("letter", "kept", number, "--as", "juf").output == first.output, "\(number)")
    }
    let changed = try final()
    #expect(changed.output.contains("Kraai") && changed.errors.isEmpty)
    let page = try final("--html")
    #expect(try command.run("letter", "kept", "3", "--as", "o1").output == page.output)
    let list = try command.run("letter", "kept", "--as", "o1").output
    #expect(list.contains("besluit over een bericht") && list.split(separator: "\n").count == 4, "\(list)")
    #expect(try command.run("letter", "kept", "1", "--as", "o2").status == 2)
    let json = try command.run("letter", "kept", "2", "--as", "dir", "--json").output
    #expect(json.contains("\"reference\":\"beoordeling 1\"") && json.contains("Kraai"))
    #expect(try command.run("verify").status == 0)
  }

  @Test func aLetterToAReporterIsAddressedToTheReporterWhoeverWritesIt() throws {
    let command = try Command()
    defer { command.remove() }
    try command.makeSchool()
    try command.write("brieven/school.txt", details)
    let sent = try command.run(
      "report", "submit", "passed_on", "--group", "g6", "--name", "Oma van Sem", "--manner", "phone", "--text",
      "Onze foto staat elders.", "--as", "juf")
    let number = String(try #require(sent.output.firstMatch(of: /nummer (\d+)/)).1)
    let letter = try command.run("letter", "receipt", number, "--as", "juf", "--final", "--reports", "brieven")
    #expect(letter.status == 0 && letter.output.contains("Beste Oma van Sem,"), "\(letter.errors)")
    for outsider in ["o1", "dir"] {
      let refused = try command.run("letter", "receipt", number, "--as", outsider)
      #expect(refused.status == 2 && refused.errors.contains("bestaat niet") && !refused.output.contains("Oma"))
    }
    #expect(try command.run("letter", "outcome", number, "--as", "juf").errors.contains("nog geen uitkomst"))
  }

  @Test func whatIsWrittenAboutAnotherParentDoesNotLeaveTheSchool() throws {
    let command = try Command()
    defer { command.remove() }
    try decided(command, facts: "U schreef dat aan Ouder twee.")
    try command.run("member", "add", "Ouder twee", "--id", "o2", "--role", "ouder", "--group", "g6")
    try command.write("brieven/school.txt", details)
    let refused = try command.run("letter", "reasons", "1", "--as", "juf", "--final", "--reports", "brieven")
    #expect(refused.status == 2 && refused.errors.contains("de naam van een ander (Ouder twee)"))
  }

  @Test func theMonthIsAReportAndOtherTextsAreRefused() throws {
    let command = try Command()
    defer { command.remove() }
    try decided(command)
    let month = try command.run("letter", "month", "2020-01", "--as", "dir")
    #expect(month.output.contains("MAANDOVERZICHT JANUARI 2020".lowercased()) || month.output.contains("januari 2020"))
    #expect(try command.run("letter", "month", "januari", "--as", "dir").errors.contains("is geen maand"))
    #expect(try command.run("letter", "month", "2020-01", "--as", "juf").status == 2)
    #expect(try command.run("letter", "reasons", "--as", "dir").errors.contains("geef een nummer, of --sample"))
    #expect(try command.run("letter", "warning", "9", "--as", "dir").status == 2)
  }

  @Test func everyKindShowsASampleWithoutADatabase() throws {
    let command = try Command()
    defer { command.remove() }
    for kind in ["receipt", "outcome", "reasons", "invitation", "warning", "restriction", "appeal", "month"] {
      let sample = try command.run("letter", kind, "--sample", "--english", environment: ["FATSOEN_DATABASE": ""])
      #expect(sample.status == 0 && sample.output.contains("Basisschool De Meerkoet"), "\(kind)")
    }
  }

  @Test func aFaultInATemplateIsNamedWithFileAndLine() throws {
    let command = try Command()
    defer { command.remove() }
    try command.write("brieven/nl/data.txt", "Bewaard:\n{{bewaartermijn}}")
    let letter = try command.run("letter", "reasons", "--sample", "--reports", "brieven")
    #expect(letter.status == 2 && letter.errors.contains("error: brieven/nl/data.txt:2: {{bewaartermijn}} is er niet"))
  }
}
