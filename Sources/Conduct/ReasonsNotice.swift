/// What the person concerned is told of an established violation: the twelve things that a careful notice holds, as data;
/// a letter or page puts them in words. Nothing in it says who reported, how many did, or when.
public struct ReasonsNotice: Hashable, Codable, Sendable {
  /// What it is about: enough to find it, and no more.
  public struct Content: Hashable, Codable, Sendable {
    /// Where it stood.
    public var kind: Message.Kind
    /// The group's name; nil is the whole school.
    public var group: String?
    /// When it was sent, in milliseconds.
    public var sentAt: Int64
    /// The beginning of the text; nil when it is not kept any more.
    public var quotation: String?
  }

  /// A clause as it stood.
  public struct Rule: Hashable, Codable, Sendable {
    /// The label.
    public var clause: ClauseID
    /// The short name.
    public var label: String
    /// The text.
    public var text: String
    /// The first day that the policy held, as `yyyy-mm-dd`; nil when it names none.
    public var since: String?
  }

  /// How the school came to know.
  public enum Source: String, Codable, Sendable {
    case scan
    case report

    /// The words on screen.
    public var name: String {
      switch self {
      case .scan: "het programma wees het bericht aan; een mens heeft het gelezen en besloten"
      case .report: "er is over het bericht gemeld; een mens heeft het gelezen en besloten"
      }
    }
  }

  /// Something that went before.
  public struct Earlier: Hashable, Codable, Sendable {
    /// What.
    public enum Kind: String, Codable, Sendable {
      case addressed
      case violation
      case measure
    }

    /// What.
    public var kind: Kind
    /// When, in milliseconds.
    public var at: Int64
    /// In words.
    public var name: String

    /// Makes one.
    public init(_ kind: Kind, at: Int64, name: String) {
      self.kind = kind
      self.at = at
      self.name = name
    }
  }

  /// Where one can object, in order.
  public enum Instance: String, Codable, Sendable, CaseIterable {
    case director
    case board
    case complaintsCommittee = "complaints_committee"

    /// The words on screen.
    public var name: String {
      switch self {
      case .director: "bezwaar bij de directie; een ander dan wie besloot, kijkt opnieuw"
      case .board: "het bestuur"
      case .complaintsCommittee: "de klachtencommissie, tot een jaar na wat er gebeurde"
      }
    }
  }

  /// What one may ask about one's own data.
  public enum Right: String, Codable, Sendable, CaseIterable {
    case access
    case rectification
    case erasure
    case restriction
    case objection

    /// The words on screen.
    public var name: String {
      switch self {
      case .access: "inzien wat er over u is vastgelegd"
      case .rectification: "laten verbeteren wat niet klopt"
      case .erasure: "laten wissen waar dat mag"
      case .restriction: "het gebruik laten stilzetten"
      case .objection: "bezwaar maken tegen het gebruik"
      }
    }
  }

  /// 1. For whom.
  public var addressee: String
  /// 1. The decision.
  public var reference: DecisionID
  /// 1. When it was taken, in milliseconds.
  public var date: Int64
  /// 2. What it is about.
  public var content: Content
  /// 3. Which clauses of the school's policy.
  public var rules: [Rule]
  /// 3. The version of the policy.
  public var policyVersion: String
  /// 4. The facts.
  public var facts: String
  /// 4. How the school came to know.
  public var source: Source
  /// 4. The rules of the scanner that hit.
  public var scannerRules: [RuleID]
  /// 5. What follows from it, besides that it was established.
  public var effects: [String]
  /// 5. Until when it counts for repetition, in milliseconds; nil when it does not.
  public var countsUntil: Int64?
  /// 6. Why these clauses were violated.
  public var motivation: String
  /// 6. Why nothing lighter would do, and what was weighed.
  public var weighing: String
  /// 6. What went before.
  public var earlier: [Earlier]
  /// 7. In which role it was decided.
  public var decidedAs: Role
  /// 8. Until when one may give one's own view, in milliseconds.
  public var viewUntil: Int64?
  /// 9. Until when one may object, in milliseconds.
  public var objectUntil: Int64?
  /// 9. Where, in order.
  public var instances: [Instance]
  /// 10. Whom to ask.
  public var contact: Role
  /// 11. Until when the reasons are kept, in milliseconds; nil while something still depends on them.
  public var keptUntil: Int64?
  /// 11. What one may ask about one's data.
  public var rights: [Right]
  /// 12. How many names of others were left out.
  public var namesLeftOut: Int
  /// The same reasons under the field names of the Digital Services Act.
  public var statement: StatementOfReasons

  /// The most of a text that is quoted, in characters.
  public static let longestQuotation = 200

  /// Brings a notice together. `others` are names that must not stand in it; `text` is the message when it is kept.
  public init(
    of decision: Decision, statement: StatementOfReasons, to addressee: Member, group: String?, message: Message,
    text: String?, policy: Policy, earlier: [Earlier], countsUntil: Int64?, viewUntil: Int64?, objectUntil: Int64?,
    keptUntil: Int64?, others: [String]
  ) {
    var veil = Veil(names: others)
    self.addressee = addressee.name
    reference = decision.id
    date = decision.at
    content = Content(
      kind: message.kind, group: group, sentAt: message.sentAt,
      quotation: text.map { $0.count > Self.longestQuotation ? String($0.prefix(Self.longestQuotation)) + "…" : $0 })
    rules = (statement.clauses ?? []).map {
      Rule(clause: $0.id, label: $0.label, text: $0.text, since: policy.validFrom)
    }
    policyVersion = decision.policy
    facts = veil.over(statement.decisionFacts)
    source = decision.isAutomaticallyFound ? .scan : .report
    scannerRules = decision.isAutomaticallyFound ? decision.rules : []
    effects = decision.effects.map(\.name)
    self.countsUntil = countsUntil
    motivation = veil.over(statement.incompatibleContentExplanation)
    weighing = veil.over(statement.weighing ?? "")
    self.earlier = earlier
    decidedAs = decision.role
    self.viewUntil = viewUntil
    self.objectUntil = objectUntil
    // Whoever decided is not the one who looks anew.
    instances = decision.role == .board ? [.board, .complaintsCommittee] : Instance.allCases
    contact = decision.role == .board ? .board : .director
    self.keptUntil = keptUntil
    rights = Right.allCases
    var stated = statement
    (stated.decisionFacts, stated.incompatibleContentExplanation, stated.weighing) = (facts, motivation, weighing)
    self.statement = stated
    namesLeftOut = veil.count
  }
}

/// Leaves names of others out of a text, and counts them.
private struct Veil {
  let names: [String]
  var count = 0

  mutating func over(_ text: String) -> String {
    // Long names first, so that no part of one is left behind.
    var text = text
    for name in names.sorted(by: { ($1.count, $0) < ($0.count, $1) }) where name.count > 2 {
      var (veiled, rest) = ("", text.startIndex)
      for range in text.ranges(of: name) {
        let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
        let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
        if before?.isLetter == true || after?.isLetter == true || after?.isNumber == true { continue }
        veiled += text[rest..<range.lowerBound] + "[een ander]"
        rest = range.upperBound
        count += 1
      }
      text = veiled + text[rest...]
    }
    return text
  }
}
