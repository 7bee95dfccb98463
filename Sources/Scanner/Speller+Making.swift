import Conduct
import Crypto
import FoundationEssentials

extension Speller {
  private static let format = "fatsoen-speller-1"

  /// The speller of a set of rules, from disk when it is there; nil when the dictionary cannot be read.
  static func load(
    _ rules: [Rule], names: NameList, dictionary: SpellingDictionary, cacheDirectory: String?
  ) -> Speller? {
    guard dictionary.isInstalled,
      let facts = try? FileManager.default.attributesOfItem(atPath: dictionary.path)
    else { return nil }
    let patterns = patterns(of: rules, language: dictionary.language)
    var key = SHA256()
    let stamp = "\(format) \(dictionary.path) \(facts[.size] ?? 0) \(facts[.modificationDate] ?? 0)"
    for text in [stamp] + patterns + ["/"] + names.words.sorted() { key.update(data: Array((text + "\n").utf8)) }
    let digest = Array(key.finalize())
    let name = digest.prefix(12).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    let file = cacheDirectory.map { URL(filePath: $0).appending(path: "speller-\(name).bin") }
    if let file, let data = try? Data(contentsOf: file), let speller = read(Array(data), key: digest) { return speller }
    guard let data = try? Data(contentsOf: URL(filePath: dictionary.path)) else { return nil }
    let speller = Speller(patterns: patterns, names: names, dictionary: Array(data))
    // A cache that cannot be written only costs time at the next start.
    if let file { try? Data(speller.written(key: digest)).write(to: file, options: .atomic) }
    return speller
  }

  /// What rules look for in folded readings, and need beside it.
  private static func patterns(of rules: [Rule], language: String) -> [String] {
    var patterns: [String] = []
    for rule in rules where rule.id.rawValue.hasPrefix(language + ".") {
      guard rule.severity >= .medium, rule.status != .retired, rule.view != .original else { continue }
      patterns.append(rule.pattern)
      for condition in rule.conditions where condition.sense == .needs {
        for case .near(let pattern, _) in condition.anyOf { patterns.append(pattern) }
      }
    }
    return patterns
  }

  convenience init(patterns: [String], names: NameList, dictionary: [UInt8]) {
    var vocabulary = PatternVocabulary()
    for pattern in Set(patterns) { vocabulary.add(pattern) }
    let lines = dictionary.split(separator: 0x0A)
    var known = Fingerprints(capacity: lines.count + vocabulary.words.count)
    for line in lines {
      if let word = Speller.folded(line) { known.insert(WordHash(word).value) }
    }
    var listed = Fingerprints(capacity: vocabulary.words.count)
    for word in vocabulary.words {
      known.insert(WordHash(word).value)
      listed.insert(WordHash(word).value)
    }
    for name in names.words {
      for part in name.utf8.split(separator: 0x20) {
        if let word = Speller.folded(part) { known.insert(WordHash(word).value) }
      }
    }
    let long = vocabulary.words.filter { $0.count >= Speller.leastLength }.sorted { $0.lexicographicallyPrecedes($1) }
    self.init(known: known, listed: listed, long: Array(long.joined(separator: [0x0A])))
  }

  /// A word in small ASCII letters; nil when it holds anything else, or an apostrophe or hyphen, where texts break off.
  private static func folded(_ word: some Collection<UInt8>) -> [UInt8]? {
    var letters: [UInt8] = []
    letters.reserveCapacity(word.count)
    var isPlain = true
    for byte in word {
      guard byte < 0x80 else {
        isPlain = false
        break
      }
      guard byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A else { return nil }
      letters.append(byte | 0x20)
    }
    if isPlain { return letters }
    letters.removeAll()
    for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
      let fold = UnicodeTables.fold(scalar.value)
      guard scalar.value >= 0x80, fold.isPresent, !fold.isScalar else {
        guard scalar.isASCII, Folder.isLetter(scalar.value | 0x20) else { return nil }
        letters.append(UInt8(scalar.value) | 0x20)
        continue
      }
      var value = fold.value
      while value != 0 {
        letters.append(UInt8(value & 0xFF))
        value >>= 8
      }
    }
    return letters
  }

  private func written(key: [UInt8]) -> [UInt8] {
    var out = key
    for count in [long.count, known.slots.count, listed.slots.count] {
      withUnsafeBytes(of: UInt32(count).littleEndian) { out.append(contentsOf: $0) }
    }
    out += long
    for table in [known, listed] { table.slots.withUnsafeBytes { out.append(contentsOf: $0) } }
    return out + Speller.checksum(out[...])
  }

  /// Finds damage; who could write the file could do anything, so that no more is needed.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var sum: UInt64 = 0
    bytes.withUnsafeBytes { bytes in
      for place in stride(from: 0, through: bytes.count - 8, by: 8) {
        sum = (sum ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
        sum ^= sum >> 32
      }
      for byte in bytes.suffix(bytes.count % 8) { sum = (sum ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15 }
    }
    return withUnsafeBytes(of: sum.littleEndian) { Array($0) }
  }

  private static func read(_ bytes: [UInt8], key: [UInt8]) -> Speller? {
    guard bytes.count > key.count + 12 + 8, bytes.starts(with: key),
      checksum(bytes.dropLast(8)).elementsEqual(bytes.suffix(8))
    else { return nil }
    func number(_ index: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[key.count + 4 * index + $1]) << (8 * $1) } }
    var place = key.count + 12
    func part(_ count: Int) -> ArraySlice<UInt8>? {
      guard count <= bytes.count - 8 - place else { return nil }
      defer { place += count }
      return bytes[place..<(place + count)]
    }
    func table(_ slots: Int) -> Fingerprints? {
      guard let bytes = part(2 * slots) else { return nil }
      return Fingerprints(
        slots: [UInt16](unsafeUninitializedCapacity: slots) { buffer, count in
          UnsafeMutableRawBufferPointer(buffer).copyBytes(from: bytes)
          count = slots
        })
    }
    guard let long = part(number(0)), let known = table(number(1)), let listed = table(number(2)),
      place == bytes.count - 8
    else { return nil }
    return Speller(known: known, listed: listed, long: Array(long))
  }
}
