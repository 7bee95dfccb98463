import Foundation
import Testing

struct EvaluateTests {
  private static let lines = [
    #"{"id":"a","text":"Wat een klootzak is die conciërge.","label":"offensive","functionality":"direct","root":"1"}"#,
    #"{"id":"b","text":"Jij bent een grote sukkel.","label":"offensive","functionality":"direct","root":"2"}"#,
    #"{"id":"c","text":"Zonder zulke mensen zou het hier mooier zijn geweest.","label":"offensive","functionality":"hint","root":"3"}"#,
    #"{"id":"d","text":"Morgen zwemmen we in het buitenbad.","label":"benign","functionality":"plain","root":"4"}"#,
    #"{"id":"e","text":"Wat een klootzak is die boef in het boek.","label":"benign","functionality":"plain","root":"5"}"#,
    #"{"id":"f","text":"De bakker geeft een rondleiding.","label":"benign","functionality":"plain","root":"6"}"#,
  ].joined(separator: "\n")

  /// Word lists of one rule, so that the test does not wait for the shipped ones nor changes with them.
  private static func wordlists(in command: Command) throws -> String {
    let categories = Command.root.appendingPathComponent("Wordlists/categories.yaml")
    let file = try command.write("lists/categories.yaml", try String(contentsOf: categories, encoding: .utf8))
    try command.write(
      "lists/nl/abuse.rules.yaml",
      """
      rules:
        - {id: nl.abuse.insult, title: t, category: abuse, severity: 3, pattern: '\\b(?:klootzak|sukkel)\\b', why: w, match: [sukkel], pass: [ja]}
      """)
    return (file as NSString).deletingLastPathComponent
  }

  @Test func `evaluate names the lines that were missed and those wrongly flagged, and every rule's hits`() throws {
    let command = try Command()
    defer { command.remove() }
    let file = try command.write("proef.ndjson", Self.lines)
    let result = try command.run(
      "evaluate", file, "--wordlists", Self.wordlists(in: command), "--lines", "--rules", "--folds", "root")
    #expect(result.status == 0)
    #expect(result.output.contains("Gemist: 1 bericht\n  c  Zonder zulke mensen"))
    #expect(result.output.contains("Onterecht gevonden: 1 bericht\n  e  Wat een klootzak"))
    #expect(result.output.contains("Verdeeld naar root (6 groepen)"))
    #expect(result.output.contains("nl.abuse.insult"))
  }

  @Test func `a record holds no texts, and a later run says what changed since`() throws {
    let command = try Command()
    defer { command.remove() }
    let file = try command.write("proef.ndjson", Self.lines)
    let home = command.folder.appendingPathComponent("home")
    try FileManager.default.createDirectory(
      at: home.appendingPathComponent("Benchmarks/records"), withIntermediateDirectories: true)
    for name in ["Wordlists", "Policies"] {
      try FileManager.default.createSymbolicLink(
        at: home.appendingPathComponent(name), withDestinationURL: Command.root.appendingPathComponent(name))
    }
    let environment = ["FATSOEN_HOME": home.path]
    for _ in 0..<2 {
      #expect(
        try command.run(
          "evaluate", file, "--wordlists", Self.wordlists(in: command), "--record", environment: environment
        ).status == 0)
    }
    let records = try FileManager.default.contentsOfDirectory(
      at: home.appendingPathComponent("Benchmarks/records"), includingPropertiesForKeys: nil
    ).sorted { $0.lastPathComponent.count < $1.lastPathComponent.count }
    #expect(records.map { $0.lastPathComponent.dropFirst(10) } == ["-evaluate-proef.json", "-evaluate-proef-2.json"])
    let text = try String(contentsOf: records[0], encoding: .utf8)
    #expect(text.contains("\"command\" : \"fatsoen evaluate proef.ndjson --wordlists lists --record\""))
    #expect(!text.contains("klootzak") && !text.contains(command.folder.path))

    let overlay = try command.write(
      "school/overlay.yaml", "switch:\n  - {rule: nl.abuse.insult, to: off, reason: proef}\n")
    let school = (overlay as NSString).deletingLastPathComponent
    let changed = try command.run(
      "evaluate", file, "--wordlists", Self.wordlists(in: command), "--overlay", school, "--compare", records[0].path)
    #expect(changed.status == 0)
    #expect(changed.output.contains("Niet meer gevonden: 3 berichten\n  a  positief"))
    #expect(changed.output.contains("Nieuw gevonden: 0 berichten"))

    let other = try command.write("proef.ndjson", Self.lines.split(separator: "\n").dropLast().joined(separator: "\n"))
    let refused = try command.run(
      "evaluate", other, "--wordlists", Self.wordlists(in: command), "--compare", records[0].path)
    #expect(refused.status == 2 && refused.errors.contains("vergelijk een meting van dezelfde bestanden"))
  }
}
