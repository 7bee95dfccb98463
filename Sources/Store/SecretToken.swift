public import Conduct
import Crypto
import Foundation

/// Something that opens a door for whoever holds it, of which the database keeps a hash only: 256 random bits, with the
/// school in front. It can stand in an address and in a cookie.
public struct SecretToken: Hashable, Sendable {
  /// The school whose door it opens.
  public let school: SchoolID
  private let secret: String

  /// Makes a new one.
  public init(school: SchoolID) {
    self.school = school
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<4).flatMap { _ in withUnsafeBytes(of: random.next() as UInt64) { Array($0) } }
    secret = hex(bytes)
  }

  /// Reads one as it was handed out; nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.count <= 200, let dot = text.lastIndex(of: "."), dot > text.startIndex else { return nil }
    let secret = String(text[text.index(after: dot)...])
    guard secret.utf8.count == 64, secret.allSatisfy(\.isHexDigit) else { return nil }
    school = SchoolID(String(text[..<dot]))
    self.secret = secret
  }

  /// As it is handed out.
  public var text: String { "\(school).\(secret)" }

  /// By which the database knows it.
  var hash: String { Store.hash(of: secret) }

  /// What only the holder can compute, for one purpose; it does not give the token away.
  public func derived(for purpose: String) -> String {
    hex(Array(HMAC<SHA256>.authenticationCode(for: Data(purpose.utf8), using: SymmetricKey(data: Data(secret.utf8)))))
  }
}
