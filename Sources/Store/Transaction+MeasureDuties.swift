import Conduct

extension Transaction {
  /// Begins and ends the terms that a step on a measure brings with it, and what else goes with it.
  func schedule(_ measure: Measure, after step: Measure.Step, by actor: Member) throws {
    let id = measure.id.rawValue
    let holder = Duty.Holder(actor.leadingRole(at: at), member: actor.id)
    switch step {
    case .prepare, .acknowledge: return
    case .approve: try closeDuties(of: id, [.urgentReview], by: actor.id)
    case .refuse, .lift: try closeDuties(of: id, by: actor.id)
    case .announce(let respondBy):
      try closeDuties(of: id, [.proposal], by: actor.id)
      try begin(.announcedResponse, on: measure.duty, by: holder, within: .moment(respondBy), actor: actor.id)
    case .respond: try closeDuties(of: id, [.announcedResponse, .urgentHearing], by: actor.id)
    case .reaffirm(_, let reviewAt):
      try closeDuties(of: id, [.measureReview, .urgentReview], by: actor.id)
      if let reviewAt {
        try begin(.measureReview, on: measure.duty, by: holder, within: .moment(reviewAt), actor: actor.id)
      }
    case .impose: try scheduleImposed(measure, by: actor, holder)
    }
  }

  /// Lets the term begin in which somebody decides about a proposal: turns it down, announces or imposes it. A data breach
  /// has a term by law.
  func beginTerm(of measure: Measure, by actor: MemberID?) throws {
    if measure.kind == .dataBreachReport { return }
    let policy = try policy()
    let isHeads = try member(measure.member).holds(.director, in: nil, at: at)
    let isBoards = isHeads || policy.ladder.setting(for: measure.kind).value.decider == .board
    try begin(
      .proposal, on: measure.duty, by: Duty.Holder(isBoards ? .board : .director),
      within: policy.term(.proposal).value, actor: actor)
  }

  /// Gives a term to proposals that were made before there was one.
  func beginProposalTerms() throws {
    for measure in try openMeasures() where measure.state != .announced {
      let isKnown = try openDuties(of: measure.id.rawValue).contains { $0.kind == .proposal }
      if !isKnown { try beginTerm(of: measure, by: nil) }
    }
  }

  private func scheduleImposed(_ measure: Measure, by actor: Member, _ holder: Duty.Holder) throws {
    let policy = try policy()
    try closeDuties(of: measure.id.rawValue, [.proposal, .announcedResponse], by: actor.id)
    if measure.plan?.isUrgent == true {
      // Who was in haste does not judge the haste: a second person does, unless one agreed before.
      try begin(
        .urgentReview, on: measure.duty, by: measure.isEmergency ? holder.next : holder,
        within: policy.term(.urgentReview).value, actor: actor.id)
      if (measure.plan?.hearing ?? "").allSatisfy(\.isWhitespace) && measure.kind.profile.hearing == .before {
        try begin(
          .urgentHearing, on: measure.duty, by: holder, within: policy.term(.urgentHearing).value, actor: actor.id)
      }
    }
    if let reviewAt = measure.plan?.reviewAt {
      try begin(.measureReview, on: measure.duty, by: holder, within: .moment(reviewAt), actor: actor.id)
    }
    if let until = measure.until {
      try begin(.followUp, on: measure.duty, by: holder, within: .moment(until), actor: actor.id)
    }
    if measure.kind.profile.isExternal { try prepareReferral(for: measure, by: actor) }
    if let replaced = measure.plan?.replaces { try supersede(replaced, by: measure, actor) }
  }

  private func supersede(_ id: MeasureID, by measure: Measure, _ actor: Member) throws {
    let before = try self.measure(id)
    guard before.member == measure.member, before.id != measure.id, let superseded = before.moved(to: .superseded)
    else {
      throw StoreError.invalid("Maatregel \(before.number) kan niet worden vervangen: zij is \(before.state.name).")
    }
    // Who replaces a measure ends it, so that it must be hers to lift.
    let subject = try member(before.member)
    if let refusal = before.refusal(of: .lift, for: actor, about: subject, policy: try policy(), at: at) {
      throw StoreError.notAllowed(refusal)
    }
    try save(superseded, after: before, .measureSuperseded, by: actor.id)
    try closeDuties(of: id.rawValue, as: .dropped, by: actor.id)
    try supersedeAppeals(against: id.rawValue)
    try retain(superseded)
  }
}

extension Member {
  /// The role in which a member acts on what is the school's: the highest one that is held.
  func leadingRole(at time: Int64) -> Role {
    if holds(.board, in: nil, at: time) { return .board }
    return holds(.director, in: nil, at: time) ? .director : .teacher
  }
}
