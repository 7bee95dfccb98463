extension RuleChange {
  /// What somebody may do with a change.
  public enum Step: String, Codable, Sendable, CaseIterable {
    /// Write it.
    case propose
    /// Ask a second person to agree that a rule on trial goes live.
    case ask
    /// Agree, as the second person: it is live.
    case approve
    /// Not agree: a rule goes back on trial, anything else is over.
    case decline
    /// End it, at any time: whoever sees a rule do harm need not wait for a second person.
    case end
  }

  /// The state of a change that a member writes. A rule is on trial first; whoever does not look after the rules asks for
  /// it at once.
  public static func first(of content: Content, by member: Member, at time: Int64) -> State {
    content.kind == .rule && member.keepsRules(at: time) ? .trial : .asked
  }

  /// Why a member may not write a change; nil when it may be done.
  public static func refusalOfProposal(_ content: Content, by member: Member, at time: Int64) -> Refusal? {
    if member.keepsRules(at: time) { return nil }
    return content.isPlain && member.teaches(at: time) ? nil : .roleMayNot
  }

  /// Why a member may not take a step; nil when it may be done. Two people make a change live, and one of them looks after
  /// the rules.
  public func refusal(of step: Step, for member: Member, author: Member, at time: Int64) -> Refusal? {
    let keeps = member.keepsRules(at: time)
    switch step {
    case .propose: return Self.refusalOfProposal(content, by: member, at: time)
    case .ask:
      if !keeps { return .roleMayNot }
      return state == .trial ? nil : notNow
    case .approve, .decline:
      let mayAnswer = keeps || member.teaches(at: time) && author.keepsRules(at: time)
      if !mayAnswer { return .roleMayNot }
      if state != .asked { return notNow }
      return step == .approve && member.isOne(of: [self.author]) ? .samePerson : nil
    case .end:
      if !keeps, !(member.id == self.author && state != .live) { return .roleMayNot }
      return state == .ended ? notNow : nil
    }
  }

  /// The change after a step that may be taken.
  public func taking(_ step: Step, by member: MemberID, at time: Int64) -> RuleChange {
    var next = self
    switch step {
    case .propose: break
    case .ask: next.state = .asked
    case .approve:
      next.state = .live
      next.approver = member
      next.approvedAt = time
    case .decline: next.state = content.kind == .rule ? .trial : .ended
    case .end: next.state = .ended
    }
    return next
  }

  private var notNow: Refusal { .notNow("de wijziging", state: state.name) }
}

extension RuleChange.Content {
  /// Whether it is words only: a pattern or condition on every message is for whoever looks after the rules.
  fileprivate var isPlain: Bool {
    switch self {
    case .exception: true
    case .setting: false
    case .rule(let own): own.pattern.isEmpty && own.allow.isEmpty && own.needs.isEmpty && own.forbids.isEmpty
    }
  }
}

extension RuleChange.State {
  /// The word on screen.
  public var name: String {
    switch self {
    case .trial: "op proef"
    case .asked: "wacht op een tweede persoon"
    case .live: "in gebruik"
    case .ended: "voorbij"
    }
  }
}

extension Member {
  /// Whether a member looks after the rules of the school: the director, and whoever does its ICT.
  public func keepsRules(at time: Int64) -> Bool {
    holds(.director, in: nil, at: time) || holds(.ict, at: time)
  }
}
