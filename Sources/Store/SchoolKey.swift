import Crypto
import Foundation

/// A school's key: what a database without it gives away is who wrote when, never what.
public struct SchoolKey: Sendable {
  private let root: SymmetricKey
  private let box: SymmetricKey
  private let lookup: SymmetricKey
  /// The beginning of each keyed hash by which something is found again.
  private let finder: HMAC<SHA256>
  private let seal: SymmetricKey
  private let isReplaced: Bool

  /// Makes a new key.
  public init() { self.init(root: SymmetricKey(size: .bits256)) }

  /// Wraps 32 bytes, or 64 after the key was replaced; nil for any other number.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 || bytes.count == 64 else { return nil }
    self.init(
      root: SymmetricKey(data: bytes.prefix(32)), lookup: bytes.count == 64 ? SymmetricKey(data: bytes.suffix(32)) : nil
    )
  }

  /// A new key in this one's place. Hashes by which texts and names are found again stay what they are: the log holds
  /// some, and of a text that was deleted no other can be made.
  func replaced() -> SchoolKey { SchoolKey(root: SymmetricKey(size: .bits256), lookup: lookup) }

  private init(root: SymmetricKey, lookup kept: SymmetricKey? = nil) {
    func derive(_ purpose: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Data("fatsoen.\(purpose).1".utf8), outputByteCount: 32)
    }
    self.root = root
    box = derive("box")
    lookup = kept ?? derive("lookup")
    finder = HMAC(key: lookup)
    isReplaced = kept != nil
    seal = derive("seal")
  }

  /// The 32 bytes, or 64 after the key was replaced.
  public var bytes: [UInt8] {
    root.withUnsafeBytes { Array($0) } + (isReplaced ? lookup.withUnsafeBytes { Array($0) } : [])
  }

  /// Tells whether a key is the one that a school was made with, without giving it away.
  func check(of school: String) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Data("fatsoen.check.\(school)".utf8), using: root))
  }

  /// A keyed hash, by which a text or a name is found again; without the key it cannot be guessed.
  func fingerprint(_ text: String, purpose: String) -> [UInt8] {
    var code = finder
    code.update(data: Array("\(purpose)\u{0}\(text)".utf8))
    return Array(code.finalize())
  }

  /// Seals the head of a school's log, so that nobody without the key can rewrite all of it.
  func seal(_ head: [UInt8], of school: String) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Data(school.utf8) + Data(head), using: seal))
  }

  /// Encrypts a payload together with a fresh record key; the commitment to it under that record key is computed when
  /// somebody asks for it.
  func close(_ plain: [UInt8], name: String) throws -> (box: [UInt8], commitment: () -> String) {
    let record = SymmetricKey(size: .bits256)
    let inside = record.withUnsafeBytes { Data($0) } + Data(plain)
    guard let sealed = try AES.GCM.seal(inside, using: box, authenticating: Data(name.utf8)).combined else {
      throw StoreError.damaged("versleutelen lukte niet")
    }
    return (Array(sealed), { Self.commitment(to: plain, name: name, record: record) })
  }

  /// Encrypts a payload anew under another key; what the log committed to stays the same.
  func reclose(_ bytes: [UInt8], name: String, with other: SchoolKey) throws -> [UInt8] {
    let inside = try inside(bytes, name: name)
    guard let sealed = try AES.GCM.seal(inside, using: other.box, authenticating: Data(name.utf8)).combined else {
      throw StoreError.damaged("versleutelen lukte niet")
    }
    return Array(sealed)
  }

  /// Decrypts a payload.
  func plain(_ bytes: [UInt8], name: String) throws -> [UInt8] { Array(try inside(bytes, name: name).dropFirst(32)) }

  /// Decrypts a payload and computes its commitment anew.
  func open(_ bytes: [UInt8], name: String) throws -> (plain: [UInt8], commitment: String) {
    let inside = try inside(bytes, name: name)
    let plain = Array(inside.dropFirst(32))
    return (plain, Self.commitment(to: plain, name: name, record: SymmetricKey(data: inside.prefix(32))))
  }

  /// The record key and the plain bytes.
  private func inside(_ bytes: [UInt8], name: String) throws -> Data {
    let unreadable = StoreError.damaged("versleutelde inhoud \(name) is niet te lezen")
    guard let sealed = try? AES.GCM.SealedBox(combined: bytes),  // every fault of the box is one fault to us
      let inside = try? AES.GCM.open(sealed, using: box, authenticating: Data(name.utf8)), inside.count >= 32
    else { throw unreadable }
    return inside
  }

  private static func commitment(to plain: [UInt8], name: String, record: SymmetricKey) -> String {
    var code = HMAC<SHA256>(key: record)
    code.update(data: Data((name + "\u{0}").utf8))
    code.update(data: plain)
    return hex(Array(code.finalize()))
  }
}

/// Bytes as lower-case hexadecimal digits.
func hex(_ bytes: [UInt8]) -> String {
  String(unsafeUninitializedCapacity: bytes.count * 2) { text in
    for (index, byte) in bytes.enumerated() {
      for (place, digit) in [byte >> 4, byte & 15].enumerated() {
        text[index * 2 + place] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
      }
    }
    return bytes.count * 2
  }
}

/// Bytes from hexadecimal digits; nil for anything else.
func bytes(hex text: String) -> [UInt8]? {
  let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
  guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
