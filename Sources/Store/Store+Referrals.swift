public import Conduct

extension Store {
  /// Fills in fields of a step outside the school.
  @discardableResult
  public func fill(
    _ fields: [Referral.Field: String], of measure: MeasureID, expecting version: Int, by member: MemberID,
    school: SchoolID, at time: Int64
  ) async throws -> Referral {
    try await step(.fill(fields), on: measure, expecting: version, by: member, school, at: time)
  }

  /// Writes down that a step outside the school went out; all its compulsory fields are filled in and two people agreed.
  @discardableResult
  public func send(
    _ measure: MeasureID, expecting version: Int, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Referral {
    try await step(.send, on: measure, expecting: version, by: member, school, at: time)
  }

  /// Writes down that the other body has it.
  @discardableResult
  public func confirmReceipt(
    of measure: MeasureID, expecting version: Int, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Referral {
    try await step(.receive, on: measure, expecting: version, by: member, school, at: time)
  }

  /// Writes down that it did not arrive.
  @discardableResult
  public func reportFailure(
    of measure: MeasureID, reason: String, canRetry: Bool, expecting version: Int, by member: MemberID,
    school: SchoolID, at time: Int64
  ) async throws -> Referral {
    try await step(
      .fail(reason: reason, canRetry: canRetry), on: measure, expecting: version, by: member, school, at: time)
  }

  /// Settles a step outside the school, and with it its measure.
  @discardableResult
  public func close(
    _ measure: MeasureID, outcome: String, expecting version: Int, by member: MemberID, school: SchoolID,
    at time: Int64
  ) async throws -> Referral {
    try await step(.close(outcome: outcome), on: measure, expecting: version, by: member, school, at: time)
  }

  private func step(
    _ step: Referral.Step, on id: MeasureID, expecting version: Int, by member: MemberID, _ school: SchoolID,
    at time: Int64
  ) async throws -> Referral {
    try await write(school, at: time) { transaction in
      let actor = try transaction.member(member)
      let measure = try transaction.measure(id, for: actor)
      let subject = try transaction.member(measure.member)
      let policy = try transaction.policy()
      guard let before = try transaction.referral(of: id) else {
        throw StoreError.invalid(
          "Maatregel \(measure.number) heeft geen stap buiten de school. Leg haar eerst op, of kies een andere.")
      }
      if before.version != version { throw StoreError.conflict(Conflict(referral: before)) }
      let referral = try before.applying(step, by: actor, on: measure, about: subject, policy: policy, at: time)
      try transaction.save(referral, after: before, step, on: measure, by: actor)
      return referral
    }
  }
}
