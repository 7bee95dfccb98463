import Foundation
import Testing

@Test func theCalendarIsChosenShownAndCountedWith() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  #expect(try command.run("calendar").output.contains("fatsoen calendar set noord"))
  let chosen = try command.run("calendar", "set", "noord")
  #expect(chosen.status == 0 && chosen.output.contains("Schoolvakanties regio Noord"), "\(chosen.errors)")
  let shown = try command.run("calendar").output
  #expect(shown.contains("Herfstvakantie") && shown.contains("van 2026-2027 is nog niet bekend"))
  let until = try command.run("calendar", "until", "2 school_days", "--from", "2025-10-16 09:00")
  #expect(
    until.output.hasPrefix("2 schooldagen vanaf do 16 okt 2025, 9.00: uiterlijk ma 27 okt 2025, 14.30"), "\(until)")
  let weeks = try command.run("calendar", "until", "6 weeks", "--from", "2026-05-15 10:00", "--json").output
  #expect(weeks.contains(#""doubts":[]"#) && weeks.contains(#""term":"6 weeks""#))
  let wrong = try command.run("calendar", "until", "5 dagen")
  #expect(wrong.status == 2 && wrong.errors.hasPrefix("error: "))
  try command.write("eigen.yaml", "id: x\ntitle: X\nextends: oost\n")
  let refused = try command.run("calendar", "set", "eigen.yaml")
  #expect(refused.status == 2 && refused.errors.contains("eigen.yaml:3"), "\(refused.errors)")
  #expect(try command.run("calendar").output.contains("regio Noord"))
  #expect(try command.run("verify").status == 0)
}

@Test func whatIsDueIsShownAndTimeDoesItsWork() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  #expect(try command.run("due", "--as", "dir").output == "Er loopt geen termijn voor u.\n")
  #expect(try command.run("tick").output == "proef: niets te doen\n")
  try command.run("measure", "propose", "talk", "--about", "o1", "--reason", "Even praten.", "--as", "dir")
  let year = Calendar(identifier: .gregorian).component(.year, from: Date()) + 1
  let prepared = try command.run(
    "measure", "prepare", "1", "--motivation", "m", "--facts", "f", "--review", "\(year)-06-01", "--as", "dir")
  #expect(prepared.status == 0, "\(prepared.errors)")
  try command.run("measure", "impose", "1", "--as", "dir")
  let due = try command.run("due", "--as", "dir").output
  #expect(
    due.contains("maatregel opnieuw bekijken") && due.contains("maatregel 1") && due.contains("Directie"), "\(due)")
  #expect(try command.run("due", "--as", "dir", "--json").output.contains(#""kind":"measure_review""#))
  #expect(try command.run("due", "--as", "juf", "--all").output == "Er loopt geen termijn voor u.\n")
  #expect(try command.run("due", "--as", "dir", "--notices").output == "Er staat geen bericht voor u klaar.\n")
  #expect(try command.run("tick", "--json").output.contains(#""reminders":0"#))
  #expect(try command.run("verify").status == 0)
}

@Test func aStepOutsideTheSchoolIsFilledInAndFollowed() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  try command.run("member", "add", "Bestuur", "--id", "bst", "--role", "bestuur")
  try command.run("measure", "propose", "community_officer", "--about", "o1", "--reason", "Dreigt.", "--as", "dir")
  let plan = [
    "--motivation", "m", "--facts", "f", "--weighing", "w", "--rule-known", "r", "--prior-warning", "p", "--contact",
    "c",
    "--redress", "b", "--internal-steps", "Gesprek.", "--review", "2099-01-01",
  ]
  #expect(try command.run(["measure", "prepare", "1", "--as", "dir"] + plan).status == 0)
  #expect(try command.run("referral", "1", "--as", "dir").errors.contains("geen stap buiten de school"))
  // What the school left open is one line, unless somebody asks for all of it.
  let page = try command.run("measure", "show", "#1", "--as", "dir").output
  let whole = try command.run("measure", "show", "1", "--all", "--as", "dir").output
  #expect(page.contains("measure show 1 --all") && !page.contains("Geen bewaartermijnen."))
  #expect(whole.contains("  · Geen bewaartermijnen.") && !whole.contains("--all"))
  #expect(try command.run("measure", "approve", "1", "--as", "dir").errors.contains("tweede persoon"))
  #expect(try command.run("measure", "approve", "1", "--as", "bst").status == 0)
  #expect(try command.run("measure", "impose", "1", "--as", "dir").status == 0)
  #expect(try command.run("referral", "send", "1", "--as", "dir").errors.contains("Vul eerst in: ontvanger"))
  let fields = ["recipient=Wijkagent", "facts=Dreigement", "shared=Naam", "contact=Gebeld"].flatMap { ["--field", $0] }
  #expect(try command.run(["referral", "fill", "1", "--as", "dir"] + fields).status == 0)
  #expect(try command.run("referral", "1", "--as", "dir").output.contains("Dreigement"))
  #expect(try command.run("referral", "send", "1", "--as", "dir").output == "✓ wijkagent: verstuurd.\n")
  #expect(try command.run("referral", "1", "--as", "o1").status == 2)
  #expect(try command.run("verify").status == 0)
}

@Test func anAppealGoesFromTheParentToTheBoardAndIsCarriedOut() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  try command.run("member", "add", "Bestuur", "--id", "bst", "--role", "bestuur")
  try command.run("measure", "propose", "talk", "--about", "o1", "--reason", "Even praten.", "--as", "dir")
  try command.run("measure", "prepare", "1", "--motivation", "m", "--facts", "f", "--as", "dir")
  try command.run("measure", "impose", "1", "--as", "dir")
  let filed = try command.run("appeal", "file", "--as", "o1", "--measure", "1", "--grounds", "Niet eerlijk.")
  #expect(filed.status == 0 && filed.output.contains("Bezwaar 1 ingediend"), "\(filed.errors)")
  #expect(try command.run("appeal", "list", "--as", "dir").output == "Er is geen bezwaar dat u mag zien.\n")
  #expect(try command.run("appeal", "show", "1", "--as", "dir").errors.contains("bestaat niet"))
  #expect(try command.run("appeal", "show", "1", "--as", "bst").output.contains("Niet eerlijk."))
  for step in [["admit", "1"], ["assign", "1", "--to", "bst"], ["begin", "1"]] {
    #expect(try command.run(["appeal"] + step + ["--as", "bst"]).status == 0)
  }
  let decided = try command.run("appeal", "decide", "1", "reversed", "--as", "bst", "--motivation", "Te snel.")
  #expect(decided.output.contains("beslist en uitgevoerd"), "\(decided.errors)")
  #expect(try command.run("measure", "1", "--as", "bst", "--json").output.contains(#""state":"reversed""#))
  #expect(try command.run("appeal", "list", "--as", "o1", "--json").output.contains(#""outcome":"reversed""#))
  #expect(try command.run("verify").status == 0)
}
