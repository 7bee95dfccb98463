/// Why a line is not the JSON object that was expected, and at which byte of the line.
public struct JSONFault: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    case notAnObject
    case unfinished
    case unexpected(UInt8)
    case controlCharacter
    case badEscape
    case badNumber
    case badLiteral
    case tooDeep
    case trailing
    case missingField(String)
    case fieldNotText(String)
  }

  /// What is wrong.
  public var reason: Reason
  /// The byte's place in the line, counted from 1.
  public var column: Int

  /// Names a fault and its place.
  public init(_ reason: Reason, column: Int) {
    self.reason = reason
    self.column = column
  }

  /// The fault in Dutch, with its place.
  public var message: String {
    switch reason {
    case .notAnObject: "geen JSON-object: een regel hoort met { te beginnen"
    case .unfinished: "de regel houdt op voordat het JSON-object af is"
    case .unexpected(let byte): "onverwacht teken \(Self.name(byte)) op plaats \(column)"
    case .controlCharacter: "een stuurteken binnen een tekst op plaats \(column); schrijf \\n of \\u00XX"
    case .badEscape: "een onbekende \\-reeks op plaats \(column)"
    case .badNumber: "een onjuist getal op plaats \(column)"
    case .badLiteral: "op plaats \(column) staat iets anders dan true, false of null"
    case .tooDeep: "op plaats \(column) zijn meer dan \(JSONObjectScanner.deepest) lagen genest"
    case .trailing: "na het object staat op plaats \(column) nog iets"
    case .missingField(let name): "het veld \"\(name)\" ontbreekt"
    case .fieldNotText(let name): "het veld \"\(name)\" is geen tekst"
    }
  }

  private static func name(_ byte: UInt8) -> String {
    byte > 0x20 && byte < 0x7F ? "'\(Character(UnicodeScalar(byte)))'" : "0x" + String(byte, radix: 16, uppercase: true)
  }
}
