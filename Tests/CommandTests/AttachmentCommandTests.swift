import Foundation
import TestSupport
import Testing

@Suite struct AttachmentCommandTests {
  private static let people = """
    soort;id;roepnaam;tussenvoegsel;achternaam;groep;groepsnaam;groepsoort;rol;kind;email
    groep;g3;;;;;Groep 3;klas;;;
    leerling;l1;Jip;van den;Berg;g3;;;;;
    leerling;l2;Noa;;Mol;g3;;;;;
    leerling;l3;Noa;;Mol;g3;;;;;
    ouder;o1;Karin;;Berg;;;;;l1;karin@thuis.test
    ouder;o2;Ahmed;;Aziz;;;;;l2;ahmed@thuis.test

    """

  /// A school with three pupils, of whom two have one name, and a folder with pictures.
  private func school() throws -> Command {
    let command = try Command()
    try command.run("school", "create", "proef")
    try command.write("mensen.csv", Self.people)
    #expect(try command.run("import-roster", "mensen.csv", "--apply").status == 0)
    let place = ImageFiles.exif(.somewhere)
    try add("export/klas.jpg", ImageFiles.jpeg(exif: place), to: command)
    try add("export/map/dans.mp4", ImageFiles.film(.none), to: command)
    try add("export/kapot.png", ImageFiles.png(exif: place).dropLast(60), to: command)
    try add("export/brief.pdf", Array("%PDF-1.7\n".utf8), to: command)
    try add("buiten.jpg", ImageFiles.jpeg(), to: command)
    return command
  }

  private func add(_ name: String, _ bytes: [UInt8], to command: Command) throws {
    let url = command.folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  private static let good = """
    id;auteur;groep;tekst;ontvanger;bijlagen
    1;o1;g3;Een foto;;foto: klas [leerlingen: jip van den berg, l2] [bestand: klas.jpg] | film: dans [bestand: map/dans.mp4]
    2;o1;g3;Een kapotte foto;Ahmed Aziz;foto: x [leerlingen: geen] [bestand: kapot.png] | document: b [bestand: brief.pdf]
    3;o1;g3;Een foto die er niet is;;foto: x

    """

  @Test func theFilesOfAttachmentsAreLookedInto() throws {
    let command = try school()
    defer { command.remove() }
    try command.write("export/berichten.csv", Self.good)
    let first = try command.run("import", "export/berichten.csv")
    #expect(first.status == 0, "\(first.errors)")
    let found = "3 foto's en films bekeken, waarvan 1 met de plaats erin, 1 niet te lezen"
    // On the first picture are two children for whom nobody allowed it.
    #expect(first.output == "3 overgenomen, waarvan 1 op de wachtrij · \(found)\n")
    let again = try command.run("import", "-", "--attachments", "export", "--json", input: Self.good)
    let counts = try JSONDecoder().decode([String: Int].self, from: Data(again.output.utf8))
    #expect(counts["known"] == 3 && counts["refused"] == 0)
    #expect(counts["pictures"] == 3 && counts["with_location"] == 1 && counts["not_looked_into"] == 1)
    #expect(try command.run("verify").status == 0)
  }

  @Test func whatIsNotThereOrOutsideIsRefused() throws {
    let command = try school()
    defer { command.remove() }
    let export = command.folder.appendingPathComponent("export").path
    try FileManager.default.createSymbolicLink(atPath: export + "/link.jpg", withDestinationPath: "../buiten.jpg")
    try FileManager.default.createSymbolicLink(atPath: export + "/verderop", withDestinationPath: "..")
    #expect(mkfifo(export + "/pijp", 0o600) == 0)
    let cases = [
      (";;foto: x [bestand: weg.jpg]", "\"x\", bestand: \"weg.jpg\" staat niet in"),
      (";;foto: x [bestand: ../buiten.jpg]", "buiten de map"), (";;foto: x [bestand: /etc/passwd]", "buiten de map"),
      (";;foto: x [bestand: map/../../buiten.jpg]", "buiten de map"),
      (";;foto: x [bestand: link.jpg]", "verwijzing naar een plaats buiten"),
      (";;foto: x [bestand: verderop/buiten.jpg]", "verwijzing naar een plaats buiten"),
      (";;foto: x [bestand: pijp]", "geen gewoon bestand"), (";;foto: x [bestand: map]", "geen gewoon bestand"),
      (";;foto: x [leerlingen: Jip]", "\"x\", leerlingen: onbekende leerling \"Jip\""),
      (";;foto: x [leerlingen: Noa Mol]", "leerlingen: meer leerlingen heten \"Noa Mol\""),
      (";niemand;", "onbekende ontvanger \"niemand\""), ("weer;;", "onbekend topic"),
    ]
    let rows = cases.enumerated().map { "\($0);o1;g3;x;\($1.0)\n" }
    try command.write(
      "export/b.csv", "id;auteur;groep;tekst;topic;ontvanger;bijlagen\n\(rows.joined())goed;o1;g3;y;lesstof;;\n")
    let result = try command.run("import", "export/b.csv")
    let complaints = result.errors.split(separator: "\n")
    try #require(result.status == 2 && complaints.count == cases.count, "\(result.errors)")
    for (index, (_, reason)) in cases.enumerated() {
      #expect(
        complaints[index].contains("b.csv:\(index + 2): ") && complaints[index].contains(reason), "\(complaints[index])"
      )
    }
    #expect(result.output == "1 overgenomen · 12 geweigerd\n")
  }

