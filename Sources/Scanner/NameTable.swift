import Conduct
import Crypto

/// The names of a school's people, made once and then found in one pass over a text, however many there are.
final class NameTable: Sendable {
  /// How a word of the table belongs to a name; the first kinds win.
  enum Kind: UInt8, Sendable {
    case given
    case diminutive
    case short
    /// A short form that counts only where it is not known as a name of its own.
    case cut
    case family
  }

  /// What a word may be the beginning of.
  struct Form: Sendable {
    var kind: Kind
    /// The number of a given name or a family name.
    var name: Int32
  }

  /// A given name, with all who have it.
  struct Given: Sendable {
    /// Hashes of its words.
    var words: Range<Int32>
    var people: Range<Int32>
  }

  /// One way to write a family name, with all who have it.
  struct Family: Sendable {
    var particles: Range<Int32>
    var words: Range<Int32>
    var people: Range<Int32>
    /// The first letters of the name with its particles, and without.
    var initials: SIMD2<UInt8>
  }

  struct Person: Sendable {
    /// The first letter of the given name; nought without one.
    var initial: UInt8
    var isPupil: Bool
    var families: Range<Int32>
  }

  let people: [Mention.Person]
  let facts: [Person]
  let givens: [Given]
  let families: [Family]
  /// What the ranges of words lie in, those of people, and those of a person's families.
  let hashes: [UInt64]
  let members: [Int32]
  let familiesOf: [Int32]
  /// Hash of a first word -> what it may begin.
  let forms: HashedRows<Form>
  /// Two letters at either end of a long name -> the name.
  let near: NearNames
  /// Of the people as given, so that the same people are not made into a table twice.
  let digest: [UInt8]

  init(_ named: [NamedPerson], digest: [UInt8]) {
    self.digest = digest
    var making = Making()
    for person in named { making.add(person) }
    making.addFamilies()
    people = named.map(\.person)
    facts = making.facts
    givens = making.givens
    families = making.families
    hashes = making.hashes
    members = making.members
    familiesOf = making.familiesOf
    forms = HashedRows(making.rows)
    near = NearNames(making.long)
  }

  static func digest(of named: [NamedPerson]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(named.count * 48)
    for one in named {
      let (kind, id): (UInt8, String) =
        switch one.person {
        case .pupil(let id): (1, id.rawValue)
        case .member(let id): (2, id.rawValue)
        }
      bytes.append(kind)
      for part in [id, one.name.given, one.name.infix, one.name.family] {
        bytes += part.utf8
        bytes.append(0)
      }
    }
    return Array(SHA256.hash(data: bytes))
  }

  /// The names that quiet name-like words, as people write them.
  static func quieting(_ named: [NamedPerson]) -> Set<String> {
    var names: Set<String> = []
    for name in named.lazy.map(\.name) {
      names.insert(name.given)
      let family = name.infix.isEmpty ? name.family : name.infix + " " + name.family
      names.insert(family)
      if family.contains("-") { for part in family.split(separator: "-") { names.insert(String(part)) } }
    }
    return names.subtracting([""])
  }

  /// Whether a word may begin a name.
  @inline(__always)
  func mayBegin(_ word: NameWord) -> Bool { forms.mayHold(word.hash) || (word.stem != 0 && forms.mayHold(word.stem)) }

  /// Whether a word is the first of a given name or a family name here.
  func isName(_ hash: UInt64) -> Bool {
    forms[hash].contains { forms.rows[$0].kind == .given || forms.rows[$0].kind == .family }
  }

  /// Whether a word is the first of a given name here.
  func isGiven(_ hash: UInt64) -> Bool { forms[hash].contains { forms.rows[$0].kind == .given } }
}

/// Rows found by a hash: a bit set tells in one look that most hashes have none.
struct HashedRows<Row: Sendable>: Sendable {
  private(set) var rows: [Row] = []
  private var bits: [UInt64]
  private let shift: UInt64
  private var slots: [(hash: UInt64, rows: Range<Int32>)]

