import Conduct
import Library
import Scanner
import Store
import Web

/// Looks at drafts with the rules, with what their school changed in them, and with the names of its people.
actor RuleDesk {
  private struct Known {
    var rules: LoadedRules
    var people: [NamedPerson]
    var at: Int64
    /// What the school changes, by which its rules were made.
    var changes: [RuleChange] = []
    var unfit: [RuleChangeID: [Complaint]] = [:]
  }

  /// How long the names of people are not read anew, in milliseconds.
  private static let freshness: Int64 = 600_000
  /// The most schools of which the names are kept at once.
  private static let mostSchools = 200

  private let store: Store
  private let rules: LoadedRules
  private var known: [SchoolID: Known] = [:]
  private var reader: OverlayReader?

  init(store: Store, rules: LoadedRules) {
    self.store = store
    self.rules = rules
  }

  /// The reader of what schools change; made when the first one changes something.
  private func overlays() throws -> OverlayReader {
    if let reader { return reader }
    let made = try OverlayReader(wordlists: rules.folder, compile: ContentScanner.validate)
    reader = made
    return made
  }

  /// The rules with the policy of a school, and what it changed, as they are now.
  private func rules(of school: SchoolID) async throws -> LoadedRules {
    try await rules(of: school, try await knowing(school))
  }

  private func rules(of school: SchoolID, _ known: Known) async throws -> LoadedRules {
    var rules = known.rules
    rules.policies = [try await store.policy(school: school)]
    return rules
  }

  /// The rules with the changes of a school, which are those of now, and its names, which may be ten minutes old.
  private func knowing(_ school: SchoolID) async throws -> Known {
    let changes = try await store.ruleChangesInForce(school: school)
    let now = Moment.now
    let earlier = known[school]
    if let earlier, now - earlier.at < Self.freshness, earlier.changes == changes { return earlier }
    var next = earlier ?? Known(rules: rules, people: [], at: 0)
    if now - next.at >= Self.freshness {
      next.people = try await store.peopleRegister(school: school, at: now).named
      next.at = now
    }
    let reading = changes.isEmpty ? nil : try overlays().read(changes)
    next.rules.adopt(reading?.overlay, people: next.people)
    next.changes = changes
    next.unfit = reading?.unfit ?? [:]
    known[school] = next
    if known.count > Self.mostSchools, let oldest = known.min(by: { $0.value.at < $1.value.at }) {
      known[oldest.key] = nil
    }
    return next
  }

  /// What is wrong with changes of a school that do not fit the shipped lists any more.
  func unfit(school: SchoolID) async throws -> [RuleChangeID: [String]] {
    try await knowing(school).unfit.mapValues { $0.map { "\($0.problem); \($0.advice)" } }
  }

  /// The conditions that an own rule may ask for.
  var conditions: [RuleWorkbench.NamedCondition] {
    get throws { try overlays().conditions.map { RuleWorkbench.NamedCondition(name: $0.name, label: $0.label) } }
  }

  /// What is wrong or doubtful in a change as it is written: what cannot be read, what its examples say, and what it costs.
  func check(_ change: RuleChange) async throws -> [RuleWorkbench.Fault] {
    await Self.faults(of: change, by: try overlays(), rules.scanner)
  }

  /// Away from the desk, so that others need not wait for it.
  @concurrent private static func faults(
    of change: RuleChange, by reader: OverlayReader, _ scanner: ContentScanner
  ) async -> [RuleWorkbench.Fault] {
    var engine = CheckEngine(measures: true).engine
    engine.scanner = { lists in
      let context = lists.overlay.map { SchoolContext($0) } ?? .none
      let worker = scanner.makeWorker()
      return { Set(worker.scan($0, context).signals.map(\.rule)) }
    }
    return reader.check(change, engine: engine).map {
      RuleWorkbench.Fault(code: $0.code, problem: $0.problem, advice: $0.advice, isError: $0.severity == .error)
    }
  }

  /// What a change, once it is live, would do with some texts.
  func preview(_ change: RuleChange, on texts: [String], school: SchoolID) async throws -> [RuleWorkbench.Effect] {
    let known = try await knowing(school)
    let before = try await rules(of: school, known)
    var live = change
    live.state = .live
    let others = known.changes.filter { $0.id != change.id && $0.id != change.replaces }
    var after = before
    after.adopt(try overlays().read(others + [live]).overlay, people: known.people)
    return await Self.effects(on: texts, before, after)
  }

  @concurrent private static func effects(
    on texts: [String], _ before: LoadedRules, _ after: LoadedRules
  ) async -> [RuleWorkbench.Effect] {
    let worker = before.scanner.makeWorker()
    return texts.enumerated().compactMap { place, text in
      let old = before.weigh(worker.scan(text, before.context))
      let new = after.weigh(worker.scan(text, after.context))
      // What only names another rule for the same words changes nothing for anybody.
      let kept = Set(old.signals.map { [$0.span.lowerBound, $0.span.upperBound, $0.severity.rawValue] })
      let still = Set(new.signals.map { [$0.span.lowerBound, $0.span.upperBound, $0.severity.rawValue] })
      if kept == still, old.disposition == new.disposition { return nil }
      return RuleWorkbench.Effect(place: place, before: old, after: new)
    }
  }

  /// What the rules and the policy say of a draft.
  func look(at draft: SiteRules.Draft, school: SchoolID) async throws -> Verdict {
    try await look(at: draft, with: try await rules(of: school), school: school)
  }

  private func look(at draft: SiteRules.Draft, with rules: LoadedRules, school: SchoolID) async throws -> Verdict {
    let found = rules.scanner.makeWorker().scan(draft.text, rules.context)
    var placed: [Signal] = []
    if let group = draft.group {
      let message = Message(
        author: draft.author.id, persona: Senders.persona(of: draft.author, in: group, at: draft.at), group: group,
        kind: draft.isReaction ? .reaction : .post, sentAt: draft.at, text: draft.text,
        posting: Posting(topic: draft.topic))
      placed = try await store.advice(
        on: message, mentions: found.mentions, frames: rules.frames, school: school, at: draft.at)
    }
    return rules.weigh(found, placed: placed)
  }

  /// What the engine says of a text, also of what it cleared.
  func explain(_ text: String, school: SchoolID) async throws -> SiteRules.Trial {
    let rules = try await rules(of: school)
    let found = rules.scanner.makeWorker().scan(text, rules.context, explaining: true)
    return SiteRules.Trial(
      readings: ReadText(text).readings, verdict: rules.weigh(found), clearings: found.clearings)
  }

  /// Writes down that the author weighed whether a draft is suitable.
  func weigh(_ draft: SiteRules.Draft, school: SchoolID) async throws {
    // With the rules of the school: its own may be among those that are named.
    let rules = try await rules(of: school)
    let verdict = try await look(at: draft, with: rules, school: school)
    try await store.keep(rules.ruleSet, school: school, at: draft.at)
    try await store.weighSuitability(
      of: draft.text, rules: Set(verdict.signals.map(\.rule)).sorted(), ruleset: rules.version, by: draft.author.id,
      school: school, at: draft.at)
  }
}

extension ContentScanner.Worker {
  func scan(_ text: String, _ context: SchoolContext, explaining: Bool = false) -> ScanResult {
    Array(text.utf8).withUnsafeBufferPointer { scan($0, context: context, explaining: explaining) }
  }
}
