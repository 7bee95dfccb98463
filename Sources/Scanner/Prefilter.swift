import CVectorscan

/// Finds, for a stretch of text, the rules that might match in it: over-eager, never blind. Literals that every match
/// of a rule contains go into a table when they start a word and else into a Vectorscan database, and a rule is tried only
/// where one of each of its lists occurs; rules without such literals go into a second database as expressions for
/// Vectorscan's prefilter mode; what that refuses runs always.
final class Prefilter: Sendable {
  /// Databases are read-only once they are compiled.
  struct Database: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  /// What an occurrence of a literal says.
  struct Sighting: Hashable, BitwiseCopyable {
    private let bits: UInt32

    /// `target` is the number of a list, or of a part when the way needs no other.
    init(target: UInt32, isEnough: Bool, standsAtEnd: Bool) {
      bits = target << 2 | (isEnough ? 2 : 0) | (standsAtEnd ? 1 : 0)
    }

    /// The number of a list, or of a part when the way needs no other.
    var target: Int { Int(bits >> 2) }
    /// Whether the part is all that its way needs.
    var isEnough: Bool { bits & 2 != 0 }
    /// A letter right after it rules the occurrence out.
    var standsAtEnd: Bool { bits & 1 != 0 }
    /// Sorts parts that are enough before lists, and lists by their number.
    var order: UInt64 { isEnough ? UInt64(bits) : 1 << 32 | UInt64(bits) }

    /// The same of another target.
    func of(_ target: Int) -> Sighting {
      Sighting(target: UInt32(target), isEnough: isEnough, standsAtEnd: standsAtEnd)
    }
  }

  /// A list that a way needs, and how far into the match its literal starts.
  struct Part: BitwiseCopyable {
    var list: UInt32
    /// In scalars.
    var least: UInt32
    /// In scalars; `UInt32.max` when there is no bound.
    var most: UInt32
    /// In runs of word characters and of others; `UInt16.max` when there is no bound.
    var runs: UInt16
    /// 1, or more for a list that the way needs once more; 0 for what must occur in the text, wherever that is.
    var turn: UInt16

    /// Whether it has a bound, in scalars or in runs.
    var isBounded: Bool { most != .max || runs != .max }

    /// Allows what the same part of another way allows.
    mutating func widen(to other: Part) {
      least = min(least, other.least)
      most = max(most, other.most)
      runs = max(runs, other.runs)
    }
  }

  /// One way in which a rule may match: candidate when a literal of each of its parts occurs, one after another.
  struct Way: BitwiseCopyable {
    var rule: UInt32
    /// Where in `parts` its own start, and end.
    var firstPart: UInt32
    var endOfParts: UInt32
  }

  /// What is looked for, and what finding it means.
  struct Plan: Sendable {
    /// Those that count at the start of a word only come first, each once.
    var literals = LiteralTexts()
    /// How many come first.
    var wordCount = 0
    /// For each literal where its sightings start; one more at the end.
    var firstSightings: [UInt32] = [0]
    /// For each literal where among its sightings those of lists start, by their number.
    var firstLists: [UInt32] = []
    var sightings: [Sighting] = []
    /// For each list where the ways start of which it is the rarest; one more at the end. Lists that ways wait for come first.
    var firstWays: [UInt32] = [0]
    var ways: [Way] = []
    var parts: [Part] = []
    /// The rule of each part.
    var rules: [UInt32] = []
    /// Rules that no prefilter carries.
    var alwaysRun: [UInt32] = []
  }

  let plan: Plan
  /// The lengths of the literals, in bytes.
  let lengths: [UInt32]
  /// The list of each part, once more: most ways end at a list that does not occur, and need nothing else to be read.
  let listsOfParts: [UInt32]
  /// How many lists ways wait for; those come first.
  let waitedCount: Int
  /// The parts by their list, and for each list where its own start; one more at the end.
  private let partsByList: [UInt32]
  private let firstOfList: [UInt32]
  /// The numbers of the literals by their first byte.
  let literalsByFirst: [[UInt32]]
  let words: WordTable?
  let literalDatabase: Database?
  let expressionDatabase: Database?

