import Crypto
import CryptoExtras
import Foundation
import NIOPosix

/// Passwords as they are kept: scrypt (RFC 7914) with a salt of their own.
public struct PasswordHash: Sendable {
  /// The cost as a power of two; 15 takes 32 MiB and about a tenth of a second.
  public var cost: Int

  /// Hashing at a cost between 1 and 20.
  public init(cost: Int = 15) { self.cost = cost }

  /// A new hash of a password: `scrypt$cost$salt$hash`.
  public func make(_ password: String) async throws -> String {
    let salt = Array(SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) })
    return "scrypt$\(cost)$\(Data(salt).base64EncodedString())$"
      + (try await Self.derive(password, salt: salt, cost: cost))
  }

  /// Whether a password is the one of a hash; false for a hash that is none.
  public func matches(_ password: String, _ hash: String) async throws -> Bool {
    let parts = hash.split(separator: "$")
    guard parts.count == 4, parts[0] == "scrypt", let cost = Int(parts[1]), (1...20).contains(cost),
      let salt = Data(base64Encoded: String(parts[2])), let kept = Data(base64Encoded: String(parts[3]))
    else { return false }
    let found = Data(base64Encoded: try await Self.derive(password, salt: Array(salt), cost: cost)) ?? Data()
    guard found.count == kept.count else { return false }
    return zip(found, kept).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// As much work as `matches`, for a name that nobody has: so that time tells nothing.
  func pretend(_ password: String) async throws {
    _ = try await Self.derive(password, salt: Array(repeating: 0, count: 16), cost: cost)
  }

  /// Off the threads that answer requests, and no more at once than there are threads for it.
  private static func derive(_ password: String, salt: [UInt8], cost: Int) async throws -> String {
    let text = password.precomposedStringWithCanonicalMapping
    return try await pool.runIfActive {
      try KDF.Scrypt.deriveKey(
        from: Data(text.utf8), salt: salt, outputByteCount: 32, rounds: 1 << cost, blockSize: 8, parallelism: 1
      ).withUnsafeBytes { Data($0).base64EncodedString() }
    }
  }

  private static let pool: NIOThreadPool = {
    let pool = NIOThreadPool(numberOfThreads: 2)
    pool.start()
    return pool
  }()

  /// What is wrong with a password that somebody chooses: the key of a text; nil when it will do. Length counts most
  /// (NIST SP 800-63B); of all else only what everybody tries first is refused.
  static func fault(in password: String, login: String) -> String? {
    if password.count < 10 { return "password.short" }
    if password.count > 200 { return "password.long" }
    let plain = password.lowercased()
    let letters = Set(plain)
    if letters.count < 4 || (login.count > 3 && plain.contains(login.lowercased())) { return "password.easy" }
    let common = ["wachtwoord", "password", "welkom", "qwerty", "azerty", "12345678", "abcdefgh", "fatsoen"]
    if common.contains(where: plain.hasPrefix), password.count < 16 { return "password.easy" }
    return nil
  }
}
