import Conduct

extension Check {
  /// Compiles, lints and tries every rule.
  mutating func checkRules(_ reader: WordlistReader) {
    let drafts = reader.drafts + reader.ownDrafts
    outcome.rules = drafts.count
    let known = checkFragments(reader.fragmentSets)
    var broken: Set<RuleID> = []
    for draft in drafts {
      if compile(draft) { lint(draft, except: known) } else { broken.insert(draft.rule.id) }
    }
    tryExamples(
      of: drafts.filter { !broken.contains($0.rule.id) && $0.rule.status != .retired }, reader.wordlists, broken)
  }

  /// Compiles, lints and tries the rules that a school adds, and no others; the engine's scanner gets only those.
  static func complaints(ofOwn reader: WordlistReader, engine: Engine) -> [Complaint] {
    var check = Check(engine: engine)
    let whole = reader.ownDrafts.filter { draft in
      guard check.compile(draft) else { return false }
      check.lint(draft, except: [])
      return true
    }
    check.tryExamples(of: whole, Wordlists(categories: [], rules: [], overlay: reader.overlay), [])
    return check.outcome.complaints
  }

  /// Lints fragments once, where they are written; gives what was found, so that rules do not repeat it.
  private mutating func checkFragments(_ sets: [Fragments]) -> Set<String> {
    var found: Set<String> = []
    for fragments in sets {
      for (name, place) in fragments.places.sorted(by: { $0.key < $1.key }) {
        guard let pattern = fragments[name] else { continue }
        if let fault = fault(in: pattern) {
          complain("C001", at: place, about: "{\(name)}", fault.problem(in: pattern), "verbeter het fragment")
          continue
        }
        let lint = PatternLint(
          pattern,
          codes: [
            .unboundedAny, .idleCapture, .longRepeat, .nestedRepeat, .doubleAlternative, .adjacentRepeat, .asciiRange,
          ])
        for finding in lint.findings where found.insert(Self.key(finding)).inserted {
          report(finding, at: place, about: "{\(name)}", suppressed: fragments.suppressed[name] ?? [:])
        }
      }
    }
    return found
  }

  private static func key(_ finding: PatternLint.Finding) -> String { finding.code.rawValue + finding.detail }

  /// Compiles all patterns of a rule; false when one does not.
  private mutating func compile(_ draft: RuleDraft) -> Bool {
    let faults = draft.faults { fault(in: $0) }
    outcome.complaints += faults
    return faults.isEmpty
  }

  private mutating func fault(in pattern: String) -> PatternFault? {
    if let known = compiled[pattern] { return known }
    let fault = engine.compile(pattern)
    compiled[pattern] = .some(fault)
    return fault
  }

  private mutating func lint(_ draft: RuleDraft, except known: Set<String>) {
    let rule = draft.rule
    let place = SourceLocation(file: rule.source.file, line: draft.patternLine)
    var findings: [(PatternLint.Finding, SourceLocation)] = []
    let codes: [PatternLint.Code] =
      draft.wordFile == nil ? PatternLint.Code.allCases : [.emptyMatch]
    if rule.weights == nil { findings += PatternLint(rule.pattern, codes: codes).findings.map { ($0, place) } }
    for (pattern, line) in zip(rule.allow, draft.allowLines) where draft.wordFile == nil || line != draft.patternLine {
      let found = PatternLint(pattern, codes: [.idleCapture, .nestedRepeat, .emptyMatch]).findings
      findings += found.map { ($0, SourceLocation(file: place.file, line: line)) }
    }
    for (condition, line) in zip(rule.conditions, draft.conditionLines) {
      for case .near(let pattern, _) in condition.anyOf {
        let found = PatternLint(pattern, codes: [.nestedRepeat]).findings
        findings += found.map { ($0, SourceLocation(file: place.file, line: line)) }
      }
    }
    if rule.weights == nil, rule.status == .live || rule.status == .shadow {
      findings += measure(rule).map { ($0, place) }
    }
    var used: Set<String> = []
    for (finding, location) in findings {
      if draft.suppressed[finding.code.rawValue] != nil { used.insert(finding.code.rawValue) }
      if known.contains(Self.key(finding)) { continue }
      report(finding, at: location, about: rule.id.rawValue, suppressed: draft.suppressed)
    }
    for code in draft.suppressed.keys.sorted() where !used.contains(code) {
      let exists = PatternLint.Code(rawValue: code) != nil
      complain(
        "S001", as: .warning, at: rule.source, about: rule.id.rawValue,
        exists
          ? "suppress noemt \(code), maar die waarschuwing komt hier niet voor"
          : "suppress noemt de onbekende waarschuwing \(code)",
        "haal \(code) weg bij suppress")
    }
  }

