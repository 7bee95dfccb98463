import Conduct
import Store

extension SampleSchool {
  /// A measure about the parent as the director takes it, with the board as second person where one is needed, announced
  /// and answered where that is needed, and then imposed.
  @discardableResult
  func imposed(
    _ kind: Measure.Kind, _ plan: Measure.Plan = .complete, about subject: Member? = nil, at time: Int64 = start
  ) async throws -> Measure {
    let proposed = try await store.propose(
      kind, about: (subject ?? parent).id, reason: "Herhaling.", by: director.id, school: id, at: time)
    var now = try await store.prepare(
      proposed.id, plan, expecting: 1, by: director.id, school: id, at: time)
    if now.state == .approvalPending {
      now = try await store.approve(now.id, expecting: now.version, by: board.id, school: id, at: time)
    }
    if kind.profile.needsAnnouncement && !plan.isUrgent {
      now = try await store.announce(
        now.id, respondBy: time + 14 * Self.day, expecting: now.version, by: director.id, school: id, at: time)
      now = try await store.respond(
        now.id, answer: "Ik begrijp het.", expecting: now.version, by: director.id, school: id, at: time)
    }
    return try await store.impose(now.id, expecting: now.version, by: director.id, school: id, at: time)
  }
}
