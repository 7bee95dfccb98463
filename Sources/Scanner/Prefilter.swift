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

  /// What an occurrence of a literal says for one way in which a rule may match.
  struct Posting: Sendable {
    /// The number of the way.
    var way: UInt32
    /// The list of the way that it is on, as a bit; those of the lists before it are lower.
    var list: UInt32
    /// A letter right after it rules the way out.
    var standsAtEnd: Bool
  }

  /// One way in which a rule may match: candidate when a literal of each of its lists occurs, one after another.
  struct Way: Sendable {
    var rule: UInt32
    /// The bits of all its lists.
    var lists: UInt32
  }

  /// What is looked for, and what finding it means.
  struct Plan: Sendable {
    /// In simple case folding, UTF-8; those that count at the start of a word only come first, each once.
    var literals: [[UInt8]] = []
    /// How many come first.
    var wordCount = 0
    /// For each literal where its postings start; one more at the end.
    var firstPostings: [UInt32] = [0]
    var postings: [Posting] = []
    var ways: [Way] = []
    /// Rules that no prefilter carries.
    var alwaysRun: [UInt32] = []
  }

  let plan: Plan
  /// The numbers of the literals by their first byte.
  let literalsByFirst: [[UInt32]]
  let words: WordTable?
  let literalDatabase: Database?
  let expressionDatabase: Database?

  init(_ plan: Plan, literalDatabase: Database?, expressionDatabase: Database?) {
    self.plan = plan
    words = WordTable(plan.literals.prefix(plan.wordCount))
    var byFirst = [[UInt32]](repeating: [], count: 256)
    for (number, literal) in plan.literals.enumerated() {
      if let first = literal.first { byFirst[Int(first)].append(UInt32(number)) }
    }
    literalsByFirst = byFirst
    self.literalDatabase = literalDatabase
    self.expressionDatabase = expressionDatabase
  }

  deinit {
    if let literalDatabase { hs_free_database(literalDatabase.pointer) }
    if let expressionDatabase { hs_free_database(expressionDatabase.pointer) }
  }

  /// Compiles a prefilter for rules by their pattern sources; nil entries take no part.
  convenience init(patterns: [String?]) {
    var plan = Plan()
    var wordPostings: [[UInt8]: [Posting]] = [:]
    var postings: [[UInt8]: [Posting]] = [:]
    var expressions: [(rule: UInt32, source: String)] = []
    for (index, source) in patterns.enumerated() {
      guard let source else { continue }
      let folded = PatternPair.fold(source)
      let syntaxes = (folded == source ? [source] : [source, folded]).map { PatternSyntax($0) }
      let found = syntaxes.compactMap { $0.requiredLists() }
      if found.count == syntaxes.count {
        for lists in found.joined() {
          let way = UInt32(plan.ways.count)
          plan.ways.append(Way(rule: UInt32(index), lists: 1 << UInt32(lists.count) - 1))
          for (number, list) in lists.enumerated() {
            for literal in list {
              let posting = Posting(way: way, list: 1 << UInt32(number), standsAtEnd: literal.standsAtEnd)
              // A text with accents may be looked at without them only.
              for scalars in [literal.scalars] + [QuickFold.withoutAccents(literal.scalars)].compactMap(\.self) {
                let bytes = Prefilter.encode(scalars)
                if literal.standsAtStart {
                  wordPostings[bytes, default: []].append(posting)
                } else {
                  postings[bytes, default: []].append(posting)
                }
              }
            }
          }
        }
        continue
      }
      let candidates = syntaxes.compactMap { $0.prefilterExpression() }
      if candidates.count == syntaxes.count, candidates.allSatisfy(Prefilter.accepts) {
        expressions += candidates.map { (UInt32(index), $0) }
      } else {
        plan.alwaysRun.append(UInt32(index))
      }
    }
    // In a fixed order, so that the same rules make the same cache.
    plan.wordCount = wordPostings.count
    for group in [wordPostings, postings] {
      for (literal, list) in group.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        plan.literals.append(literal)
        plan.postings += list
        plan.firstPostings.append(UInt32(plan.postings.count))
      }
    }
    let literalDatabase = Prefilter.compile(literals: plan.literals, from: plan.wordCount)
    if literalDatabase == nil, plan.literals.count > plan.wordCount {
      plan.alwaysRun += Set(plan.ways.map(\.rule))
      plan.ways = []
    }
    let expressionDatabase = Prefilter.compile(expressions: expressions)
    if expressionDatabase == nil { plan.alwaysRun += Set(expressions.map(\.rule)) }
    plan.alwaysRun.sort()
    self.init(plan, literalDatabase: literalDatabase, expressionDatabase: expressionDatabase)
  }

  private static func encode(_ scalars: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in scalars { appendUTF8(scalar, to: &bytes) }
    return bytes
  }

  private static func compile(literals: [[UInt8]], from first: Int) -> Database? {
    let literals = literals[first...]
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
    let numbers = literals.indices.map { UInt32($0) }
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
