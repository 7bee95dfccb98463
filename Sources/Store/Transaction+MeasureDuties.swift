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

  private func scheduleImposed(_ measure: Measure, by actor: Member, _ holder: Duty.Holder) throws {
    let policy = try policy()
    try closeDuties(of: measure.id.rawValue, [.announcedResponse], by: actor.id)
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
