import Conduct
import HummingbirdTesting
import Store
import Testing

@testable import Web

extension WebSchool {
  /// A violation that the teacher establishes on a message; gives the number of the review.
  @discardableResult
  func violation(
    _ text: String = "Wat een sukkel ben je.", by author: Member? = nil, severity: Severity = .high
  ) async throws -> Int {
    let number = try await flagged(text, by: author)
    let now = clock.now
    let id = try await store.reviewID("\(number)", for: teacher.id, school: Self.id, at: now)
    let claimed = try await store.claim(id, by: teacher.id, school: Self.id, at: now)
    _ = try await store.decide(
      id,
      .establish(
        Finding(clauses: [ClauseID("A33")], severity: severity, motivation: "Een andere ouder wordt uitgescholden.")),
      expecting: claimed.version, by: teacher.id, school: Self.id, at: now)
    return number
  }

  /// The school made its policy known, which this policy asks before anything is imposed.
  func publishPolicy() async throws {
    _ = try await store.enter(
      RegisterDraft(.publication, value: .letter, text: "Brief aan alle ouders."), by: director.id, school: Self.id,
      at: clock.now)
  }

  /// A measure that the director proposes; gives its number.
  func proposed(_ kind: Measure.Kind = .formalWarning, about member: Member? = nil) async throws -> Int {
    try await store.propose(
      kind, about: (member ?? parent).id, reason: "Drie keer gescholden.", by: director.id, school: Self.id,
      at: clock.now
    ).number
  }

  /// A complete plan as the form sends it.
  static let plan = [
    "plan_motivation": "Er is gescholden.", "plan_facts": "Bericht 1.", "plan_weighing": "Veilig lezen weegt zwaarder.",
    "plan_rule_known": "In het portaal.", "plan_prior_warning": "Een gesprek.", "plan_contact": "De directie.",
    "plan_redress": "Bij het bestuur.", "plan_hearing": "Gehoord.", "plan_review_at": "2026-12-14",
    "plan_clauses": "a33", "plan_scope": "Reageren in de groep.", "plan_mandate": "Het bestuur, statuut 4.",
    "plan_substitute": "Per post.", "plan_internal_steps": "Gesproken.",
  ]
}

/// A browser of somebody who is signed in.
func signedIn(_ login: String, _ client: any TestClientProtocol) async throws -> Browser {
  let browser = Browser(client)
  try await browser.signIn(login)
  return browser
}

extension WebSchool {
  /// Who looked into the record of the parent, as the board finds it.
  func readings() async throws -> [Reading] {
    try await store.readings(about: parent.id, for: board.id, school: Self.id, at: clock.now).filter {
      $0.kind == .history
    }
  }

  /// Somebody reports a person, without a message; gives what the reporter sees.
  @discardableResult
  func report(about: Member? = nil, by reporter: Member, _ category: String? = nil) async throws -> OwnReport {
    let known = site.rules.reportCategories
    let plain = known.first { !$0.needsMessage && !$0.isAcute && !$0.isCare }
    let chosen = try #require(known.first { $0.id == category } ?? plain)
    return try await store.submit(
      ReportDraft(
        reporter: reporter.id, category: chosen, about: about?.id, group: group.id, text: "Dit gaat te ver.",
        hopes: "Een gesprek."), school: Self.id, at: clock.now)
  }
}

extension WebSchool {
  /// The version of a report as it is now.
  func version(of own: OwnReport) async throws -> Int {
    try await store.report("\(own.number)", for: director.id, school: Self.id, at: clock.now).report.version
  }
}
