import Conduct

extension Transaction {
  /// What the policy in force says of consent.
  func consentTerms() throws -> ConsentTerms { ConsentTerms(try policy()) }

  /// What holds at the moment of the use case for the children of the school, or for some of them.
  func consentRegister(of pupils: Set<PupilID>? = nil) throws -> ConsentRegister {
    try consentRegister(of: pupils, on: try calendar().day(of: at), guardianships: try guardianships(of: pupils))
  }

  func consentRegister(
    of pupils: Set<PupilID>?, on day: Day, guardianships: [Guardianship]
  ) throws -> ConsentRegister {
    let terms = try consentTerms()
    // An answer that lapses is over a year after its own; a later one may have been withdrawn before it began.
    let first = terms.isYearly ? day.schoolYear - 2 : 0
    let statements = try statements(of: pupils, where: "year >= $2", SQLValue(first))
    return ConsentRegister(statements: statements, guardianships: guardianships, under: terms, on: day)
  }

  /// Who are guardians now, of all children or of some.
  func guardianships(of pupils: Set<PupilID>? = nil) throws -> [Guardianship] {
    let (condition, names) = Self.among(pupils, "pupil", from: 2)
    return try connection.run(
      "SELECT member, pupil, informed FROM guardianship WHERE school = $1 AND until_at IS NULL\(condition)",
      [SQLValue(school.id)] + names
    ).map {
      Guardianship(member: try $0.id("member"), pupil: try $0.id("pupil"), isInformed: try $0.flag("informed"))
    }
  }

  /// The guardians of a child who are told about it.
  func informedGuardians(of pupil: PupilID) throws -> [MemberID] {
    try guardianships(of: [pupil]).filter(\.isInformed).map(\.member).sorted()
  }

  /// What was said about children, by a condition that may use `$2`; what was purged is left out.
  func statements(
    of pupils: Set<PupilID>? = nil, where condition: String, _ argument: SQLValue
  ) throws -> [ConsentStatement] {
    let (among, names) = Self.among(pupils, "pupil", from: 3)
    return try connection.run(
      """
      SELECT id, pupil, guardian, year, act, answers, said_at, evidence, recorded_by, recorded_at FROM consent_statement
      WHERE school = $1 AND guardian IS NOT NULL AND \(condition)\(among)
      """, [SQLValue(school.id), argument] + names
    ).map { row in
      let values = row.values
      guard values.count == 10, case .text(let text) = values[5], let answers = ConsentAnswers(text) else {
        throw StoreError.damaged("antwoord \(try row.text("id")) is niet te lezen")
      }
      return ConsentStatement(
        id: try row.id("id"), pupil: try row.id("pupil"), guardian: try row.optionalID("guardian"),
        year: try row.int("year"), act: try row.value("act"), answers: answers, at: try row.integer("said_at"),
        evidence: try row.value("evidence"), recordedBy: try row.optionalID("recorded_by"),
        recordedAt: try row.integer("recorded_at"))
    }
  }

  /// A condition that a column is among some names; of many it is cheaper to read all.
  private static func among(
    _ pupils: Set<PupilID>?, _ column: String, from place: Int
  ) -> (condition: String, names: [SQLValue]) {
    guard let pupils, pupils.count < 100 else { return ("", []) }
    if pupils.isEmpty { return (" AND 1 = 0", []) }
    let names = pupils.sorted()
    let places = names.indices.map { "$\(place + $0)" }.joined(separator: ", ")
    return (" AND \(column) IN (\(places))", names.map { SQLValue($0) })
  }

