import Foundation
import TestSupport
import Testing

/// Each clause of the shipped policies that software serves has a test named after it, and `Policies/norm-tests.txt`, from
/// which `fatsoen norms` tells which, names them all.
struct NormTests {
  private static let file = Repository.root.appendingPathComponent("Policies/norm-tests.txt")

  /// The tests that are named after a clause: "A9 PostingTests/a9OwnGroup".
  private static func found() throws -> [String] {
    var lines: [String] = []
    for file in try Repository.swiftFiles(under: "Tests") {
      let target = file.path.split(separator: "/")[1]
      for match in file.lines.joined(separator: "\n").matches(of: /@Test\(\s*"([AB]\d+): [^"]*"[^)]*\)\s*func (\w+)/) {
        lines.append("\(match.1) \(target)/\(match.2)")
      }
    }
    return lines.sorted { a, b in
      func key(_ line: String) -> (String, Int, String) {
        let label = line.split(separator: " ")[0]
        return (String(label.prefix(1)), Int(label.dropFirst()) ?? 0, line)
      }
      return key(a) < key(b)
    }
  }

  @Test func theListOfNormTestsIsWhatTheTestsAre() throws {
    let text = try Self.found().joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["FATSOEN_RECORD"] == "1" {
      try Data(text.utf8).write(to: Self.file)
    }
    #expect(
      try String(contentsOf: Self.file, encoding: .utf8) == text,
      "run the tests with FATSOEN_RECORD=1 to write Policies/norm-tests.txt anew")
  }

  @Test func everyClauseThatSoftwareServesHasATestNamedAfterIt() throws {
    let tested = Set(try Self.found().map { String($0.split(separator: " ")[0]) })
    var without: [String] = []
    for name in ["a-de-jordaan-2017", "b-school-2018"] {
      let policy = try String(
        contentsOf: Repository.root.appendingPathComponent("Policies/\(name).yaml"), encoding: .utf8)
      var clause = ""
      for line in policy.split(separator: "\n") {
        if let id = line.firstMatch(of: /^  - id: ([AB]\d+)$/) { clause = String(id.1) }
        if let checks = line.firstMatch(of: /^    checks: \[(.*)\]$/), checks.1 != "process", !tested.contains(clause) {
          without.append(clause)
        }
      }
    }
    #expect(without == [])
  }
}
