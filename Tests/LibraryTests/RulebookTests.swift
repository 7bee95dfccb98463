import Conduct
import Foundation
import Testing

@testable import Library

@Suite struct RulebookTests {
  private static let overlay = [
    "overlay.yaml": """
    switch:
      - {rule: nl.abuse.words, to: shadow, severity: 1, reason: te streng voor ons}
      - {rule: nl.abuse.gone, to: off, reason: oud}
    """,
    "exceptions.txt": "sukkelrock\n", "names.txt": "Kutting\n",
  ]

  /// The closed list of the design, which the shipped policies name.
  private static let categories =
    "categories:\n"
      + """
      abuse discrimination threat sexual commercial self_harm personal_data pupil_named politics_religion negativity \
      about_others language link scope consent rhythm topic
      """.split(separator: " ").map {
      "  - {id: \($0), kind: text, name: \($0), explanation: \($0), default_effect: review}\n"
    }.joined()

  /// The policies that the project ships.
  private static let policies: [String] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Policies").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { root + "/" + $0 }
  }()

  private func withBook(_ body: (TemporaryFolder, () throws -> Rulebook) throws -> Void) throws {
    try withFolder { folder in
      for (name, text) in Fixture.files { try folder.write(text, to: "lists/" + name) }
      try folder.write(Self.categories, to: "lists/categories.yaml")
      for (name, text) in Self.overlay { try folder.write(text, to: "school/" + name) }
      try body(folder) {
        try Rulebook.load(
          wordlists: folder.path + "/lists", overlay: folder.path + "/school", policies: Self.policies,
          cacheDirectory: folder.path + "/cache")
      }
    }
  }

  private func cacheFile(in folder: TemporaryFolder) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/cache")
    return "cache/" + (try #require(names.count == 1 ? names.first : nil))
  }

  @Test func `the cache gives back exactly what was read`() throws {
    try withBook { folder, load in
      let read = try load()
      #expect(read.policies.count == Self.policies.count && !read.policies.isEmpty)
      #expect(read.wordlists.warnings.count == 1)
      let name = try cacheFile(in: folder)
      let stamp = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)[.systemFileNumber] as? Int
      #expect(try load() == read)
      let after = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)[.systemFileNumber] as? Int
      #expect(stamp == after, "the cache was written again although it fits")
    }
  }

  @Test func `a changed word is seen although a cache is there`() throws {
    try withBook { folder, load in
      let before = try load()
      try folder.write(Fixture.words + "\nlelijkerd\n", to: "lists/nl/abuse.txt")
      let after = try load()
      #expect(after.wordlists.version != before.wordlists.version)
      #expect(after.wordlists.ruleSet.rules[0].pattern.contains("lelijkerd"))
      #expect(try load() == after)
    }
  }

  @Test(arguments: ["cut", "flipped", "version", "empty", "noise", "longer"])
  func `a damaged cache or one of another version is read past and written anew`(damage: String) throws {
    try withBook { folder, load in
      let read = try load()
      let name = try cacheFile(in: folder)
      let place = URL(fileURLWithPath: folder.path + "/" + name)
      let good = try Data(contentsOf: place)
      var bad = good
      switch damage {
      case "cut": bad = good.prefix(good.count / 2)
      case "flipped": bad[good.count - 20] ^= 0x40
      case "version": bad[16] &+= 1
      case "empty": bad = Data()
      case "noise": bad = Data((0..<good.count).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      default: bad += Data([0])
      }
      try bad.write(to: place)
      #expect(try load() == read)
      #expect(try Data(contentsOf: place) == good)
    }
  }

  @Test func `bytes that pass for a payload never crash the unpacker`() throws {
    var packer = Packer(sharing: true)
    try withBook { _, load in packer.add(try load()) }
    let good = packer.bytes
    var state: UInt64 = 7
    for _ in 0..<400 {
      var bad = good
      for _ in 0..<3 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bad[Int(state >> 33) % bad.count] = UInt8(truncatingIfNeeded: state >> 20)
      }
      bad.withUnsafeBytes { bytes in
        var unpacker = Unpacker(bytes)
        _ = try? Rulebook(from: &unpacker)
      }
    }
  }

  @Test func `a cache that cannot be written is done without`() throws {
    try withBook { folder, _ in
      try folder.write("", to: "file")
      let book = try Rulebook.load(
        wordlists: folder.path + "/lists", policies: [], cacheDirectory: folder.path + "/file/cache")
      #expect(book.wordlists.ruleSet.rules.count == 2)
    }
  }
}
