/// What holds now for each child of a school.
public struct ConsentRegister: Hashable, Sendable {
  private var children: [PupilID: ConsentAnswers] = [:]

  /// Takes what is known; whatever is left out is unknown.
  public init(_ answers: [Consent.Subject: Consent.Answer] = [:]) {
    for (subject, answer) in answers {
      children[subject.pupil, default: ConsentAnswers()][Consent.Question(subject.kind, subject.channel)] = answer
    }
  }

  /// What holds on a day by what guardians said. Only who is a guardian with a right to be told about the child counts:
  /// what a former guardian said counts no more. Among those one no is a no.
  public init(
    statements: [ConsentStatement], guardianships: [Guardianship], under terms: ConsentTerms, on day: Day
  ) {
    let informed = Set(guardianships.lazy.filter(\.isInformed).map { Said(pupil: $0.pupil, guardian: $0.member) })
    var said: [Said: [ConsentStatement]] = [:]
    for statement in statements {
      guard let guardian = statement.guardian else { continue }
      let key = Said(pupil: statement.pupil, guardian: guardian)
      if informed.contains(key) { said[key, default: []].append(statement) }
    }
    for (key, statements) in said {
      children[key.pupil, default: ConsentAnswers()].join(
        ConsentAnswers(standing: statements, under: terms, on: day))
    }
  }

  /// What holds for a child.
  public func answer(of pupil: PupilID, _ kind: Consent.Kind, _ channel: Consent.Channel) -> Consent.Answer {
    answers(of: pupil)[Consent.Question(kind, channel)]
  }

  /// All that holds for a child.
  public func answers(of pupil: PupilID) -> ConsentAnswers { children[pupil] ?? ConsentAnswers() }

  private struct Said: Hashable {
    var pupil: PupilID
    var guardian: MemberID
  }
}
