/// Makes the two views of a text: the original in NFC, and the folded readings in which evasions are undone.
public enum Normaliser {
  /// Normalises a text. Invalid UTF-8 cannot occur in a `String`; bytes from outside are repaired by the scanner.
  public static func normalise(_ text: String) -> NormalisedText {
    var copy = text
    return copy.withUTF8 { bytes in
      let scalars = decode(bytes)
      return NormalisedText(original: Composition.compose(scalars), folded: readings(bytes).views)
    }
  }

  /// The folded readings of valid UTF-8; none when folding changes nothing but case.
  static func readings(_ bytes: UnsafeBufferPointer<UInt8>) -> NormalisedText.Readings {
    let folder = Folder(decode(bytes))
    let readings = folder.readings()
    let isPlain = readings.views.count == 1 && readings.masks.isEmpty && isOnlyCase(readings.views[0].bytes, of: bytes)
    return isPlain ? NormalisedText.Readings() : readings
  }

  /// Valid UTF-8 in NFC, or nil when it is in NFC already.
  static func composed(_ bytes: UnsafeBufferPointer<UInt8>) -> NormalisedText.View? {
    let view = Composition.compose(decode(bytes))
    return view.bytes.count == bytes.count && view.bytes.elementsEqual(bytes) ? nil : view
  }

  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count { scalars.append(nextScalar(bytes, &place)) }
    return scalars
  }

  private static func isOnlyCase(_ folded: [UInt8], of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard folded.count == bytes.count else { return false }
    for index in 0..<bytes.count where folded[index] != plain(bytes[index]) { return false }
    return true
  }

  /// An ASCII byte as folding leaves it: a small letter, and a space for other white space within a line.
  @inline(__always)
  static func plain(_ byte: UInt8) -> UInt8 {
    if byte >= 0x41 && byte <= 0x5A { return byte | 0x20 }
    return byte == 9 || (byte >= 11 && byte <= 13) ? 0x20 : byte
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
