import CVectorscan

/// Keeps compiled prefilters on disk. A file that is absent, damaged, or of another rule set, Vectorscan or processor
/// is as good as none: the prefilter is compiled anew and written again.
struct PrefilterCache: Sendable {
  private static let format = "prefilter 18"

  let directory: String

  /// The prefilter for rules by their sources, from disk when it is there.
  func prefilter(for sources: [Prefilter.Source?]) -> Prefilter {
    let file = CacheFile(directory: directory, kind: "prefilter", key: Self.key(sources))
    if let sections = file.read(sections: Self.sectionCount), let prefilter = Prefilter(sections) { return prefilter }
    let prefilter = Prefilter(sources)
    if let sections = prefilter.sections { file.write(sections) }
    return prefilter
  }

  /// Rule set, Vectorscan's version and the processor's features, which its compiled code depends on.
  static func key(_ sources: [Prefilter.Source?]) -> ContentHash {
    var hash = ContentHash()
    hash.add(format)
    hash.add(String(cString: hs_version()))
    var platform = hs_platform_info_t()
    if hs_populate_platform(&platform) == HS_SUCCESS { hash.add("\(platform.tune) \(platform.cpu_features)") }
    for source in sources {
      hash.add(source?.needs.count ?? -1)
      guard let source else { continue }
      hash.add(source.pattern)
      for need in source.needs {
        hash.add(need.count)
        for pattern in need { hash.add(pattern) }
      }
    }
    return hash
  }

  fileprivate static let sectionCount = 13 + WordTable.sectionCount
}

extension Prefilter {
  /// As it is kept in the cache; nil when Vectorscan cannot write a database.
  fileprivate var sections: [CacheFile.Section]? {
    guard let literals = Prefilter.section(literalDatabase), let expressions = Prefilter.section(expressionDatabase)
    else { return nil }
    let none = [CacheFile.Section](repeating: .init([UInt8]()), count: WordTable.sectionCount)
    return [
      .init([UInt32(plan.wordCount)]), .init(plan.literals.bytes), .init(plan.literals.ends),
      .init(plan.firstSightings), .init(plan.sightings), .init(plan.firstWays), .init(plan.ways), .init(plan.parts),
      .init(plan.rules), .init(plan.alwaysRun), .init(plan.firstLists), literals, expressions,
    ] + (words?.sections ?? none)
  }

  /// Reads what `sections` gave; nil when it does not fit together.
  fileprivate convenience init?(_ kept: CacheFile.Sections) {
    var plan = Plan()
    guard let wordCount = kept.array(0, of: UInt32.self)?.first,
      let literals = LiteralTexts(bytes: kept.array(1), ends: kept.array(2)),
      let firstSightings = kept.array(3, of: UInt32.self), let sightings = kept.array(4, of: Sighting.self),
      let firstWays = kept.array(5, of: UInt32.self), let ways = kept.array(6, of: Way.self),
      let parts = kept.array(7, of: Part.self), let rules = kept.array(8, of: UInt32.self),
      let alwaysRun = kept.array(9, of: UInt32.self), let firstLists = kept.array(10, of: UInt32.self),
      literals.count >= Int(wordCount),
      firstSightings.count == literals.count + 1, firstLists.count == literals.count
    else { return nil }
    (plan.wordCount, plan.literals) = (Int(wordCount), literals)
    (plan.firstSightings, plan.firstLists, plan.sightings) = (firstSightings, firstLists, sightings)
    (plan.firstWays, plan.ways, plan.parts) = (firstWays, ways, parts)
    (plan.rules, plan.alwaysRun) = (rules, alwaysRun)
    guard let first = Prefilter.database(kept, 11) else { return nil }
    guard let second = Prefilter.database(kept, 12) else {
      if case .some(let earlier) = first { hs_free_database(earlier.pointer) }
      return nil
    }
    self.init(
      plan, words: WordTable(kept, from: 13), literalDatabase: first, expressionDatabase: second)
  }

  /// A database as bytes, none for none.
  private static func section(_ database: Database?) -> CacheFile.Section? {
    guard let database else { return .init([UInt8]()) }
    var bytes: UnsafeMutablePointer<CChar>?
    var count = 0
    guard hs_serialize_database(database.pointer, &bytes, &count) == HS_SUCCESS, let bytes else { return nil }
    defer { bytes.deallocate() }
    return .init(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  /// The database of a section, or none for an empty one; nil when it cannot be read.
  private static func database(_ kept: CacheFile.Sections, _ number: Int) -> Database?? {
    kept.withBytes(number) { bytes -> Database?? in
      if bytes.isEmpty { return .some(nil) }
      var database: OpaquePointer?
      let status = hs_deserialize_database(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, &database)
      guard status == HS_SUCCESS, let database else { return nil }
      return .some(Database(pointer: database))
    }
  }
}
