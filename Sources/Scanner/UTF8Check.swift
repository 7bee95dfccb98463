/// What texts from outside need before they are scanned.
enum UTF8Check {
  /// Whether bytes are valid UTF-8, by the table in the Unicode Standard, section 3.9.
  static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress else { return true }
    var place = 0
    let count = text.count
    while place < count {
      if place + 8 <= count,
        UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        place += 8
        continue
      }
      let first = base[place]
      if first < 0x80 {
        place += 1
        continue
      }
      let length: Int
      var low: UInt8 = 0x80
      var high: UInt8 = 0xBF
      switch first {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, low) = (3, 0xA0)
      case 0xED: (length, high) = (3, 0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, low) = (4, 0x90)
      case 0xF4: (length, high) = (4, 0x8F)
      case 0xF1...0xF3: length = 4
      default: return false
      }
      guard place + length <= count, base[place + 1] >= low, base[place + 1] <= high else { return false }
      for offset in 2..<max(length, 2) where base[place + offset] & 0xC0 != 0x80 { return false }
      place += length
    }
    return true
  }

  /// A place near and not after `place` where a text may be cut: after white space when there is some within a kibibyte,
  /// else between two scalars.
  static func cut(_ text: UnsafeBufferPointer<UInt8>, near place: Int) -> Int {
    var cut = min(max(place, 0), text.count)
    let least = max(0, cut - 1024)
    while cut > least, text[cut - 1] > 0x20 { cut -= 1 }
    if cut > least { return cut }
    cut = min(max(place, 0), text.count)
    while cut > 0, cut < text.count, text[cut] & 0xC0 == 0x80 { cut -= 1 }
    return cut
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The end of the run of ASCII that starts at a place.
  @inline(__always)
  func asciiEnd(from start: Int) -> Int {
    guard let base = baseAddress else { return start }
    var place = start
    while place + 8 <= count {
      let high = UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self).littleEndian & 0x8080_8080_8080_8080
      if high != 0 { return place + high.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < count, base[place] < 0x80 { place += 1 }
    return place
  }

  /// The bytes of a range of scalars in valid UTF-8.
  func bytes(ofScalars range: Range<Int>) -> Range<Int> {
    var place = 0
    var index = 0
    while index < range.lowerBound, place < count {
      _ = nextScalar(self, &place)
      index += 1
    }
    let start = place
    while index < range.upperBound, place < count {
      _ = nextScalar(self, &place)
      index += 1
    }
    return start..<place
  }

  /// The scalars of a range of bytes in valid UTF-8.
  func scalars(ofBytes range: Range<Int>) -> Range<Int> {
    var (before, inside) = (0, 0)
    for place in 0..<range.lowerBound where self[place] & 0xC0 != 0x80 { before += 1 }
    for place in range where self[place] & 0xC0 != 0x80 { inside += 1 }
    return before..<(before + inside)
  }
}
