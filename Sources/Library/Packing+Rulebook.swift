import Conduct

extension Rulebook: Packable {
  func pack(into packer: inout Packer) {
    packer.add(wordlists)
    packer.add(policies)
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    self.init(wordlists: try Wordlists(from: &unpacker), policies: try unpacker.list())
  }
}

extension Wordlists: Packable {
  func pack(into packer: inout Packer) {
    packer.add(version)
    packer.add(categories)
    packer.add(ruleSet)
    packer.add(names)
    packer.add(places)
    packer.add(namesAsWords)
    packer.add(wordsAsNames)
    for frame in PostingFrames.Frame.allCases { packer.add(frames.lists[frame] ?? []) }
    packer.add(optional: overlay) { $0.add($1) }
    packer.add(warnings)
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    version = try unpacker.text()
    categories = try unpacker.list()
    ruleSet = try RuleSet(from: &unpacker)
    names = try unpacker.texts()
    places = try unpacker.texts()
    namesAsWords = try unpacker.texts()
    wordsAsNames = try unpacker.texts()
    var lists: [PostingFrames.Frame: [String]] = [:]
    for frame in PostingFrames.Frame.allCases { lists[frame] = try unpacker.texts() }
    frames = PostingFrames(lists.filter { !$0.value.isEmpty })
    overlay = try unpacker.optional { unpacker throws(Unpacker.Damage) in try Overlay(from: &unpacker) }
    warnings = try unpacker.list()
  }
}

extension Overlay: Packable {
  func pack(into packer: inout Packer) {
    packer.add(ruleSet)
    packer.add(switches)
    packer.add(exceptions)
    packer.add(names)
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    self.init(
      ruleSet: try RuleSet(from: &unpacker), switches: try unpacker.list(), exceptions: try unpacker.texts(),
      names: try unpacker.texts())
  }
}

extension Overlay.Switch: Packable {
  func pack(into packer: inout Packer) {
    packer.add(rule.rawValue)
    packer.add(to.rawValue)
    packer.add(optional: severity) { $0.add($1.rawValue) }
    packer.add(reason)
    packer.add(source)
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    self.init(
      rule: RuleID(try unpacker.text()), to: try unpacker.choice(),
      severity: try unpacker.optional { unpacker throws(Unpacker.Damage) in try unpacker.choice() },
      reason: try unpacker.text(), source: try SourceLocation(from: &unpacker))
  }
}

extension Complaint: Packable {
  func pack(into packer: inout Packer) {
    packer.add(severity.rawValue)
    packer.add(code)
    packer.add(location)
    packer.add(optional: subject) { $0.add($1) }
    packer.add(problem)
    packer.add(advice)
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    self.init(
      try unpacker.choice(), code: try unpacker.text(), at: try SourceLocation(from: &unpacker),
      subject: try unpacker.optional { unpacker throws(Unpacker.Damage) in try unpacker.text() },
      problem: try unpacker.text(), advice: try unpacker.text())
  }
}
