import Foundation
import Testing

/// What words weigh, and the messages that it was learnt from.
struct WeightsTests {
  private static func lines(_ path: String) throws -> [String] {
    try String(contentsOf: Scan.root.appendingPathComponent(path), encoding: .utf8).split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  @Test("who somebody is, what one believes, has or votes weighs nothing")
  func neutral() throws {
    let entries = try Self.lines("Wordlists/nl/words.weights").map { $0.components(separatedBy: " = ")[0] }
    #expect(entries.count > 5_000)
    for begin in try Self.lines("Training/neutral.txt") {
      let whole = begin.hasSuffix(".") ? String(begin.dropLast()) : nil
      let found = entries.filter { entry in
        entry.split(separator: " ").contains { word in
          if let whole { word == whole } else { word.hasPrefix(begin) }
        }
      }
      #expect(found.isEmpty, "\(begin)")
    }
  }

  @Test("messages to learn from have an id of their own, a label that fits, and nobody's telephone or address of mail")
  func messages() throws {
    var ids: Set<String> = []
    let folder = Scan.root.appendingPathComponent("Training")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".ndjson") }
    for file in files {
      for row in try Scan.objects(in: folder.appendingPathComponent(file)) {
        let id = try #require(row["id"] as? String)
        let text = try #require(row["text"] as? String)
        let categories = try #require(row["categories"] as? [String])
        #expect(ids.insert(id).inserted, "\(id)")
        #expect((row["disposition"] as? String == "clear") == categories.isEmpty, "\(id)")
        let numbers = text.matches(of: /(?:^|[^\d,.])(0[1-9](?:[ -]?\d){8})(?!\d)/).map { String($0.output.1) }
        #expect(numbers.allSatisfy { $0.hasPrefix("06-5700") }, "\(id)")
        #expect(text.matches(of: /@[\w-]+\.(\w+)/).allSatisfy { $0.output.1 == "example" }, "\(id)")
      }
    }
    #expect(ids.count > 5_000)
  }
}