  @Test func withoutAFolderOrWithAWrongOneItSaysSo() throws {
    let command = try school()
    defer { command.remove() }
    let alone = try command.run("import", "-", input: Self.good)
    #expect(alone.status == 2 && alone.errors.contains("--attachments"), "\(alone.errors)")
    #expect(
      try command.run("import", "-", "--attachments", "nergens", input: Self.good).errors.contains("bestaat niet"))
    #expect(try command.run("import", "-", "--attachments", "buiten.jpg", input: Self.good).errors.contains("geen map"))
  }

  @Test func picturesOnTheCommandLineSayWhetherTheyTellAPlace() throws {
    let command = try school()
    defer { command.remove() }
    let all = try command.run("image", "export/klas.jpg", "buiten.jpg", "export/kapot.png")
    #expect(all.status == 1 && all.output.contains("✗ er staat in waar de foto is gemaakt"), "\(all.errors)")
    #expect(all.output.contains("✓ er staat niet in") && all.output.contains("? niet nagekeken: het bestand houdt op"))
    #expect(all.output.contains("De plaats weghalen") && all.output.contains("4 × 3"))
    let good = try command.run("image", "buiten.jpg", "export/map/dans.mp4")
    #expect(good.status == 0 && !good.output.contains("weghalen"))
    let json = try command.run("image", "--json", "export/klas.jpg", "export/brief.pdf", "export", "weg.jpg")
    let lines = json.output.split(separator: "\n")
    #expect(json.status == 2 && lines.count == 2)
    #expect(json.errors.contains("weg.jpg bestaat niet") && json.errors.contains("export is geen gewoon bestand"))
    #expect(
      lines.first?.contains(#""type":"image/jpeg""#) == true && lines.first?.contains(#""location":true"#) == true)
    #expect(lines.last?.contains(#""location":null,"device":null,"remark":"een document"#) == true)
  }

  @Test func aFilmOfTwoHundredMegabytesFitsInLittleMemory() throws {
    let command = try Command()
    defer { command.remove() }
    let length = 200 << 20
    let head = ImageFiles.box("ftyp", Array("mp42".utf8) + ImageFiles.high(0, 4))
    let film = ImageFiles.film(.keys).dropFirst(head.count + 21)
    try Data(head + ImageFiles.high(length + 8, 4) + Array("mdat".utf8)).write(
      to: command.folder.appendingPathComponent("f"))
    let file = try FileHandle(forWritingTo: command.folder.appendingPathComponent("f"))
    try file.seek(toOffset: UInt64(head.count + 8 + length))
    try file.write(contentsOf: Data(film))
    try file.close()
    // Half of the file's size for all data of the process.
    let process = command.process(["-c", "ulimit -d 100000; exec \"$0\" image --json f", Command.binary.path])
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    let result = try command.finish(process)
    #expect(result.output.contains(#""type":"video/mp4","size":209"#), "\(result.errors)")
    #expect(result.status == 1 && result.output.contains(#""location":true"#))
  }
}
