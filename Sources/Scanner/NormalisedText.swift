import Conduct

/// A text as the rules see it: the original view, and one or more folded readings, each with the way back to the text
/// as given.
public struct NormalisedText: Sendable, Hashable {
  /// One reading of the text in UTF-8, with for every byte where it came from.
  public struct View: Sendable, Hashable {
    /// Where a byte came from: the first scalar of the given text that it stands for, the one after the last, and how.
    struct Origin: Sendable, Hashable {
      var start: UInt32
      var end: UInt32
      var marks: UInt8
    }

    /// The reading, in UTF-8.
    public private(set) var bytes: [UInt8] = []
    private var origins: [Origin] = []

    init(capacity: Int) {
      bytes.reserveCapacity(capacity)
      origins.reserveCapacity(capacity)
    }

    /// The reading as a string.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The scalars of the given text that a range of bytes stands for.
    func origin(of range: Range<Int>) -> Range<Int> {
      guard !range.isEmpty, range.upperBound <= origins.count else { return 0..<0 }
      let low = Int(origins[range.lowerBound].start)
      return low..<max(low, Int(origins[range.upperBound - 1].end))
    }

    /// How a range of bytes came about, as bits of `Marks`.
    func marks(of range: Range<Int>) -> UInt8 { origins[range].reduce(0) { $0 | $1.marks } }

    /// Appends a part of another reading.
    mutating func append(contentsOf other: View, _ range: Range<Int>) {
      bytes.append(contentsOf: other.bytes[range])
      origins.append(contentsOf: other.origins[range])
    }

    @inline(__always)
    mutating func append(_ scalar: UInt32, _ origin: Origin) {
      if scalar < 0x80 {
        bytes.append(UInt8(scalar))
        origins.append(origin)
        return
      }
      let count = bytes.count
      appendUTF8(scalar, to: &bytes)
      for _ in count..<bytes.count { origins.append(origin) }
    }
  }

  /// The folded readings of a text, and the bytes of the first one that are masked letters.
  struct Readings: Sendable {
    var views: [View] = []
    var masks: [Int] = []
  }

  /// The text as given, in NFC.
  public internal(set) var original: View
  /// The folded readings; empty when folding changes nothing but case.
  public internal(set) var folded: [View]
}

/// How a byte of a folded reading came about, as bits.
enum Marks {
  static let spacing: UInt8 = 1
  static let leet: UInt8 = 2
  static let confusables: UInt8 = 4
  static let invisibles: UInt8 = 8
  static let masked: UInt8 = 16
  static let stretched: UInt8 = 32
  static let typo: UInt8 = 64

  private static let all: [(bit: UInt8, mark: Signal.Mark)] = [
    (spacing, .spacing), (leet, .leet), (confusables, .confusables), (invisibles, .invisibles), (masked, .masked),
    (stretched, .stretched), (typo, .typo),
  ]

  /// The bits as the marks that a reviewer is shown.
  static func names(_ bits: UInt8) -> Set<Signal.Mark> {
    bits == 0 ? [] : Set(all.filter { bits & $0.bit != 0 }.map(\.mark))
  }
}