  /// What the engine says of a rule: whether a prefilter carries it, and its time on hostile text.
  private func measure(_ rule: Rule) -> [PatternLint.Finding] {
    var findings: [PatternLint.Finding] = []
    if let cost = engine.uncarried(rule) {
      findings.append(
        PatternLint.Finding(
          code: .uncarried, detail: rule.id.rawValue, problem: "elk bericht betaalt voor deze regel: \(cost)",
          advice: "laat het patroon beginnen met een woord van ten minste drie letters"))
    }
    if let seconds = engine.seconds {
      for text in PatternTree(rule.pattern).hostileTexts(bytes: 65_536) {
        let time = seconds(rule, text)
        guard time > Self.hostileLimit else { continue }
        let cost = time.isFinite ? "kost \(Int(time * 1000)) ms" : "bereikt een grens van de scanner"
        findings.append(
          PatternLint.Finding(
            code: .slow, detail: rule.id.rawValue,
            problem: "een kwaadwillig bericht van 64 KiB \(cost) (“\(text.prefix(24))…”)",
            advice: "begrens herhalingen of maak ze possessief (++)"))
        break
      }
    }
    return findings
  }

  private mutating func report(
    _ finding: PatternLint.Finding, at place: SourceLocation, about subject: String, suppressed: [String: String]
  ) {
    if suppressed[finding.code.rawValue] != nil {
      outcome.suppressed += 1
      return
    }
    complain(
      finding.code.rawValue, as: finding.code == .emptyMatch ? .error : .warning, at: place, about: subject,
      finding.problem,
      finding.advice)
  }

  private mutating func tryExamples(of drafts: [RuleDraft], _ lists: Wordlists, _ broken: Set<RuleID>) {
    if drafts.isEmpty { return }
    var lists = lists
    lists.awaken(except: broken)
    let scan: (String) -> Set<RuleID>
    do {
      scan = try engine.scanner(lists)
    } catch {
      complain(
        "C002", at: SourceLocation(file: "Wordlists", line: 1), "de regels laten zich samen niet klaarmaken: \(error)",
        "verbeter eerst de andere fouten")
      return
    }
    for draft in drafts {
      let rule = draft.rule
      func place(_ line: Int) -> SourceLocation { SourceLocation(file: rule.source.file, line: line) }
      for (text, line) in zip(rule.matches, draft.matchLines) where !scan(text).contains(rule.id) {
        complain(
          "X001", at: place(line), about: rule.id.rawValue,
          "deze zin (match) moet opvallen en doet dat niet: “\(text)”",
          "verander de regel of het voorbeeld; fatsoen explain zegt waarom")
      }
      for (text, line) in zip(rule.passes, draft.passLines) where scan(text).contains(rule.id) {
        complain(
          "X002", at: place(line), about: rule.id.rawValue,
          "deze zin (pass) moet met rust blijven en valt toch op: “\(text)”",
          "voeg een uitzondering bij allow toe of maak het patroon nauwer")
      }
      outcome.examples += rule.matches.count + rule.passes.count
    }
  }
}

extension Wordlists {
  /// Makes every rule live that can be, and undoes the school's switches, so that examples can be tried.
  fileprivate mutating func awaken(except broken: Set<RuleID>) {
    func awake(_ rules: [Rule]) -> [Rule] {
      rules.filter { !broken.contains($0.id) && $0.status != .retired }.map { rule in
        var rule = rule
        rule.status = .live
        return rule
      }
    }
    var own = overlay
    own?.switches = []
    if let rules = own?.ruleSet.rules { own?.ruleSet = RuleSet(version: "", rules: awake(rules)) }
    if let rules = own?.ruleSet.rules {
      own?.ruleSet.version = Wordlists.version(of: rules, categories: [], names: [])
    }
    self = Wordlists(
      categories: categories, rules: awake(ruleSet.rules), names: names, places: places,
      namesAsWords: namesAsWords, wordsAsNames: wordsAsNames, frames: frames, overlay: own)
  }
}

extension RuleDraft {
  /// What is wrong with the rule's patterns, by what `compile` says of each.
  func faults(_ compile: (String) -> PatternFault?) -> [Complaint] {
    var patterns = [(rule.pattern, patternLine)]
    patterns += zip(rule.allow, allowLines).map { ($0, $1) }
    for (condition, line) in zip(rule.conditions, conditionLines) {
      for case .near(let pattern, _) in condition.anyOf { patterns.append((pattern, line)) }
    }
    return patterns.compactMap { pattern, line in
      compile(pattern).map { fault in
        Complaint(
          .error, code: "C001", at: SourceLocation(file: rule.source.file, line: line), subject: rule.id.rawValue,
          problem: fault.problem(in: pattern), advice: "verbeter het patroon")
      }
    }
  }
}

extension PatternFault {
  /// PCRE2's message with the stretch of pattern around the place.
  fileprivate func problem(in pattern: String) -> String {
    let utf8 = Array(pattern.utf8)
    let place = max(0, min(offset, utf8.count))
    let before = String(decoding: utf8[max(0, place - 20)..<place], as: UTF8.self)
    let after = String(decoding: utf8[place..<min(utf8.count, place + 20)], as: UTF8.self)
    return "het patroon klopt niet op plaats \(offset): \(message) (“\(before)⟨hier⟩\(after)”)"
  }
}
