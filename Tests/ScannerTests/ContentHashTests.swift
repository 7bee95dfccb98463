import Testing

@testable import Scanner

struct ContentHashTests {
  private static func hash(_ pieces: [String]) -> ContentHash {
    var hash = ContentHash()
    for piece in pieces { hash.add(piece) }
    return hash
  }

  @Test("other bytes, another order and another border between pieces give another hash; the same give the same")
  func tellsApart() {
    let lists: [[String]] = [
      [], [""], ["", ""], ["a"], ["a", ""], ["", "a"], ["b"], ["ab"], ["a", "b"], ["b", "a"], ["ab", ""], ["a\0"],
      [String(repeating: "a", count: 31)], [String(repeating: "a", count: 32)], [String(repeating: "a", count: 33)],
      [String(repeating: "\0", count: 32)], [String(repeating: "\0", count: 64)],
    ]
    #expect(Set(lists.map { Self.hash($0).digits }).count == lists.count)
    #expect(lists.map { Self.hash($0) } == lists.map { Self.hash($0) })
  }

  @Test("every changed bit is another hash, wherever it is")
  func everyBit() {
    let whole = [UInt8](0..<100)
    func digits(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes { ContentHash.of($0).digits } }
    var seen: Set = [digits(whole)]
    for bit in 0..<(8 * whole.count) {
      var changed = whole
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      seen.insert(digits(changed))
    }
    #expect(seen.count == 8 * whole.count + 1)
  }
}