  /// Makes a prefilter of its parts; the table of words is made anew unless it is given.
  init(_ plan: Plan, words: WordTable? = nil, literalDatabase: Database?, expressionDatabase: Database?) {
    self.plan = plan
    lengths = plan.literals.lengths
    listsOfParts = plan.parts.map(\.list)
    waitedCount = plan.firstWays.firstIndex(of: UInt32(plan.ways.count)) ?? 0
    (partsByList, firstOfList) = Prefilter.byList(plan)
    self.words =
      words
      ?? WordTable(
        plan.literals, first: plan.wordCount,
        standingAtEnd: (0..<plan.wordCount).map { number in
          plan.sightings[Int(plan.firstSightings[number])..<Int(plan.firstSightings[number + 1])]
            .allSatisfy(\.standsAtEnd)
        })
    var byFirst = [[UInt32]](repeating: [], count: 256)
    for number in 0..<plan.literals.count {
      if let first = plan.literals[number].first { byFirst[Int(first)].append(UInt32(number)) }
    }
    literalsByFirst = byFirst
    self.literalDatabase = literalDatabase
    self.expressionDatabase = expressionDatabase
  }

  deinit {
    if let literalDatabase { hs_free_database(literalDatabase.pointer) }
    if let expressionDatabase { hs_free_database(expressionDatabase.pointer) }
  }

  private static func byList(_ plan: Plan) -> (parts: [UInt32], firsts: [UInt32]) {
    var firsts = [UInt32](repeating: 0, count: plan.firstWays.count)
    for part in plan.parts where part.list != .max { firsts[Int(part.list) + 1] += 1 }
    for list in firsts.indices.dropFirst() { firsts[list] += firsts[list - 1] }
    var next = firsts
    var parts = [UInt32](repeating: 0, count: Int(firsts.last ?? 0))
    for (number, part) in plan.parts.enumerated() where part.list != .max {
      parts[Int(next[Int(part.list)])] = UInt32(number)
      next[Int(part.list)] += 1
    }
    return (parts, firsts)
  }

  /// The rules of which a literal is part.
  func rules(of literal: Int) -> [Int] {
    let sightings = plan.sightings[Int(plan.firstSightings[literal])..<Int(plan.firstSightings[literal + 1])]
    let found = sightings.reduce(into: Set<UInt32>()) { found, sighting in
      if sighting.isEnough {
        found.insert(plan.rules[sighting.target])
      } else {
        let parts = partsByList[Int(firstOfList[sighting.target])..<Int(firstOfList[sighting.target + 1])]
        // What is only needed nearby is no part of the rule's own words.
        for part in parts where plan.parts[Int(part)].turn > 0 { found.insert(plan.rules[Int(part)]) }
      }
    }
    return found.sorted().map(Int.init)
  }

  /// What a rule looks for.
  struct Source: Hashable {
    /// The pattern.
    var pattern: String
    /// Patterns of which one of each list must occur in the same text.
    var needs: [[String]] = []
  }

  /// Compiles a prefilter for rules by their sources; nil entries take no part.
  convenience init(_ sources: [Source?]) {
    var making = PlanMaking()
    var expressions: [(rule: UInt32, source: String)] = []
    var alwaysRun: [UInt32] = []
    // Many rules need the same things.
    let pool = PatternPart.Pool()
    var known: [String: [RequiredLiteral]?] = [:]
    var needed: [[String]: RequiredLiterals] = [:]
    for (index, source) in sources.enumerated() {
      guard let source else { continue }
      let syntaxes = Prefilter.syntaxes(source.pattern)
      let ways = syntaxes.compactMap { $0.requiredWays(pool) }
      if ways.count == syntaxes.count {
        // What stands beside a hit is tested by itself: a word may seem to begin there only because the hit ends.
        var needs: [RequiredLiterals] = []
        for patterns in syntaxes.allSatisfy(\.isWholeWords) ? source.needs : [] {
          if needed[patterns] == nil, let found = Prefilter.literals(patterns, &known, pool) {
            needed[patterns] = RequiredLiterals(found)
          }
          if let found = needed[patterns] { needs.append(found) }
        }
        for way in ways.joined() { making.add(way, needs: needs, rule: UInt32(index)) }
        continue
      }
      let candidates = syntaxes.compactMap { $0.prefilterExpression() }
      if candidates.count == syntaxes.count, candidates.allSatisfy(Prefilter.accepts) {
        expressions += candidates.map { (UInt32(index), $0) }
      } else {
        alwaysRun.append(UInt32(index))
      }
    }
    var plan = making.plan
    let literalDatabase = Prefilter.compile(literals: plan.literals, from: plan.wordCount)
    if literalDatabase == nil, plan.literals.count > plan.wordCount {
      alwaysRun += Set(plan.rules)
      plan = Plan()
    }
    let expressionDatabase = Prefilter.compile(expressions: expressions)
    if expressionDatabase == nil { alwaysRun += Set(expressions.map(\.rule)) }
    plan.alwaysRun = alwaysRun.sorted()
    self.init(plan, literalDatabase: literalDatabase, expressionDatabase: expressionDatabase)
  }

