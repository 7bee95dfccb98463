import Conduct
import Foundation
import Store
import Testing

/// Every store method is called by people to whom it is not open; the calls are those with the ids of another school.
@Suite struct AccessTests {
  enum Outsider: String, CaseIterable {
    /// Another parent of the group.
    case parent
    /// The other parent of the family that everything is about.
    case kin
    /// A teacher of another group.
    case neighbour
    /// A director who belongs to that family.
    case kinDirector
  }

  private static let at = SampleSchool.start

  /// Methods that ask for no person: what the program does itself, and what whoever administers the machine does.
  private static let unasked: Set<String> = [
    "open", "migrate", "copy", "verify", "tick", "purge", "purgeRehearsal", "createSchool", "schools", "adopt",
    "policy", "keep", "ruleset", "calendar", "groups", "members", "member", "addGroup", "addMember", "assign", "end",
    "absences", "receive", "take", "rosterPlan", "peopleRegister", "roleProposals", "ruleCounts", "ruleUsage",
    "clausesSince", "timetable", "exceptions", "consentRegister", "setBoard", "names", "lastChange", "credentials",
    "credential", "saveCredential", "savePassword", "saveFactor", "useFactor", "useRecoveryCode", "link", "redeem",
    "setup", "isOpen", "beginSession", "session", "confirmSession", "switchMember", "renewSession",
    "endSession", "endSessions", "ruleChangesInForce",
  ]
  /// Lists, which leave out what is not the person's, and what everybody may do for oneself.
  private static let own: Set<String> = [
    "queue", "waiting", "secondOpinions", "reports", "reportLimits", "questions", "proposals", "appeals", "cases",
    "holds", "due", "notices", "submit", "ownReports", "ownReport", "advanceOwn", "ask", "address", "ownAddressings",
    "ownMeasures",
    "reasons", "advance", "keptLetters", "reportMatter", "advice", "pictures",
    "entries", "membershipFaults", "rhythm", "visibleMessages", "ownMatters", "ownConsents", "ownData",
    "classrooms", "ruleChanges", "search",
  ]
  /// What is open to some of them all the same: staff weighs drafts of their own, and a director is kept from the family's
  /// own matters only.
  private static let open: [Outsider: Set<String>] = [
    .neighbour: ["weighSuitability"],
    .kinDirector: [
      "weighSuitability", "agreement", "endAbsence", "figures", "replaceKey", "question", "answer", "passOn", "report",
      "advance report", "contents", "setHours", "addException", "endException", "enter", "endEntry", "registerGaps",
      "askConsent", "remindConsent", "consentCampaign", "answerConsent",
      "withdrawConsent", "consents", "importConsents", "settlePicture", "invite",
      "caseload", "overview", "logPage", "logPage of a person", "signIns", "signOut",
      "proposeRuleChange", "advanceRuleChange", "ruleBursts", "keptTexts", "noteKeptTexts",
    ],
  ]

  private static func name(_ call: IsolationTests.Call) -> String {
    String(call.testDescription.split(separator: " ").first ?? "")
  }

  private func person(_ outsider: Outsider, at school: SampleSchool) async throws -> Member {
    func add(_ role: Role, _ group: GroupID? = nil, family: FamilyID? = nil) async throws -> Member {
      try await school.store.addMember(
        MemberDraft(
          name: outsider.rawValue, family: family,
          assignments: [Assignment(role: role, group: group, from: SampleSchool.start)]),
        school: school.id, at: SampleSchool.start)
    }
    switch outsider {
    case .parent: return try await add(.parent, school.group.id)
    case .kin: return school.partner
    case .neighbour:
      let other = try await school.store.addGroup(
        name: "groep 5", externalID: "g5", school: school.id, at: SampleSchool.start)
      return try await add(.teacher, other.id)
    case .kinDirector: return try await add(.director, family: school.parent.family)
    }
  }

