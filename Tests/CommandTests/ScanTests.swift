import Foundation
import Testing

@Test func aScanCarriesOtherFieldsAlongAndKeepsTheOrder() throws {
  let command = try Command()
  defer { command.remove() }
  let input = """
    {"id":42,"text":"Fijn weekend","x":{"a":[1, 2]},"severity":9}
    {"text":"jij bent een idioot"}
    {"id":"z","text":"Mag ik bellen?","kind":"one_to_one"}
    """
  let result = try command.run("scan", input: input)
  let lines = result.output.split(separator: "\n").map(String.init)
  #expect(result.status == 1 && lines.count == 3 && result.errors.isEmpty)
  #expect(lines[0].hasPrefix("{\"id\":42,\"disposition\":\"clear\",\"severity\":0,\"ruleset\":\"sha256:"))
  #expect(lines[0].hasSuffix("\"signals\":[],\"x\":{\"a\":[1, 2]}}"))
  #expect(lines[1].contains("\"id\":\"2\",\"disposition\":\"review\"") && lines[1].contains("\"start\":13,\"end\":19"))
  #expect(lines[1].contains("\"clauses\":[\"A33\",\"B19\"]"))
  #expect(lines[2].contains("\"out_of_scope\"") && lines[2].contains("\"kind\":\"one_to_one\""))
}

@Test func aLanguageThatASchoolSwitchesOffIsNoLongerASignal() throws {
  let command = try Command()
  defer { command.remove() }
  let input = "{\"text\":\"dostaniesz w mordę\"}\n"
  #expect(try command.run("scan", input: input).status == 1)
  let school = "languages:\n  - {language: pl, to: off, reason: geen Pools bij ons}\n"
  let overlay = URL(fileURLWithPath: try command.write("school/overlay.yaml", school)).deletingLastPathComponent().path
  let result = try command.run("scan", "--overlay", overlay, input: input)
  #expect(result.status == 0 && result.output.contains("\"disposition\":\"clear\""))
}

@Test(arguments: [
  ("{\"text\":\"Fijn weekend\"}\n", Int32(0)), ("{\"text\":\"jij bent een idioot\"}\n", 1),
  ("{\"text\":\"jij bent een idioot\"}\nkapot\n", 2), ("", 0),
])
func theExitStatusSaysWhatWasFound(input: String, status: Int32) throws {
  let command = try Command()
  defer { command.remove() }
  #expect(try command.run("scan", input: input).status == status)
}

@Test func aRefusedLineIsNamedAndTheRunGoesOn() throws {
  let command = try Command()
  defer { command.remove() }
  let result = try command.run("scan", input: "{\"text\":\"a\"}\n{\"text\":1}\n{\"text\":\"b\"}\n")
  #expect(result.output.split(separator: "\n").count == 2)
  #expect(result.errors == "{\"line\":2,\"error\":\"het veld \\\"text\\\" is geen tekst\"}\n")
}

@Test func plainTextIsAMessageALineOrAFile() throws {
  let command = try Command()
  defer { command.remove() }
  let lines = try command.run("scan", "--text", input: "een\r\n\ntwee").output.split(separator: "\n")
  #expect(lines.count == 3 && lines[2].hasPrefix("{\"id\":\"3\""))
  let file = try command.write("brief.txt", "een\ntwee")
  #expect(try command.run("scan", "--text0", file).output.hasPrefix("{\"id\":\"\(file)\""))
}

@Test func manyThreadsGiveTheOrderOfOne() throws {
  let command = try Command()
  defer { command.remove() }
  let input = (1...40_000).map { "{\"id\":\($0),\"text\":\"bericht \($0) \($0 % 97 == 0 ? "idioot" : "")\"}" }
    .joined(separator: "\n")
  let one = try command.run("scan", "--threads", "1", input: input)
  let four = try command.run("scan", "--threads", "4", input: input)
  #expect(one.output == four.output && one.output.split(separator: "\n").count == 40_000)
}

@Test func aReaderThatStopsEndsTheScanQuietly() throws {
  let command = try Command()
  defer { command.remove() }
  let file = try command.write("b.ndjson", String(repeating: "{\"text\":\"Fijn weekend\"}\n", count: 60_000))
  let process = command.process(["scan", file])
  let (output, errors) = (Pipe(), Pipe())
  process.standardOutput = output
  process.standardError = errors
  try process.run()
  _ = try output.fileHandleForReading.read(upToCount: 100)
  try output.fileHandleForReading.close()
  process.waitUntilExit()
  #expect(process.terminationReason == .exit)
  #expect(try (errors.fileHandleForReading.readToEnd() ?? Data()).isEmpty)
}

@Test(arguments: [
  (["scan", "bestaat-niet.ndjson"], "bestaat niet"), (["scan", "--zork"], "onbekende optie --zork"),
  (["scan", "--wordlists", "geen-map"], "geen-map"), (["scan", "--threads", "0"], "ten minste 1"),
  (["queue"], "bestaat niet"), (["zork"], "hier past niet: zork"),
])
func mistakesEndInAClearErrorAndStatusTwo(arguments: [String], part: String) throws {
  let command = try Command()
  defer { command.remove() }
  let process = command.process(arguments)
  let errors = Pipe()
  process.standardError = errors
  process.standardInput = FileHandle.nullDevice
  try process.run()
  let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
  process.waitUntilExit()
  #expect(process.terminationStatus == 2 && text.hasPrefix("error: ") && text.contains(part), "\(text)")
}