  /// Writes down what a guardian said, and lets what was posted follow it: gives the pictures that must go.
  @discardableResult
  func record(_ statement: ConsentStatement, evidence text: String, by member: MemberID) throws -> [Picture] {
    let (terms, calendar) = (try consentTerms(), try calendar())
    let before = try consentRegister(of: [statement.pupil]).answers(of: statement.pupil)
    let due = try terms.lapse(of: statement.year).flatMap {
      Retention.consent.due(from: calendar.end(of: $0 + -1), try policy())
    }
    let saved = try save(text, about: statement.guardian, .consent, due: due)
    try connection.insert(
      into: "consent_statement",
      [
        "school": SQLValue(school.id), "id": SQLValue(statement.id), "pupil": SQLValue(statement.pupil),
        "guardian": SQLValue(statement.guardian), "year": SQLValue(statement.year),
        "act": .text(statement.act.rawValue), "answers": .text(statement.answers.description),
        "said_at": .integer(statement.at), "evidence": .text(statement.evidence.rawValue),
        "recorded_by": SQLValue(member), "recorded_at": .integer(at), "payload": .text(saved.id),
      ])
    try log(statement.act == .withdrawal ? .consentWithdrawn : .consentAnswered, by: member) {
      $0.member = statement.guardian
      $0.item = "pupil \(statement.pupil)"
      $0.outcome = statement.evidence.rawValue
      $0.commitments = [saved.id: saved.commitment]
    }
    let after = try consentRegister(of: [statement.pupil]).answers(of: statement.pupil)
    let lost = Consent.Question.all.filter { before[$0] == .yes && after[$0] != .yes }
    return try follow(statement.pupil, without: Set(lost), by: member)
  }

  /// Throws unless a pupil is at the school.
  func require(_ pupil: PupilID) throws {
    let rows = try run("SELECT id FROM pupil WHERE school = $1 AND id = $2 AND until_at IS NULL", SQLValue(pupil))
    if rows.isEmpty { throw StoreError.notFound("Leerling", handle: pupil.rawValue) }
  }

  // MARK: Campaigns

  /// The campaign for a school year; without a year the last one.
  func campaign(_ year: Int?) throws -> ConsentCampaign? {
    let rows = try run(
      """
      SELECT year, questions, asked_at FROM consent_campaign WHERE school = $1
        AND (CAST($2 AS BIGINT) IS NULL OR year = $2) ORDER BY year DESC LIMIT 1
      """, SQLValue(year.map { Int64($0) }))
    guard let row = rows.first else { return nil }
    let year = try row.int("year")
    let requests = try run(
      """
      SELECT pupil, guardian, asked_at, reminded_at FROM consent_request WHERE school = $1 AND year = $2
      ORDER BY pupil, guardian
      """, SQLValue(year))
    return ConsentCampaign(
      year: year, questions: try row.words("questions").compactMap { Consent.Question($0) },
      askedAt: try row.integer("asked_at"),
      requests: try requests.map {
        ConsentCampaign.Request(
          pupil: try $0.id("pupil"), guardian: try $0.id("guardian"), askedAt: try $0.integer("asked_at"),
          remindedAt: try $0.optionalInteger("reminded_at"))
      })
  }

  /// What holds on the day that a campaign is looked at.
  func register(of campaign: ConsentCampaign) throws -> ConsentRegister {
    try consentRegister(
      of: nil, on: campaign.day(seenFrom: try calendar().day(of: at)), guardianships: try guardianships())
  }

  /// The pupils at school.
  func pupilsAtSchool() throws -> Set<PupilID> {
    Set(try run("SELECT id FROM pupil WHERE school = $1 AND until_at IS NULL").map { try $0.id("id") })
  }

  // MARK: Purging

  /// Lets what was said about children who left go after its term, where no school year ends it.
  func endConsents() throws {
    let rows = try run(
      """
      SELECT consent_statement.payload, pupil.until_at FROM consent_statement
        JOIN pupil ON pupil.school = consent_statement.school AND pupil.id = consent_statement.pupil
        JOIN payload ON payload.school = consent_statement.school AND payload.id = consent_statement.payload
      WHERE consent_statement.school = $1 AND pupil.until_at IS NOT NULL AND payload.due_at IS NULL
      """)
    for row in rows {
      let left = try row.integer("until_at")
      try keep([try row.text("payload")], as: .consent, until: Retention.consent.due(from: left, try policy()))
    }
  }

  /// Takes the people and the answers out of statements whose evidence goes.
  func purgeConsents(of payloads: [String]) throws {
    for payload in payloads {
      let rows = try run("SELECT id FROM consent_statement WHERE school = $1 AND payload = $2", .text(payload))
      for row in rows {
        let id = try row.text("id")
        try connection.update(
          "consent_statement", ["guardian": .null, "recorded_by": .null, "answers": .text("")], school: school.id,
          id: id)
        try log(.consentPurged, by: nil) { $0.item = "consent \(id)" }
      }
    }
  }
}
