import Crypto
import Foundation

/// Codes of six digits that change every thirty seconds (TOTP, RFC 6238, over HOTP, RFC 4226, with SHA-1, as every
/// program for it expects).
public struct OneTimeCode: Sendable {
  /// The secret that both sides know.
  public var secret: [UInt8]

  /// Wraps a secret.
  public init(secret: [UInt8]) { self.secret = secret }

  /// Makes a new secret of 160 bits.
  static func newSecret() -> [UInt8] {
    SymmetricKey(size: SymmetricKeySize(bitCount: 160)).withUnsafeBytes { Array($0) }
  }

  /// The step of the clock at a moment in milliseconds.
  static func step(at time: Int64) -> Int64 { time / 30_000 }

  /// The code of a step.
  public func code(step: Int64) -> String {
    let counter = withUnsafeBytes(of: step.bigEndian) { Data($0) }
    let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
    let offset = Int(mac[19] & 15)
    let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let digits = String(number % 1_000_000)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The step whose code this is, one step early or late included; nil when it is none.
  func step(of code: String, at time: Int64) -> Int64? {
    let digits = code.filter(\.isNumber)
    let now = Self.step(at: time)
    return [now, now - 1, now + 1].first { self.code(step: $0) == digits }
  }

  /// The secret as people type it over: base 32 (RFC 4648) without padding.
  var text: String {
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var result = ""
    var (bits, count) = (0, 0)
    for byte in secret {
      bits = bits << 8 | Int(byte)
      count += 8
      while count >= 5 {
        count -= 5
        result.append(signs[bits >> count & 31])
        bits &= (1 << count) - 1
      }
    }
    if count > 0 { result.append(signs[bits << (5 - count) & 31]) }
    return result
  }

  /// What the picture says to the program on the phone.
  func address(school: String, person: String) -> String {
    func part(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
    return "otpauth://totp/\(part(school)):\(part(person))?secret=\(text)&issuer=\(part("Fatsoen " + school))"
  }

  /// Ten codes that each may stand in for the second step once.
  static func recoveryCodes() -> [String] {
    (0..<10).map { _ in
      let signs = Array("23456789abcdefghjkmnpqrstvwxyz")
      let word = { String((0..<5).map { _ in signs.randomElement() ?? "2" }) }
      return word() + "-" + word()
    }
  }
}

extension OneTimeCode {
  /// A secret from what `text` gave; nil for anything else, and for one that is too short to be safe.
  static func bytes(of text: String) -> [UInt8]? {
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var bytes: [UInt8] = []
    var (bits, count) = (0, 0)
    for sign in text.uppercased() {
      guard let value = signs.firstIndex(of: sign) else { return nil }
      bits = (bits << 5 | value) & 0xFFFF
      count += 5
      if count >= 8 {
        bytes.append(UInt8(bits >> (count - 8) & 255))
        count -= 8
      }
    }
    return bytes.count == 20 ? bytes : nil
  }
}
