public import Conduct

extension Store {
  /// Pictures that a member has to do something with, or with `all` every picture that is kept, soonest first: one's own,
  /// and for the director and the administration those of everybody.
  public func pictures(
    for viewer: MemberID, all: Bool = false, school: SchoolID, at time: Int64
  ) async throws -> [PictureItem] {
    try await read(school, at: time) { transaction in
      let reader = try transaction.member(viewer)
      let keeps = Consent.refusalOfKeeping(to: reader, at: time) == nil
      let open = Dictionary(
        grouping: try transaction.duties(where: "subject_kind = 'picture' AND state = 'running' ORDER BY due_at, id"),
        by: \.subject.id)
      let calendar = try transaction.calendar()
      return try transaction.pictures(where: "id <> ''").compactMap { picture in
        guard keeps || reader.isOne(of: [picture.author]) else { return nil }
        let duties = open[picture.id.rawValue] ?? []
        if duties.isEmpty && !all { return nil }
        return PictureItem(
          picture: picture, duties: duties, due: duties.compactMap { calendar.deadline(of: $0.clock).due }.min(),
          firstDue: duties.compactMap(\.firstDue).min())
      }.sorted { ($0.due ?? .max, $0.picture.number) < ($1.due ?? .max, $1.picture.number) }
    }
  }

  /// Says that what had to be done with a picture is done, or why it need not be. Without a kind it is all that the
  /// member may say it of; throws `notAllowed` when that is nothing, and `invalid` when nothing is to be done.
  public func settlePicture(
    _ number: Int, _ kind: Duty.Kind? = nil, as outcome: Picture.Outcome = .removed, by member: MemberID,
    school: SchoolID, at time: Int64
  ) async throws {
    try await write(school, at: time) { transaction in
      let actor = try transaction.member(member)
      let keeps = Consent.refusalOfKeeping(to: actor, at: time) == nil
      let found = try transaction.pictures(where: "number = $2", SQLValue(number)).first
      guard let picture = found, keeps || actor.isOne(of: [picture.author]) else {
        throw StoreError.notFound("Beeld", handle: String(number))
      }
      let open = try transaction.openDuties(of: picture.id.rawValue).filter { kind == nil || $0.kind == kind }
      if open.isEmpty { throw StoreError.invalid("Met beeld \(number) hoeft niets meer te gebeuren.") }
      let refusals = open.map { picture.refusal(of: outcome, on: $0.kind, by: actor, at: time) }
      if let refusal = refusals.first, !refusals.contains(nil) { throw StoreError.notAllowed(refusal ?? .roleMayNot) }
      for (duty, refusal) in zip(open, refusals) where refusal == nil {
        let state: Duty.State = outcome == .removed ? .done : .dropped
        if let closed = duty.closed(as: state) { try transaction.save(closed, after: duty, .dutyClosed, by: member) }
      }
      try transaction.log(.pictureSettled, by: member) {
        $0.item = "picture \(picture.id)"
        $0.outcome = outcome.rawValue
      }
    }
  }
}
