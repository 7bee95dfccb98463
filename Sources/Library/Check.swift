public import Conduct

/// Validates word lists, an overlay, policies and calendars, with examples and lint; the engine comes from outside.
public struct Check {
  /// What PCRE2, the prefilter and the scanner say; `Library` knows none of them.
  public struct Engine {
    /// Compiles a pattern caselessly with UTF and UCP; nil when it is well.
    public var compile: (String) -> PatternFault?
    /// What it costs, in Dutch, that no prefilter can carry a rule; nil when one can.
    public var uncarried: (Rule) -> String?
    /// Compiles word lists once, and gives the ids of the rules that hit a text.
    public var scanner: (Wordlists) throws -> (String) -> Set<RuleID>
    /// Seconds to scan a text with one rule, infinity when a limit of the scanner was reached; nil leaves it out.
    public var seconds: ((Rule, String) -> Double)?

    /// Brings an engine together.
    public init(
      compile: @escaping (String) -> PatternFault?, uncarried: @escaping (Rule) -> String? = { _ in nil },
      scanner: @escaping (Wordlists) throws -> (String) -> Set<RuleID>, seconds: ((Rule, String) -> Double)? = nil
    ) {
      self.compile = compile
      self.uncarried = uncarried
      self.scanner = scanner
      self.seconds = seconds
    }
  }

  /// What a check found and how much it looked at.
  public struct Outcome: Sendable {
    /// All complaints, by file and line.
    public var complaints: [Complaint] = []
    /// Rules read.
    public var rules = 0
    /// Lines in word files.
    public var words = 0
    /// Examples tried.
    public var examples = 0
    /// Policies read.
    public var policies = 0
    /// Clauses read.
    public var clauses = 0
    /// Calendars read.
    public var calendars = 0
    /// Choices of the form for reports read.
    public var reportCategories = 0
    /// Warnings silenced with a reason.
    public var suppressed = 0

    /// Whether anything is refused.
    public var hasErrors: Bool { complaints.contains { $0.severity == .error } }

    /// Makes an empty outcome.
    public init() {}
  }

  /// The longest that one rule may take for 64 KiB of hostile text, in seconds.
  public static let hostileLimit = 0.1

  let engine: Engine
  var outcome = Outcome()
  /// Compiled already, by pattern.
  var compiled: [String: PatternFault?] = [:]

  init(engine: Engine) { self.engine = engine }

  /// Checks everything in one go; a file that cannot be read is a complaint like any other.
  public static func run(
    wordlists: String, overlay: String? = nil, policies: [String] = [], calendars: [String] = [],
    reporting: String? = nil, engine: Engine
  ) -> Outcome {
    var check = Check(engine: engine)
    var reader = WordlistReader()
    check.reading(wordlists) { folder in reader.readShipped(folder) }
    if let overlay { check.reading(overlay) { folder in reader.readOverlay(folder) } }
    check.outcome.complaints += reader.complaints
    for path in policies { check.checkPolicy(path, categories: reader.categories) }
    for path in calendars { check.checkCalendar(path) }
    if let reporting { check.checkReporting(reporting) }
    check.checkRules(reader)
    check.checkWords(reader)
    check.outcome.complaints.sort { a, b in
      (a.location.file, a.location.line, a.code, a.problem) < (b.location.file, b.location.line, b.code, b.problem)
    }
    return check.outcome
  }

  mutating func complain(
    _ code: String, as severity: Complaint.Severity = .error, at location: SourceLocation, about subject: String? = nil,
    _ problem: String, _ advice: String
  ) {
    outcome.complaints.append(
      Complaint(severity, code: code, at: location, subject: subject, problem: problem, advice: advice))
  }

  private mutating func reading(_ path: String, _ body: (Folder) -> Void) {
    do throws(LibraryError) {
      body(try Folder.read(path))
    } catch {
      complain(unreadable: error, path: path)
    }
  }

  private mutating func complain(unreadable error: LibraryError, path: String) {
    switch error {
    case .invalid(let complaints): outcome.complaints += complaints
    case .unreadable(let path, let reason):
      complain("Y000", at: SourceLocation(file: path, line: 1), reason, "controleer het pad")
    }
  }

  private mutating func checkPolicy(_ path: String, categories: [Category]) {
    do throws(LibraryError) {
      let file = Folder.File(name: path, bytes: try Folder.bytes(of: path))
      guard let text = file.text(at: path, complaints: &outcome.complaints) else { return }
      let policy = Policy.read(
        text, file: path, version: file.version, categories: categories, complaints: &outcome.complaints)
      guard let policy else { return }
      outcome.policies += 1
      outcome.clauses += policy.clauses.count
      outcome.complaints += policy.check(categories: categories)
    } catch {
      complain(unreadable: error, path: path)
    }
  }

  private mutating func checkCalendar(_ path: String) {
    do throws(LibraryError) {
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      let calendar = try SchoolCalendar.read(file: path, shipped: folder, complaints: &outcome.complaints)
      if calendar != nil { outcome.calendars += 1 }
    } catch {
      complain(unreadable: error, path: path)
    }
  }

  private mutating func checkReporting(_ path: String) {
    do throws(LibraryError) {
      outcome.reportCategories = try ReportCategory.read(file: path, complaints: &outcome.complaints).count
    } catch {
      complain(unreadable: error, path: path)
    }
  }
}
