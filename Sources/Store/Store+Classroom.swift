public import Conduct

/// A class as its teacher needs it: who may be shown where, and who reads along.
public struct Classroom: Hashable, Sendable {
  /// A child of the class.
  public struct Child: Hashable, Sendable {
    /// The child.
    public var id: PupilID
    /// The name.
    public var name: PersonName
    /// What holds for the child.
    public var answers: ConsentAnswers
  }

  /// The group.
  public var group: Group
  /// The children, by name.
  public var children: [Child]
  /// What the school asks consent for.
  public var questions: [Consent.Question]
  /// Everybody who can read what is written for the group and has a place in it, by name.
  public var readers: [Member]
}

extension Store {
  /// The classes of which a member is the teacher, by name.
  public func classrooms(for member: MemberID, school: SchoolID, at time: Int64) async throws -> [Classroom] {
    try await read(school, at: time) { transaction in
      let viewer = try transaction.member(member)
      let questions = try transaction.consentTerms().questions
      return try transaction.groups().filter { group in
        group.kind == .class && group.until == nil && viewer.teaches(group.id, at: time)
      }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map { group in
        let pupils = try transaction.pupils(
          where: """
            pupil.until_at IS NULL AND pupil.id IN (SELECT pupil_group.pupil FROM pupil_group
              WHERE pupil_group.school = pupil.school AND pupil_group.group_id = $2 AND pupil_group.until_at IS NULL)
            """, SQLValue(group.id))
        let register = try transaction.consentRegister(of: Set(pupils.map(\.id)))
        let readers = try transaction.members(
          where: """
            member.id IN (SELECT assignment.member FROM assignment WHERE assignment.school = member.school
              AND assignment.group_id = $2 AND assignment.from_at <= $3
              AND (assignment.until_at IS NULL OR assignment.until_at > $3))
            """, SQLValue(group.id), .integer(time))
        return Classroom(
          group: group,
          children: pupils.map { Classroom.Child(id: $0.id, name: $0.name, answers: register.answers(of: $0.id)) }
            .sorted { ($0.name.full, $0.id) < ($1.name.full, $1.id) },
          questions: questions, readers: readers.sorted { ($0.name, $0.id) < ($1.name, $1.id) })
      }
    }
  }
}
