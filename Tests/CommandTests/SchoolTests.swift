import Foundation
import Testing

private let violations = """
  id;auteur;groep;soort;datum;tekst
  1;o1;g6;reactie;2026-01-05 20:00;Jij bent een achterlijke idioot
  2;o1;g6;reactie;2026-01-12 20:00;Wat een kankerschool is dit
  3;o1;g6;reactie;2026-01-19 20:00;Jullie zijn kankerlijers
  4;o1;g6;bericht;2026-01-20 20:00;Fijn weekend

  """

@Test func threeViolationsOfOneParentEndInAProposalAndTheLogTellsOfEveryByte() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  let file = try command.write("b.csv", violations)
  #expect(try command.run("import", file).output == "4 overgenomen, waarvan 3 op de wachtrij\n")
  #expect(try command.run("import", file).output == "0 overgenomen · 4 al bekend\n")
  let queue = try command.run("queue", "--as", "juf").output
  #expect(queue.contains("#1") && queue.contains("3 open") && !queue.contains("\u{1B}"))
  for number in ["1", "2", "3"] {
    #expect(try command.run("claim", number, "--as", "juf").status == 0)
    let decided = try command.run(
      "decide", number, "--as", "juf", "--establish", "--clause", "A33", "--motivation", "Schelden past niet.")
    #expect(decided.output.contains("De ladder stelt voor"), "\(decided.errors)")
  }
  #expect(try command.run("proposals", "--as", "dir").output.contains("3"))
  #expect(try command.run("history", "o1", "--as", "dir", "--why", "oversight").output.contains("3 overtredingen"))
  #expect(try command.run("show", "1", "--as", "o1").status == 2)
  #expect(try command.run("verify").status == 0)
  let byte = Process()
  byte.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  byte.arguments = [
    "sqlite3", command.folder.path + "/school.db",
    "UPDATE event SET at = at + 1 WHERE sequence = 7 AND position = 0",
  ]
  try byte.run()
  byte.waitUntilExit()
  try #require(byte.terminationStatus == 0)
  let broken = try command.run("verify")
  #expect(broken.status == 2 && broken.errors.contains("7"), "\(broken.errors)")
}

@Test(arguments: [
  ("id;auteur;groep;tekst\n1;o1;g9;x\n", "b.csv:2: onbekende groep"),
  ("id;auteur;groep;tekst\n1;wie;g6;x\n", "b.csv:2: onbekende auteur"),
  ("id;auteur;groep;tekst;rol\n1;o1;g6;x;tovenaar\n", "b.csv:2: onbekende rol"),
  ("id;auteur;groep;tekst;rol\n1;o1;g6;x;directeur\n", "heeft niet de rol"),
  ("id;auteur;groep;tekst\n1;o1;g6;x\n1;o1;g6;y\n", "b.csv:3: het id 1 staat al op regel 2"),
  ("id;tekst\n1;x\n", "auteur, groep ontbreken"),
])
func aRowThatCannotBeTakenIsNamedAndTheOthersAreTaken(file: String, part: String) throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  let good = file.hasPrefix("id;auteur") ? "9;o1;g6;goed\(file.contains("rol") ? ";ouder" : "")\n" : ""
  try command.write("b.csv", file + good)
  let result = try command.run("import", "--json", "b.csv")
  #expect(result.status == 2 && result.errors.contains(part), "\(result.errors)")
  let again = try command.run("import", "--json", "b.csv")
  let isTaken = !good.isEmpty
  #expect(!isTaken || again.output.contains(#""taken":0"#) && again.output.contains(#""refused":1"#), "\(again.output)")
  #expect(result.output.contains(#""refused":1"#) == isTaken)
  #expect(try command.run("verify").status == 0)
}

@Test func aMissingOrWrongKeyIsSaid() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  let key = command.folder.appendingPathComponent("school.keys/proef.key")
  let bytes = try Data(contentsOf: key)
  try FileManager.default.removeItem(at: key)
  let missing = try command.run("member", "list")
  #expect(missing.status == 2 && missing.errors.contains("ontbreekt"), "\(missing.errors)")
  try Data(String(repeating: "ab", count: 32).utf8).write(to: key)
  try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
  let wrong = try command.run("member", "list")
  #expect(wrong.status == 2 && wrong.errors.contains("hoort niet bij deze school"), "\(wrong.errors)")
  for text in ["geen sleutel", ""] {
    try Data(text.utf8).write(to: key)
    #expect(try command.run("member", "list").errors.contains("hoort niet bij deze school"))
  }
  let elsewhere = try command.run("member", "list", "--keys", "andere-map")
  #expect(elsewhere.status == 2 && elsewhere.errors.contains("andere-map/proef.key ontbreekt"), "\(elsewhere.errors)")
  try bytes.write(to: key)
  try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key.path)
  #expect(try command.run("member", "list").errors.contains("chmod 600"))
  try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
  #expect(try command.run("member", "list").status == 0)
  #expect(try command.run("verify").status == 0)
}

@Test func aFileThatIsNoDatabaseIsRefused() throws {
  let command = try Command()
  defer { command.remove() }
  try command.write("school.db", String(repeating: "geen database ", count: 1000))
  let result = try command.run("school", "list")
  #expect(result.status == 2 && result.errors.hasPrefix("error: "), "\(result.errors)")
}

/// Runs SQL on a database with the sqlite3 shell.
private func sqlite(_ sql: String, _ command: Command) throws {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["sqlite3", command.folder.path + "/school.db", sql]
  try process.run()
  process.waitUntilExit()
  try #require(process.terminationStatus == 0)
}

@Test func aDatabaseOfANewerVersionIsLeftAlone() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  try sqlite("INSERT INTO migration (number, name, applied_at) VALUES (9999, 'later', 0)", command)
  let result = try command.run("queue", "--as", "juf")
  #expect(result.status == 2 && result.errors.contains("nieuwere versie"), "\(result.errors)")
}

