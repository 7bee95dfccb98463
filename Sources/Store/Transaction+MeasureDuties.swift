import Conduct

extension Transaction {
  /// Begins and ends the terms that a step on a measure brings with it.
  func schedule(_ measure: Measure, after step: Measure.Step, by actor: Member) throws {
    switch step {
    case .prepare, .approve: return
    case .refuse, .lift: try closeDuties(of: measure.id.rawValue, by: actor.id)
    case .impose:
      let subject = Duty.Subject(
        .measure, id: measure.id.rawValue, number: measure.number, about: measure.member)
      let holder = Duty.Holder(actor.leadingRole(at: at), member: actor.id)
      if let reviewAt = measure.plan?.reviewAt {
        try begin(.measureReview, on: subject, by: holder, within: .moment(reviewAt), actor: actor.id)
      }
      if let until = measure.until {
        try begin(.followUp, on: subject, by: holder, within: .moment(until), actor: actor.id)
      }
    }
  }
}

extension Member {
  /// The role in which a member acts on what is the school's: the highest one that is held.
  func leadingRole(at time: Int64) -> Role {
    if holds(.board, in: nil, at: time) { return .board }
    return holds(.director, in: nil, at: time) ? .director : .teacher
  }
}
