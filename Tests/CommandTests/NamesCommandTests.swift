import Foundation
import Testing

@Suite struct NamesCommandTests {
  private static let people = """
    soort;id;roepnaam;tussenvoegsel;achternaam;groep;groepsnaam;groepsoort;rol;kind;email
    groep;g3;;;;;Groep 3;klas;;;
    leerling;l1;Storm;;Hoekzema;g3;;;;;
    leerling;l2;Tijmen;van der;Zwaluw;g3;;;;;
    leerling;l3;Tijmen;;Evers;g3;;;;;
    medewerker;p1;Robert;;Lul;g3;;;leerkracht;;robert@school.test
    """

  @Test("explain shows the people of the school that is named, whose names are no insult there")
  func explain() throws {
    let command = try Command()
    defer { command.remove() }
    try Self.people.write(to: command.folder.appendingPathComponent("mensen.csv"), atomically: true, encoding: .utf8)
    let policy = Command.root.appendingPathComponent("Policies/a-de-jordaan-2017.yaml").path
    #expect(try command.run("school", "create", "de-linde", "--policy", policy).status == 0)
    #expect(try command.run("import-roster", "mensen.csv", "--apply").status == 0)
    let text = "Gisteren speelde Tijmen met Storm. Tijmen van der Zwaluw won! Wat een storm."
    let shown = try command.run("explain", "--school", "de-linde", text).output
    #expect(shown.contains("\"Tijmen\"  voornaam van 2 leerlingen"), "\(shown)")
    #expect(shown.contains("\"Storm\"  voornaam van 1 leerling"))
    #expect(shown.contains("\"Tijmen van der Zwaluw\"  volledige naam van 1 leerling"))
    let json = try command.run("explain", "--json", "--school", "de-linde", text).output
    #expect(json.contains(#""mentions":[{"start":17,"end":23,"text":"Tijmen","form":"given","people":["#), "\(json)")
    let other = try command.run("explain", "--json", text).output
    #expect(!other.contains("mentions"))
    for (school, disposition) in [(["--school", "de-linde"], "clear"), ([], "review")] {
      let said = try command.run(["explain", "--json"] + school + ["Meneer Lul is er morgen."]).output
      #expect(said.contains(#""disposition":"\#(disposition)""#), "\(said)")
    }
  }

  @Test("what is taken in and what staff drafts knows the names of the school")
  func desk() throws {
    let command = try Command()
    defer { command.remove() }
    try Self.people.write(to: command.folder.appendingPathComponent("mensen.csv"), atomically: true, encoding: .utf8)
    let policy = Command.root.appendingPathComponent("Policies/a-de-jordaan-2017.yaml").path
    #expect(try command.run("school", "create", "de-linde", "--policy", policy).status == 0)
    #expect(try command.run("import-roster", "mensen.csv", "--apply").status == 0)
    let draft = try command.run("draft", "Meneer Lul is er morgen.", "--as", "p1").output
    #expect(draft.contains("Er viel niets op"), "\(draft)")
    #expect(try !command.run("draft", "Wat een lul is dat.", "--as", "p1").output.contains("Er viel niets op"))
    let file = "id;auteur;groep;tekst\n1;p1;g3;Meneer Lul is er morgen.\n2;p1;g3;Wat een lul is dat.\n"
    try file.write(to: command.folder.appendingPathComponent("berichten.csv"), atomically: true, encoding: .utf8)
    #expect(try command.run("import", "berichten.csv", "--json").output.contains(#""taken":2,"queued":1"#))
  }
}
