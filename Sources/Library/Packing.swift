/// Writes and reads values as bytes, without names or types: the cache's own form, and what version hashes are taken over.
protocol Packable {
  func pack(into packer: inout Packer)
  init(from unpacker: inout Unpacker) throws(Unpacker.Damage)
}

/// Collects bytes: numbers as variable-length integers, texts as length and UTF-8.
struct Packer {
  private(set) var bytes: [UInt8] = []
  /// The numbers of the texts so far, when one that comes again is written as its number; nil to write all of them out.
  private var known: [[UInt8]: Int]?

  /// Writes texts out each time, or only the first time that they come.
  init(sharing: Bool = false) { known = sharing ? [:] : nil }

  mutating func add(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func add(_ text: String) {
    // By their bytes: texts that only look the same are told apart.
    let utf8 = Array(text.utf8)
    if let number = known?[utf8] {
      add(number << 1 | 1)
      return
    }
    if let count = known?.count {
      known?[utf8] = count
      add(utf8.count << 1)
    } else {
      add(utf8.count)
    }
    bytes += utf8
  }

  mutating func add(_ value: some Packable) { value.pack(into: &self) }

  mutating func add<Value>(_ list: [Value], _ body: (inout Packer, Value) -> Void) {
    add(list.count)
    for value in list { body(&self, value) }
  }

  mutating func add(_ texts: [String]) { add(texts) { $0.add($1) } }

  mutating func add<Value: Packable>(_ list: [Value]) { add(list) { $0.add($1) } }

  mutating func add<Value>(optional value: Value?, _ body: (inout Packer, Value) -> Void) {
    add(value != nil)
    if let value { body(&self, value) }
  }
}

/// Reads what a sharing `Packer` wrote; anything that does not fit is `Damage`.
struct Unpacker {
  /// The bytes are not what was written.
  struct Damage: Error {}

  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  /// The texts so far.
  private var known: [String] = []

  /// Reads from memory that outlives the unpacker.
  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func number() throws(Damage) -> Int {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(truncatingIfNeeded: result) }
      shift += 7
    }
    throw Damage()
  }

  /// A number of things that follow, each at least one byte.
  mutating func count() throws(Damage) -> Int {
    let count = try number()
    guard count >= 0, count <= bytes.count - position else { throw Damage() }
    return count
  }

  mutating func flag() throws(Damage) -> Bool { try number() != 0 }

  mutating func text() throws(Damage) -> String {
    let head = try number()
    if head & 1 == 1 {
      guard head > 0, known.indices.contains(head >> 1) else { throw Damage() }
      return known[head >> 1]
    }
    let count = head >> 1
    guard count >= 0, count <= bytes.count - position else { throw Damage() }
    let text = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[position..<position + count]), as: UTF8.self)
    position += count
    known.append(text)
    return text
  }

  mutating func list<Value>(
    _ body: (inout Unpacker) throws(Damage) -> Value
  ) throws(Damage) -> [Value] {
    let count = try count()
    var list: [Value] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(try body(&self)) }
    return list
  }

  mutating func list<Value: Packable>(of type: Value.Type = Value.self) throws(Damage) -> [Value] {
    try list { unpacker throws(Damage) in try Value(from: &unpacker) }
  }

  mutating func texts() throws(Damage) -> [String] {
    try list { unpacker throws(Damage) in try unpacker.text() }
  }

  mutating func optional<Value>(
    _ body: (inout Unpacker) throws(Damage) -> Value
  ) throws(Damage) -> Value? {
    try flag() ? try body(&self) : nil
  }

  /// A case of an enumeration by its raw text.
  mutating func choice<Choice: RawRepresentable>(
    _ type: Choice.Type = Choice.self
  ) throws(Damage) -> Choice where Choice.RawValue == String {
    guard let choice = Choice(rawValue: try text()) else { throw Damage() }
    return choice
  }

  /// A severity.
  mutating func choice<Choice: RawRepresentable>(
    _ type: Choice.Type = Choice.self
  ) throws(Damage) -> Choice where Choice.RawValue == Int {
    guard let choice = Choice(rawValue: try number()) else { throw Damage() }
    return choice
  }
}
