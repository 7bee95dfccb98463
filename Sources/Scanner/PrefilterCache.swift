import CVectorscan
import Crypto
import FoundationEssentials

/// Keeps compiled prefilters on disk. A file that is absent, damaged, or of another rule set, Vectorscan or processor
/// is as good as none: the prefilter is compiled anew and written again.
struct PrefilterCache: Sendable {
  private static let format = "fatsoen-prefilter-15"

  let directory: String

  /// The prefilter for rules by their sources, from disk when it is there.
  func prefilter(for sources: [Prefilter.Source?]) -> Prefilter {
    let key = Self.key(sources)
    let file = URL(filePath: directory).appending(path: "prefilter-\(key.prefix(24)).bin")
    if let data = try? Data(contentsOf: file), let prefilter = Self.read(Array(data), key: key) { return prefilter }
    let prefilter = Prefilter(sources)
    if let bytes = Self.write(prefilter, key: key) { CacheFolder.write(Data(bytes), to: file, kind: "prefilter") }
    return prefilter
  }

  /// Rule set, Vectorscan's version and the processor's features, which its compiled code depends on.
  static func key(_ sources: [Prefilter.Source?]) -> String {
    var hash = SHA256()
    hash.update(data: Array(format.utf8))
    hash.update(data: Array(String(cString: hs_version()).utf8))
    var platform = hs_platform_info_t()
    if hs_populate_platform(&platform) == HS_SUCCESS {
      hash.update(data: Array("\(platform.tune) \(platform.cpu_features)".utf8))
    }
    // Many rules need the same things, which count once.
    var known: [[UInt8]: Int] = [:]
    for source in sources {
      hash.update(data: Array((source?.pattern ?? "").utf8))
      hash.update(data: [source == nil ? 1 : 0])
      for need in source?.needs ?? [] {
        var bytes: [UInt8] = []
        for pattern in need { bytes += Array(pattern.utf8) + [0x0A] }
        if let number = known[bytes] {
          hash.update(data: [3] + Array("\(number)\n".utf8))
        } else {
          known[bytes] = known.count
          hash.update(data: bytes)
        }
        hash.update(data: [2])
      }
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
    func appendAll<Element: BitwiseCopyable>(_ elements: [Element]) {
      append(elements.count)
      elements.withUnsafeBytes { out.append(contentsOf: $0) }
    }
    append(plan.wordCount)
    appendAll(prefilter.lengths)
    appendAll(Array(plan.literals.joined()))
    appendAll(plan.firstSightings)
    appendAll(plan.sightings)
    appendAll(plan.firstWays)
    appendAll(plan.ways)
    appendAll(plan.parts)
    appendAll(plan.rules)
    appendAll(plan.alwaysRun)
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
    plan.wordCount = reader.number()
    let lengths: [UInt32] = reader.array()
    let letters: [UInt8] = reader.array()
    var place = 0
    plan.literals = lengths.map { length in
      defer { place += Int(length) }
      return Array(letters[place..<(place + Int(length))])
    }
    plan.firstSightings = reader.array()
    plan.sightings = reader.array()
    plan.firstWays = reader.array()
    plan.ways = reader.array()
    plan.parts = reader.array()
    plan.rules = reader.array()
    plan.alwaysRun = reader.array()
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
      return bytes.withUnsafeBytes {
        Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
      }
    }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8> {
      defer { place += count }
      return bytes[place..<(place + count)]
    }

    /// A count and so many values as this processor keeps them; a cache does not travel.
    mutating func array<Element: BitwiseCopyable>() -> [Element] {
      let count = number()
      let found = bytes(count * MemoryLayout<Element>.stride)
      return [Element](unsafeUninitializedCapacity: count) { buffer, filled in
        UnsafeMutableRawBufferPointer(buffer).copyBytes(from: found)
        filled = count
      }
    }
  }
}
