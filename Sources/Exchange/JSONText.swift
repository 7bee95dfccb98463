/// JSON as bytes, written by hand: the only writer, so that an archive costs no string per line.
public struct JSONText {
  /// What has been written.
  public var bytes: [UInt8] = []

  /// Makes an empty text.
  public init() {}

  /// Adds bytes as they are.
  @inline(__always)
  public mutating func raw(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Adds bytes as they are.
  @inline(__always)
  public mutating func raw(_ text: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: text) }

  /// Adds bytes as they are.
  public mutating func raw(_ text: [UInt8]) { bytes.append(contentsOf: text) }

  /// Adds a whole number.
  public mutating func number(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Adds a string with its quotation marks.
  public mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0) }
  }

  /// Adds UTF-8 as a string with its quotation marks.
  public mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var clean = 0
    for i in 0..<text.count {
      let byte = text[i]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F else { continue }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean..<i]))
      clean = i + 1
      bytes.append(UInt8(ascii: "\\"))
      switch byte {
      case 0x08: bytes.append(UInt8(ascii: "b"))
      case 0x09: bytes.append(UInt8(ascii: "t"))
      case 0x0A: bytes.append(UInt8(ascii: "n"))
      case 0x0C: bytes.append(UInt8(ascii: "f"))
      case 0x0D: bytes.append(UInt8(ascii: "r"))
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
      default:
        raw("u00")
        for digit in [byte >> 4, byte & 15] {
          bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
      }
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean...]))
    bytes.append(UInt8(ascii: "\""))
  }

  /// Undoes `\` sequences in the inside of a string whose grammar was checked, surrogate pairs included. A lone
  /// surrogate becomes one byte 0xFF, which every reader of UTF-8 repairs as one U+FFFD and reports as repaired.
  public static func decode(_ text: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
    var i = 0
    while i < text.count {
      let byte = text[i]
      i += 1
      guard byte == UInt8(ascii: "\\"), i < text.count else {
        bytes.append(byte)
        continue
      }
      let kind = text[i]
      i += 1
      switch kind {
      case UInt8(ascii: "b"): bytes.append(0x08)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "f"): bytes.append(0x0C)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "u"):
        guard let unit = codeUnit(text, at: i) else { continue }
        i += 4
        guard unit & 0xF800 == 0xD800 else {
          appendScalar(UInt32(unit), to: &bytes)
          continue
        }
        if unit < 0xDC00, i + 5 < text.count, text[i] == UInt8(ascii: "\\"), text[i + 1] == UInt8(ascii: "u"),
          let low = codeUnit(text, at: i + 2), low & 0xFC00 == 0xDC00
        {
          i += 6
          appendScalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00), to: &bytes)
        } else {
          bytes.append(0xFF)
        }
      default: bytes.append(kind)
      }
    }
  }

  static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func codeUnit(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt16? {
    guard start + 4 <= text.count else { return nil }
    var unit: UInt16 = 0
    for i in start..<(start + 4) {
      guard let digit = hexadecimal(text[i]) else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  private static func appendScalar(_ value: UInt32, to bytes: inout [UInt8]) {
    guard let scalar = UnicodeScalar(value) else { return bytes.append(0xFF) }
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
