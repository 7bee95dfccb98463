import Foundation
import Testing

extension Command {
  /// Reports something and gives its number.
  fileprivate func report(_ arguments: String...) throws -> String {
    let result = try run(["report", "submit"] + arguments + ["--json"])
    try #require(result.status == 0, "\(result.errors)")
    let own = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    return "\(try #require(own?["number"] as? Int))"
  }
}

@Test func aReportGoesFromParentToTeacherAndBack() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  try command.run("member", "add", "Ouder twee", "--id", "o2", "--role", "ouder", "--group", "g6")
  try command.run("import", try command.write("b.csv", "id;auteur;groep;tekst\n7;o1;g6;Fijn weekend allemaal\n"))
  #expect(try command.run("report", "categories").output.contains("Iets uit het portaal is doorgestuurd"))
  let receipt = try command.run(
    "report", "submit", "rude", "--message", "7", "--text", "Dit is sarcasme.", "--as", "o2")
  #expect(receipt.output.contains("Uw melding is binnen: nummer ") && receipt.output.contains("U hoort uiterlijk"))
  let list = try command.run("report", "status", "--as", "o2").output
  #expect(list.contains("ontvangen") && list.contains("Iemand scheldt"), "\(list)")
  let number = try #require(list.split(separator: "\n").last?.split(separator: " ").first.map(String.init))
  let queue = try command.run("queue", "--as", "juf").output
  #expect(queue.contains("gemeld") && queue.contains("waarom nu: er is een melding over"), "\(queue)")
  #expect(try command.run("due", "--as", "juf").output.contains("melding \(number)"))
  let shown = try command.run("show", "1", "--as", "juf").output
  #expect(shown.contains("Melder-") && !shown.contains("Ouder twee") && !shown.contains("sarcasme"))
  try command.run("claim", "1", "--as", "juf")
  #expect(try command.run("show", "1", "--as", "juf").output.contains("Dit is sarcasme."))
  #expect(try command.run("report", "show", number, "--as", "juf").output.contains("Ouder twee"))
  #expect(try command.run("report", "status", number, "--as", "o2").output.contains("wordt bekeken"))
  try command.run("decide", "1", "--dismiss", "context", "--as", "juf")
  let closed = try command.run("report", "status", number, "--as", "o2").output
  #expect(closed.contains("afgesloten") && closed.contains("Het past binnen de afspraken"), "\(closed)")
  #expect(try command.run("notices", "--as", "o2").output.contains("uw melding is bekeken"))
  // Whom it is about finds nothing.
  for arguments in [["report", "list"], ["report", "status"], ["notices"], ["due", "--all"], ["queue"]] {
    let seen = try command.run(arguments + ["--as", "o1"]).output
    #expect(!seen.contains(number) && !seen.contains("Melder"), "\(arguments)")
  }
  #expect(try command.run("report", "show", number, "--as", "o1").errors.contains("bestaat niet"))
  #expect(try command.run("verify").status == 0)
}

@Test func whoReportedComplainsAndFollowsItThere() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  let number = try command.report("passed_on", "--group", "g6", "--text", "Onze foto.", "--as", "o1")
  #expect(try command.run("report", "complain", number, "--text", "x", "--as", "o1").errors.contains("ontvangen"))
  try command.run("report", "take", number, "--as", "juf")
  try command.run("report", "outcome", number, "no_action", "--motivation", "Niets gevonden.", "--as", "juf")
  #expect(
    try command.run("report", "status", number, "--as", "o1").output.contains("fatsoen report complain \(number)"))
  let filed = try command.run("report", "complain", number, "--text", "Kijk nog eens.", "--as", "o1")
  #expect(filed.output.contains("Uw klacht is binnen: nummer 1.") && filed.output.contains("Indienen kon tot en met"))
  let status = try command.run("report", "status", number, "--as", "o1").output
  #expect(
    status.contains("wordt bekeken") && status.contains("Uw klacht hierover (nummer 1): ingediend; u hoort uiterlijk"))
  #expect(try command.run("appeal", "show", "1", "--as", "juf").errors.contains("bestaat niet"))
  for step in [["admit", "1"], ["assign", "1", "--to", "dir"], ["begin", "1"]] {
    #expect(try command.run(["appeal"] + step + ["--as", "dir"]).status == 0)
  }
  #expect(
    try command.run("appeal", "decide", "1", "reversed", "--motivation", "De foto staat er.", "--as", "dir").status == 0
  )
  let after = try command.run("report", "status", number, "--as", "o1").output
  #expect(after.contains("wordt bekeken") && after.contains("het besluit is herroepen"), "\(after)")
  let letter = try command.run("letter", "appeal", "1", "--as", "dir").output
  #expect(letter.contains("ANTWOORD OP UW KLACHT") && letter.contains("Wij kijken opnieuw naar uw melding."))
  #expect(try command.run("verify").status == 0)
}

