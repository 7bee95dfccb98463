public import Conduct

/// What a guardian was asked and said about one child, as that guardian sees it.
public struct OwnConsents: Hashable, Sendable {
  /// The child.
  public var pupil: PupilID
  /// The child's name.
  public var name: String
  /// What the school asks.
  public var questions: [Consent.Question]
  /// What the guardian answered, as far as it holds.
  public var answers: ConsentAnswers
  /// What holds, with what another guardian answered: one no is a no.
  public var standing: ConsentAnswers
  /// Whether the school asked, and has no answer to something yet.
  public var isAsked: Bool
  /// The year in which the school year begins that the answers are for.
  public var year: Int
}

extension Store {
  /// The consents for the children of whom a member is a guardian who is told about them, by name.
  public func ownConsents(of member: MemberID, school: SchoolID, at time: Int64) async throws -> [OwnConsents] {
    try await read(school, at: time) { transaction in
      let guardian = try transaction.member(member)
      let rows = try transaction.run(
        """
        SELECT pupil FROM guardianship JOIN pupil ON pupil.school = guardianship.school AND pupil.id = guardianship.pupil
        WHERE guardianship.school = $1 AND guardianship.member = $2 AND informed = 1 AND guardianship.until_at IS NULL
          AND pupil.until_at IS NULL
        """, SQLValue(guardian.id))
      let pupils = Set(try rows.map { try $0.id("pupil") as PupilID })
      if pupils.isEmpty { return [] }
      let (terms, today) = (try transaction.consentTerms(), try transaction.calendar().day(of: time))
      let campaign = try transaction.campaign(nil)
      // What is asked for the coming year is answered for the coming year.
      let day = campaign.map { $0.year >= today.schoolYear ? $0.day(seenFrom: today) : today } ?? today
      let register = try transaction.consentRegister(
        of: pupils, on: day, guardianships: try transaction.guardianships(of: pupils))
      return try pupils.map { pupil in
        let said = try transaction.statements(of: [pupil], where: "guardian = $2", SQLValue(guardian.id))
        let answers = ConsentAnswers(standing: said, under: terms, on: day)
        let isAsked = campaign?.requests.contains { $0.pupil == pupil && $0.guardian == guardian.id } ?? false
        let questions = Set((isAsked ? campaign?.questions : nil) ?? terms.questions).union(answers.questions)
        return OwnConsents(
          pupil: pupil, name: try transaction.nameOfPupil(pupil), questions: questions.sorted(), answers: answers,
          standing: register.answers(of: pupil), isAsked: isAsked && !answers.answer(campaign?.questions ?? []),
          year: day.schoolYear)
      }.sorted { ($0.name, $0.pupil) < ($1.name, $1.pupil) }
    }
  }
}
