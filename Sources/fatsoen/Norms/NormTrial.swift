import Conduct
import Foundation
import SQLiteDriver
import Scanner
import Store

/// The live check of norms: a school of its own in memory, under the policy in question, at which each safeguard is really
/// used, and each rule really speaks.
struct NormTrial {
  /// What a trial found wrong.
  struct Fault: Error {
    var text: String
  }

  let store: Store
  let policy: Policy
  let rules: LoadedRules
  let id = SchoolID("proef")
  /// A Tuesday afternoon in a school week.
  let at: Int64
  private let folder: String

  private(set) var director = MemberID("")
  private(set) var board = MemberID("")
  private(set) var teacher = MemberID("")
  private(set) var colleague = MemberID("")
  private(set) var parent = MemberID("")
  private(set) var stranger = MemberID("")
  private(set) var group = GroupID("")
  private(set) var pupil = PupilID("")

  static let day: Int64 = 86_400_000

  /// Makes the school; `end` takes it away.
  init(policy: Policy, rules: LoadedRules) async throws {
    var rules = rules
    rules.policies = [policy]
    (self.policy, self.rules) = (policy, rules)
    at = LocalClock("Europe/Amsterdam").time(Day(2026, 3, 3), minute: 15 * 60)
    let start = at - 30 * Self.day
    folder = NSTemporaryDirectory() + "fatsoen-norms-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    store = try await Store.open(
      try SQLiteDatabase(url: "sqlite::memory:"), keyring: Keyring(directory: folder), at: start)
    try await store.createSchool(School(id: id, name: "Proefschool"), policy: policy, at: start)
    try await store.keep(rules.ruleSet, school: id, at: start)
    var roster = Roster()
    roster.groups = [Roster.Group(key: "portal:g", name: "Proefgroep", place: "proef")]
    roster.pupils = [
      Roster.Pupil(
        key: "portal:k", name: PersonName(given: "Kind", family: "Proef"), groups: ["portal:g"], place: "proef")
    ]
    roster.guardians = [
      Roster.Guardian(
        key: "portal:o", name: PersonName(given: "Ouder", family: "Proef"), email: nil, pupils: [.key("portal:k")],
        isInformed: true, place: "proef")
    ]
    _ = try await store.adopt(roster, school: id, at: start)
    group = try await store.groups(school: id)[0].id
    let register = try await store.peopleRegister(school: id, at: at)
    guard let child = register.pupils.first, let guardian = register.members.first else {
      throw Fault(text: "de proefschool kreeg geen kind en geen ouder")
    }
    (pupil, parent) = (child.id, guardian.id)
    func add(_ name: String, _ role: Role, _ group: GroupID? = nil) async throws -> MemberID {
      try await store.addMember(
        MemberDraft(name: name, assignments: [Assignment(role: role, group: group, from: start)]), school: id, at: start
      ).id
    }
    director = try await add("Directie", .director)
    board = try await add("Bestuur", .board)
    teacher = try await add("Leerkracht", .teacher, group)
    colleague = try await add("Collega", .teacher, group)
    stranger = try await add("Andere ouder", .parent, group)
  }

  /// Takes away what the trial left on the disk.
  func end() { try? FileManager.default.removeItem(atPath: folder) }  // a leftover folder of a trial harms nobody

  /// Uses each safeguard once, since what is done at the school stays done; gives what is wrong with them, in Dutch.
  func failures(of safeguards: Set<Safeguard>) async -> [Safeguard: String] {
    var failures: [Safeguard: String] = [:]
    for safeguard in Safeguard.allCases where safeguards.contains(safeguard) {
      do {
        if try await !works(safeguard) { failures[safeguard] = "“\(safeguard.name)” werkt niet" }
      } catch { failures[safeguard] = "“\(safeguard.name)” werkt niet: \(error)" }
    }
    return failures
  }

  /// What is wrong with the way a norm is served, in Dutch; empty when all that serves it works.
  func faults(of norm: Norm, _ failures: [Safeguard: String]) -> [String] {
    var faults = norm.gaps
    faults += silentCategories(of: norm).map { "geen regel voor \($0) spreekt bij haar eigen voorbeeld" }
    for rule in norm.postingRules where !speaks(rule, of: norm.clause) {
      faults.append("de regel “\(rule.rawValue)” spreekt niet bij haar eigen voorbeeld")
    }
    faults += norm.safeguards.compactMap { failures[$0] }
    return faults
  }

  /// Categories of which no rule brings the clause's label in any of its examples.
  private func silentCategories(of norm: Norm) -> [CategoryID] {
    let worker = rules.scanner.makeWorker()
    let live = Set(norm.textRules)
    let wanted = Set(norm.clause.covers.map(\.category))
    return wanted.sorted().filter { category in
      let own = rules.ruleSet.rules.lazy.filter { $0.category == category && live.contains($0.id) }
      return !own.contains { rule in
        rule.matches.contains { text in
          let found = Array(text.utf8).withUnsafeBufferPointer { worker.scan($0, context: rules.context) }
          return rules.weigh(found).signals.contains {
            $0.category == category && $0.clauses.contains(norm.clause.id.rawValue)
          }
        }
      }
    }
  }

  private func speaks(_ rule: PostingRule, of clause: Clause) -> Bool {
    let example = rule.example(rules.frames)
    let found = PostingRules(policy: policy, register: example.register, frames: rules.frames)
      .signals(for: example.message, mentions: example.mentions, recent: example.recent)
    return found.contains { $0.rule == rule.id && $0.clauses.contains(clause.id.rawValue) }
  }
}
