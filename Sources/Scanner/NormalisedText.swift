/// A text as the rules see it: the original view, and one or more folded readings, each with the way back to the text
/// as given.
public struct NormalisedText: Sendable, Hashable {
  /// One reading of the text in UTF-8, with for every byte where it came from.
  public struct View: Sendable, Hashable {
    /// The reading, in UTF-8.
    public internal(set) var bytes: [UInt8] = []
    /// For each byte the first scalar of the given text that it stands for.
    var starts: [UInt32] = []
    /// For each byte the scalar after the last one that it stands for.
    var ends: [UInt32] = []
    /// For each byte how it came about, as `Marks`.
    var marks: [UInt8] = []

    /// The reading as a string.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The scalars of the given text that a range of bytes stands for.
    func origin(of range: Range<Int>) -> Range<Int> {
      guard let first = range.first else { return 0..<0 }
      let low = Int(starts[first])
      return low..<max(low, Int(ends[range.upperBound - 1]))
    }

    mutating func append(_ scalar: UInt32, from start: UInt32, to end: UInt32, marks bits: UInt8) {
      let count = bytes.count
      appendUTF8(scalar, to: &bytes)
      for _ in count..<bytes.count {
        starts.append(start)
        ends.append(end)
        marks.append(bits)
      }
    }
  }

  /// A sign that may stand for any one letter ("k*t"), by its byte in the first folded reading.
  struct Mask: Sendable, Hashable {
    var place: Int
  }

  /// The text as given, in NFC.
  public internal(set) var original = View()
  /// The folded readings; empty when folding changes nothing but case.
  public internal(set) var folded: [View] = []
  /// Bytes of the first folded reading that are masked letters, each one byte long.
  var masks: [Int] = []
  /// Whether the text held invalid UTF-8, repaired with U+FFFD.
  public internal(set) var wasRepaired = false
}

/// How a byte of a folded reading came about, as bits.
enum Marks {
  static let spacing: UInt8 = 1
  static let leet: UInt8 = 2
  static let confusables: UInt8 = 4
  static let invisibles: UInt8 = 8
  static let masked: UInt8 = 16
  static let stretched: UInt8 = 32
}

@inline(__always)
func appendUTF8(_ scalar: UInt32, to bytes: inout [UInt8]) {
  if scalar < 0x80 {
    bytes.append(UInt8(scalar))
  } else if scalar < 0x800 {
    bytes.append(UInt8(0xC0 | scalar >> 6))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  } else if scalar < 0x10000 {
    bytes.append(UInt8(0xE0 | scalar >> 12))
    bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  } else {
    bytes.append(UInt8(0xF0 | scalar >> 18))
    bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
    bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  }
}
