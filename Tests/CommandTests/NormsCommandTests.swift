import Foundation
import TestSupport
import Testing

/// `fatsoen norms`: every clause is tried, and one whose check is gone fails.
struct NormsCommandTests {
  private func objects(_ result: Command.Result) throws -> [[String: Any]] {
    try result.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func atASchoolTheyTellHowOftenTheySpoke() throws {
    let command = try Command()
    defer { command.remove() }
    #expect(try command.run("demo").status == 0)
    let database = "sqlite://\(command.folder.path)/.demo/school.db"
    let norms = try objects(try command.run("norms", "--json", "--database", database))
    #expect(norms.count == 50 && norms.allSatisfy { $0["works"] as? Bool == true })
    func count(_ label: String) -> Int {
      norms.first { $0["clause"] as? String == label }?["count"] as? Int ?? -1
    }
    #expect(count("A33") > 0 && count("A29") > 0 && count("A24") > 0)
  }

  @Test func allSeventyNormsOfBothPoliciesWorkAndNameTheirTests() throws {
    let command = try Command()
    defer { command.remove() }
    let result = try command.run("norms", "--json", environment: ["FATSOEN_DATABASE": ""])
    let norms = try objects(result)
    #expect(result.status == 0 && norms.count == 70)
    #expect(norms.allSatisfy { $0["works"] as? Bool == true })
    let served = norms.filter { $0["process_only"] as? Bool == false }
    #expect(served.count == 67 && served.filter { $0["test"] is String }.count >= 64)
    #expect(norms.allSatisfy { $0["since"] is String })
  }

  @Test func aNormWhoseCheckIsGoneFailsHereAndInCheck() throws {
    let command = try Command()
    defer { command.remove() }
    let file = command.folder.appendingPathComponent("a.yaml")
    let policy = try String(
      contentsOf: BuiltCommand.root.appendingPathComponent("Policies/a-de-jordaan-2017.yaml"), encoding: .utf8)
    let changed = policy.replacing("    posting:\n      - {rule: week_full, effect: advice}\n", with: "")
    #expect(changed != policy)
    try Data(changed.utf8).write(to: file)
    let result = try command.run(
      "norms", "A27", "--policy", file.path, environment: ["FATSOEN_DATABASE": ""])
    #expect(result.status == 2 && result.output.contains("geen regel kijkt hiervoor naar het plaatsen"))
    let unknown = try command.run("norms", "A99", environment: ["FATSOEN_DATABASE": ""])
    #expect(unknown.status == 2 && unknown.errors.contains("afspraak A99 is er niet"))
  }
}
