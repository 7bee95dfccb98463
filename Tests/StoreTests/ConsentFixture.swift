import Conduct
import Store

/// A school with pupils from a roster, under a policy that asks for consent as the first shipped one does.
struct ConsentSchool {
  let school: SampleSchool
  let register: PeopleRegister

  static let photo = Consent.Question(.photo, .portal)
  static let site = Consent.Question(.photo, .website)
  static let yes = ConsentAnswers(.yes, to: [photo, site])
  static let no = ConsentAnswers(.no, to: [photo, site])

  var store: Store { school.store }
  var id: SchoolID { school.id }
  var director: MemberID { school.director.id }

  static func policy(_ parameters: [String: String] = [:]) -> Policy {
    var policy = Policy.sample
    let own = ClauseID("A17")
    var all = [
      "consent_for": "photo, film, name", "channel": "portal", "channels": "website", "valid_for": "school_year",
      "lapses_on": "08-01", "days_after_posting": "7",
    ]
    all.merge(parameters) { $1 }
    policy.clauses.append(
      Clause(
        id: own, label: "Toestemming", text: "Elk jaar.", binds: [.parent],
        covers: [Clause.Coverage(category: CategoryID("consent"), effect: .review)],
        parameters: all.filter { $0.value != "" }.mapValues { Sourced($0, from: .clause(own)) }))
    return policy
  }

  static func make(
    pupils: Int = 3, inFile: Bool = false, _ parameters: [String: String] = [:]
  ) async throws -> ConsentSchool {
    let school = try await SampleSchool.make(inFile: inFile, policy: policy(parameters))
    _ = try await school.store.adopt(RosterTests.roster(pupils: pupils), school: school.id, at: SampleSchool.start)
    return ConsentSchool(
      school: school, register: try await school.store.peopleRegister(school: school.id, at: SampleSchool.start))
  }

  /// The pupil `Kind NUMBER`.
  func pupil(_ number: Int = 0) throws -> Pupil {
    guard let found = register.pupils.first(where: { $0.name.given == "Kind \(number)" }) else {
      throw StoreError.notFound("Leerling", handle: "\(number)")
    }
    return found
  }

  /// The guardian `a` or `b` of a pupil.
  func guardian(_ letter: String, of number: Int = 0) throws -> Member {
    guard let found = register.members.first(where: { $0.email == "\(letter)\(number)@thuis.test" }) else {
      throw StoreError.notFound("Ouder", handle: letter)
    }
    return found
  }

  /// A teacher of the group of a pupil.
  func teacher(of number: Int = 0) async throws -> Member {
    try await store.addMember(
      MemberDraft(
        name: "Juf", assignments: [Assignment(role: .teacher, group: try pupil(number).groups.first, from: 0)]),
      school: id, at: SampleSchool.start)
  }

  /// A guardian answers for oneself.
  @discardableResult
  func answer(
    _ answers: ConsentAnswers, _ letter: String = "a", of number: Int = 0, at time: Int64 = SampleSchool.start
  ) async throws -> [Picture] {
    let guardian = try guardian(letter, of: number).id
    return try await store.answerConsent(
      answers, of: try pupil(number).id, for: guardian, by: guardian, school: id, at: time)
  }

  func holds(
    _ question: Consent.Question = photo, of number: Int = 0, at time: Int64 = SampleSchool.start
  ) async throws -> Consent.Answer {
    try await store.consentRegister(school: id, at: time).answers(of: try pupil(number).id)[question]
  }

  /// Posts a photo or film; gives the number of the picture when it is kept.
  @discardableResult
  func post(
    _ externalID: String, _ numbers: [Int], by author: Member? = nil, kind: Attachment.Kind = .photo,
    own: Bool? = nil, channel: Consent.Channel = .portal, named name: String = "IMG_1.jpg",
    at time: Int64 = SampleSchool.start, editedAt: Int64? = nil
  ) async throws -> Receipt {
    var intake = school.intake(
      externalID, "Dag \(editedAt ?? 0)", by: author ?? school.teacher, severity: nil, at: time, editedAt: editedAt)
    intake.message.posting.attachments = [
      Attachment(
        name: name, kind: kind, pupils: try numbers.map { try pupil($0).id }, isOwnDevice: own, channel: channel)
    ]
    return try await store.receive([intake], school: id, at: editedAt ?? time)[0]
  }
}
