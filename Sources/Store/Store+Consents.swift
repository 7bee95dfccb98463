public import Conduct

/// What a guardian was asked and said about one child.
public struct GuardianConsent: Hashable, Sendable {
  /// The guardian.
  public var guardian: MemberID
  /// Whether the guardian is one now and told about the child, so that the answers count.
  public var counts: Bool
  /// When the guardian was last asked, in milliseconds; nil when never.
  public var askedAt: Int64?
  /// When the guardian was reminded since, in milliseconds.
  public var remindedAt: Int64?
  /// What the answers come to now.
  public var answers: ConsentAnswers
  /// All that was said, oldest first.
  public var statements: [ConsentStatement]
}

/// What holds for one child, and who said what as far as the reader may see it.
public struct PupilConsents: Hashable, Sendable {
  /// The child.
  public var pupil: PupilID
  /// What holds now.
  public var answers: ConsentAnswers
  /// What the guardians said; empty for who may only see what holds.
  public var guardians: [GuardianConsent]
}

extension Store {
  /// Asks the informed guardians of all pupils for consent for a school year, in which the policy's questions or these
  /// are asked. Again it asks those who came since, and adds questions.
  @discardableResult
  public func askConsent(
    _ questions: [Consent.Question]? = nil, year: Int? = nil, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> ConsentCampaign {
    try await write(school, at: time) { transaction in
      try transaction.mayKeepConsents(member)
      let today = try transaction.calendar().day(of: time).schoolYear
      let year = year ?? today
      guard year == today || year == today + 1 else {
        throw StoreError.invalid("Vraag toestemming voor dit schooljaar (\(today)) of het volgende (\(today + 1)).")
      }
      let asked = try questions ?? transaction.consentTerms().questions
      if asked.isEmpty { throw StoreError.invalid("Er is niets te vragen. Noem waarvoor en waar.") }
      return try transaction.ask(asked, year: year, by: member)
    }
  }

  /// Reminds the guardians who did not answer about children whose answers are missing; gives how many. Nobody is
  /// reminded twice on one day.
  @discardableResult
  public func remindConsent(
    year: Int? = nil, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Int {
    try await write(school, at: time) { transaction in
      try transaction.mayKeepConsents(member)
      return try transaction.remind(try transaction.known(year), by: member)
    }
  }

  /// How far the asking for a school year is, without a year the last one.
  public func consentCampaign(
    year: Int? = nil, for viewer: MemberID, school: SchoolID, at time: Int64
  ) async throws -> (campaign: ConsentCampaign, figures: ConsentCampaign.Figures) {
    try await read(school, at: time) { transaction in
      try transaction.mayKeepConsents(viewer)
      let (campaign, calendar) = (try transaction.known(year), try transaction.calendar())
      let figures = campaign.figures(
        try transaction.register(of: campaign), pupils: try transaction.pupilsAtSchool(),
        terms: try transaction.consentTerms(), on: calendar.day(of: time), in: calendar)
      return (campaign, figures)
    }
  }

  /// Writes down what a guardian answers about a child, by the guardian or on the guardian's behalf. Gives the pictures
  /// that must go because of it.
  @discardableResult
  public func answerConsent(
    _ answers: ConsentAnswers, of pupil: PupilID, for guardian: MemberID,
    evidence: ConsentStatement.Evidence = .portal, text: String = "", said: Int64? = nil, year: Int? = nil,
    by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> [Picture] {
    if answers.isEmpty { throw StoreError.invalid("Er is geen antwoord. Zeg ja of nee.") }
    return try await write(school, at: time) { transaction in
      try transaction.maySpeak(member, for: guardian, about: pupil)
      return try transaction.record(
        transaction.statement(
          answers, of: pupil, for: guardian, .answer, evidence, said: said ?? time, year: year),
        evidence: text, by: member)
    }
  }

  /// Takes a guardian's consent back, all of it or for some questions. Gives the pictures that must go because of it.
  @discardableResult
  public func withdrawConsent(
    _ questions: [Consent.Question]? = nil, of pupil: PupilID, for guardian: MemberID,
    evidence: ConsentStatement.Evidence = .portal, text: String = "", said: Int64? = nil, by member: MemberID,
    school: SchoolID, at time: Int64
  ) async throws -> [Picture] {
    try await write(school, at: time) { transaction in
      try transaction.maySpeak(member, for: guardian, about: pupil)
      let earlier = try transaction.statements(of: [pupil], where: "guardian = $2", SQLValue(guardian))
      let given = Consent.Question.all.filter { question in earlier.contains { $0.answers[question] == .yes } }
      let taken = given.filter { questions?.contains($0) ?? true }
      if taken.isEmpty {
        throw StoreError.invalid("Hiervoor gaf deze ouder geen toestemming; er is niets in te trekken.")
      }
      return try transaction.record(
        transaction.statement(
          ConsentAnswers(.no, to: taken), of: pupil, for: guardian, .withdrawal, evidence, said: said ?? time,
          year: nil), evidence: text, by: member)
    }
  }

  /// What holds for children: of one, of a group, or of all that the reader may see something of. Throws `notAllowed` for
  /// a child or group of which the reader may see nothing.
  public func consents(
    of pupil: PupilID? = nil, in group: GroupID? = nil, for viewer: MemberID, school: SchoolID, at time: Int64
  ) async throws -> [PupilConsents] {
    try await read(school, at: time) { transaction in
      let reader = try transaction.member(viewer)
      if let pupil { try transaction.require(pupil) }
      try transaction.require(group)
      let found = try transaction.consents(of: pupil, in: group, for: reader)
      if found.isEmpty, pupil != nil || group != nil { throw StoreError.notAllowed(.outsideScope) }
      return found
    }
  }

  /// What holds now for every child of a school.
  public func consentRegister(school: SchoolID, at time: Int64) async throws -> ConsentRegister {
    try await read(school, at: time) { try $0.consentRegister() }
  }
}

extension Transaction {
  func mayKeepConsents(_ member: MemberID) throws {
    let refusal = Consent.refusalOfKeeping(to: try self.member(member), at: at)
    if let refusal { throw StoreError.notAllowed(refusal) }
  }

  /// Throws unless a member may write down what a guardian says about a child.
  func maySpeak(_ member: MemberID, for guardian: MemberID, about pupil: PupilID) throws {
    let (speaker, guardian) = (try self.member(member), try self.member(guardian))
    try require(pupil)
    let guardians = try informedGuardians(of: pupil)
    if let refusal = Consent.refusal(ofSpeakingFor: guardian, among: guardians, by: speaker, at: at) {
      throw StoreError.notAllowed(refusal)
    }
    guard guardians.contains(guardian.id) else { throw StoreError.notAllowed(.noGuardian) }
  }

  /// A statement of now; the year is that in which it was said, or the coming one when that is asked about already.
  func statement(
    _ answers: ConsentAnswers, of pupil: PupilID, for guardian: MemberID, _ act: ConsentStatement.Act,
    _ evidence: ConsentStatement.Evidence, said: Int64, year: Int?
  ) throws -> ConsentStatement {
    if said > at { throw StoreError.invalid("Deze dag moet nog komen. Noem de dag waarop de ouder antwoordde.") }
    let saidIn = try calendar().day(of: said).schoolYear
    let asked = act == .answer ? try campaign(nil)?.year : nil
    let year = year ?? (asked == saidIn + 1 ? saidIn + 1 : saidIn)
    guard (saidIn...saidIn + 1).contains(year) else {
      throw StoreError.invalid("Een antwoord is voor het schooljaar waarin het gegeven is, of het volgende.")
    }
    return ConsentStatement(
      id: ConsentStatementID(nextName("j")), pupil: pupil, guardian: guardian, year: year, act: act, answers: answers,
      at: said, evidence: evidence, recordedAt: at)
  }

  fileprivate func known(_ year: Int?) throws -> ConsentCampaign {
    if let found = try campaign(year) { return found }
    throw StoreError.notFound("Toestemmingsronde", handle: year.map { "\($0)-\($0 + 1)" } ?? "laatste")
  }

  fileprivate func ask(_ questions: [Consent.Question], year: Int, by member: MemberID) throws -> ConsentCampaign {
    let earlier = try campaign(year)
    let asked = Set(questions).union(earlier?.questions ?? []).sorted()
    let words = SQLValue.text(asked.map(\.description).joined(separator: " "))
    if earlier == nil {
      try connection.insert(
        into: "consent_campaign",
        [
          "school": SQLValue(school.id), "year": SQLValue(year), "questions": words, "asked_by": SQLValue(member),
          "asked_at": .integer(at),
        ])
      try log(.consentAsked, by: member) { $0.counts = ["year": year, "questions": asked.count] }
    } else if asked != earlier?.questions {
      try connection.update(
        "consent_campaign", ["questions": words], school: school.id, where: ["year": SQLValue(year)])
      try log(.consentAsked, by: member) { $0.counts = ["year": year, "questions": asked.count] }
    }
    var known: Set<Guardianship> = []
    for one in earlier?.requests ?? [] { known.insert(Guardianship(member: one.guardian, pupil: one.pupil)) }
    let atSchool = try pupilsAtSchool()
    let missing = try guardianships().filter {
      $0.isInformed && atSchool.contains($0.pupil) && !known.contains($0)
    }
    for (pupil, guardianships) in Dictionary(grouping: missing, by: \.pupil).sorted(by: { $0.key < $1.key }) {
      for one in guardianships.sorted(by: { $0.member < $1.member }) {
        try connection.insert(
          into: "consent_request",
          [
            "school": SQLValue(school.id), "year": SQLValue(year), "pupil": SQLValue(pupil),
            "guardian": SQLValue(one.member), "asked_at": .integer(at), "reminded_at": .null,
          ])
      }
      try log(.consentAsked, by: member) { $0.item = "pupil \(pupil)" }
    }
    for guardian in Set(missing.map(\.member)).sorted() {
      try tell(.consentAsked, to: guardian, about: "consent \(year)")
    }
    guard let campaign = try campaign(year) else { throw StoreError.damaged("een toestemmingsronde is weg") }
    return campaign
  }

  fileprivate func remind(_ campaign: ConsentCampaign, by member: MemberID) throws -> Int {
    let (terms, calendar, guardianships) = (try consentTerms(), try calendar(), try guardianships())
    let today = calendar.day(of: at)
    let register = ConsentRegister(
      statements: try statements(where: "year >= $2", SQLValue(0)), guardianships: guardianships, under: terms,
      on: campaign.day(seenFrom: today))
    let figures = campaign.figures(
      register, pupils: try pupilsAtSchool(), terms: terms, on: today, in: calendar)
    let (open, current) = (Set(figures.open), Set(guardianships.filter(\.isInformed)))
    var reminded: Set<MemberID> = []
    for request in campaign.requests where open.contains(request.pupil) {
      guard current.contains(Guardianship(member: request.guardian, pupil: request.pupil)) else { continue }
      if calendar.day(of: request.remindedAt ?? request.askedAt) == today { continue }
      let own = try statements(of: [request.pupil], where: "guardian = $2", SQLValue(request.guardian))
      let standing = ConsentAnswers(standing: own, under: terms, on: campaign.day(seenFrom: today))
      if standing.answer(campaign.questions) { continue }
      try connection.update(
        "consent_request", ["reminded_at": .integer(at)], school: school.id,
        where: [
          "year": SQLValue(campaign.year), "pupil": SQLValue(request.pupil), "guardian": SQLValue(request.guardian),
        ])
      try log(.consentReminded, by: member) {
        $0.member = request.guardian
        $0.item = "pupil \(request.pupil)"
      }
      reminded.insert(request.guardian)
    }
    for guardian in reminded.sorted() { try tell(.consentReminder, to: guardian, about: "consent \(campaign.year)") }
    return reminded.count
  }

  fileprivate func consents(
    of pupil: PupilID?, in group: GroupID?, for reader: Member
  ) throws -> [PupilConsents] {
    var groups: [PupilID: Set<GroupID>] = [:]
    for row in try run(
      """
      SELECT pupil_group.pupil, pupil_group.group_id FROM pupil_group
        JOIN pupil ON pupil.school = pupil_group.school AND pupil.id = pupil_group.pupil
      WHERE pupil_group.school = $1 AND pupil_group.until_at IS NULL AND pupil.until_at IS NULL
      """)
    {
      groups[try row.id("pupil"), default: []].insert(try row.id("group_id"))
    }
    let wanted = try pupilsAtSchool().filter { child in
      (pupil.map { $0 == child } ?? true) && (group.map { groups[child]?.contains($0) == true } ?? true)
    }
    let guardianships = try guardianships(of: wanted)
    let (terms, today) = (try consentTerms(), try calendar().day(of: at))
    let register = try consentRegister(of: wanted, on: today, guardianships: guardianships)
    let informed = Dictionary(grouping: guardianships.filter(\.isInformed), by: \.pupil)
      .mapValues { $0.map(\.member) }
    var result: [PupilConsents] = []
    for child in wanted.sorted() {
      let guardians = informed[child] ?? []
      let view = Consent.view(of: groups[child] ?? [], guardians: guardians, for: reader, at: at)
      guard let view else { continue }
      var found = PupilConsents(pupil: child, answers: register.answers(of: child), guardians: [])
      if view != .standing {
        found.guardians = try said(about: child, guardians: guardians, under: terms, on: today).filter {
          view == .all || reader.isOne(of: [$0.guardian])
        }
      }
      result.append(found)
    }
    return result
  }

  private func said(
    about pupil: PupilID, guardians: [MemberID], under terms: ConsentTerms, on day: Day
  ) throws -> [GuardianConsent] {
    let statements = Dictionary(
      grouping: try statements(of: [pupil], where: "year >= $2", SQLValue(0)).sorted {
        ($0.at, $0.id) < ($1.at, $1.id)
      }, by: \.guardian)
    var asked: [MemberID: (at: Int64, reminded: Int64?)] = [:]
    for row in try run(
      "SELECT guardian, asked_at, reminded_at FROM consent_request WHERE school = $1 AND pupil = $2 ORDER BY year",
      SQLValue(pupil))
    {
      asked[try row.id("guardian")] = (try row.integer("asked_at"), try row.optionalInteger("reminded_at"))
    }
    return Set(guardians).union(statements.keys.compactMap(\.self)).union(asked.keys).sorted().map { guardian in
      let own = statements[guardian] ?? []
      return GuardianConsent(
        guardian: guardian, counts: guardians.contains(guardian), askedAt: asked[guardian]?.at,
        remindedAt: asked[guardian]?.reminded, answers: ConsentAnswers(standing: own, under: terms, on: day),
        statements: own)
    }
  }
}
