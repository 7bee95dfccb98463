import CVectorscan

/// Finds, for a stretch of text, the rules that might match in it: over-eager, never blind. Literals that every match
/// of a rule contains go into one Vectorscan database; rules without such literals go into a second one as
/// expressions for its prefilter mode; what Vectorscan refuses runs always.
final class Prefilter: Sendable {
  /// Databases are read-only once they are compiled.
  struct Database: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  /// The rule of each literal, by the literal's number.
  let ruleOfLiteral: [UInt32]
  /// Rules that no prefilter carries.
  let alwaysRun: [UInt32]
  /// The literals themselves, for words with masked letters: in simple case folding, UTF-8.
  let literals: [[UInt8]]
  let literalDatabase: Database?
  let expressionDatabase: Database?

  init(
    ruleOfLiteral: [UInt32], literals: [[UInt8]], alwaysRun: [UInt32], literalDatabase: Database?,
    expressionDatabase: Database?
  ) {
    self.ruleOfLiteral = ruleOfLiteral
    self.literals = literals
    self.alwaysRun = alwaysRun
    self.literalDatabase = literalDatabase
    self.expressionDatabase = expressionDatabase
  }

  deinit {
    if let literalDatabase { hs_free_database(literalDatabase.pointer) }
    if let expressionDatabase { hs_free_database(expressionDatabase.pointer) }
  }

  /// Compiles a prefilter for rules by their pattern sources; nil entries take no part.
  convenience init(patterns: [String?]) {
    var ruleOfLiteral: [UInt32] = []
    var literals: [[UInt8]] = []
    var expressions: [(rule: UInt32, source: String)] = []
    var alwaysRun: [UInt32] = []
    for (index, source) in patterns.enumerated() {
      guard let source else { continue }
      let folded = PatternPair.fold(source)
      let sources = folded == source ? [source] : [source, folded]
      let syntaxes = sources.map { PatternSyntax($0) }
      let found = syntaxes.map { $0.requiredLiterals() }
      if found.allSatisfy({ $0 != nil }) {
        let texts = Set(found.flatMap { $0 ?? [] }.map(Prefilter.encode))
        for text in texts.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
          literals.append(text)
          ruleOfLiteral.append(UInt32(index))
        }
        continue
      }
      let candidates = syntaxes.compactMap { $0.prefilterExpression() }
      if candidates.count == syntaxes.count, candidates.allSatisfy(Prefilter.accepts) {
        expressions += candidates.map { (UInt32(index), $0) }
      } else {
        alwaysRun.append(UInt32(index))
      }
    }
    let literalDatabase = Prefilter.compile(literals: literals)
    if literalDatabase == nil {
      alwaysRun += Set(ruleOfLiteral)
      ruleOfLiteral = []
      literals = []
    }
    let expressionDatabase = Prefilter.compile(expressions: expressions)
    if expressionDatabase == nil { alwaysRun += Set(expressions.map(\.rule)) }
    self.init(
      ruleOfLiteral: ruleOfLiteral, literals: literals, alwaysRun: alwaysRun.sorted(),
      literalDatabase: literalDatabase, expressionDatabase: expressionDatabase)
  }

  private static func encode(_ scalars: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in scalars { appendUTF8(scalar, to: &bytes) }
    return bytes
  }

  private static func compile(literals: [[UInt8]]) -> Database? {
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
    let numbers = (0..<UInt32(literals.count)).map { $0 }
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
