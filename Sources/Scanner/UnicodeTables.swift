/// What folding and composing need to know of Unicode, unpacked from the generated data on first use: text in ASCII
/// and most of Latin-1 never gets here.
enum UnicodeTables {
  /// How a scalar came by its replacement.
  enum FoldKind: UInt64 {
    case ordinary = 0
    case confusable = 1
    case invisible = 2
    case combining = 3
  }

  /// What a scalar folds to: up to four ASCII bytes, another scalar, or nothing at all.
  struct Fold {
    /// Bits 0-31 the bytes (lowest first) or the scalar, 32-33 the kind, 40 present, 41 one scalar above ASCII.
    var bits: UInt64

    var isPresent: Bool { bits & (1 << 40) != 0 }
    var isScalar: Bool { bits & (1 << 41) != 0 }
    var kind: FoldKind { FoldKind(rawValue: (bits >> 32) & 3) ?? .ordinary }
    var value: UInt32 { UInt32(truncatingIfNeeded: bits) }
    /// How many ASCII bytes `value` holds.
    var byteCount: Int { value == 0 ? 0 : 4 - value.leadingZeroBitCount / 8 }

    /// Hands out the ASCII bytes that `value` holds, in order.
    @inline(__always)
    func forEachByte(_ body: (UInt8) -> Void) {
      var rest = value
      while rest != 0 {
        body(UInt8(rest & 0xFF))
        rest >>= 8
      }
    }
  }

  /// The fold of a scalar from U+0080; absent means that it stays as it is.
  static func fold(_ scalar: UInt32) -> Fold { Fold(bits: folding[scalar]) }

  /// Simple case folding, as PCRE2's caseless matching sees scalars alike.
  static func simpleCase(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5A ? scalar + 32 : scalar }
    let target = caseFolding[scalar]
    return target == 0 ? scalar : UInt32(target)
  }

  /// The canonical combining class, 0 for starters.
  static func combiningClass(_ scalar: UInt32) -> UInt8 { scalar < 0x300 ? 0 : UInt8(combining[scalar]) }

  /// The canonical decomposition, one step, or nil.
  static func decomposition(_ scalar: UInt32) -> [UInt32]? { canonical.decompositions[scalar] }

  /// The scalar that two others compose to, or nil.
  static func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    canonical.compositions[UInt64(first) << 32 | UInt64(second)]
  }

  /// A sparse table over all scalars in pages of 256.
  struct Paged: Sendable {
    private var pages = [Int32](repeating: -1, count: 0x1100)
    private var values: [UInt64] = []

    subscript(scalar: UInt32) -> UInt64 {
      get {
        let page = pages[Int(scalar >> 8)]
        return page < 0 ? 0 : values[Int(page) + Int(scalar & 0xFF)]
      }
      set {
        let page = Int(scalar >> 8)
        if pages[page] < 0 {
          pages[page] = Int32(values.count)
          values.append(contentsOf: repeatElement(0, count: 256))
        }
        values[Int(pages[page]) + Int(scalar & 0xFF)] = newValue
      }
    }
  }

  private static let folding: Paged = {
    var table = Paged()
    forEachRow(foldingData) { fields in
      var range = fields[0]
      var count: UInt32 = 1
      var isRising = false
      if let mark = range.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "+") }) {
        isRising = range[mark] == UInt8(ascii: "+")
        count = hex(range[(mark + 1)...])
        range = range[..<mark]
      }
      let start = hex(range)
      let replacement = fields[1]
      var bits: UInt64 = 1 << 40 | UInt64(hex(fields[2])) << 32
      if let first = replacement.first, first >= 0x80 {
        let scalar = String(decoding: replacement, as: UTF8.self).unicodeScalars.first?.value ?? 0
        bits |= 1 << 41 | UInt64(scalar)
      } else {
        for (place, byte) in replacement.enumerated() { bits |= UInt64(byte) << UInt64(8 * place) }
      }
      for offset in 0..<count { table[start + offset] = bits + (isRising ? UInt64(offset) : 0) }
    }
    return table
  }()

  private static let caseFolding: Paged = {
    var table = Paged()
    forEachRow(caseData) { fields in
      let (start, count, target, step) = (hex(fields[0]), hex(fields[1]), hex(fields[2]), hex(fields[3]))
      for index in 0..<count { table[start + index * step] = UInt64(target + index * step) }
    }
    return table
  }()

  private static let combining: Paged = {
    var table = Paged()
    forEachRow(combiningData) { fields in
      let value = fields[2].reduce(UInt64(0)) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
      for offset in 0..<hex(fields[1]) { table[hex(fields[0]) + offset] = value }
    }
    return table
  }()

  private static let canonical: (decompositions: [UInt32: [UInt32]], compositions: [UInt64: UInt32]) = {
    var decompositions: [UInt32: [UInt32]] = [:]
    var compositions: [UInt64: UInt32] = [:]
    forEachRow(decompositionData) { fields in
      let scalar = hex(fields[0])
      let parts = fields[1].split(separator: UInt8(ascii: " ")).map { hex($0) }
      decompositions[scalar] = parts
      if fields[2].first == UInt8(ascii: "1"), parts.count == 2 {
        compositions[UInt64(parts[0]) << 32 | UInt64(parts[1])] = scalar
      }
    }
    return (decompositions, compositions)
  }()

  private static func forEachRow(_ data: StaticString, _ body: ([ArraySlice<UInt8>]) -> Void) {
    let bytes = data.withUTF8Buffer { Array($0) }
    for row in bytes.split(separator: UInt8(ascii: "|")) {
      body(row.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false))
    }
  }

  private static func hex(_ digits: ArraySlice<UInt8>) -> UInt32 {
    digits.reduce(0) { value, digit in
      value << 4 | UInt32(digit >= UInt8(ascii: "A") ? digit - UInt8(ascii: "A") + 10 : digit - UInt8(ascii: "0"))
    }
  }
}
