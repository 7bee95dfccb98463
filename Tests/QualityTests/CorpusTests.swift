import Foundation
import TestSupport
import Testing

struct CorpusTests {
  private static let folder = Scan.root.appendingPathComponent("Tests/Corpus")
  private static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
    $0.hasSuffix(".ndjson")
  }.sorted()

  @Test("each message of the corpus gets what it should", arguments: files)
  func corpus(_ name: String) throws {
    let rows = try Scan.objects(in: Self.folder.appendingPathComponent(name))
    let verdicts = try Scan.verdicts(on: try rows.map { try #require($0["text"] as? String) })
    for (row, verdict) in zip(rows, verdicts) {
      let (id, text) = (row["id"] ?? "", row["text"] ?? "")
      let expected = Set(try #require(row["expect"] as? [String], "\(name) \(id): no list “expect”"))
      if expected.isEmpty {
        #expect(verdict.disposition == "clear", "\(id): \(text) [\(verdict.signals.map(\.rule))]")
      } else {
        #expect(verdict.disposition == "review" || verdict.disposition == "hold", "\(id): \(text)")
        #expect(expected.isSubset(of: verdict.categories), "\(id): \(text) [\(verdict.signals.map(\.rule))]")
      }
    }
  }

  @Test("the corpus is large, half of it traps, and holds sixty lawful complaints")
  func size() throws {
    let rows = try Self.files.flatMap { try Scan.objects(in: Self.folder.appendingPathComponent($0)) }
    let traps = rows.count { ($0["expect"] as? [String])?.isEmpty == true }
    #expect(rows.count >= 600)
    #expect(traps * 5 >= rows.count * 2)
    #expect(try Scan.objects(in: Self.folder.appendingPathComponent("complaints.ndjson")).count >= 60)
    #expect(Set(rows.compactMap { $0["id"] as? String }).count == rows.count, "an id stands twice")
  }
}
