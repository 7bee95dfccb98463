public import Conduct

/// Reads texts and reports signals. One value serves any number of threads; what a thread writes to lives in a `Worker`.
public final class ContentScanner: Sendable {
  /// Bounds that keep one message from holding up the rest.
  public struct Settings: Sendable, Hashable {
    /// PCRE2's match limit per match: about 2 ms of backtracking per million.
    public var matchLimit: UInt32
    /// Time for matching one message, in milliseconds, checked between rules; judging its hits has half as much again.
    public var milliseconds: Int
    /// Bytes of text scanned in one go; longer messages are scanned in windows that overlap.
    public var windowBytes: Int
    /// Bytes that two windows share: no match longer than this is found across a border.
    public var overlapBytes: Int
    /// Whether Vectorscan picks the rules to try; off only to test that it misses nothing.
    public var usesPrefilter: Bool

    /// Makes settings; the defaults are the product's.
    public init(
      matchLimit: UInt32 = 400_000, milliseconds: Int = 28, windowBytes: Int = 64 * 1024, overlapBytes: Int = 4096,
      usesPrefilter: Bool = true
    ) {
      self.matchLimit = matchLimit
      self.milliseconds = milliseconds
      self.windowBytes = windowBytes
      self.overlapBytes = overlapBytes
      self.usesPrefilter = usesPrefilter
    }
  }

  /// The rule set's version: every verdict names it.
  public let version: String
  /// The bounds in force.
  public let settings: Settings
  let table: RuleTable
  let names: NameList
  let nameWords: NameWords
  private let idle = WorkerPool()

  /// Makes a scanner from rules and the names that quiet name-like words, using and filling the cache in a directory
  /// when one is given. Patterns are compiled when first needed; `validate` says beforehand what is wrong with them.
  /// With a dictionary that is installed, typing errors in the words of its language's rules are undone. It tells, with
  /// `nameWords`, which names of a school's people are words too.
  public init(
    _ rules: RuleSet, names: NameList = NameList([]), nameWords: NameWords = NameWords(),
    settings: Settings = Settings(), cacheDirectory: String? = nil, dictionary: SpellingDictionary? = nil
  ) {
    version = rules.version
    self.names = names
    self.nameWords = nameWords
    self.settings = settings
    table = RuleTable(
      rules.rules, cache: cacheDirectory.map { PrefilterCache(directory: $0) },
      speller: dictionary.flatMap {
        Speller.load(rules.rules, names: names, dictionary: $0, cacheDirectory: cacheDirectory)
      })
  }

  /// The rules that were compiled, in order.
  public var rules: [Rule] { table.entries.map(\.rule) }

  /// Rules that no prefilter can carry, so that they run on every message.
  public var rulesWithoutPrefilter: [RuleID] {
    table.prefilter.plan.alwaysRun.map { table.entries[Int($0)].rule.id }
  }

  /// Rules without a word to look for, which the prefilter carries as an expression: those cost something on every message.
  public var rulesWithoutWords: [RuleID] { table.expressionRules.map { table.entries[$0].rule.id } }

  /// What is wrong with a pattern, in PCRE2's words, or nil.
  public static func validate(_ pattern: String) -> PatternFault? { Pattern.fault(in: pattern) }

  /// Compiles every rule's pattern now, instead of at its first use, and those of exceptions and conditions when asked;
  /// gives the faults by rule.
  @discardableResult
  public func prepare(withConditions: Bool = false) -> [RuleID: PatternFault] {
    var faults: [RuleID: PatternFault] = [:]
    QuickFold.prepare()
    for entry in table.entries {
      do {
        for pair in withConditions ? entry.patterns : [entry.pattern] {
          try pair.original.prepare()
          try pair.folded.prepare()
        }
      } catch {
        faults[entry.rule.id] = error
      }
    }
    return faults
  }

  /// A worker for one thread.
  public func makeWorker() -> Worker { Worker(self) }

  /// Scans one text. `explaining` also collects what was cleared and why.
  public func scan(_ text: String, context: SchoolContext = .none, explaining: Bool = false) -> ScanResult {
    var text = text
    return text.withUTF8 { scan($0, context: context, explaining: explaining) }
  }

  /// Scans one text in UTF-8; invalid bytes are repaired with U+FFFD and the result says so.
  public func scan(
    _ text: UnsafeBufferPointer<UInt8>, context: SchoolContext = .none, explaining: Bool = false
  ) -> ScanResult {
    let worker = idle.take() ?? makeWorker()
    defer { idle.give(worker) }
    return worker.scan(text, context: context, explaining: explaining)
  }
}
