import Conduct
import FoundationEssentials

extension Speller {
  /// The speller of a set of rules, from disk when it is there; nil when the dictionary cannot be read. The dictionary is
  /// kept apart from the words of the rules, which change more often.
  static func load(
    _ rules: [Rule], names: NameList, dictionary: SpellingDictionary, cacheDirectory: String?
  ) -> Speller? {
    guard dictionary.isInstalled, let facts = try? FileManager.default.attributesOfItem(atPath: dictionary.path)
    else { return nil }
    let stamp = "\(dictionary.path) \(facts[.size] ?? 0) \(facts[.modificationDate] ?? 0)"
    let spellings = Speller.spellings(of: dictionary.path, stamp, cacheDirectory: cacheDirectory)
    guard let spellings else { return nil }
    var key = ContentHash()
    key.add(format)
    let patterns = patterns(of: rules, language: dictionary.language)
    for pattern in patterns { key.add(pattern) }
    key.add(names.words.count)
    for name in names.words.sorted() { key.add(name) }
    let file = cacheDirectory.map { CacheFile(directory: $0, kind: "speller", key: key) }
    if let sections = file?.read(sections: 5), let listed = Fingerprints(sections.array(0)),
      let known = Fingerprints(sections.array(1)), let long = NearWords(sections, from: 2)
    {
      return Speller(dictionary: spellings.all, proper: spellings.proper, listed: listed, names: known, long: long)
    }
    let speller = Speller(spellings, patterns: patterns, names: names)
    file?.write([.init(speller.listed.slots), .init(speller.names.slots)] + speller.long.sections)
    return speller
  }

  private static let format = "speller 4"

  /// The words of a dictionary, from the cache when its file is as it was.
  private static func spellings(
    of path: String, _ stamp: String, cacheDirectory: String?
  ) -> (all: Fingerprints, proper: Fingerprints)? {
    var key = ContentHash()
    for text in [format, stamp] { key.add(text) }
    let file = cacheDirectory.map { CacheFile(directory: $0, kind: "dictionary", key: key) }
    if let sections = file?.read(sections: 2), let all = Fingerprints(sections.array(0)),
      let proper = Fingerprints(sections.array(1))
    {
      return (all, proper)
    }
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
    let made = spellings(Array(data))
    file?.write([.init(made.all.slots), .init(made.proper.slots)])
    return made
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

  private convenience init(
    _ spellings: (all: Fingerprints, proper: Fingerprints), patterns: [String], names: NameList
  ) {
    var vocabulary = PatternVocabulary()
    for pattern in Set(patterns) { vocabulary.add(pattern) }
    // In a fixed order, so that the same rules make the same cache.
    let words = vocabulary.words.sorted { $0.lexicographicallyPrecedes($1) }
    var listed = Fingerprints(capacity: words.count)
    for word in words { listed.insert(WordHash(word).value) }
    let parts = names.words.sorted().flatMap { $0.utf8.split(separator: 0x20) }
    var known = Fingerprints(capacity: parts.count)
    for part in parts {
      if let word = Speller.folded(part) { known.insert(WordHash(word).value) }
    }
    let long = words.filter { $0.count >= Speller.leastLength }
    self.init(
      dictionary: spellings.all, proper: spellings.proper, listed: listed, names: known, long: NearWords(long))
  }

  /// The words of a dictionary, one a line, and those that stand in it with a capital only.
  private static func spellings(_ dictionary: [UInt8]) -> (all: Fingerprints, proper: Fingerprints) {
    let lines = dictionary.split(separator: 0x0A)
    var (all, small) = (Fingerprints(capacity: lines.count), Fingerprints(capacity: lines.count))
    var big: [UInt64] = []
    for line in lines {
      guard let word = Speller.folded(line), case let hash = WordHash(word).value else { continue }
      all.insert(hash)
      if startsBig(line) { big.append(hash) } else { small.insert(hash) }
    }
    var proper = Fingerprints(capacity: big.count)
    for hash in big where !small.contains(hash) { proper.insert(hash) }
    return (all, proper)
  }

  private static func startsBig(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return false }
    if first < 0x80 { return isLetterByte(first) && first & 0x20 == 0 }
    let scalar = String(decoding: line.prefix(4), as: UTF8.self).unicodeScalars.first
    return scalar?.properties.isUppercase == true
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
      guard isLetterByte(byte) else { return nil }
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
      fold.forEachByte { letters.append($0) }
    }
    return letters
  }
}
