/// One object of NDJSON: the line, and where its fields are.
public struct JSONObject {
  /// The line's bytes.
  public let line: UnsafeBufferPointer<UInt8>
  /// The fields in the line's order.
  public let fields: ArraySlice<JSONObjectScanner.Field>

  /// Whether a field has this name.
  public func isNamed(_ field: JSONObjectScanner.Field, _ name: StaticString) -> Bool {
    if !field.keyHasEscapes {
      guard field.key.count == name.utf8CodeUnitCount else { return false }
      for i in 0..<field.key.count where line[field.key.lowerBound + i] != name.utf8Start[i] { return false }
      return true
    }
    return key(field).utf8.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  /// The last field of this name, or nil: of a name given twice the last one counts.
  public func field(_ name: StaticString) -> JSONObjectScanner.Field? { fields.last { isNamed($0, name) } }

  /// A field's name.
  public func key(_ field: JSONObjectScanner.Field) -> String {
    text(UnsafeBufferPointer(rebasing: line[field.key]), hasEscapes: field.keyHasEscapes)
  }

  /// A value as it is written.
  public func raw(_ field: JSONObjectScanner.Field) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: line[field.value])
  }

  /// The bytes of a string value without its quotation marks and before `\` sequences are undone.
  public func inside(_ field: JSONObjectScanner.Field) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: line[(field.value.lowerBound + 1)..<(field.value.upperBound - 1)])
  }

  /// A string field's value with `\` sequences undone; bytes that are not UTF-8 become U+FFFD.
  public func text(_ field: JSONObjectScanner.Field) -> String { text(inside(field), hasEscapes: field.hasEscapes) }

  private func text(_ bytes: UnsafeBufferPointer<UInt8>, hasEscapes: Bool) -> String {
    guard hasEscapes else { return String(decoding: bytes, as: UTF8.self) }
    var decoded: [UInt8] = []
    JSONText.decode(bytes, into: &decoded)
    return String(decoding: decoded, as: UTF8.self)
  }
}