@Test func aReportByItselfIsTakenAskedAboutAndClosed() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  let png = try command.addPicture("foto.bin")
  let number = try command.report(
    "passed_on", "--group", "g6", "--text", "Onze foto staat elders.", "--hopes", "Dat het weg gaat.", "--attach",
    "foto.bin", "--as", "o1")
  #expect(try command.run("report", "list", "--as", "juf").output.contains(number))
  #expect(try command.run("report", "outcome", number, "no_action", "--motivation", "x", "--as", "juf").status == 2)
  for arguments in [["take", number], ["ask", number, "Waar?"]] {
    #expect(try command.run(["report"] + arguments + ["--as", "juf"]).status == 0)
  }
  #expect(try command.run("report", "status", number, "--as", "o1").output.contains("De school vraagt: Waar?"))
  #expect(
    try command.run("report", "answer", number, "--text", "Op straat.", "--as", "o1").output.contains("wordt bekeken"))
  let page = try command.run("report", "show", number, "--as", "juf").output
  #expect(
    page.contains("Dat het weg gaat.") && page.contains("bijlage 1: png") && page.contains("Op straat."), "\(page)")
  #expect(try command.run("report", "enclosure", number, "1", "--to", "uit.png", "--as", "juf").status == 0)
  #expect(try Data(contentsOf: command.folder.appendingPathComponent("uit.png")) == png)
  #expect(try command.run("report", "enclosure", number, "1", "--to", "uit.png", "--as", "juf").status == 2)
  #expect(try command.run("report", "enclosure", number, "1", "--to", "x", "--as", "dir").errors.contains("Bijlage"))
  #expect(
    try command.run("report", "outcome", number, "action_taken", "--motivation", "Gebeld.", "--as", "juf").status == 0)
  let closed = try command.run("report", "status", number, "--json", "--as", "o1").output
  #expect(closed.contains(#""outcome":"action_taken""#) && !closed.contains("Gebeld."), "\(closed)")
  #expect(try command.run("report", "reopen", number, "Meer bekend.", "--as", "dir").status == 0)
  #expect(try command.run("report", "withdraw", number, "--as", "o1").output.contains("afgesloten"))
  #expect(try command.run("verify").status == 0)
}

@Test func whatCannotBeReportedIsSaid() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  try command.write("nep.png", "geen plaatje")
  let cases: [([String], String)] = [
    (["zork", "--text", "x"], "kies uit: rude"), (["rude", "--text", "x"], "Noem het bericht"),
    (["rude", "--text", "x", "--message", "99"], "bestaat niet"), (["other", "--text", " "], "in uw eigen woorden"),
    (["other", "--text", "x", "--attach", "nep.png"], "geen hele afbeelding"),
    (["other", "--text", "x", "--attach", "weg.png"], "weg.png is niet te lezen"),
    (["other", "--text", "x", "--name", "Oma"], "Uw rol mag dit niet"),
    (["other", "--text", "x", "--about", "o1"], "Dit gaat over uzelf"),
    (["other", "--text", "x", "--group", "g9"], "onbekende groep"),
  ]
  for (arguments, part) in cases {
    let result = try command.run(["report", "submit"] + arguments + ["--as", "o1"])
    #expect(result.status == 2 && result.errors.contains(part), "\(result.errors)")
  }
  #expect(try command.run("report", "status", "--as", "o1").output == "U hebt niets gemeld.\n")
}

@Test func aReporterInBadFaithIsLimitedByAPerson() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  let limited = try command.run(
    "report", "limit", "o1", "--until", "2099-01-01", "--reason", "Verzonnen.", "--as", "dir")
  #expect(limited.status == 2 && limited.errors.contains("Langer dan een jaar"), "\(limited.errors)")
  let end = ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: 86_400 * 30)).prefix(10)
  #expect(
    try command.run("report", "limit", "o1", "--until", "\(end)", "--reason", "Verzonnen.", "--as", "dir").status == 0)
  #expect(try command.run("report", "submit", "other", "--text", "x", "--as", "o1").errors.contains("nu niet melden"))
  #expect(try command.run("report", "submit", "danger", "--text", "x", "--as", "o1").status == 0)
  #expect(try command.run("report", "limits", "--as", "dir").output.contains("Verzonnen."))
  #expect(try command.run("notices", "--as", "o1").output.contains("Verzonnen."))
  #expect(try command.run("notices", "--as", "dir").output.contains("gevaar"))
  #expect(try command.run("report", "free", "o1", "--as", "dir").status == 0)
  #expect(try command.run("report", "submit", "other", "--text", "x", "--as", "o1").status == 0)
  #expect(try command.run("report", "limits", "--as", "dir").output == "Iedereen kan melden.\n")
}
