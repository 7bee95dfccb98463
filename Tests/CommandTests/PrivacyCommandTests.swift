import Foundation
import Testing

@Suite struct PrivacyCommandTests {
  @Test func everythingOnAPersonIsWrittenInAFolderThatOnlyTheOwnerReads() throws {
    let command = try Command()
    defer { command.remove() }
    try command.makeSchool()
    let file = try command.write(
      "b.csv", "id;auteur;groep;soort;datum;tekst\n1;o1;g6;reactie;2026-01-05 20:00;Jij bent een achterlijke idioot\n")
    try command.run("import", file)
    try command.run("note", "1", "Besproken met Directie.", "--as", "juf")
    try command.run("rectify", "review", "#1", "--as", "dir", "--text", "Ik citeerde een ander.")
    let done = try command.run("subject-access", "o1", "--as", "dir", "--out", "inzage")
    #expect(done.status == 0 && done.output.contains("in inzage"), "\(done.errors)")
    let folder = command.folder.path + "/inzage"
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
        "inzage.html", "inzage.json", "inzage.txt", "weggelaten.json",
      ])
    for name in ["", "/inzage.json", "/weggelaten.json"] {
      let mode = try FileManager.default.attributesOfItem(atPath: folder + name)[.posixPermissions] as? Int
      #expect(mode.map { $0 & 0o077 } == 0, "\(name)")
    }
    let page = try String(contentsOfFile: folder + "/inzage.html", encoding: .utf8)
    #expect(page.contains("Jij bent een achterlijke idioot") && page.contains("Ik citeerde een ander."))
    #expect(page.contains("Besproken met [een ander].") && !page.contains("Leerkracht"))
    for name in ["inzage.json", "weggelaten.json"] {
      let data = try Data(contentsOf: URL(filePath: folder + "/" + name))
      #expect(try !(JSONSerialization.jsonObject(with: data) is NSNull))
    }
    #expect(try command.run("subject-access", "o1", "--as", "dir", "--out", "inzage").errors.contains("bestaat al"))
    #expect(try command.run("subject-access", "o1", "--as", "juf", "--out", "anders").status == 2)
  }

  @Test func nothingStaysBesideTheDatabaseAfterACommand() throws {
    let command = try Command()
    defer { command.remove() }
    func beside() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: command.folder.path).filter { $0.hasPrefix("school.db-") }
    }
    try command.makeSchool()
    #expect(try beside() == [])
    #expect(try command.run("member", "add", "Ouder drie", "--id", "o3", "--role", "ouder").status == 0)
    #expect(try beside() == [])
    // A command that fails lets go of the database too.
    #expect(try command.run("claim", "99", "--as", "juf").status == 2)
    #expect(try beside() == [])
    #expect(try command.run("verify").status == 0)
    #expect(try beside() == [])
  }

  @Test func whatAPersonSentAndWhatIsSaidNotToBeRightIsWhereItIsLookedFor() throws {
    let command = try Command()
    defer { command.remove() }
    try command.makeSchool()
    let png = try command.addPicture("foto.bin")
    let sent = try command.run(
      "report", "submit", "passed_on", "--group", "g6", "--text", "Onze foto.", "--attach", "foto.bin", "--as", "o1")
    let number = try #require(sent.output.firstMatch(of: /nummer (\d+)/)).1
    #expect(try command.run("subject-access", "o1", "--as", "dir", "--out", "inzage").status == 0)
    let picture = command.folder.path + "/inzage/bijlage-\(number)-1.png"
    #expect(FileManager.default.contents(atPath: picture) == png)
    let mode = try FileManager.default.attributesOfItem(atPath: picture)[.posixPermissions] as? Int
    #expect(mode.map { $0 & 0o077 } == 0)
    let page = try String(contentsOfFile: command.folder.path + "/inzage/inzage.txt", encoding: .utf8)
    #expect(page.contains("bijlage-\(number)-1.png"))
    try command.run(
      "import",
      try command.write("b.csv", "id;auteur;groep;tekst\n1;o1;g6;Jij bent een achterlijke idioot\n"))
    let review = try #require(try command.run("queue", "--as", "dir").output.firstMatch(of: /#(\d+)/)).1
    try command.run("rectify", "review", "\(review)", "--as", "dir", "--text", "Ik citeerde een ander.")
    let shown = try command.run("show", "\(review)", "--as", "juf").output
    #expect(shown.contains("Kanttekeningen van de persoon zelf") && shown.contains("Ik citeerde een ander."))
  }

  @Test func aHoldAnErasureAKeyAndAKeptHeadGoTogether() throws {
    let command = try Command()
    defer { command.remove() }
    try command.makeSchool()
    try command.run("import", try command.write("b.csv", "id;auteur;groep;tekst\n1;o1;g6;Fijn weekend\n"))
    let head = try #require(
      try command.run("verify").output.split(separator: "\n").last?.split(separator: " ").last
    ).description
    let asked = try command.run("erase", "o1", "--as", "dir")
    #expect(asked.output.contains("kan weg") && asked.output.contains("Er is niets veranderd."))
    #expect(
      try command.run("hold", "place", "o1", "--as", "dir", "--reason", "Klacht.", "--review", "2099-01-01").status == 0
    )
    #expect(try command.run("erase", "o1", "--as", "dir", "--yes").output.contains("er geldt een bewaarplicht"))
    #expect(try command.run("hold", "--as", "dir").output.contains("Klacht."))
    #expect(try command.run("hold", "lift", "#1", "--as", "dir", "--reason", "Klaar.").status == 0)
    #expect(try command.run("erase", "o1", "--as", "dir", "--yes").output.contains("gewist"))
    #expect(try command.run("key", "rotate", "--as", "juf").status == 2)
    let rotated = try command.run("key", "rotate", "--as", "dir")
    #expect(rotated.status == 0 && rotated.output.contains("school.keys/proef.key.1"), "\(rotated.errors)")
    let verified = try command.run("verify", "--head", head)
    #expect(verified.status == 0 && verified.output.contains("de bewaarde kop staat erin"), "\(verified.errors)")
    let other = try command.run("verify", "--head", String(repeating: "0", count: 64))
    #expect(other.status == 2 && other.errors.contains("de bewaarde kop staat niet in dit logboek".capitalizedFirst))
    #expect(try command.run("verify", "--head", "kop").errors.contains("64 tekens"))
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
