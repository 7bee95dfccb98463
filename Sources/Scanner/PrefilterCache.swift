import CVectorscan
import Crypto
import FoundationEssentials

/// Keeps compiled prefilters on disk. A file that is absent, damaged, or of another rule set, Vectorscan or processor
/// is as good as none: the prefilter is compiled anew and written again.
struct PrefilterCache: Sendable {
  private static let format = "fatsoen-prefilter-11"

  let directory: String

  /// The prefilter for rules by their pattern sources, from disk when it is there.
  func prefilter(for patterns: [String?]) -> Prefilter {
    let key = Self.key(patterns)
    let file = URL(filePath: directory).appending(path: "prefilter-\(key.prefix(24)).bin")
    if let data = try? Data(contentsOf: file), let prefilter = Self.read(Array(data), key: key) { return prefilter }
    let prefilter = Prefilter(patterns: patterns)
    // A cache that cannot be written only costs time at the next start.
    if let bytes = Self.write(prefilter, key: key) {
      try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      try? Data(bytes).write(to: file, options: .atomic)
    }
    return prefilter
  }

  /// Rule set, Vectorscan's version and the processor's features, which its compiled code depends on.
  static func key(_ patterns: [String?]) -> String {
    var hash = SHA256()
    hash.update(data: Array(format.utf8))
    hash.update(data: Array(String(cString: hs_version()).utf8))
    var platform = hs_platform_info_t()
    if hs_populate_platform(&platform) == HS_SUCCESS {
      hash.update(data: Array("\(platform.tune) \(platform.cpu_features)".utf8))
    }
    for pattern in patterns {
      hash.update(data: Array((pattern ?? "").utf8))
      hash.update(data: [pattern == nil ? 1 : 0])
    }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private static func write(_ prefilter: Prefilter, key: String) -> [UInt8]? {
    var out = Array(key.utf8)
    func append(_ number: Int) { withUnsafeBytes(of: UInt32(number).littleEndian) { out.append(contentsOf: $0) } }
    let plan = prefilter.plan
    append(plan.alwaysRun.count)
    for rule in plan.alwaysRun { append(Int(rule)) }
    append(plan.ways.count)
    for way in plan.ways {
      append(Int(way.rule))
      append(Int(way.lists))
    }
    append(plan.wordCount)
    append(plan.literals.count)
    for (literal, first) in zip(plan.literals, plan.firstPostings.dropFirst()) {
      append(Int(first))
      append(literal.count)
      out.append(contentsOf: literal)
    }
    append(plan.postings.count)
    for posting in plan.postings {
      append(Int(posting.way))
      append(Int(posting.list))
      out.append(posting.standsAtEnd ? 1 : 0)
    }
    for database in [prefilter.literalDatabase, prefilter.expressionDatabase] {
      guard let database else {
        append(0)
        continue
      }
      var bytes: UnsafeMutablePointer<CChar>?
      var count = 0
      guard hs_serialize_database(database.pointer, &bytes, &count) == HS_SUCCESS, let bytes else { return nil }
      defer { bytes.deallocate() }
      append(count)
      out.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
    }
    return out + Array(SHA256.hash(data: out))
  }

  private static func read(_ bytes: [UInt8], key: String) -> Prefilter? {
    guard bytes.count > key.utf8.count + 32, bytes.starts(with: key.utf8),
      bytes.suffix(32).elementsEqual(SHA256.hash(data: bytes.dropLast(32)))
    else { return nil }
    var reader = Reader(bytes: bytes, place: key.utf8.count)
    var plan = Prefilter.Plan()
    for _ in 0..<reader.number() { plan.alwaysRun.append(UInt32(reader.number())) }
    for _ in 0..<reader.number() {
      plan.ways.append(Prefilter.Way(rule: UInt32(reader.number()), lists: UInt32(reader.number())))
    }
    plan.wordCount = reader.number()
    for _ in 0..<reader.number() {
      plan.firstPostings.append(UInt32(reader.number()))
      plan.literals.append(reader.bytes(reader.number()))
    }
    for _ in 0..<reader.number() {
      plan.postings.append(
        Prefilter.Posting(
          way: UInt32(reader.number()), list: UInt32(reader.number()), standsAtEnd: reader.bytes(1)[0] != 0))
    }
    var databases: [Prefilter.Database?] = []
    for _ in 0..<2 {
      let count = reader.number()
      guard count > 0 else {
        databases.append(nil)
        continue
      }
      var database: OpaquePointer?
      let status = reader.bytes(count).withUnsafeBytes {
        hs_deserialize_database($0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count, &database)
      }
      guard status == HS_SUCCESS, let database else {
        for case let earlier? in databases { hs_free_database(earlier.pointer) }
        return nil
      }
      databases.append(Prefilter.Database(pointer: database))
    }
    return Prefilter(plan, literalDatabase: databases[0], expressionDatabase: databases[1])
  }

  /// Reads what `write` wrote; the hash at the end vouches for the counts.
  private struct Reader {
    let bytes: [UInt8]
    var place: Int

    mutating func number() -> Int {
      defer { place += 4 }
      return (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
      defer { place += count }
      return Array(bytes[place..<(place + count)])
    }
  }
}
