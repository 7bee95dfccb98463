import Foundation
import Testing

@Suite struct RosterCommandTests {
  private static let file = """
    soort;id;roepnaam;tussenvoegsel;achternaam;groep;groepsnaam;groepsoort;rol;kind;email
    groep;g3;;;;;Groep 3;klas;;;
    groep;alle;;;;;De hele school;school;;;
    leerling;l1;Jip;van den;Berg;g3;;;;;
    ouder;o1;Karin;;Berg;;;;;l1;karin@thuis.test
    ouder;o2;Ahmed;;Aziz;;;;;l7;ahmed@thuis.test
    medewerker;p1;Els;;Dekker;g3;;;leerkracht;;els@school.test
    medewerker;p2;Anna;;Mol;;;;directeur;;anna@school.test
    """

  private func school(_ file: String) throws -> Command {
    let command = try Command()
    try file.write(to: command.folder.appendingPathComponent("mensen.csv"), atomically: true, encoding: .utf8)
    let policy = Command.root.appendingPathComponent("Policies/a-de-jordaan-2017.yaml").path
    #expect(try command.run("school", "create", "de-linde", "--policy", policy).status == 0)
    return command
  }

  @Test func aFileIsShownFirstAndThenCarriedOut() throws {
    let command = try school(Self.file)
    defer { command.remove() }
    let dry = try command.run("import-roster", "mensen.csv")
    // The one row that names a child who is not there is refused, the others are not.
    #expect(dry.status == 2 && dry.output.contains("mensen.csv regel 6: deze ouder hoort bij geen leerling"))
    #expect(dry.output.contains("Er is nog niets veranderd"))
    #expect(try command.run("member", "list").output.contains("Nog geen leden"))
    #expect(try command.run("import-roster", "mensen.csv", "--apply").output.contains("Overgenomen."))
    let members = try command.run("member", "list").output
    #expect(members.contains("Karin Berg") && members.contains("ouder/verzorger De hele school"))
    #expect(members.contains("Els Dekker") && !members.contains("leerkracht"))
    let again = try command.run("import-roster", "mensen.csv", "--apply", "--json")
    #expect(again.output.contains(#""pupils":{"add":0,"change":0,"end":0,"keep":1}"#), "\(again.output)")
    #expect(try command.run("verify", "--replay").status == 0)
  }

  @Test func aRoleIsGivenByTheDirectionOnceThereIsOne() throws {
    let command = try school(Self.file)
    defer { command.remove() }
    try command.run("import-roster", "mensen.csv", "--apply")
    let list = try command.run("role", "list").output
    #expect(list.contains("leerkracht Groep 3") && list.contains("directeur"))
    #expect(try command.run("role", "accept", "2").output.contains("1 rol gegeven"))
    let alone = try command.run("role", "accept", "1")
    #expect(alone.status == 2 && alone.errors.contains("Uw rol mag dit niet doen"))
    #expect(try command.run("role", "accept", "1", "--as", "p2").status == 0)
    #expect(try command.run("member", "list").output.contains("leerkracht Groep 3"))
    #expect(try command.run("role", "accept", "1", "--as", "p2").errors.contains("niet of is al behandeld"))
  }

  @Test(arguments: [
    ("<EDEX><!-- --><leerlingen>", "geen geldige XML"), ("<!DOCTYPE EDEX><EDEX/>", "DOCTYPE"),
    ("a;b\n1;2\n", "fatsoen import-roster --help"), ("", "leeg"),
  ])
  func whatIsRefusedSaysWhyAndTakesNothing(file: String, reason: String) throws {
    let command = try school(file)
    defer { command.remove() }
    let result = try command.run("import-roster", "mensen.csv", "--apply")
    #expect(result.status == 2 && result.errors.contains(reason) && result.output.isEmpty, "\(result.errors)")
    #expect(try command.run("import-roster", "weg.xml").errors.contains("weg.xml bestaat niet"))
  }
}
