import Foundation
import Testing

@Test func aQuestionAboutThePortalIsAskedPassedOnAndAnswered() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  let asked = try command.run("question", "ask", "Hoe zet ik meldingen uit?", "--group", "g6", "--as", "o1")
  #expect(asked.output.contains("Vraag 1 is gesteld aan de leerkracht."), "\(asked.errors)")
  #expect(try command.run("question", "list", "--as", "juf").output.contains("Hoe zet ik"))
  #expect(
    try command.run("question", "pass-on", "1", "Weet ik niet.", "--as", "juf").output.contains("bij de directie"))
  #expect(try command.run("question", "answer", "1", "x", "--as", "juf").status == 2)
  #expect(try command.run("question", "answer", "1", "Onder instellingen.", "--as", "dir").status == 0)
  let shown = try command.run("question", "show", "1", "--as", "o1").output
  #expect(shown.contains("beantwoord") && shown.contains("Onder instellingen."), "\(shown)")
  #expect(try command.run("question", "list", "--json", "--as", "o1").output.contains(#""state":"answered""#))
  #expect(try command.run("verify").status == 0)
}

@Test func somebodyIsSpokenToWithoutACase() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  let noted = try command.run(
    "addressed", "note", "o1", "Aan het hek gepraat.", "--clause", "A33", "--on", "2026-01-05", "--as", "juf")
  #expect(noted.output.contains("Het telt nergens voor mee."), "\(noted.errors)")
  #expect(try command.run("addressed", "--as", "o1").output.contains("ma 5 jan 2026"))
  #expect(try command.run("addressed", "list", "--about", "o1", "--as", "dir").output.contains("Aan het hek gepraat."))
  #expect(try command.run("addressed", "list", "--about", "o1", "--as", "juf").status == 2)
  #expect(try command.run("addressed", "note", "o1", "x", "--clause", "Z9", "--as", "juf").errors.contains("Z9"))
  #expect(try command.run("addressed", "list", "--json", "--as", "juf").output.contains(#""clause":"A33""#))
}

@Test func aTeachersOwnDraftIsLookedAtAndWeighed() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  let text = "Jij bent een achterlijke idioot"
  let first = try command.run("draft", text, "--as", "juf").output
  #expect(first.contains("Past dit?") && first.contains("idioot"), "\(first)")
  #expect(try command.run("draft", "Fijn weekend", "--as", "juf").output.contains("Er viel niets op."))
  #expect(try command.run("draft", "Fijn weekend", "--weighed", "--as", "juf").errors.contains("niets op"))
  #expect(try command.run("draft", text, "--weighed", "--as", "o1").status == 2)
  #expect(try command.run("draft", text, "--weighed", "--as", "juf").output.contains("Vastgelegd"))
  let file = try command.write("b.csv", "id;auteur;groep;rol;tekst\n1;juf;g6;leerkracht;\(text)\n")
  #expect(try command.run("import", file).status == 0)
  #expect(try command.run("show", "1", "--as", "dir").output.contains("overwogen of dit past"))
}

@Test func thePersonConcernedReadsTheTwelveParts() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  try command.run(
    "import", try command.write("b.csv", "id;auteur;groep;tekst\n1;o1;g6;Jij bent een achterlijke idioot\n"))
  try command.run("claim", "1", "--as", "juf")
  try command.run(
    "decide", "1", "--as", "juf", "--establish", "--clause", "A33", "--motivation", "Schelden past niet.")
  let notices = try command.run("notices", "--as", "o1", "--json").output
  let decision = try #require(notices.firstMatch(of: /decision (d-\w+)/)?.1).description
  let page = try command.run("reasons", decision, "--as", "o1").output
  for number in 1...12 { #expect(page.contains("\(number). "), "\(page)") }
  for words in ["Schelden past niet.", "A33", "leerkracht", "klachtencommissie", "Laat het weten tot en met"] {
    #expect(page.contains(words), "\(words)")
  }
  let json = try command.run("reasons", decision, "--as", "juf", "--json").output
  #expect(
    json.contains(#""decision_ground":"DECISION_GROUND_INCOMPATIBLE_CONTENT""#) && json.contains(#""object_until":"#))
  #expect(try command.run("reasons", "d-000", "--as", "o1").errors.contains("bestaat niet"))
}

@Test func theQueueSaysWhyInWholeWordsOnANarrowScreen() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  for id in 2...4 {
    try command.run("member", "add", "Ouder nummer \(id)", "--id", "o\(id)", "--role", "ouder", "--group", "g6")
  }
  try command.run(
    "import",
    try command.write(
      "b.csv",
      "id;auteur;groep;tekst\n1;o1;g6;Jij bent een achterlijke idioot, echt waar, en dat weet iedereen hier op school\n"
    ))
  try command.run("report", "submit", "rude", "--message", "1", "--text", "Naar.", "--as", "o2")
  let process = command.process(
    ["-qec", "stty cols 80; '\(Command.binary.path)' queue --as juf", "/dev/null"],
    environment: ["NO_COLOR": "1", "TERM": "xterm"])
  process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
  let shown = try command.finish(process).output.replacingOccurrences(of: "\r", with: "")
  let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
  #expect(lines.allSatisfy { $0.count <= 80 }, "\(shown)")
  let reason = try #require(lines.firstIndex { $0.contains("waarom nu: ") })
  let end = try #require(lines[reason...].firstIndex { $0.contains("sinds ") })
  // Where a line breaks depends on what else stands in it.
  let words = lines[reason...end].flatMap { $0.split(separator: " ") }.joined(separator: " ")
  #expect(words.contains("er is een melding over") && words.contains("te lezen door"), "\(shown)")
  #expect(!words.contains("…"))
}
