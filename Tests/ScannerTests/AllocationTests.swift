import Foundation
import Testing

/// `Scripts/test` builds the program that counts, optimised, and names it; a debug build allocates of itself.
struct AllocationTests {
  private static let program = ProcessInfo.processInfo.environment["FATSOEN_ALLOCATIONS"]

  private struct Count: Decodable {
    var texts: String
    var messages: Int
    var allocations: Int
    var messages_more: Int
    var allocations_more: Int
    var told: Int
  }

  private static func count() throws -> [String: Count] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program ?? "")
    process.arguments = [
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Wordlists").path
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let counts = try data.split(separator: 0x0A).map { try JSONDecoder().decode(Count.self, from: $0) }
    return Dictionary(uniqueKeysWithValues: counts.map { ($0.texts, $0) })
  }

  @Test(.enabled(if: program != nil))
  func `a warm worker allocates nothing for clean ordinary messages, however many`() throws {
    let counts = try Self.count()
    for name in ["ascii", "latin", "ascii with people", "latin with people"] {
      let clean = try #require(counts[name])
      #expect(clean.told == 0 && clean.messages_more > 200)
      // Each text stands there 49 times more: were one of them to allocate, there would be 49 or more. What a call makes
      // for itself (Vectorscan's look at its scratch, lists that double as they grow) is a handful for hundreds.
      #expect(clean.allocations_more < 49 && clean.allocations < 10, "\(name): \(clean)")
    }
    // The counter counts: a signal is made of texts and lists, and so is a name.
    for name in ["hit", "named"] {
      let hit = try #require(counts[name])
      #expect(hit.told == 1 && hit.allocations_more >= hit.messages_more, "\(name): \(hit)")
    }
  }
}
