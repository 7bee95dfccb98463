extension Appeal {
  /// Whether one may file anew against the same thing: this one was taken back, or it was about an outcome that is no more.
  public var leavesRoomForAnother: Bool {
    state == .withdrawn || kind == .reporterComplaint && (outcome == .reversed || state == .superseded)
  }

  /// What a person may do with an appeal.
  public enum Action: String, Codable, Sendable, CaseIterable {
    case view
    case admit
    case reject
    case assign
    case begin
    case ask
    case answer
    case decide
    case refer
    case close
    case withdraw

    /// The name on screen.
    public var name: String {
      switch self {
      case .view: "bekijken"
      case .admit: "ontvankelijk verklaren"
      case .reject: "niet-ontvankelijk verklaren"
      case .assign: "toewijzen"
      case .begin: "in behandeling nemen"
      case .ask: "een vraag stellen"
      case .answer: "antwoord vastleggen"
      case .decide: "beslissen"
      case .refer: "naar de volgende instantie"
      case .close: "afsluiten"
      case .withdraw: "intrekken"
      }
    }
  }

  /// The people an appeal is between, and those who had a hand in what it is against.
  public struct Circle: Hashable, Sendable {
    /// Who filed it.
    public var appellant: Member
    /// Whose conduct it was about; nil when a report named nobody.
    public var subject: Member?
    /// Who proposed, prepared, approved, imposed or decided what it is against.
    public var deciders: Set<MemberID>
    /// Who reported the person.
    public var complainants: [Review.Party]

    /// Makes a circle.
    public init(
      appellant: Member, subject: Member?, deciders: Set<MemberID>, complainants: [Review.Party] = []
    ) {
      self.appellant = appellant
      self.subject = subject
      self.deciders = deciders
      self.complainants = complainants
    }

    /// Why a member may not look at the appeal as a reviewer; nil when nothing stands in the way. A director's own matter is
    /// the board's.
    public func refusalOfReviewing(_ member: Member, at time: Int64) -> Refusal? {
      for person in [appellant, subject].compactMap({ $0 }) {
        if member.id == person.id || member.account == person.account { return .ownMessage }
        if member.isClose(to: person) { return .ownFamily }
      }
      if complainants.contains(where: { $0.isClose(to: member) }) { return .involved }
      if member.isOne(of: deciders) { return .ownDecision }
      if member.holds(.board, in: nil, at: time) { return nil }
      if let subject, subject.holds(.director, in: nil, at: time) { return .outsideScope }
      return member.holds(.director, in: nil, at: time) ? nil : .outsideScope
    }
  }

  /// What a member may do with this appeal: the list that a page offers and that the store allows.
  public func actions(for member: Member, in circle: Circle, at time: Int64) -> [Action] {
    Action.allCases.filter { refusal(of: $0, for: member, in: circle, at: time) == nil }
  }

  /// Why a member may not do something with this appeal; nil when it is allowed. The appellant sees it, answers and
  /// withdraws; all else is for whoever had no hand in what it is against.
  public func refusal(of action: Action, for member: Member, in circle: Circle, at time: Int64) -> Refusal? {
    let isAppellant = member.isOne(of: [appellant])
    if isAppellant {
      guard action == .view || action == .answer || action == .withdraw else { return .ownMessage }
    } else if let refusal = circle.refusalOfReviewing(member, at: time) {
      return refusal
    }
    let wrongState = Refusal.notNow(kind == .measureAppeal ? "het bezwaar" : "de klacht", state: state.name)
    let needed: Set<State>
    switch action {
    case .view: return nil
    case .admit, .reject: needed = [.filed]
    case .assign: needed = [.admitted, .assigned, .underReview, .infoRequested]
    case .begin: needed = [.assigned]
    case .ask, .decide: needed = [.underReview]
    case .answer: needed = [.infoRequested]
    case .refer: needed = [.executed]
    case .close: needed = [.executed, .referredNextInstance]
    case .withdraw: needed = [.filed, .admitted, .assigned, .underReview, .infoRequested]
    }
    guard needed.contains(state) else { return wrongState }
    switch action {
    case .begin, .ask, .decide: return member.id == reviewer ? nil : .roleMayNot
    case .withdraw: return isAppellant ? nil : .roleMayNot
    case .view, .admit, .reject, .assign, .answer, .refer, .close: return nil
    }
  }
}