  /// Takes rows in the order in which those of one hash are to be found.
  init(_ pairs: [(hash: UInt64, row: Row)]) {
    let sorted = pairs.enumerated().sorted { ($0.element.hash, $0.offset) < ($1.element.hash, $1.offset) }
    rows = sorted.map(\.element.row)
    var distinct = 0
    for place in sorted.indices where place == 0 || sorted[place].element.hash != sorted[place - 1].element.hash {
      distinct += 1
    }
    var bitCount: UInt64 = 6
    while 1 << bitCount < distinct * 16 { bitCount += 1 }
    shift = 64 - bitCount
    bits = [UInt64](repeating: 0, count: 1 << (bitCount - 6))
    var slotCount = 4
    while slotCount < distinct * 2 { slotCount *= 2 }
    slots = Array(repeating: (0, 0..<0), count: slotCount)
    var first = 0
    while first < sorted.count {
      let hash = sorted[first].element.hash
      var end = first
      while end < sorted.count, sorted[end].element.hash == hash { end += 1 }
      bits[Int(hash >> shift) >> 6] |= 1 << (hash >> shift & 63)
      var slot = Int(truncatingIfNeeded: hash) & (slotCount - 1)
      while !slots[slot].rows.isEmpty { slot = (slot + 1) & (slotCount - 1) }
      slots[slot] = (hash, Int32(first)..<Int32(end))
      first = end
    }
  }

  @inline(__always)
  func mayHold(_ hash: UInt64) -> Bool {
    let bit = hash >> shift
    return bits.withUnsafeBufferPointer { $0[Int(bit >> 6)] } >> (bit & 63) & 1 != 0
  }

  /// The places in `rows` of a hash.
  subscript(hash: UInt64) -> Range<Int> {
    guard mayHold(hash) else { return 0..<0 }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while !slots[slot].rows.isEmpty {
      if slots[slot].hash == hash { return Int(slots[slot].rows.lowerBound)..<Int(slots[slot].rows.upperBound) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return 0..<0
  }
}

/// Long names by their first two letters and their last two, since one error leaves either as it is.
struct NearNames: Sendable {
  /// Names shorter than this are another name too easily.
  static let leastLength = 5

  private let letters: [UInt8]
  private let byEnd: HashedRows<Range<Int32>>

  init(_ names: [[UInt8]]) {
    var all: [UInt8] = []
    var rows: [(hash: UInt64, row: Range<Int32>)] = []
    for name in names where name.count >= NearNames.leastLength {
      let range = Int32(all.count)..<Int32(all.count + name.count)
      all += name
      rows.append((NearNames.key(name.prefix(2).reduce(0) { $0 << 8 | UInt32($1) }, isFirst: true), range))
      rows.append((NearNames.key(name.suffix(2).reduce(0) { $0 << 8 | UInt32($1) }, isFirst: false), range))
    }
    letters = all
    byEnd = HashedRows(rows)
  }

  /// Whether a word shares an end with a long name.
  func mayHold(_ word: NameWord) -> Bool {
    byEnd.mayHold(NearNames.key(word.first, isFirst: true)) || byEnd.mayHold(NearNames.key(word.last, isFirst: false))
  }

  /// The hash of the one name that is one error away from a word; nil without one, or with more.
  func only(near word: NameWord, _ typed: [UInt8]) -> UInt64? {
    var found: UInt64?
    for key in [NearNames.key(word.first, isFirst: true), NearNames.key(word.last, isFirst: false)] {
      for row in byEnd[key] {
        let range = byEnd.rows[row]
        guard abs(range.count - typed.count) <= 1,
          TypingError(letters[Int(range.lowerBound)..<Int(range.upperBound)], typed: typed) != nil
        else { continue }
        let hash = WordHash(letters[Int(range.lowerBound)..<Int(range.upperBound)]).value
        if let found, found != hash { return nil }
        found = hash
      }
    }
    return found
  }

  @inline(__always)
  private static func key(_ letters: UInt32, isFirst: Bool) -> UInt64 {
    let mixed = (UInt64(letters) << 1 | (isFirst ? 1 : 0)) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 29
  }
}
