import Conduct
import Testing

@testable import Store

@Suite struct TimetableNormTests {
  private let at = SampleSchool.start
  private let day = SampleSchool.day

  private func week(_ text: String) throws -> Timetable.Week { try Timetable.week(text) }

  /// A policy whose clause names the usual hours, as A40 does.
  private static let policy: Policy = {
    var policy = Policy.sample
    let values = ["days": "mon, tue, wed, thu, fri", "hours": "08:00-17:00"]
    policy.clauses.append(
      Clause(
        id: ClauseID("A40"), label: "Binnen werktijd", text: "Berichten komen binnen werktijd.", binds: [.teacher],
        parameters: values.mapValues { Sourced($0, from: .productDefault(reason: "Er staan geen uren.")) }))
    return policy
  }()

  @Test("A40: working hours are the policy's, then the school's, then one's own")
  func a40WorkingHoursAreKept() async throws {
    let school = try await SampleSchool.make(policy: Self.policy)
    let (store, id, director) = (school.store, school.id, school.director.id)
    func known() async throws -> [MemberID?: String] {
      try await store.timetable(school: id).working.mapValues(Timetable.text)
    }
    #expect(try await known() == [nil: "ma-vr 08:00-17:00"])
    try await store.setHours(try week("ma-vr 07:30-16:00"), of: .working(nil), by: director, school: id, at: at)
    let teacher = school.teacher.id
    try await store.setHours(try week("ma 08:00-12:00"), of: .working(teacher), by: teacher, school: id, at: at)
    #expect(try await known() == [nil: "ma-vr 07:30-16:00", teacher: "ma 08:00-12:00"])
    try await store.setHours(try week("di 08:00-12:00"), of: .working(teacher), by: director, school: id, at: at)
    #expect(try await known()[teacher] == "di 08:00-12:00")
    try await store.setHours(nil, of: .working(teacher), by: teacher, school: id, at: at)
    try await store.setHours(nil, of: .working(nil), by: director, school: id, at: at)
    #expect(try await known() == [nil: "ma-vr 08:00-17:00"])
    for (holder, member) in [
      (Timetable.Holder.working(school.colleague.id), teacher), (.working(nil), teacher),
      (.working(school.parent.id), director), (.lessons(school.group.id), teacher),
    ] {
      await #expect(throws: StoreError.self) {
        try await store.setHours(try week("ma 08:00-12:00"), of: holder, by: member, school: id, at: at)
      }
    }
    #expect(try await store.verify(school: id).faults == [])
    // The log says that hours were set, not which.
    let rows = try await school.database.read { try $0.run("SELECT body FROM event", []) }
    #expect(try !rows.contains { try $0.text("body").contains("08:00") })
  }

  @Test("A41: without lesson hours nothing is known, and a group has its own or the school's")
  func a41LessonHoursAreKept() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    #expect(try await store.timetable(school: id).lessons.isEmpty)
    try await store.setHours(try week("ma-vr 08:30-14:30"), of: .lessons(nil), by: director, school: id, at: at)
    try await store.setHours(
      try week("wo 08:30-12:15"), of: .lessons(school.group.id), by: director, school: id, at: at)
    let lessons = try await store.timetable(school: id).lessons.mapValues(Timetable.text)
    #expect(lessons == [nil: "ma-vr 08:30-14:30", school.group.id: "wo 08:30-12:15"])
  }

  @Test("A41: an excursion of the own group is an exception, by the teacher or the director")
  func a41ExcursionsAreExceptions() async throws {
    let school = try await SampleSchool.make()
    let (store, id, group) = (school.store, school.id, school.group.id)
    let other = try await store.addGroup(name: "groep 5", externalID: "g5", school: id, at: at)
    func exception(_ kind: Timetable.Exception.Kind, _ groups: Set<GroupID>) -> Timetable.Exception {
      Timetable.Exception(kind: kind, groups: groups, from: at + day, until: at + 2 * day)
    }
    let trip = try await store.addException(
      exception(.excursion, [group]), reason: "Naar het museum.", by: school.teacher.id, school: id, at: at)
    try await store.addException(
      exception(.camp, [group, other.id]), reason: "Kamp.", by: school.director.id, school: id, at: at)
    for groups: Set<GroupID> in [[other.id], []] {
      await #expect(throws: StoreError.self) {
        try await store.addException(
          exception(.calamity, groups), reason: "Storm.", by: school.teacher.id, school: id, at: at)
      }
    }
    for (wrong, reason) in [
      (Timetable.Exception(kind: .camp, from: at + 1, until: at + 1), "Kamp."), (exception(.camp, []), " "),
    ] {
      await #expect(throws: StoreError.self) {
        try await store.addException(wrong, reason: reason, by: school.director.id, school: id, at: at)
      }
    }
    let listed = try await store.exceptions(school: id, at: at)
    #expect(listed.map(\.exception.kind).sorted { $0.rawValue < $1.rawValue } == [.camp, .excursion])
    #expect(Set(listed.map(\.reason)) == ["Naar het museum.", "Kamp."])
    #expect(try await store.timetable(school: id).isExcepted(group, at: at + day))
    // Only the camp is left when the excursion does not go on.
    try await store.endException(trip.id, by: school.colleague.id, school: id, at: at)
    let rest = try await store.timetable(school: id)
    #expect(rest.exceptions.count(where: { $0.until > at + day + 1 }) == 1)
    await #expect(throws: StoreError.self) {
      try await store.endException(trip.id, by: school.teacher.id, school: id, at: at + 2 * day)
    }
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func reasonsAndTheHoursOfWhoLeftArePurged() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    try await store.addException(
      Timetable.Exception(kind: .camp, from: at, until: at + day), reason: "Kamp.", by: school.director.id, school: id,
      at: at)
    try await store.setHours(
      try week("ma 08:00-12:00"), of: .working(school.teacher.id), by: school.teacher.id, school: id, at: at)
    try await store.end(.teacher, in: school.group.id, of: school.teacher.id, school: id, at: at + 1)
    #expect(try await store.timetable(school: id).working[school.teacher.id] != nil)
    _ = try await store.purge(school: id, at: at + 2)
    #expect(try await store.timetable(school: id).working[school.teacher.id] == nil)
    #expect(try await store.exceptions(school: id, at: at).map(\.reason) == ["Kamp."])
    #expect(try await store.purge(school: id, at: at + 367 * day).contents[.register] == 1)
    #expect(try await store.exceptions(school: id, at: at).map(\.reason) == [nil])
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func exceptionsOfLongAgoAreLeftOutWhenAsked() async throws {
    let school = try await SampleSchool.make()
    for number in 0..<20 {
      try await school.store.addException(
        Timetable.Exception(
          kind: .excursion, groups: [school.group.id], from: at + Int64(number) * day,
          until: at + Int64(number + 1) * day),
        reason: "Uitje \(number).", by: school.teacher.id, school: school.id, at: at)
    }
    let all = try await school.store.read(school.id) { try $0.timetable() }
    let late = try await school.store.read(school.id) { try $0.timetable(since: at + 19 * day) }
    #expect(all.exceptions.count == 20 && late.exceptions.count == 1)
  }
}
