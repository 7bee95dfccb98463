/// Makes the two views of a text: the original in NFC, and the folded readings in which evasions are undone.
public enum Normaliser {
  /// Normalises a text. Invalid UTF-8 cannot occur in a `String`; bytes from outside are repaired by the scanner.
  public static func normalise(_ text: String) -> NormalisedText {
    var copy = text
    return copy.withUTF8 { normalise($0) }
  }

  /// Normalises valid UTF-8.
  static func normalise(_ bytes: UnsafeBufferPointer<UInt8>) -> NormalisedText {
    var result = NormalisedText()
    let scalars = decode(bytes)
    result.original = Composition.compose(scalars)
    var folder = Folder(scalars)
    (result.folded, result.masks) = folder.readings()
    if result.folded.count == 1, result.masks.isEmpty, isOnlyCase(result.folded[0], of: bytes) { result.folded = [] }
    return result
  }

  /// The scalars of valid UTF-8.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count { scalars.append(nextScalar(bytes, &place)) }
    return scalars
  }

  private static func isOnlyCase(_ view: NormalisedText.View, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard view.bytes.count == bytes.count else { return false }
    for index in 0..<bytes.count {
      let byte = bytes[index]
      let isSpace = byte == 9 || byte == 13 || byte == 11 || byte == 12
      let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : isSpace ? 0x20 : byte
      if lower != view.bytes[index] { return false }
    }
    return true
  }
}

/// Reads one scalar of valid UTF-8 and moves on.
@inline(__always)
func nextScalar(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> UInt32 {
  let first = UInt32(bytes[place])
  if first < 0x80 {
    place += 1
    return first
  }
  func tail(_ offset: Int) -> UInt32 { UInt32(bytes[place + offset] & 0x3F) }
  if first < 0xE0 {
    defer { place += 2 }
    return (first & 0x1F) << 6 | tail(1)
  }
  if first < 0xF0 {
    defer { place += 3 }
    return (first & 0x0F) << 12 | tail(1) << 6 | tail(2)
  }
  defer { place += 4 }
  return (first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3)
}