  /// A pattern as it is matched in the original and in the folded view.
  private static func syntaxes(_ pattern: String) -> [PatternSyntax] {
    let folded = PatternPair.fold(pattern)
    return (folded == pattern ? [pattern] : [pattern, folded]).map { PatternSyntax($0) }
  }

  /// Literals of which one occurs wherever one of the patterns does; nil when there are none worth asking for.
  private static func literals(
    _ patterns: [String], _ known: inout [String: [RequiredLiteral]?], _ pool: PatternPart.Pool
  ) -> [RequiredLiteral]? {
    var all: [RequiredLiteral] = []
    for pattern in patterns {
      let found = known[pattern] ?? literals(pattern, pool)
      known[pattern] = .some(found)
      guard let found else { return nil }
      all += found
    }
    return all.isEmpty ? nil : all
  }

  private static func literals(_ pattern: String, _ pool: PatternPart.Pool) -> [RequiredLiteral]? {
    var all: [RequiredLiteral] = []
    for syntax in syntaxes(pattern) {
      guard let literals = syntax.requiredSomewhere(pool) else { return nil }
      all += literals
    }
    return all
  }

  private static func compile(literals all: LiteralTexts, from first: Int) -> Database? {
    let literals = (first..<all.count).map { all[$0] }
    guard !literals.isEmpty else { return nil }
    // One block of NUL-terminated texts: Vectorscan reads by length, C strings keep its messages readable.
    let total = literals.reduce(0) { $0 + $1.count + 1 }
    let block = UnsafeMutablePointer<CChar>.allocate(capacity: total)
    defer { block.deallocate() }
    var pointers: [UnsafePointer<CChar>?] = []
    var place = 0
    for literal in literals {
      pointers.append(UnsafePointer(block + place))
      for byte in literal {
        block[place] = CChar(bitPattern: byte)
        place += 1
      }
      block[place] = 0
      place += 1
    }
    let flags = [UInt32](repeating: UInt32(HS_FLAG_CASELESS), count: literals.count)
    let numbers = (first..<all.count).map { UInt32($0) }
    let lengths = literals.map(\.count)
    var database: OpaquePointer?
    var error: UnsafeMutablePointer<hs_compile_error_t>?
    let status = hs_compile_lit_multi(
      pointers, flags, numbers, lengths, UInt32(literals.count), UInt32(HS_MODE_BLOCK), nil, &database, &error)
    hs_free_compile_error(error)
    return status == HS_SUCCESS ? database.map(Database.init) : nil
  }

  private static let expressionFlags = UInt32(
    HS_FLAG_CASELESS | HS_FLAG_UTF8 | HS_FLAG_UCP | HS_FLAG_PREFILTER | HS_FLAG_DOTALL)

  private static func accepts(_ expression: String) -> Bool {
    guard let database = compile(expressions: [(0, expression)]) else { return false }
    hs_free_database(database.pointer)
    return true
  }

  private static func compile(expressions: [(rule: UInt32, source: String)]) -> Database? {
    guard !expressions.isEmpty else { return nil }
    let copies = expressions.map { expression in
      let bytes = Array(expression.source.utf8CString)
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
      copy.update(from: bytes, count: bytes.count)
      return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    var pointers = copies.map { UnsafePointer<CChar>?($0) }
    var flags = [UInt32](repeating: expressionFlags, count: copies.count)
    var numbers = expressions.map(\.rule)
    var database: OpaquePointer?
    var error: UnsafeMutablePointer<hs_compile_error_t>?
    let status = hs_compile_multi(
      &pointers, &flags, &numbers, UInt32(copies.count), UInt32(HS_MODE_BLOCK), nil, &database, &error)
    hs_free_compile_error(error)
    return status == HS_SUCCESS ? database.map(Database.init) : nil
  }
}