  @Test(arguments: Outsider.allCases, IsolationTests.calls)
  func whatIsNotOpenToAPersonIsRefused(outsider: Outsider, call: IsolationTests.Call) async throws {
    let name = call.testDescription
    let isSkipped = Self.unasked.contains(name) || Self.own.contains(name)
    if isSkipped || Self.open[outsider]?.contains(name) == true { return }
    let school = try await SampleSchool.make()
    let staffed = school.staffed(by: try await person(outsider, at: school))
    await #expect {
      try await call.run(staffed, school.id)
    } throws: { error in
      switch error {
      case StoreError.notFound, StoreError.notAllowed: true
      default: false
      }
    }
  }

  @Test(arguments: Outsider.allCases) func listsHoldNothingThatIsNotThePersons(outsider: Outsider) async throws {
    let school = try await SampleSchool.busy()
    let person = try await person(outsider, at: school)
    let (store, id, at) = (school.store, school.id, Self.at + 1)
    var seen = try await store.proposals(for: person.id, school: id, at: at).map { "maatregel \($0.number)" }
    seen += try await store.appeals(for: person.id, school: id, at: at).map { "bezwaar \($0.number)" }
    seen += try await store.cases(.parents, for: person.id, school: id, at: at).map { "zaak \($0.number)" }
    seen += try await store.holds(for: person.id, school: id, at: at).map { "bewaarplicht \($0.number)" }
    seen += try await store.queue(for: person.id, school: id, at: at).filter {
      $0.review.subject.author == school.parent.id
    }.map { "beoordeling \($0.review.number)" }
    seen += try await store.due(for: person.id, all: true, school: id, at: at).filter {
      $0.duty.subject.member == school.parent.id
    }.map { "termijn \($0.duty.kind)" }
    let own = try await store.ownMatters(of: person.id, school: id, at: at)
    seen += own.messages.map { "bericht \($0.id)" } + own.measures.map { "eigen maatregel \($0.measure.number)" }
    seen += own.invitations.map { "uitnodiging \($0.number)" } + own.appeals.map { "eigen bezwaar \($0.number)" }
    seen += own.reports.map { "eigen melding \($0.number)" }
    if outsider == .kinDirector {
      let load = try await store.caseload(for: person.id, school: id, at: at)
      seen += load.cases.map { "zaak \($0.conductCase.number)" }
      seen += load.people.filter { $0.member.id == school.parent.id }.map { "mens \($0.member.name)" }
      seen += load.proposals.map { "maatregel \($0.measure.number)" }
      seen += load.appeals.map { "bezwaar \($0.appeal.number)" }
    } else {
      seen += try await store.reports(for: person.id, school: id, at: at).map { "melding \($0.report.number)" }
      seen += try await store.reportLimits(for: person.id, school: id, at: at).map { "beperking \($0.id)" }
      seen += try await store.secondOpinions(for: person.id, school: id, at: at).map { "oordeel \($0.opinion.number)" }
      seen += try await store.questions(for: person.id, school: id, at: at).map { "vraag \($0.question.number)" }
    }
    for question in [SearchResult.Question.name(school.parent.name), .number(1)] {
      let found = try await store.search(question, for: person.id, school: id, at: at)
      seen += found.reviews.map { "gevonden bericht \($0.review.number)" }
      seen += found.cases.map { "gevonden zaak \($0.conductCase.number)" }
      seen += found.measures.map { "gevonden maatregel \($0.measure.number)" }
      seen += found.reports.map { "gevonden melding \($0.report.number)" }
      seen += found.appeals.map { "gevonden bezwaar \($0.appeal.number)" }
    }
    #expect(seen == [])
  }

  /// A new method stands in the table of calls, or among those that ask for no person.
  @Test func noMethodIsLeftOut() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/Store")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    var methods: Set<String> = []
    for file in files {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      guard text.contains("extension Store {") || file == "Store.swift" else { continue }
      for match in text.matches(of: /\n  public (?:static )?func (\w+)/) { methods.insert(String(match.1)) }
    }
    let known = Self.unasked.union(IsolationTests.calls.map(Self.name))
    #expect(methods.count > 90 && methods.subtracting(known).sorted() == [])
    #expect(Self.unasked.subtracting(methods).sorted() == [])
  }
}
