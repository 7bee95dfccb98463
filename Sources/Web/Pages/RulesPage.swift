import Conduct
import Foundation
import Hummingbird
import Store

/// The rules, and a box to try a text in: what hits and why, what is cleared and by what, and how often each rule was right.
struct RulesPage {
  let visit: Visit
  let visitor: Visitor
  /// What is looked for in the names of rules.
  let search: String
  /// What the engine said of the text that was tried; nil without one.
  let trial: SiteRules.Trial?
  let text: String
  /// How often each rule hit in the last year; empty for whoever may not see the figures of the school.
  let tallies: [RuleID: SchoolOverview.Tally]
  /// What the school changes, latest first.
  let changes: [RuleChangeFile]
  /// Rules that suddenly hit much; empty for whoever does not look after the rules.
  let bursts: [RuleBurst]
  private let unfit: Set<RuleChangeID>

  /// The most rules on one page; a search finds the others.
  static let most = 60
  /// The longest text to try, in signs.
  static let longest = 4_000

  static let routes: [Route] = [
    .get("/regels", .desks(.staff)) { visit in try await show(visit) },
    // A text is no part of an address: what people wrote does not belong in the logs of a proxy.
    .post("/regels", .desks(.staff)) { visit in try await show(visit) },
  ]

  private static func show(_ visit: Visit) async throws -> Answer {
    let page = try await RulesPage(visit)
    return visit.page("rules", title: visit.texts("rules.title"), page.values)
  }

  init(_ visit: Visit) async throws {
    self.visit = visit
    visitor = try visit.person()
    search = visit.query("zoek")
    text = String(visit.form["text"].prefix(Self.longest))
    trial = text.isEmpty ? nil : try await visit.site.rules.explain(text, visitor.school.id)
    changes = try await visit.store.ruleChanges(for: visitor.member.id, school: visitor.school.id, at: visit.now)
    unfit = Set(try await visit.site.rules.workbench.unfit(visitor.school.id).keys)
    bursts =
      visitor.member.keepsRules(at: visit.now)
      ? try await visit.store.ruleBursts(for: visitor.member.id, school: visitor.school.id, at: visit.now) : []
    if visitor.member.holds(.director, in: nil, at: visit.now) {
      let today = visit.localClock.day(of: visit.now)
      tallies = try await visit.store.overview(
        from: today + -364, for: visitor.member.id, school: visitor.school.id, at: visit.now
      ).rules
    } else {
      tallies = [:]
    }
  }

  var values: [String: Any] {
    let texts = visit.texts
    let found = rules
    var values: [String: Any] = [
      "search": search, "text": text, "rules": found.prefix(Self.most).map(row),
      "count": texts.count("rules.count", found.count), "is_cut": found.count > Self.most, "none": found.isEmpty,
      "live": texts.grouped(visit.site.rules.ruleSet.rules.count { $0.status == .live }),
      "version": String(visit.site.rules.ruleSet.version.prefix(19)), "keeps": visitor.member.keepsRules(at: visit.now),
      "proposes": RuleChange.refusalOfProposal(.exception([]), by: visitor.member, at: visit.now) == nil,
      "bursts": bursts.map { burst in
        [
          "name": burst.title, "path": path(of: burst.rule),
          "set_path": ownNumber(of: burst.rule) == nil
            ? "/regels/nieuw?soort=instelling&regel=\(burst.rule.rawValue)&naar=shadow" : "",
          "line": texts(
            "rules.burst",
            [
              "hits": texts.grouped(burst.hits),
              "usual": burst.usual < 1 ? texts("rules.seldom") : texts.grouped(Int(burst.usual.rounded())),
            ]),
        ]
      },
      "has_bursts": !bursts.isEmpty,
    ]
    let view = RuleChangeView(visit: visit)
    func rows(_ states: [RuleChange.State]) -> [[String: Any]] {
      changes.filter { states.contains($0.change.state) }.map { file in
        view.row(file).merging([
          "is_unfit": unfit.contains(file.change.id),
          "figures": file.change.content.kind == .rule ? figures(of: file) : "",
        ]) { $1 }
      }
    }
    let (now, over) = (rows([.asked, .trial, .live]), rows([.ended]))
    values["changes"] = now
    values["no_changes"] = now.isEmpty
    values["ended"] = over
    values["has_ended"] = !over.isEmpty
    guard let trial else { return values }
    let verdict = trial.verdict
    values["tried"] = true
    values["disposition"] = texts("disposition.\(verdict.disposition.rawValue)")
    values["marked"] = MarkedText(text, verdict.signals.enumerated().map { ($1.span, $0 + 1) }).values
    values["readings"] = trial.readings.prefix(4).map { ["text": $0] }
    values["has_readings"] = !trial.readings.isEmpty
    values["signals"] = verdict.signals.enumerated().map { signal($1, number: $0 + 1) }
    values["has_signals"] = !verdict.signals.isEmpty
    values["shadow"] = verdict.shadow.map { signal($0, number: 0) }
    values["has_shadow"] = !verdict.shadow.isEmpty
    values["clearings"] = trial.clearings.map(clearing)
    values["has_clearings"] = !trial.clearings.isEmpty
    values["faults"] = verdict.faults.map(\.rule.rawValue).joined(separator: ", ")
    values["nothing"] = verdict.signals.isEmpty && verdict.shadow.isEmpty && trial.clearings.isEmpty
    return values
  }

