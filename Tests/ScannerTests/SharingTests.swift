import Conduct
import Testing

@testable import Scanner

struct SharingTests {
  @Test("many threads that share one scanner get what one thread gets")
  func threads() async {
    let shared = scanner(PrefilterEqualityTests.patterns.enumerated().map { rule("nl.abuse.r\($0)", $1) })
    let texts = (0..<60).map { hostileText(seed: UInt64($0) &+ 900, pieces: 15) }
    let calm = scanner(shared.rules)
    let expected = texts.map { calm.scan($0, explaining: true) }
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<6 {
        group.addTask {
          texts.indices.allSatisfy { index in
            let place = (index * 7 + task * 11) % texts.count
            return shared.scan(texts[place], explaining: true) == expected[place]
          }
        }
      }
      for await isEqual in group { #expect(isEqual) }
    }
  }
}