@Test func aLockedDatabaseIsSaidAndCanBeTriedAgain() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  let holder = Process()
  holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  holder.arguments = ["sqlite3", command.folder.path + "/school.db"]
  let input = Pipe()
  let output = Pipe()
  holder.standardInput = input
  holder.standardOutput = output
  try holder.run()
  try input.fileHandleForWriting.write(contentsOf: Data("BEGIN IMMEDIATE;\nSELECT 1;\n".utf8))
  _ = try output.fileHandleForReading.read(upToCount: 1)
  let refused = try command.run("group", "add", "Groep 7")
  #expect(refused.status == 2 && refused.errors.contains("bezet"), "\(refused.errors)")
  try input.fileHandleForWriting.close()
  holder.waitUntilExit()
  #expect(try command.run("group", "add", "Groep 7").status == 0)
}

@Test func aReasonWrittenAlongTheWayIsShownToWhoComesNext() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  try command.run("import", try command.write("b.csv", violations))
  try command.run("claim", "1", "--as", "juf")
  #expect(try command.run("decide", "1", "--as", "juf", "--escalate", "Ik ken deze ouder.").status == 0)
  #expect(try command.run("show", "1", "--as", "dir").output.contains("Ik ken deze ouder."))
  #expect(try command.run("show", "1", "--as", "dir", "--json").output.contains(#""text":"Ik ken deze ouder.""#))
  #expect(try command.run("queue", "--as", "juf", "--json").output.split(separator: "\n").count == 2)
}

@Test func whatIsDueIsShownFirstAndPurgedWhenToldSo() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  try command.run("import", try command.write("b.csv", violations))
  #expect(try command.run("purge").output == "Niets om te wissen.\n")
  try sqlite("UPDATE payload SET due_at = 1 WHERE class = 'recent'", command)
  for _ in 0..<2 {
    let shown = try command.run("purge")
    #expect(shown.status == 0 && shown.output.contains("berichten zonder signaal"), "\(shown.errors)")
    #expect(shown.output.contains("14 dagen") && shown.output.contains("fatsoen purge --yes"), "\(shown.output)")
  }
  let done = try command.run("purge", "--yes", "--json").output
  #expect(done.contains(#""purged":true,"contents":[{"class":"recent","count":1,"days":14"#), "\(done)")
  #expect(try command.run("purge").output == "Niets om te wissen.\n")
  #expect(try command.run("verify").status == 0)
}

/// Only root may mount a disk of its own to fill; elsewhere the tests of the store fill a database by its page limit.
@Test(.enabled(if: getuid() == 0 && access("/usr/bin/unshare", X_OK) == 0))
func aFullDiskLeavesWholeRowsAndALogThatVerifies() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  // The rule set is kept first, so that the disk that is made has room for it and for some thousands of rows.
  try command.run("import", try command.write("a.csv", "id;auteur;groep;tekst\n0;o1;g6;eerste\n"))
  let lines = (1...12000).map { "\($0);o1;g6;bericht \($0) met wat tekst" }
  let file = try command.write("b.csv", "id;auteur;groep;tekst\n" + lines.joined(separator: "\n") + "\n")
  let script = """
    size=$(du -ck school.db* school.keys | tail -1 | cut -f1)
    mkdir disk && mount -t tmpfs -o size=$((size + 2048))k none disk && cp school.db* disk/ && cp -r school.keys disk/ || exit 9
    export FATSOEN_DATABASE=sqlite://$PWD/disk/school.db
    "$0" import "$1"; first=$?
    "$0" verify || exit 8
    mount -o remount,size=100m disk && "$0" import --json "$1" || exit 7
    exit $first
    """
  let process = command.process(["-m", "bash", "-c", script, Command.binary.path, file])
  process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
  let result = try command.finish(process)
  try #require(result.status != 9, "een eigen schijf aanbrengen lukt niet: \(result.errors)")
  #expect(result.status == 2 && result.errors.contains("schijf is vol"), "\(result.errors)")
  #expect(result.errors.contains("overgenomen") && result.errors.contains("herhalen mag"), "\(result.errors)")
  let known = try #require(result.output.split(separator: "\n").last)
  let counts = try JSONDecoder().decode([String: Int].self, from: Data(known.utf8))
  let (taken, earlier) = (counts["taken"] ?? 0, counts["known"] ?? 0)
  #expect(taken + earlier == 12000 && earlier > 0 && earlier % 500 == 0, "\(counts)")
}

@Test func aLimitOnTheSizeOfFilesLeavesWholeRowsAndIsNotCalledDamage() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  try command.run("import", try command.write("a.csv", "id;auteur;groep;tekst\n0;o1;g6;eerste\n"))
  let lines = (1...3000).map { "\($0);o1;g6;bericht \($0) met wat tekst" }
  let file = try command.write("b.csv", "id;auteur;groep;tekst\n" + lines.joined(separator: "\n") + "\n")
  let process = command.process(["-c", "ulimit -f 1200; exec \"$0\" import \"$1\"", Command.binary.path, file])
  process.executableURL = URL(fileURLWithPath: "/bin/bash")
  let full = try command.finish(process)
  #expect(full.status == 2 && full.errors.contains("quotum of limiet"), "\(full.errors)")
  #expect(try command.run("verify").status == 0)
  let again = try command.run("import", "--json", file)
  let counts = try JSONDecoder().decode([String: Int].self, from: Data(again.output.utf8))
  let (taken, earlier) = (counts["taken"] ?? 0, counts["known"] ?? 0)
  #expect(taken + earlier == 3000 && earlier % 500 == 0 && again.status == 0, "\(counts)")
}
