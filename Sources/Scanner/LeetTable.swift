/// Signs written for letters; one table serves every reading, and a sign with two letters gives two readings.
enum LeetTable {
  /// The letters that a sign may stand for, the likelier first; empty when it is no such sign.
  @inline(__always)
  static func letters(_ scalar: UInt32) -> (UInt32, UInt32)? {
    switch scalar {
    case 0x40, 0x34: (0x61, 0)  // @ 4 -> a
    case 0x33: (0x65, 0)  // 3 -> e
    case 0x31, 0x21, 0x7C: (0x69, 0x6C)  // 1 ! | -> i, l
    case 0x30: (0x6F, 0)  // 0 -> o
    case 0x35, 0x24: (0x73, 0)  // 5 $ -> s
    case 0x37: (0x74, 0x7A)  // 7 -> t, z
    case 0x2B: (0x74, 0)  // + -> t
    case 0x38: (0x62, 0)  // 8 -> b
    default: nil
    }
  }

  /// Signs that only count with letters on both sides, since they end sentences and join words too.
  @inline(__always)
  static func isInner(_ scalar: UInt32) -> Bool { scalar == 0x21 || scalar == 0x2B || scalar == 0x7C }

  /// Signs that hide one letter of a word.
  @inline(__always)
  static func isMask(_ scalar: UInt32) -> Bool {
    scalar == 0x2A || scalar == 0x23 || scalar == 0x25 || scalar == 0x2022 || scalar == 0x25CF
  }

  /// Signs that people put between the letters of a word.
  @inline(__always)
  static func isSeparator(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20, 0x2E, 0x2D, 0x5F, 0x2A, 0x7E, 0x2F, 0x7C, 0x2C, 0xB7, 0x2022, 0x2013, 0x2010: true
    default: false
    }
  }
}
