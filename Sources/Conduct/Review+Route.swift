extension Review {
  /// What the question who handles a message depends on.
  public struct Matter: Hashable, Sendable {
    /// Whom it is about; nil when nobody was named.
    public var author: Member?
    /// The group that it was written for.
    public var group: GroupID?
    /// Whether it is about somebody's safety and not about conduct.
    public var isCare: Bool
    /// Whether the policy gives it to the director whatever the group.
    public var isDirectors: Bool
    /// Reporters and earlier deciders.
    public var parties: [Party]

    /// Makes a matter.
    public init(
      author: Member?, group: GroupID? = nil, isCare: Bool = false, isDirectors: Bool = false, parties: [Party] = []
    ) {
      self.author = author
      self.group = group
      self.isCare = isCare
      self.isDirectors = isDirectors
      self.parties = parties
    }

    /// Whether a member may have a hand in it, and is there.
    public func isOpen(to member: Member, at time: Int64) -> Bool {
      !(author?.isClose(to: member) ?? false) && !parties.contains { $0.isClose(to: member) }
        && !member.isAway(at: time)
    }

    /// The people who take care of somebody and may know of it: the named persons and the directors.
    public func carers(among handlers: [Member], at time: Int64) -> [Member] {
      handlers.filter {
        isOpen(to: $0, at: time) && ($0.holds(.care, at: time) || $0.holds(.director, in: nil, at: time))
      }
    }
  }

  /// Who handles a matter: care goes to the people of care, what the director wrote to the board, what other staff
  /// wrote and what the policy says to the director, and the rest to the group's admins unless none of them may see it
  /// or is there. `handlers` are the members who handle reviews at this school, deputies included.
  public static func route(_ matter: Matter, handlers: [Member], at time: Int64) -> Route {
    let able = handlers.filter { matter.isOpen(to: $0, at: time) }
    let above = routeAbove(matter, handlers: handlers, at: time)
    if matter.isCare { return .care }
    if matter.isDirectors || matter.author?.register(at: time) == .staff { return above }
    let hasAdmin = matter.group != nil && able.contains { $0.holds(.teacher, in: matter.group, at: time) }
    return hasAdmin ? .groupAdmin : above
  }

  /// Who stands above the group's admins: the director, or the board when it is about the director or no director may
  /// see it or is there.
  public static func routeAbove(_ matter: Matter, handlers: [Member], at time: Int64) -> Route {
    if let roles = matter.author?.roles(at: time), !roles.isDisjoint(with: [.director, .board]) { return .board }
    let hasDirector = handlers.contains {
      $0.holds(.director, in: nil, at: time) && matter.isOpen(to: $0, at: time)
    }
    return hasDirector ? .director : .board
  }

  /// The matter of this review, for routing it again.
  public func matter(author: Member, isDirectors: Bool = false) -> Matter {
    Matter(
      author: author, group: subject.group, isCare: route == .care, isDirectors: isDirectors, parties: parties)
  }

  /// The review after its term passed without a decision, or after nobody it was with is there any more: it goes to the
  /// next person, by itself. Nil when it stays where it is.
  public func passedOn(to route: Route, dueAt: Int64?) -> Review? {
    guard state.isOpen, route != self.route, route.rank > self.route.rank else { return nil }
    var next = self
    next.route = route
    next.state = .escalated
    next.claim = nil
    next.dueAt = dueAt
    next.version += 1
    return next
  }

  /// A care review after its term passed: it stays with the people of care, who are told again. Nil for other reviews.
  public func carePressed(dueAt: Int64?) -> Review? {
    guard state.isOpen, route == .care else { return nil }
    var next = self
    next.dueAt = dueAt
    next.version += 1
    return next
  }

  /// The review after its claim ran out; nil while it holds.
  public func leaseEnded(at time: Int64) -> Review? {
    guard state == .claimed, let claim, claim.until <= time else { return nil }
    var next = self
    next.state = resting
    next.claim = nil
    next.version += 1
    return next
  }

  /// Where a review rests when nobody is at work on it.
  var resting: State { escalatedBy == nil && route != .board ? .pending : .escalated }
}

extension Review.Route {
  /// How far up it is; care stands apart and stays with the people of care.
  public var rank: Int {
    switch self {
    case .groupAdmin: 0
    case .director, .care: 1
    case .board: 2
    }
  }

  /// Who is next when nobody here decides in time.
  public func next(above: Review.Route) -> Review.Route {
    switch self {
    case .groupAdmin: above
    case .director, .board: .board
    case .care: .care
    }
  }

  /// The name on screen.
  public var name: String {
    switch self {
    case .groupAdmin: "de leerkracht van de groep"
    case .director: "de directie"
    case .board: "het bestuur"
    case .care: "de zorgpersoon"
    }
  }
}
