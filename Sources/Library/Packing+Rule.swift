import Conduct

extension SourceLocation: Packable {
  func pack(into packer: inout Packer) {
    packer.add(file)
    packer.add(line)
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    self.init(file: try unpacker.text(), line: try unpacker.number())
  }
}

extension Category: Packable {
  func pack(into packer: inout Packer) {
    packer.add(id.rawValue)
    packer.add(kind.rawValue)
    packer.add(name)
    packer.add(explanation)
    packer.add(defaultEffect.rawValue)
    packer.add(isCareRoute)
    packer.add(together.map(\.rawValue))
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    self.init(
      id: CategoryID(try unpacker.text()), kind: try unpacker.choice(), name: try unpacker.text(),
      explanation: try unpacker.text(), defaultEffect: try unpacker.choice(), isCareRoute: try unpacker.flag(),
      together: try unpacker.texts().map { CategoryID($0) })
  }
}

extension Condition: Packable {
  func pack(into packer: inout Packer) {
    packer.add(sense.rawValue)
    packer.add(anyOf)
    packer.add(label)
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    self.init(sense: try unpacker.choice(), anyOf: try unpacker.list(), label: try unpacker.text())
  }
}

extension Condition.Test: Packable {
  func pack(into packer: inout Packer) {
    switch self {
    case .quoted: packer.add("")
    case .notDutch: packer.add("not_dutch")
    case .near(let pattern, let window):
      packer.add(window.side.rawValue)
      switch window.reach {
      case .words(let count): packer.add(count)
      case .sentence: packer.add(0)
      case .message: packer.add(-1)
      }
      packer.add(pattern)
    }
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    let name = try unpacker.text()
    if name.isEmpty {
      self = .quoted
      return
    }
    if name == "not_dutch" {
      self = .notDutch
      return
    }
    guard let side = Condition.Window.Side(rawValue: name) else { throw Unpacker.Damage() }
    let count = try unpacker.number()
    let reach: Condition.Window.Reach = count > 0 ? .words(count) : count == 0 ? .sentence : .message
    self = .near(pattern: try unpacker.text(), window: Condition.Window(side: side, reach: reach))
  }
}

extension WordWeights: Packable {
  func pack(into packer: inout Packer) {
    packer.add(threshold)
    packer.add(heaviest)
    packer.add(kinds) { packer, kind in
      packer.add(kind.category.rawValue)
      packer.add(kind.start)
    }
    packer.add(list)
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    let (threshold, heaviest) = (try unpacker.number(), try unpacker.number())
    let kinds = try unpacker.list { unpacker throws(Unpacker.Damage) in
      Kind(CategoryID(try unpacker.text()), start: try unpacker.number())
    }
    self.init(threshold: threshold, heaviest: heaviest, kinds: kinds, list: try unpacker.text())
  }
}

extension Rule: Packable {
  func pack(into packer: inout Packer) {
    packVerdictParts(into: &packer)
    packer.add(matches)
    packer.add(passes)
    packer.add(source)
  }

  /// All that a verdict or its explanation is made from; not the examples and the place.
  func packVerdictParts(into packer: inout Packer) {
    packer.add(id.rawValue)
    packer.add(title)
    packer.add(category.rawValue)
    packer.add(severity.rawValue)
    packer.add(status.rawValue)
    packer.add(optional: effect) { $0.add($1.rawValue) }
    packer.add(pattern)
    packer.add(optional: weights) { $0.add($1) }
    packer.add(view.rawValue)
    packer.add(allow)
    packer.add(conditions)
    packer.add(yieldsToNames)
    packer.add(optional: check) { $0.add($1.rawValue) }
    packer.add(explanation)
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    self.init(
      id: RuleID(try unpacker.text()), title: try unpacker.text(), category: CategoryID(try unpacker.text()),
      severity: try unpacker.choice(), status: try unpacker.choice(),
      effect: try unpacker.optional { unpacker throws(Unpacker.Damage) in try unpacker.choice() },
      pattern: try unpacker.text(),
      weights: try unpacker.optional { unpacker throws(Unpacker.Damage) in try WordWeights(from: &unpacker) },
      view: try unpacker.choice(), allow: try unpacker.texts(),
      conditions: try unpacker.list(), yieldsToNames: try unpacker.flag(),
      check: try unpacker.optional { unpacker throws(Unpacker.Damage) in try unpacker.choice() },
      explanation: try unpacker.text(),
      matches: try unpacker.texts(), passes: try unpacker.texts(), source: try SourceLocation(from: &unpacker))
  }
}

extension RuleSet: Packable {
  func pack(into packer: inout Packer) {
    packer.add(version)
    packer.add(rules)
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    self.init(version: try unpacker.text(), rules: try unpacker.list())
  }
}
