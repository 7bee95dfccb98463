public import Conduct

extension Store {
  /// How often each class heard from school in the last weeks that are over, four at most, since what was clear is kept no
  /// longer; the director and the board see all classes, a teacher the own ones.
  public func rhythm(for viewer: MemberID, school: SchoolID, at time: Int64) async throws -> Rhythm {
    try await read(school, at: time) { transaction in
      let reader = try transaction.member(viewer)
      let overseesAll = [.director, .board].contains { reader.holds($0, in: nil, at: time) }
      let groups = try transaction.groups().filter { group in
        group.kind == .class && group.until == nil && (overseesAll || reader.holds(.teacher, in: group.id, at: time))
      }
      if groups.isEmpty && !overseesAll { throw StoreError.notAllowed(.roleMayNot) }
      let calendar = try transaction.calendar()
      let clock = LocalClock(calendar.timeZone)
      let today = clock.day(of: time)
      let present = today + (1 - today.weekday)
      let mondays = (1...4).reversed().map { present + -7 * $0 }.filter {
        clock.time($0, minute: 0) > time - 28 * Ladder.day
      }
      var posts: [GroupID: [Day: Int]] = [:]
      for group in groups {
        posts[group.id] = [:]
        var seen: Set<String> = []
        for row in try transaction.run(
          """
          SELECT COALESCE(external_id, id) AS handle, sent_at FROM message
          WHERE school = $1 AND group_id = $2 AND sent_at >= $3 AND sent_at < $4 AND kind = 'post' AND persona <> 'parent'
          """, SQLValue(group.id), .integer(clock.time(mondays.first ?? present, minute: 0)),
          .integer(clock.time(present, minute: 0)))
        where seen.insert(try row.text("handle")).inserted {
          let day = clock.day(of: try row.integer("sent_at"))
          posts[group.id]?[day + (1 - day.weekday), default: 0] += 1
        }
      }
      return Rhythm(posts, mondays: mondays, policy: try transaction.policy(), calendar: calendar)
    }
  }
}
