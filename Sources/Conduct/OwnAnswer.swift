// What a person oneself says in a matter about oneself, where somebody else would otherwise write it down.

extension Review {
  /// Why the author may not answer; nil when the author was asked something.
  public func refusalOfAnswer(by author: Member) -> Refusal? {
    guard author.isOne(of: [subject.author]) else { return .outsideScope }
    return state == .infoRequested ? nil : .wrongState(state)
  }

  /// The review after its author answered: with who asked while that person has it in hand, and back on its desk otherwise.
  public func answered(by author: Member, at time: Int64) throws -> Review {
    if let refusal = refusalOfAnswer(by: author) { throw ConductError.notAllowed(refusal) }
    var next = self
    next.version += 1
    next.claim = claim.flatMap { $0.until > time ? $0 : nil }
    next.state = next.claim == nil ? resting : .claimed
    return next
  }
}

extension Measure {
  /// Why the person may not answer; nil while the time runs to respond to what was announced, and when it was imposed in
  /// haste.
  public func refusalOfAnswer(by person: Member, at time: Int64) -> Refusal? {
    guard person.isOne(of: [member]) else { return .outsideScope }
    if state == .announced, let respondBy {
      return time <= respondBy ? nil : .notNow("reageren", state: "niet meer mogelijk: de termijn is voorbij")
    }
    return state.isInForce && plan?.isUrgent == true ? nil : .wrongMeasureState(state)
  }

  /// The measure after the person answered; one that was announced needs to wait no longer.
  public func answered(by person: Member, at time: Int64) throws -> Measure {
    if let refusal = refusalOfAnswer(by: person, at: time) { throw ConductError.notAllowed(refusal) }
    var next = self
    next.version += 1
    if state == .announced { next.respondBy = time }
    return next
  }
}

extension Case {
  /// Why the person may not answer; nil while the invitation to respond stands.
  public func refusalOfAnswer(by person: Member) -> Refusal? {
    guard person.isOne(of: [member]) else { return .outsideScope }
    return state == .hearingScheduled ? nil : .notNow("reageren", state: "niet meer mogelijk: er is al verder gegaan")
  }

  /// The case after the person answered the invitation.
  public func answered(by person: Member, at time: Int64) throws -> Case {
    if let refusal = refusalOfAnswer(by: person) { throw ConductError.notAllowed(refusal) }
    var next = self
    next.version += 1
    next.state = .heard
    next.heardAt = time
    return next
  }
}
