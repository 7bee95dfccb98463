import CPostgres
import Store

/// The types that the store's columns have, and those that PostgreSQL's own functions answer with.
enum PostgresType: Oid {
  case bool = 16
  case bytea = 17
  case int8 = 20
  case int2 = 21
  case int4 = 23
  case float8 = 701
  case numeric = 1700
  case text = 25

  /// The type of a value; nil for null.
  init?(of value: SQLValue) {
    switch value {
    case .null: return nil
    case .integer: self = .int8
    case .real: self = .float8
    case .text: self = .text
    case .bytes: self = .bytea
    }
  }
}

/// The values of a statement as they go over the line: all of them in binary form, one after another.
struct PostgresParameters {
  private var buffer: [UInt8] = []
  private var starts: [Int?] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  init(_ values: [SQLValue], types: [Oid]) {
    for (value, type) in zip(values, types) {
      let start = buffer.count
      var isBinary = true
      switch (value, PostgresType(rawValue: type)) {
      case (.integer(let number), .int8): append(UInt64(bitPattern: number))
      case (.integer(let number), .float8): append(Double(number).bitPattern)
      case (.real(let number), .float8): append(number.bitPattern)
      case (.bytes(let bytes), _): buffer += bytes
      case (.text(let text), _): buffer += text.utf8
      case (.null, _): break
      // The server reads any other type from its text.
      case (.integer(let number), _):
        buffer += String(number).utf8
        isBinary = false
      case (.real(let number), _):
        buffer += String(number).utf8
        isBinary = false
      }
      starts.append(value == .null ? nil : start)
      lengths.append(Int32(buffer.count - start))
      // The binary form of a text is the text; as text the server reads it into any type.
      if case .text = value { isBinary = false }
      formats.append(isBinary ? 1 : 0)
      // A text ends in a zero, and no value is empty in memory.
      buffer.append(0)
    }
  }

  private mutating func append(_ bits: UInt64) { withUnsafeBytes(of: bits.bigEndian) { buffer += $0 } }

  func withPointers<Result>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Result
  ) -> Result {
    buffer.withUnsafeBytes { bytes in
      let pointers = starts.map { start in
        start.flatMap { bytes.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
      }
      return body(pointers, lengths, formats)
    }
  }
}

/// The rows of an answer, which come in binary form.
enum PostgresRows {
  static func decode(_ result: OpaquePointer?) -> [SQLRow] {
    let width = PQnfields(result)
    if width == 0 { return [] }
    let columns = (0..<width).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
    let types = (0..<width).map { PostgresType(rawValue: PQftype(result, $0)) }
    return (0..<PQntuples(result)).map { row in
      SQLRow(
        columns: columns,
        values: (0..<width).map { column in
          if PQgetisnull(result, row, column) == 1 { return .null }
          let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
          return value(bytes, types[Int(column)])
        })
    }
  }

  private static func value(_ bytes: UnsafeRawBufferPointer, _ type: PostgresType?) -> SQLValue {
    switch type {
    case .int8: .integer(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
    case .int4: .integer(Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self))))
    case .int2: .integer(Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self))))
    case .bool: .integer(bytes.first == 0 ? 0 : 1)
    case .float8: .real(Double(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))))
    case .bytea: .bytes(Array(bytes))
    case .numeric: numeric(bytes)
    case .text, nil: .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// A `numeric`, which is what the sum of a BIGINT column is: a whole number where it fits, as on SQLite. Its form: the
  /// number of groups of four digits, the weight of the first, the sign, the digits behind the point, and the groups.
  private static func numeric(_ bytes: UnsafeRawBufferPointer) -> SQLValue {
    func field(_ index: Int) -> Int {
      Int(Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 2, as: Int16.self)))
    }
    let sign: Double = field(2) == 0x4000 ? -1 : 1
    if field(2) & ~0x4000 != 0 { return .real(.nan) }
    var whole: Int64? = 0
    var value = 0.0
    let last = max(field(0) - 1, field(1))
    for index in 0...max(0, last) {
      let digits = index < field(0) ? field(4 + index) : 0
      value = value * 10_000 + Double(digits)
      if index > field(1) {
        if digits != 0 { whole = nil }
        continue
      }
      whole = whole.flatMap { known in
        let (raised, isTooLarge) = known.multipliedReportingOverflow(by: 10_000)
        return isTooLarge ? nil : raised &+ Int64(digits)
      }
    }
    if let whole, whole >= 0 { return .integer(sign < 0 ? -whole : whole) }
    for _ in 0..<max(0, last - field(1)) { value /= 10_000 }
    return .real(sign * value)
  }
}
