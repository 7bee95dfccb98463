/// A clause's label in its policy, such as `A33`.
public struct ClauseID: RawRepresentable, Hashable, Codable, Sendable, Comparable, CustomStringConvertible {
  /// The policy's letter and the clause's number.
  public let rawValue: String

  /// Wraps a label.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Wraps a label.
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// The label itself.
  public var description: String { rawValue }

  /// Orders by letter, then number.
  public static func < (a: ClauseID, b: ClauseID) -> Bool {
    (a.rawValue.first ?? " ", a.number) < (b.rawValue.first ?? " ", b.number)
  }

  private var number: Int { Int(rawValue.drop { !$0.isNumber }) ?? 0 }
}

/// Where a value of a policy comes from; what a school's text does not say is the product's choice and says so.
public enum Provenance: Hashable, Codable, Sendable {
  /// The school's own text, by clause.
  case clause(ClauseID)
  /// The product chose it; the reason is shown to the director.
  case productDefault(reason: String)
}

/// A value with its provenance.
public struct Sourced<Value: Hashable & Codable & Sendable>: Hashable, Codable, Sendable {
  /// The value.
  public var value: Value
  /// Where it comes from.
  public var source: Provenance

  /// Makes a sourced value.
  public init(_ value: Value, from source: Provenance) {
    self.value = value
    self.source = source
  }
}

/// One numbered rule of a school's policy.
public struct Clause: Hashable, Codable, Sendable {
  /// Whom a clause binds.
  public enum Party: String, Codable, Sendable, CaseIterable {
    case everyone
    case parent
    case teacher
    case staff
    case director
    case admin
    case school
    case mr
    case or
    case tso
    case ict
    case administration
  }

  /// How the product can check a clause: domain §1's classes.
  public enum Check: String, Codable, Sendable, CaseIterable {
    case text
    case weakText = "weak_text"
    case metadata
    case register
    case workflow
    case process
  }

  /// A category that the clause covers, and what a signal of it brings about.
  public struct Coverage: Hashable, Codable, Sendable {
    /// The category.
    public var category: CategoryID
    /// What a signal brings about.
    public var effect: Effect
    /// Signals below this severity are not covered by this line.
    public var from: Severity

    /// Makes a coverage.
    public init(category: CategoryID, effect: Effect, from: Severity = .information) {
      self.category = category
      self.effect = effect
      self.from = from
    }
  }

  /// A posting rule that the clause asks for, and what a breach of it brings about.
  public struct Placing: Hashable, Codable, Sendable {
    /// What a breach brings about.
    public enum Setting: String, Codable, Sendable, CaseIterable {
      case off
      /// The author is told, before posting where that can be; nothing is kept of it.
      case advice
      /// A person looks.
      case review
    }

    /// The rule.
    public var rule: PostingRule
    /// What a breach brings about.
    public var setting: Setting

    /// Makes a line.
    public init(rule: PostingRule, setting: Setting) {
      self.rule = rule
      self.setting = setting
    }
  }

  /// The label, such as `A33`.
  public var id: ClauseID
  /// A short Dutch name ("Schelden verboden").
  public var label: String
  /// The clause in our own Dutch words.
  public var text: String
  /// Whom it binds.
  public var binds: [Party]
  /// Categories it covers.
  public var covers: [Coverage]
  /// Posting rules it asks for.
  public var posting: [Placing]
  /// What serves it besides signals.
  public var safeguards: [Safeguard]
  /// How it is checked.
  public var checks: [Check]
  /// Its parameters by name, such as `per_week_max`.
  public var parameters: [String: Sourced<String>]
  /// Where it is written.
  public var source: SourceLocation

  /// Makes a clause.
  public init(
    id: ClauseID, label: String, text: String, binds: [Party], covers: [Coverage] = [], posting: [Placing] = [],
    safeguards: [Safeguard] = [], checks: [Check] = [], parameters: [String: Sourced<String>] = [:],
    source: SourceLocation = SourceLocation(file: "", line: 0)
  ) {
    self.id = id
    self.label = label
    self.text = text
    self.binds = binds
    self.covers = covers
    self.posting = posting
    self.safeguards = safeguards
    self.checks = checks
    self.parameters = parameters
    self.source = source
  }
}

extension Clause {
  /// The categories of all signals that it can bring about.
  public var categories: Set<CategoryID> { Set(covers.map(\.category) + posting.map(\.rule.category)) }

  /// Reads a clause; one that was kept before there were posting rules and safeguards has none.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try fields.decode(ClauseID.self, forKey: .id), label: try fields.decode(String.self, forKey: .label),
      text: try fields.decode(String.self, forKey: .text), binds: try fields.decode([Party].self, forKey: .binds),
      covers: try fields.decode([Coverage].self, forKey: .covers),
      posting: try fields.decodeIfPresent([Placing].self, forKey: .posting) ?? [],
      safeguards: try fields.decodeIfPresent([Safeguard].self, forKey: .safeguards) ?? [],
      checks: try fields.decode([Check].self, forKey: .checks),
      parameters: try fields.decode([String: Sourced<String>].self, forKey: .parameters),
      source: try fields.decode(SourceLocation.self, forKey: .source))
  }
}

/// One school's policy: its clauses, its ladder and its terms, as read from one file of `Policies/`.
public struct Policy: Hashable, Codable, Sendable {
  /// The file's permanent name, such as `a-de-jordaan-2017`.
  public var id: String
  /// The letter before the clauses' numbers.
  public var letter: String
  /// The name on screen.
  public var title: String
  /// `sha256:` and 64 hexadecimal digits of the file; decisions name it.
  public var version: String
  /// What the clauses were taken from, in our own words.
  public var origin: String
  /// The first day that the policy holds, as `yyyy-mm-dd` in the school's own time; nil when it names none.
  public var validFrom: String?
  /// When the school meant to look at it again, as `yyyy-mm` or `yyyy-mm-dd`; nil when it names no moment.
  public var evaluationDate: String?
  /// The clauses in the policy's order.
  public var clauses: [Clause]
  /// The ladder of measures; nil when the policy has none and the product's default ladder serves.
  public var ladder: Ladder
  /// The terms, in days, hours or school days, by name.
  public var terms: [String: Sourced<Int>]
  /// Retention in days by class, under the names of `Retention`.
  public var retention: [String: Sourced<Int>]
  /// What the policy lacks and the product fills in or leaves absent, in Dutch, for the pre-flight.
  public var lacks: [String]

  /// Makes a policy.
  public init(
    id: String, letter: String, title: String, version: String, origin: String = "", validFrom: String? = nil,
    evaluationDate: String? = nil, clauses: [Clause], ladder: Ladder, terms: [String: Sourced<Int>] = [:],
    retention: [String: Sourced<Int>] = [:], lacks: [String] = []
  ) {
    self.id = id
    self.letter = letter
    self.title = title
    self.version = version
    self.origin = origin
    self.validFrom = validFrom
    self.evaluationDate = evaluationDate
    self.clauses = clauses
    self.ladder = ladder
    self.terms = terms
    self.retention = retention
    self.lacks = lacks
  }

  /// How long a claim lasts without activity, in milliseconds: the term `claim_minutes`, by the product's choice 15.
  public var claimLease: Int64 { Int64(max(1, terms["claim_minutes"]?.value ?? 15)) * 60_000 }

  /// The clause with a label, or nil.
  public func clause(_ id: ClauseID) -> Clause? { clauses.first { $0.id == id } }
}
