import Foundation
import Testing

@Suite struct ConsentCommandTests {
  private static let file = """
    soort;id;roepnaam;tussenvoegsel;achternaam;groep;groepsnaam;groepsoort;rol;kind;email
    groep;g3;;;;;Groep 3;klas;;;
    leerling;l1;Jip;van den;Berg;g3;;;;;
    leerling;l2;Roos;de;Wit;g3;;;;;
    ouder;o1;Karin;;Berg;;;;;l1;karin@thuis.test
    ouder;o2;Ahmed;;Aziz;;;;;l1;ahmed@thuis.test
    ouder;o3;Sara;;Wit;;;;;l2;sara@thuis.test
    """

  /// A school under the first policy, with two children and a director.
  private func school() throws -> Command {
    let command = try Command()
    try command.write("mensen.csv", Self.file)
    let policy = Command.root.appendingPathComponent("Policies/a-de-jordaan-2017.yaml").path
    #expect(try command.run("school", "create", "de-linde", "--policy", policy).status == 0)
    #expect(try command.run("import-roster", "mensen.csv", "--apply").status == 0)
    #expect(try command.run("member", "add", "Directie", "--id", "dir", "--role", "directeur").status == 0)
    return command
  }

  @Test func consentIsAskedAnsweredAndWithdrawn() throws {
    let command = try school()
    defer { command.remove() }
    #expect(try command.run("consent", "campaign", "--as", "dir").errors.contains("Toestemmingsronde"))
    let asked = try command.run(
      "consent", "ask", "--for", "foto", "--channel", "portaal", "--channel", "website", "--as", "dir")
    #expect(asked.output.contains("3 ouders gevraagd over 2 leerlingen"), "\(asked.output) \(asked.errors)")
    #expect(try command.run("consent", "ask", "--as", "Karin Berg").status == 2)
    #expect(try command.run("consent", "remind", "--as", "dir").output.contains("niemand"))
    let own = try command.run("consent", "answer", "Jip van den Berg", "ja", "--for", "foto", "--as", "Karin Berg")
    #expect(own.output.contains("Jip van den Berg: ja voor foto"), "\(own.errors)")
    let answer = [
      "consent", "answer", "jip van den berg", "nee", "--for", "foto", "--channel", "website", "--guardian",
      "Ahmed Aziz",
    ]
    #expect(try command.run(answer + ["--as", "dir"]).errors.contains("--evidence"))
    let paper = try command.run(answer + ["--evidence", "papier", "--text", "map 3", "--as", "dir"])
    #expect(paper.output.contains("nee voor foto (website) (Ahmed Aziz)."), "\(paper.output) \(paper.errors)")
    let shown = try command.run("consent", "list", "Jip van den Berg", "--as", "dir").output
    for words in ["nee: foto (website)", "Ahmed Aziz", "papier"] { #expect(shown.contains(words), "\(shown)") }
    #expect(try !command.run("consent", "list", "--as", "Karin Berg").output.contains("Ahmed"))
    #expect(try command.run("consent", "list", "Roos de Wit", "--as", "Karin Berg").status == 2)
    let half = try command.run("consent", "campaign", "--as", "dir").output
    #expect(half.contains("Volledig beantwoord: 1 van 2 (50%)"), "\(half)")
    let taken = try command.run("consent", "withdraw", "Jip van den Berg", "--as", "Karin Berg").output
    #expect(taken.contains("toestemming ingetrokken"), "\(taken)")
    let json = try command.run("consent", "list", "Jip van den Berg", "--json", "--as", "dir").output
    #expect(json.contains(#""act":"withdrawal""#) && json.contains(#""photo.portal":"no""#), "\(json)")
    #expect(try command.run("verify", "--replay").status == 0)
  }

  @Test func aDraftIsLookedAtWithWhatIsAttachedToIt() throws {
    let command = try school()
    defer { command.remove() }
    #expect(try command.run("member", "add", "Els", "--id", "juf", "--role", "leerkracht", "--group", "g3").status == 0)
    func draft(_ more: String...) throws -> (output: String, errors: String, status: Int32) {
      let run = try command.run(["draft", "Het kamp was leuk.", "--topic", "activity", "--as", "juf"] + more)
      return (run.output, run.errors, run.status)
    }
    let photo = "foto: kamp.jpg [leerlingen: Jip van den Berg] [eigen toestel: nee]"
    let unasked = try draft("--group", "g3", "--attachment", photo)
    #expect(unasked.output.contains("toestemming"), "\(unasked)")
    for guardian in ["Karin Berg", "Ahmed Aziz"] {
      #expect(
        try command.run("consent", "answer", "Jip van den Berg", "ja", "--for", "foto", "--as", guardian).status == 0)
    }
    let allowed = try draft("--group", "g3", "--attachment", photo)
    #expect(!allowed.output.contains("toestemming"), "\(allowed)")
    #expect(try draft("--group", "g3", "--attachment", "foto: a.jpg [bestand: a.jpg]").errors.contains("a.jpg"))
    #expect(try draft("--group", "g3", "--attachment", "kamp.jpg").errors.contains("soort: naam"))
    #expect(
      try draft("--group", "g3", "--attachment", "foto: a.jpg [leerlingen: Piet]").errors.contains("Piet"))
    #expect(try draft("--group", "g3", "--to", "niemand").errors.contains("onbekende ontvanger"))
    for alone in [["--attachment", photo], ["--on-behalf", "mr"]] {
      let said = try command.run(["draft", "Het kamp!", "--as", "juf"] + alone)
      #expect(said.status == 2 && said.errors.contains("--group"), "\(said.errors)")
    }
    #expect(
      try command.run("draft", "x", "--group", "g3", "--on-behalf", "care", "--as", "juf").errors.contains("mr, or"))
  }

  @Test func wrongWordsAreNamed() throws {
    let command = try school()
    defer { command.remove() }
    for (arguments, words) in [
      (["answer", "Jip van den Berg", "misschien"], "kies ja of nee"), (["answer", "Piet", "ja"], "leerling \"Piet\""),
      (["answer", "Jip van den Berg", "ja", "--for", "haar"], "--for"),
      (["answer", "Jip van den Berg", "ja", "--channel", "muur"], "--channel"),
      (["answer", "Jip van den Berg", "ja", "--on", "gisteren"], "--on"),
      (["answer", "Jip van den Berg", "ja", "--on", "2999-01-01"], "moet nog komen"),
      (["withdraw", "Jip van den Berg"], "niets in te trekken"), (["list", "--group", "g9"], "onbekende groep"),
      (["answer", "Roos de Wit", "ja"], "geen ouder of verzorger"), (["ask"], "Uw rol mag dit niet doen"),
    ] {
      let run = try command.run(["consent"] + arguments + ["--as", "Karin Berg"])
      #expect(run.status == 2 && run.errors.contains(words), "\(arguments): \(run.errors)")
    }
  }

  @Test func aFileOfAnswersIsShownFirstAndThenTakenOver() throws {
    let command = try school()
    defer { command.remove() }
    try command.write(
      "antwoorden.csv",
      """
      leerling;groep;ouder;soort;kanaal;antwoord;datum;bewijs
      Jip van den Berg;Groep 3;karin@thuis.test;beeld;portaal;ja;2025-09-01;papier: map 3
      Roos de Wit;;sara@thuis.test;foto;website;nee;2025-09-01;
      Piet Puk;;sara@thuis.test;foto;website;nee;2025-09-01;
      """)
    let dry = try command.run("consent", "import", "antwoorden.csv", "--as", "dir")
    #expect(dry.status == 2 && dry.output.contains("antwoorden.csv regel 4: leerling \"Piet Puk\" is er niet"))
    #expect(dry.output.contains("Nieuw: 3 antwoorden; al bekend: 0.") && dry.output.contains("nog niets veranderd"))
    let done = try command.run("consent", "import", "antwoorden.csv", "--apply", "--as", "dir").output
    #expect(done.contains("Overgenomen."), "\(done)")
    let again = try command.run("consent", "import", "antwoorden.csv", "--apply", "--json", "--as", "dir").output
    #expect(again.contains(#""added":0,"known":3"#), "\(again)")
    #expect(try command.run("consent", "import", "niets.csv", "--as", "dir").status == 2)
    #expect(try command.run("consent", "import", "mensen.csv", "--as", "dir").errors.contains("kolom"))
  }

  @Test func withoutPicturesNothingIsToBeDone() throws {
    let command = try school()
    defer { command.remove() }
    #expect(try command.run("pictures", "--as", "dir").output.contains("geen beeld"))
    #expect(try command.run("pictures", "done", "7", "--as", "dir").errors.contains("Beeld “7” bestaat niet"))
    #expect(try command.run("pictures", "done", "7", "--because", "x", "--as", "dir").errors.contains("--because"))
  }
}
