import Foundation
import Testing

/// A shell line on a terminal of its own, made by script(1), which is on every Debian.
private struct TerminalSession {
  let process: Process
  private let input = Pipe()
  private let output = Pipe()

  init(_ line: String, in command: Command, environment: [String: String] = [:]) throws {
    let quoted = line.replacingOccurrences(of: "fatsoen ", with: "'\(Command.binary.path)' ")
    process = command.process(
      ["-qec", quoted, "/dev/null"],
      environment: ["TERM": "xterm", "NO_COLOR": "", "SHELL": "/bin/bash"].merging(environment) { $1 })
    process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// What is shown until a text appears, or the session ends.
  func shown(until text: String) -> String {
    var all = Data()
    while !String(decoding: all, as: UTF8.self).contains(text) {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      all += more
    }
    return String(decoding: all, as: UTF8.self)
  }

  func type(_ text: String) throws { try input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

  /// All that is shown from here on, and the exit status.
  func finish() throws -> (text: String, status: Int32) {
    let rest = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: rest, as: UTF8.self), process.terminationStatus)
  }
}

private let controlC = "\u{3}"
private let escape = "\u{1B}["

@Test(
  arguments: [
    ([:], true), (["NO_COLOR": "1"], false), (["TERM": "dumb"], false),
  ] as [([String: String], Bool)])
func coloursAreForTerminalsThatWantThem(environment: [String: String], hasColours: Bool) throws {
  let command = try Command()
  defer { command.remove() }
  let session = try TerminalSession("fatsoen explain 'jij bent een idioot'", in: command, environment: environment)
  let (text, status) = try session.finish()
  #expect(status == 0 && text.contains("idioot"))
  #expect(text.contains(escape) == hasColours)
  #expect(try !command.run("explain", "jij bent een idioot", environment: environment).output.contains(escape))
}

@Test func progressWithRateAndTimeLeftIsShownOnATerminalOnly() throws {
  let command = try Command()
  defer { command.remove() }
  try command.write("b.ndjson", String(repeating: "{\"text\":\"Fijn weekend, tot maandag!\"}\n", count: 400_000))
  let (shown, status) = try TerminalSession("fatsoen scan --threads 1 b.ndjson > uit.ndjson", in: command).finish()
  #expect(status == 0)
  #expect(shown.contains(" berichten · ") && shown.contains(" per seconde · ") && shown.contains("nog "), "\(shown)")
  let hidden = try TerminalSession("fatsoen scan b.ndjson > uit.ndjson 2> fouten.txt", in: command).finish()
  #expect(hidden.status == 0 && hidden.text.isEmpty)
  #expect(try Data(contentsOf: command.folder.appendingPathComponent("fouten.txt")).isEmpty)
}

@Test(arguments: [
  // One writes for more than a minute; the other writes something and then keeps the scanner waiting.
  "for i in $(seq 200); do cat b.ndjson; done 2> /dev/null", "cat b.ndjson; exec sleep 30 2> /dev/null",
])
func controlCEndsAScanAfterWholeLines(source: String) throws {
  let command = try Command()
  defer { command.remove() }
  try command.write("b.ndjson", String(repeating: "{\"text\":\"Fijn weekend, tot maandag!\"}\n", count: 200_000))
  let session = try TerminalSession("fatsoen scan --threads 1 > uit.ndjson < <(trap '' INT; \(source))", in: command)
  #expect(session.shown(until: "per seconde").contains("per seconde"))
  try session.type(controlC)
  let (text, status) = try session.finish()
  #expect(status == 2 && text.contains("error: onderbroken"), "\(text)")
  let output = try Data(contentsOf: command.folder.appendingPathComponent("uit.ndjson"))
  let lines = output.split(separator: 0x0A)
  #expect(output.last == 0x0A && lines.count > 0)
  #expect(lines.allSatisfy { $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}") })
}

@Test func controlCEndsAnImportAfterWholeBatchesAndItCanBeRepeated() throws {
  let command = try Command()
  defer { command.remove() }
  try command.makeSchool()
  let rows = "echo 'id;auteur;groep;tekst'; seq -f '%.0f;o1;g6;bericht' 1"
  let session = try TerminalSession("fatsoen import --format csv - < <(trap '' INT; \(rows) 200000)", in: command)
  #expect(session.shown(until: "per seconde").contains(" berichten · "))
  try session.type(controlC)
  let (text, status) = try session.finish()
  #expect(status == 2 && text.contains("overgenomen") && text.contains("onderbroken"), "\(text)")
  #expect(try command.run("verify").status == 0)
  let lines = (1...1200).map { "\($0);o1;g6;bericht" }
  let again = try command.run(
    "import", "--json", "--format", "csv", "-", input: "id;auteur;groep;tekst\n" + lines.joined(separator: "\n"))
  let counts = try JSONDecoder().decode([String: Int].self, from: Data(again.output.utf8))
  let (taken, known) = (counts["taken"] ?? 0, counts["known"] ?? 0)
  #expect(taken + known == 1200 && [500, 1000, 1200].contains(known) && again.status == 0, "\(counts)")
}
