import Foundation
import TestSupport
import Testing

/// One verdict of `fatsoen scan`.
struct Verdict {
  struct Signal {
    var rule: String
    var category: String
    var severity: Int
    var text: String
    var clauses: [String]
  }

  var disposition: String
  var signals: [Signal]

  /// The labels of the clauses that the signals carry.
  var clauses: Set<String> { Set(signals.flatMap(\.clauses)) }

  /// The categories of the signals.
  var categories: Set<String> { Set(signals.map(\.category)) }
}

/// The shipped rules, by way of the command: an optimised build where there is one, since a debug build is fifty times slower.
enum Scan {
  static var root: URL { BuiltCommand.root }

  /// An optimised `fatsoen`, which `Scripts/test` builds and names.
  static let release = ProcessInfo.processInfo.environment["FATSOEN_RELEASE"]

  private static var binary: URL { release.map { URL(fileURLWithPath: $0) } ?? BuiltCommand.binary }

  /// Scans texts with all shipped rules and the school's policies, in order.
  static func verdicts(on texts: [String], kind: String = "post") throws -> [Verdict] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quality-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appendingPathComponent("in.ndjson"), folder.appendingPathComponent("out.ndjson"))
    var lines = Data()
    for text in texts {
      lines += try JSONSerialization.data(withJSONObject: ["text": text, "kind": kind])
      lines.append(0x0A)
    }
    try lines.write(to: input)
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    let process = Process()
    process.executableURL = binary
    process.arguments = ["scan", "--format", "ndjson", input.path]
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.environment = BuiltCommand.environment
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus < 2, "fatsoen scan ended in \(process.terminationStatus)")
    let verdicts = try Data(contentsOf: output).split(separator: 0x0A).map { try verdict(Data($0)) }
    try #require(verdicts.count == texts.count)
    return verdicts
  }

  private static func verdict(_ line: Data) throws -> Verdict {
    // Most messages are clear, and parsing them would be most of the work.
    if line.range(of: Data("\"disposition\":\"clear\"".utf8)) != nil, line.range(of: Data("\"signals\":[]".utf8)) != nil
    {
      return Verdict(disposition: "clear", signals: [])
    }
    let object = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
    let signals = object["signals"] as? [[String: Any]] ?? []
    return Verdict(
      disposition: try #require(object["disposition"] as? String),
      signals: signals.map {
        Verdict.Signal(
          rule: $0["rule"] as? String ?? "", category: $0["category"] as? String ?? "",
          severity: $0["severity"] as? Int ?? 0, text: $0["text"] as? String ?? "",
          clauses: $0["clauses"] as? [String] ?? [])
      })
  }

  /// The objects of a file with one on each line.
  static func objects(in file: URL) throws -> [[String: Any]] {
    try Data(contentsOf: file).split(separator: 0x0A).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
  }
}

/// Figures per name, kept beside the tests: what was measured and read when they were written down.
struct Record {
  private let file: URL

  init(_ name: String) {
    file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Records/\(name).txt")
  }

  /// Whether this run writes figures down instead of holding the rules to them.
  static let isWriting = ProcessInfo.processInfo.environment["FATSOEN_RECORD"] == "1"

  /// The lines, without comments.
  var lines: [String] {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }

  /// Figures by name, from lines of a name and a number.
  var figures: [String: Int] {
    Dictionary(
      uniqueKeysWithValues: lines.compactMap { line in
        let parts = line.split(separator: " ")
        return parts.count == 2 ? Int(parts[1]).map { (String(parts[0]), $0) } : nil
      })
  }

  /// Replaces the lines; the comment on top stays.
  func write(_ lines: [String]) throws {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let comment = text.split(separator: "\n").filter { $0.hasPrefix("#") }.map(String.init)
    try Data(((comment + lines).joined(separator: "\n") + "\n").utf8).write(to: file)
  }
}
