/// How one clause of a policy is served: by rules about text, rules about posting, something registered, a way of working,
/// or by people only.
public struct Norm: Hashable, Sendable {
  /// The clause.
  public var clause: Clause
  /// Live rules about text whose signals carry the clause's label, in order of name.
  public var textRules: [RuleID]
  /// Posting rules that the clause asks for and that are on.
  public var postingRules: [PostingRule]
  /// Clauses through which an open norm is checked ("A33").
  public var through: [ClauseID]
  /// What is missing for it to be served as the policy says, in Dutch; empty when nothing is.
  public var gaps: [String]

  /// What serves it besides signals.
  public var safeguards: [Safeguard] { clause.safeguards }

  /// Whether the policy leaves it to people.
  public var isProcessOnly: Bool { clause.checks == [.process] && safeguards.isEmpty && postingRules.isEmpty }

  fileprivate init(_ clause: Clause, rules: [Rule]) {
    self.clause = clause
    textRules = rules.filter { rule in
      rule.status == .live
        && clause.covers.contains { $0.category == rule.category && $0.from <= rule.severity }
    }.map(\.id).sorted()
    postingRules = clause.posting.filter { $0.setting != .off }.map(\.rule)
    let names = clause.parameters["through"]?.value.split { $0 == "," || $0 == " " } ?? []
    through = names.map { ClauseID(String($0)) }
    gaps = []
    for check in clause.checks {
      switch check {
      case .text, .weakText:
        if textRules.isEmpty && through.isEmpty && postingRules.isEmpty {
          gaps.append("geen regel kijkt hiervoor naar de tekst")
        }
      case .metadata:
        if postingRules.isEmpty && safeguards.isEmpty { gaps.append("geen regel kijkt hiervoor naar het plaatsen") }
      case .register:
        if !safeguards.contains(where: \.isRegister) { gaps.append("hiervoor wordt niets geregistreerd") }
      case .workflow:
        if !safeguards.contains(where: { !$0.isRegister }) { gaps.append("hiervoor is er geen werkwijze") }
      case .process: break
      }
    }
  }
}

extension Policy {
  /// How each clause is served, in the policy's order, by these rules about text. A clause through others is served as far
  /// as they are.
  public func norms(_ rules: [Rule]) -> [Norm] {
    var norms = clauses.map { Norm($0, rules: rules) }
    let unserved = Set(norms.filter { $0.textRules.isEmpty && $0.through.isEmpty }.map(\.clause.id))
    for place in norms.indices {
      for other in norms[place].through where clause(other) == nil || unserved.contains(other) {
        norms[place].gaps.append("\(other), waardoor dit wordt nagegaan, heeft zelf geen regel")
      }
    }
    return norms
  }

  /// Live rules about text, and posting rules, that no clause asks for.
  public func rulesWithoutNorm(_ rules: [Rule]) -> (text: [RuleID], posting: [PostingRule]) {
    let norms = norms(rules)
    let (text, posting) = (Set(norms.flatMap(\.textRules)), Set(norms.flatMap(\.postingRules)))
    return (
      rules.filter { $0.status == .live && !text.contains($0.id) }.map(\.id).sorted(),
      PostingRule.allCases.filter { !posting.contains($0) }
    )
  }
}