@Test(arguments: [
  ("rules:\n  - id: [\n", "x.rules.yaml"), ("rules:\n  - id: nl.abuse.x\n    zork: 1\n", "zork"),
  (
    "rules:\n  - {id: nl.abuse.x, title: t, category: abuse, severity: 2, status: live, pattern: 'a(b', why: w, match: [ab], pass: [c]}\n",
    "op plaats 3: missing closing parenthesis"
  ),
])
func checkNamesFileAndReasonOfABrokenRule(rules: String, part: String) throws {
  let command = try Command()
  defer { command.remove() }
  let categories = try String(
    contentsOf: Command.root.appendingPathComponent("Wordlists/categories.yaml"), encoding: .utf8)
  try command.write("w/categories.yaml", categories)
  try command.write("w/nl/x.rules.yaml", rules)
  let result = try command.run("check", "--wordlists", "w")
  #expect(
    result.status == 2 && result.errors.contains(part) && result.errors.contains("x.rules.yaml:"), "\(result.errors)")
}

@Test func aScanRefusesAPatternThatDoesNotCompileWithPCRE2sWordsAndThePlace() throws {
  let command = try Command()
  defer { command.remove() }
  let overlay = """
    rules:
      - {id: school.abuse.x, title: t, category: abuse, severity: 2, why: w, match: [ab], pass: [c],
         pattern: 'ab(c'}
    """
  try command.write("eigen/x.rules.yaml", overlay)
  let result = try command.run("scan", "--overlay", "eigen")
  #expect(result.status == 2 && result.errors.contains("eigen/x.rules.yaml:3"), "\(result.errors)")
  #expect(result.errors.contains("op plaats 4: missing closing parenthesis"), "\(result.errors)")
}

@Test(arguments: [
  ("rules: [\n", "x.rules.yaml:2: "), ("rules:\n  - {id: school.abuse.x, kleur: rood}\n", "x.rules.yaml:2: "),
])
func brokenYAMLAndUnknownKeysEndEveryCommandThatReadsThem(rules: String, part: String) throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  try command.write("eigen/x.rules.yaml", rules)
  let file = try command.write("b.csv", violationsHead)
  for arguments in [["scan"], ["explain", "tekst"], ["import", file]] {
    let result = try command.run(arguments + ["--overlay", "eigen"])
    #expect(result.status == 2 && result.output.isEmpty, "\(arguments)")
    #expect(result.errors.hasPrefix("error: ") && result.errors.contains(part), "\(result.errors)")
  }
  #expect(try command.run("queue", "--as", "juf").output.contains("Niets te beoordelen"))
}

private let violationsHead = "id;auteur;groep;tekst\n1;o1;g6;Jij bent een achterlijke idioot\n"

@Test(arguments: ["clauses: [\n", "id: x\nkleur: rood\n", "id: x\n"])
func aPolicyThatCannotBeReadMakesNoSchool(text: String) throws {
  let command = try Command()
  defer { command.remove() }
  let policy = try command.write("beleid.yaml", text)
  let result = try command.run("school", "create", "proef", "--policy", policy)
  #expect(result.status == 2 && result.errors.hasPrefix("error: \(policy):"), "\(result.errors)")
  #expect(try command.run("school", "list").output.contains("Nog geen school"))
}

@Test func aCacheOfAnotherVersionIsMadeAnew() throws {
  let command = try Command()
  defer { command.remove() }
  let cache = ["FATSOEN_CACHE": command.folder.appendingPathComponent("cache").path]
  let first = try command.run("scan", "--text", input: "jij bent een idioot", environment: cache)
  let names = try FileManager.default.contentsOfDirectory(atPath: cache["FATSOEN_CACHE"] ?? "")
  let files = names.map { command.folder.appendingPathComponent("cache/\($0)") }
  // Without a dictionary nothing is kept for typing errors.
  let kinds = Set(names.map { $0.prefix { $0 != "-" } })
  #expect(kinds == ["rulebook", "prefilter"] || kinds == ["rulebook", "prefilter", "dictionary", "speller"])
  for file in files {
    let whole = try Data(contentsOf: file)
    // In the header: the number of the form, or the key that holds Vectorscan's version.
    var other = whole
    other["fatsoen rulebook".utf8.count] ^= 1
    try other.write(to: file)
    let again = try command.run("scan", "--text", input: "jij bent een idioot", environment: cache)
    #expect(again.output == first.output && again.status == first.status && again.errors.isEmpty)
    #expect(try Data(contentsOf: file) == whole)
  }
}

@Test func aDamagedCacheCostsTimeOnly() throws {
  let command = try Command()
  defer { command.remove() }
  let cache = ["FATSOEN_CACHE": command.folder.appendingPathComponent("cache").path]
  let first = try command.run("scan", "--text", input: "jij bent een idioot", environment: cache)
  for name in try FileManager.default.contentsOfDirectory(atPath: cache["FATSOEN_CACHE"] ?? "") {
    try command.write("cache/\(name)", "van een andere versie")
  }
  #expect(try command.run("scan", "--text", input: "jij bent een idioot", environment: cache).output == first.output)
}

@Test func manySchoolsEachGetTheVerdictOfTheirOwnWords() throws {
  let command = try Command()
  defer { command.remove() }
  let result = try command.run("bench-schools", "--schools", "3", "--words", "5")
  let figures = try JSONDecoder().decode([String: Double].self, from: Data(result.output.utf8))
  #expect(result.status == 0 && figures["schools"] == 3 && (figures["word_added_ms"] ?? 0) > 0, "\(result.errors)")
}
