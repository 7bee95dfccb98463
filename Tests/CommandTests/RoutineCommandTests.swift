import Foundation
import Testing

/// Hours, exceptions, the register of what the agreements ask, and who belongs where, from the command line.
@Suite struct RoutineCommandTests {
  private func school() throws -> Command {
    let command = try Command()
    try command.write(
      "mensen.csv",
      """
      soort;id;roepnaam;tussenvoegsel;achternaam;groep;groepsnaam;groepsoort;rol;kind;email
      groep;g3;;;;;Groep 3;klas;;;
      leerling;l1;Jip;van den;Berg;g3;;;;;
      ouder;o1;Karin;;Berg;;;;;l1;karin@thuis.test
      """)
    let policy = Command.root.appendingPathComponent("Policies/a-de-jordaan-2017.yaml").path
    #expect(try command.run("school", "create", "de-linde", "--policy", policy).status == 0)
    #expect(try command.run("import-roster", "mensen.csv", "--apply").status == 0)
    #expect(try command.run("member", "add", "Directie", "--id", "dir", "--role", "directeur").status == 0)
    // The id that the roster gave the group is known like its name.
    for (name, id, role) in [("Els", "juf", "leerkracht"), ("Vreemd", "o9", "ouder")] {
      #expect(try command.run("member", "add", name, "--id", id, "--role", role, "--group", "g3").status == 0)
    }
    return command
  }

  /// What is said when something is refused.
  private func refusal(_ command: Command, _ arguments: String...) throws -> String {
    let run = try command.run(arguments)
    return run.status == 2 ? run.errors : "status \(run.status): \(run.output)"
  }

  @Test func hoursAreSetShownAndTakenAway() throws {
    let command = try school()
    defer { command.remove() }
    let times = "ma-vr 08:00-16:30, wo 08:00-12:30"
    let own = try command.run("hours", "set", "working", "--member", "juf", times, "--as", "juf").output
    #expect(own.contains("De werktijd van Els is nu ma-di 08:00-16:30, wo 08:00-12:30, do-vr 08:00-16:30."), "\(own)")
    #expect(try refusal(command, "hours", "set", "working", "--member", "dir", times, "--as", "juf").contains("rol"))
    #expect(try refusal(command, "hours", "set", "lessons", "--group", "g3", times, "--as", "juf").contains("rol"))
    #expect(try refusal(command, "hours", "set", "working", "za 25:00", "--as", "dir").contains("25:00"))
    #expect(try command.run("hours", "set", "lessons", "--group", "g3", "ma-vr 08:30-12:00", "--as", "dir").status == 0)
    let shown = try command.run("hours").output
    #expect(shown.contains("Els") && shown.contains("ma-vr 08:30-12:00"), "\(shown)")
    #expect(try command.run("hours", "clear", "working", "--member", "juf", "--as", "dir").output.contains("de gewone"))
    #expect(try !command.run("hours").output.contains("Els"))
  }

  @Test func anExceptionLastsUntilTheEndOfItsLastDay() throws {
    let command = try school()
    defer { command.remove() }
    let museum = [
      "exception", "add", "--kind", "excursie", "--group", "g3", "--from", "2026-12-03", "--until", "2026-12-04",
      "--reason", "naar het museum",
    ]
    let added = try command.run(museum + ["--as", "juf"])
    #expect(added.output.contains("van do 3 dec 2026, 0.00 tot vr 4 dec 2026, 23.59"), "\(added)")
    let early = museum.map { $0 == "2026-12-04" ? "2026-12-04 12.30" : $0 }
    #expect(try command.run(early + ["--as", "juf"]).output.contains("tot vr 4 dec 2026, 12.30"))
    let id = try #require(added.output.split(separator: " ").last.map { $0.filter { !$0.isNewline } })
    #expect(try refusal(command, "exception", "end", "x-nope", "--as", "juf").contains("x-nope"))
    #expect(
      try refusal(
        command, "exception", "add", "--kind", "kermis", "--until", "2026-12-04", "--reason", "x", "--as", "dir"
      ).contains("kies uit excursie"))
    #expect(try command.run(museum + ["--as", "o1"]).status == 2)
    #expect(try command.run("exception", "list", "--json").output.contains(#""reason":"naar het museum""#))
    #expect(try command.run("exception", "end", id, "--as", "juf").status == 0)
    #expect(try !command.run("exception", "list").output.contains(id))
  }

  @Test func theRegisterSaysWhatIsMissingAndShowsEachTheirOwn() throws {
    let command = try school()
    defer { command.remove() }
    let missing = try command.run("register", "missing", "--as", "dir").output
    #expect(missing.contains("plaatst zonder training") && missing.contains("Els"), "\(missing)")
    let add = ["register", "add", "training", "--member", "juf", "--from", "2026-09-01", "--until", "2027-07-31"]
    #expect(try command.run(add + ["--as", "o1"]).status == 2)
    #expect(try command.run(add + ["--as", "dir"]).output.contains("In het register: training"))
    let own = try command.run("register", "list", "--as", "juf").output
    #expect(own.contains("di 1 sep 2026") && own.contains("za 31 jul 2027"), "\(own)")
    #expect(try refusal(command, "register", "add", "onzin", "--as", "dir").contains("kies uit training"))
  }

  @Test func whoBelongsWhereAndTheRhythmAreForTheSchool() throws {
    let command = try school()
    defer { command.remove() }
    let faults = try command.run("memberships", "--as", "dir").output
    #expect(faults.contains("ouder zonder kind op school: 1") && faults.contains("Vreemd"), "\(faults)")
    #expect(try command.run("memberships", "--as", "juf", "--json").output.contains(#""kind":"no_child""#))
    let rhythm = try command.run("rhythm", "--as", "dir").output
    #expect(rhythm.contains("afgesproken 1 tot 3") && rhythm.contains("Groep 3"), "\(rhythm)")
    for name in ["memberships", "rhythm"] { #expect(try command.run(name, "--as", "o9").status == 2) }
  }
}
