import Conduct
import Library
import Store

extension NormTrial {
  /// Uses a safeguard as people would, and says whether it did what it is for.
  func works(_ safeguard: Safeguard) async throws -> Bool {
    switch safeguard {
    case .memberships: try await membershipsWork()
    case .adders: try await addersWork()
    case .admission: try await entryWorks(RegisterDraft(.admission, member: parent))
    case .mandate: try await entryWorks(RegisterDraft(.mandate, member: teacher))
    case .ownDeviceDeclaration: try await entryWorks(RegisterDraft(.ownDevice, member: teacher))
    case .devices: try await entryWorks(RegisterDraft(.device, text: "Tablet 4"))
    case .training: try await entryWorks(RegisterDraft(.training, member: teacher))
    case .buddies: try await entryWorks(RegisterDraft(.buddy, member: teacher, other: colleague))
    case .publication: try await entryWorks(RegisterDraft(.publication, value: .letter))
    case .evaluation: try await entryWorks(RegisterDraft(.evaluation, text: "Teruggekeken."))
    case .delivery: try await entryWorks(RegisterDraft(.delivery, member: parent, value: .mail))
    case .securityCheck: try await entryWorks(RegisterDraft(.check, value: .security))
    case .consents: try await consentsWork()
    case .consentLapse: try await consentLapses()
    case .consentCampaign: try await campaignWorks()
    case .takeDown: try await takeDownWorks()
    case .ownDeviceRemoval: try await removalFromDeviceWorks()
    case .weighing: try await weighingWorks()
    case .removal: try await removalWorks()
    case .reporting: try await reportingWorks()
    case .redistribution: try await redistributionWorks()
    case .questions:
      try await store.ask("Hoe zet ik meldingen uit?", in: group, by: parent, school: id, at: at).desk == .teacher
    case .addressing: try await addressingWorks()
    case .measures: try await measuresWork()
    case .internalFirst: try await internalComesFirst()
    case .externalSteps: try await externalTakesTwo()
    case .readings: try await readingsAreKept()
    }
  }

  // MARK: Registered

  /// An entry is kept, and a parent of another child may not write it.
  private func entryWorks(_ draft: RegisterDraft) async throws -> Bool {
    let isKeptAway = await isRefused { try await store.enter(draft, by: stranger, school: id, at: at) }
    guard isKeptAway else { return false }
    let entry = try await store.enter(draft, by: director, school: id, at: at)
    return try await store.entries(draft.kind, for: director, school: id, at: at).contains { $0.id == entry.id }
  }

  private func membershipsWork() async throws -> Bool {
    let register = try await store.peopleRegister(school: id, at: at)
    return register.membershipFaults(admitted: [parent], at: at).contains { $0.member == stranger }
      && !register.membershipFaults(admitted: [parent], at: at).contains { $0.member == parent && $0.group == group }
  }

  private func addersWork() async throws -> Bool {
    let role = Assignment(role: .parent, group: group, from: at)
    return await isRefused { try await store.assign(role, to: board, by: parent, school: id, at: at) }
  }

  private func consentsWork() async throws -> Bool {
    let question = Consent.Question(.photo, .portal)
    _ = try await store.answerConsent(
      ConsentAnswers(.yes, to: [question]), of: pupil, for: parent, by: parent, school: id, at: at)
    let register = try await store.consentRegister(school: id, at: at)
    return register.answer(of: pupil, .photo, .portal) == .yes
      && register.answer(of: pupil, .photo, .website) == .unknown
  }

  private func consentLapses() async throws -> Bool {
    guard try await consentsWork() else { return false }
    let nextYear = at + 366 * Self.day
    return try await store.consentRegister(school: id, at: nextYear).answer(of: pupil, .photo, .portal) == .unknown
  }

  private func campaignWorks() async throws -> Bool {
    _ = try await store.askConsent(by: director, school: id, at: at)
    let figures = try await store.consentCampaign(for: director, school: id, at: at).figures
    return figures.asked > 0
  }

  private func post(_ handle: String, _ attachment: Attachment) async throws {
    let message = Message(
      externalID: handle, author: teacher, persona: .teacher, group: group, sentAt: at, text: "Kijk eens.",
      posting: Posting(topic: .classLife, attachments: [attachment]))
    _ = try await store.receive(
      [Intake(message: message, found: ScanResult(), ruleset: rules.ruleSet.version, categories: rules.categories)],
      school: id, at: at)
  }

  private func takeDownWorks() async throws -> Bool {
    guard try await consentsWork() else { return false }
    try await post("proef-foto", Attachment(name: "foto", kind: .photo, pupils: [pupil]))
    return try await !store.withdrawConsent(of: pupil, for: parent, by: parent, school: id, at: at + 1).isEmpty
  }

  private func removalFromDeviceWorks() async throws -> Bool {
    try await post("proef-toestel", Attachment(name: "foto", kind: .photo, pupils: [], isOwnDevice: true))
    return try await store.pictures(for: teacher, school: id, at: at).contains { !$0.duties.isEmpty }
  }

  // MARK: Ways of working

  /// Whether a call is refused for who asks it.
  private func isRefused(_ body: () async throws -> some Any) async -> Bool {
    do {
      _ = try await body()
      return false
    } catch StoreError.notAllowed { return true } catch { return false }
  }

