import Conduct
import Foundation
import Testing

@testable import Scanner

struct PrefilterCacheTests {
  private static let patterns: [String?] = [#"\bkut\w*"#, #"\w{2}\d"#, "x?", nil, "één|hoer"]
  private let folder = FileManager.default.temporaryDirectory.appending(path: "fatsoen-\(UUID().uuidString)")

  private func files() -> [URL] {
    (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
  }

  private func found(_ cache: String?) -> [ScanResult] {
    let rules = Self.patterns.enumerated().map {
      rule("nl.abuse.r\($0)", $1 ?? "niets", status: $1 == nil ? .retired : .live)
    }
    let scanner = ContentScanner(RuleSet(version: "sha256:test", rules: rules), cacheDirectory: cache)
    return ["kut", "ab1 één HOER", "x k.u.t", "niets"].map { scanner.scan($0) }
  }

  @Test("a cache is written once, read again, and gives the same results; a damaged one is written anew")
  func writtenAndRead() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let expected = found(nil)
    #expect(found(folder.path) == expected)
    let file = try #require(files().first)
    #expect(files().count == 1)
    let good = try Data(contentsOf: file)
    #expect(found(folder.path) == expected)
    #expect(try Data(contentsOf: file) == good)
    var flipped = good
    flipped[good.count / 2] ^= 0x40
    for bad in [
      Data(), Data([1, 2, 3]), good.prefix(good.count - 1), good + [0], flipped, Data(count: good.count),
      good.prefix(96),
    ] {
      try bad.write(to: file)
      #expect(found(folder.path) == expected)
      #expect(try Data(contentsOf: file) == good)
    }
  }

  @Test("a place that cannot be written to costs nothing but time")
  func unwritable() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(found("/proc/none/such") == found(nil))
    try Data([1]).write(to: folder)
    #expect(found(folder.path) == found(nil))
    #expect(try Data(contentsOf: folder) == Data([1]))
  }

  @Test("any change of the rules is another cache")
  func keys() {
    let lists: [[String?]] = [
      ["a"], ["b"], ["a", "b"], ["ab"], ["b", "a"], ["a", nil], [nil, "a"], [], [nil], [""], ["a", ""],
    ]
    let needs: [[[String]]] = [[["b"]], [["b", "c"]], [["b"], ["c"]], [["bc"]], [[]], [["b"], []]]
    let sources =
      lists.map { $0.map { pattern in pattern.map { Prefilter.Source(pattern: $0) } } }
      + needs.map { [Prefilter.Source(pattern: "a", needs: $0)] }
    #expect(Set(sources.map { PrefilterCache.key($0) }).count == sources.count)
  }
}