  /// The rules that the search finds; without one those that hit most this year, then the others by name.
  private var rules: [Rule] {
    let all = visit.site.rules.ruleSet.rules.filter { $0.status != .retired }
    let words = search.lowercased().split(whereSeparator: \.isWhitespace)
    return all.filter { rule in
      let name = "\(rule.id.rawValue) \(rule.title) \(visit.site.name(of: rule.category))".lowercased()
      return words.allSatisfy { name.contains($0) }
    }.sorted { (-hits($0), $0.id.rawValue) < (-hits($1), $1.id.rawValue) }
  }

  private func hits(_ rule: Rule) -> Int { tallies[rule.id]?.hits ?? 0 }

  /// How often a rule of the school's own was right since it is live; empty when it never hit.
  private func figures(of file: RuleChangeFile) -> String {
    guard let rule = file.change.rule, let tally = tallies[rule], tally.hits > 0 else { return "" }
    let texts = visit.texts
    return "\(texts.grouped(tally.hits)) \(texts("rules.hits")) · \(texts.grouped(tally.confirmed)) "
      + "\(texts("rules.confirmed")) · \(texts.grouped(tally.wrong)) \(texts("rules.wrong"))"
  }

  /// The number of the change that made a rule of the school's own.
  private func ownNumber(of rule: RuleID) -> Int? {
    changes.first { $0.change.content.kind == .rule && $0.change.rule == rule }?.change.number
  }

  /// Where a rule is looked at: one of the school's own with its history.
  private func path(of rule: RuleID) -> String {
    ownNumber(of: rule).map { "/regels/wijziging/\($0)" } ?? "/regels?zoek=\(rule.rawValue)"
  }

  private func row(_ rule: Rule) -> [String: Any] {
    let tally = tallies[rule.id] ?? .init()
    let decided = tally.decided
    return [
      "id": rule.id.rawValue, "name": rule.title, "category": visit.site.name(of: rule.category),
      "severity": SeverityMark(rule.severity, visit.texts).values,
      "status": rule.status == .live ? "" : visit.texts("rule_status.\(rule.status.rawValue)"),
      "hits": visit.texts.grouped(tally.hits), "confirmed": visit.texts.grouped(tally.confirmed),
      "wrong": visit.texts.grouped(tally.wrong), "has_hits": tally.hits > 0,
      // Parts of a bar of a hundred; what nobody decided on yet is left open.
      "bar": decided == 0
        ? nil as [String: Any]? as Any
        : [
          "good": 100 * tally.confirmed / decided, "wrong": 100 * tally.wrong / decided,
          "from": 100 - 100 * tally.wrong / decided,
        ] as [String: Any],
      "explanation": rule.explanation, "set_path": "/regels/nieuw?soort=instelling&regel=\(rule.id.rawValue)",
      "set_to": setting(of: rule),
      "match": rule.matches.prefix(2).map { ["text": $0] }, "pass": rule.passes.prefix(2).map { ["text": $0] },
    ]
  }

  /// What the school made of a shipped rule, in words; empty when it left it.
  private func setting(of rule: Rule) -> String {
    for file in changes where file.change.state == .live {
      if case .setting(rule.id, let state, _) = file.change.content {
        return visit.texts("change.to_word.\(state.rawValue)")
      }
    }
    return ""
  }

  private func signal(_ signal: Signal, number: Int) -> [String: Any] {
    [
      "number": number, "name": signal.title.isEmpty ? visit.site.name(of: signal.category) : signal.title,
      "words": signal.text, "rule": signal.rule.rawValue, "rule_path": path(of: signal.rule),
      "explanation": signal.explanation,
      "severity": SeverityMark(signal.severity, visit.texts).values,
      "effect": visit.texts("effect.\(signal.effect.rawValue)"), "clauses": signal.clauses.joined(separator: ", "),
      "marks": signal.marks.map { visit.texts("mark.\($0)") }.sorted().joined(separator: ", "),
    ]
  }

  private func clearing(_ clearing: Clearing) -> [String: Any] {
    let why =
      switch clearing.reason {
      case .allowed(let words): visit.texts("clearing.allowed", ["words": words])
      case .condition(let label): visit.texts("clearing.condition", ["label": label])
      case .name(let words): visit.texts("clearing.name", ["words": words])
      case .number: visit.texts("clearing.number")
      }
    return ["words": MarkedText.words(text, clearing.span), "rule": clearing.rule.rawValue, "why": why]
  }
}