  /// Whether a call is refused for what it lacks.
  private func isInvalid(_ body: () async throws -> some Any) async -> Bool {
    do {
      _ = try await body()
      return false
    } catch StoreError.invalid { return true } catch { return false }
  }

  private func weighingWorks() async throws -> Bool {
    let text = "Een bericht dat is overwogen."
    let rule = rules.ruleSet.rules.first?.id ?? RuleID("proef.proef.proef")
    try await store.weighSuitability(
      of: text, rules: [rule], ruleset: rules.ruleSet.version, by: teacher, school: id, at: at)
    return await isRefused {
      try await store.weighSuitability(
        of: text, rules: [rule], ruleset: rules.ruleSet.version, by: parent, school: id, at: at)
    }
  }

  /// A message that a person has to look at.
  private func flagged(_ handle: String) async throws -> Review {
    let signal = Signal(
      rule: rules.ruleSet.rules.first?.id ?? RuleID("proef.proef.proef"), title: "Proef", category: CategoryID("abuse"),
      severity: .medium, effect: .review, span: 0..<5, text: "Proef", view: .original)
    let message = Message(
      externalID: handle, author: stranger, group: group, kind: .reaction, sentAt: at, text: "Proef.")
    let intake = Intake(
      message: message, found: ScanResult(signals: [signal]), ruleset: rules.ruleSet.version,
      categories: rules.categories)
    guard let review = try await store.receive([intake], school: id, at: at).first?.review else {
      throw Fault(text: "een signaal kwam niet op de wachtrij")
    }
    return try await store.claim(review, by: teacher, school: id, at: at)
  }

  private func removalWorks() async throws -> Bool {
    let review = try await flagged("proef-weg")
    let label = policy.clauses.first?.id ?? ClauseID("A1")
    func finding(_ why: String) -> Judgement {
      .establish(Finding(clauses: [label], severity: .medium, motivation: why, effects: [.remove]))
    }
    let isReasonAsked = await isInvalid {
      try await store.decide(
        review.id, finding(" "), expecting: review.version, by: teacher, school: id, at: at)
    }
    guard isReasonAsked else { return false }
    _ = try await store.decide(
      review.id, finding("Dit hoort hier niet."), expecting: review.version, by: teacher, school: id, at: at)
    let after = try await store.review(review.id, for: director, school: id, at: at).review
    return after.visibility == .removed
  }

  /// What is reported waits for the teacher of the group; what the teacher wrote does not.
  private func reportingWorks() async throws -> Bool {
    guard let category = try ReportCategory.load(file: ShippedData.reportCategories()).first(where: { $0.needsMessage })
    else { return false }
    for (author, persona) in [(stranger, Role.parent), (teacher, .teacher)] {
      let message = Message(
        externalID: "proef-melding-\(persona)", author: author, persona: persona, group: group, kind: .reaction,
        sentAt: at, text: "Proef.")
      _ = try await store.receive(
        [Intake(message: message, found: ScanResult(), ruleset: rules.ruleSet.version, categories: rules.categories)],
        school: id, at: at)
      _ = try await store.submit(
        ReportDraft(reporter: parent, category: category, message: message.externalID, text: "Ik twijfel."),
        school: id, at: at)
    }
    func waits(for reader: MemberID, about author: MemberID) async throws -> Bool {
      try await store.queue(for: reader, school: id, at: at).contains { $0.review.subject.author == author }
    }
    guard try await waits(for: teacher, about: stranger), try await waits(for: director, about: teacher) else {
      return false
    }
    return try await !waits(for: teacher, about: teacher)
  }

  private func redistributionWorks() async throws -> Bool {
    guard
      let category = try ReportCategory.load(file: ShippedData.reportCategories()).first(where: { $0.id == "passed_on" }
      )
    else { return false }
    let report = try await store.submit(
      ReportDraft(reporter: parent, category: category, group: group, text: "Een foto stond ergens anders."),
      school: id, at: at)
    return try await store.ownReports(of: parent, school: id, at: at).contains { $0.id == report.id }
  }

  private func addressingWorks() async throws -> Bool {
    _ = try await store.address(
      stranger, text: "Ik sprak u aan op uw toon.", on: at, by: parent, school: id, at: at)
    return try await store.ownAddressings(of: stranger, school: id).count == 1
  }

  private func measuresWork() async throws -> Bool {
    let proposed = try await store.propose(
      .formalWarning, about: stranger, reason: "Proef.", by: director, school: id, at: at)
    guard proposed.state == .proposed else { return false }
    return await isInvalid {
      try await store.prepare(
        proposed.id, Measure.Plan(), expecting: proposed.version, by: director, school: id, at: at)
    }
  }

  private func internalComesFirst() async throws -> Bool {
    let proposed = try await store.propose(
      .policeReport, about: stranger, reason: "Proef.", by: director, school: id, at: at)
    return Preflight(of: proposed, policy: policy, isCompetent: true, at: at).missing.contains(.internalSteps)
  }

  private func externalTakesTwo() async throws -> Bool {
    Measure.Kind.allCases.filter { $0.profile.level >= 600 }.allSatisfy {
      policy.ladder.setting(for: $0).value.needsFourEyes
    }
  }

  private func readingsAreKept() async throws -> Bool {
    _ = try await store.history(of: stranger, for: director, why: .oversight, school: id, at: at)
    return try await !store.readings(about: stranger, for: board, school: id, at: at + 1).isEmpty
  }
}
