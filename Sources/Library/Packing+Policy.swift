import Conduct

extension Policy: Packable {
  func pack(into packer: inout Packer) {
    for text in [id, letter, title, version, origin] { packer.add(text) }
    packer.add(optional: validFrom) { $0.add($1) }
    packer.add(optional: evaluationDate) { $0.add($1) }
    packer.add(clauses)
    packer.add(ladder)
    packer.add(terms) { $0.add($1) }
    packer.add(retention) { $0.add($1) }
    packer.add(lacks)
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    self.init(
      id: try unpacker.text(), letter: try unpacker.text(), title: try unpacker.text(), version: try unpacker.text(),
      origin: try unpacker.text(),
      validFrom: try unpacker.optional { unpacker throws(Unpacker.Damage) in try unpacker.text() },
      evaluationDate: try unpacker.optional { unpacker throws(Unpacker.Damage) in try unpacker.text() },
      clauses: try unpacker.list(), ladder: try Ladder(from: &unpacker),
      terms: try unpacker.sourced { unpacker throws(Unpacker.Damage) in try unpacker.number() },
      retention: try unpacker.sourced { unpacker throws(Unpacker.Damage) in try unpacker.number() },
      lacks: try unpacker.texts())
  }
}

extension Clause: Packable {
  func pack(into packer: inout Packer) {
    for text in [id.rawValue, label, self.text] { packer.add(text) }
    packer.add(binds.map(\.rawValue))
    packer.add(covers) { packer, coverage in
      packer.add(coverage.category.rawValue)
      packer.add(coverage.effect.rawValue)
      packer.add(coverage.from.rawValue)
    }
    packer.add(posting) { packer, line in
      packer.add(line.rule.rawValue)
      packer.add(line.setting.rawValue)
    }
    packer.add(safeguards.map(\.rawValue))
    packer.add(checks.map(\.rawValue))
    packer.add(parameters) { $0.add($1) }
    packer.add(source)
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    self.init(
      id: ClauseID(try unpacker.text()), label: try unpacker.text(), text: try unpacker.text(),
      binds: try unpacker.list { unpacker throws(Unpacker.Damage) in try unpacker.choice() },
      covers: try unpacker.list { unpacker throws(Unpacker.Damage) in
        Coverage(
          category: CategoryID(try unpacker.text()), effect: try unpacker.choice(), from: try unpacker.choice())
      },
      posting: try unpacker.list { unpacker throws(Unpacker.Damage) in
        Placing(rule: try unpacker.choice(), setting: try unpacker.choice())
      },
      safeguards: try unpacker.list { unpacker throws(Unpacker.Damage) in try unpacker.choice() },
      checks: try unpacker.list { unpacker throws(Unpacker.Damage) in try unpacker.choice() },
      parameters: try unpacker.sourced { unpacker throws(Unpacker.Damage) in try unpacker.text() },
      source: try SourceLocation(from: &unpacker))
  }
}

extension Ladder: Packable {
  func pack(into packer: inout Packer) {
    packer.add(weights) { packer, weights in
      packer.add(weights.first) { $0.add($1) }
      packer.add(weights.again) { $0.add($1) }
    }
    packer.add(lookBackDays) { $0.add($1) }
    packer.add(resetsEachSchoolYear) { $0.add($1) }
    packer.add(steps) { packer, steps in
      packer.add(steps) { packer, step in
        packer.add(step.strikes)
        packer.add(step.violations)
        packer.add(step.proposes.rawValue)
        packer.add(step.source)
      }
    }
    let named = Dictionary(uniqueKeysWithValues: measures.map { ($0.rawValue, $1) })
    packer.add(named) { $0.add($1) }
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    let weights = try unpacker.sourcedValue { unpacker throws(Unpacker.Damage) in
      Weights(
        first: try unpacker.list { unpacker throws(Unpacker.Damage) in try unpacker.number() },
        again: try unpacker.list { unpacker throws(Unpacker.Damage) in try unpacker.number() })
    }
    let lookBack = try unpacker.sourcedValue { unpacker throws(Unpacker.Damage) in try unpacker.number() }
    let resets = try unpacker.sourcedValue { unpacker throws(Unpacker.Damage) in try unpacker.flag() }
    let steps = try unpacker.sourcedValue { unpacker throws(Unpacker.Damage) in
      try unpacker.list { unpacker throws(Unpacker.Damage) in
        Step(
          strikes: try unpacker.number(), violations: try unpacker.number(), proposes: try unpacker.choice(),
          source: try SourceLocation(from: &unpacker))
      }
    }
    var measures: [Measure.Kind: Sourced<MeasureSetting>] = [:]
    let named = try unpacker.sourced { unpacker throws(Unpacker.Damage) in try MeasureSetting(from: &unpacker) }
    for (name, setting) in named {
      guard let kind = Measure.Kind(rawValue: name) else { throw Unpacker.Damage() }
      measures[kind] = setting
    }
    self.init(weights: weights, lookBackDays: lookBack, resetsEachSchoolYear: resets, steps: steps, measures: measures)
  }
}

extension Ladder.MeasureSetting: Packable {
  func pack(into packer: inout Packer) {
    packer.add(isEnabled)
    packer.add(decider.rawValue)
    packer.add(needsFourEyes)
    packer.add(needsHearing)
    packer.add(optional: longestTermDays) { $0.add($1) }
  }

  init(from unpacker: inout Unpacker) throws(Unpacker.Damage) {
    self.init(
      isEnabled: try unpacker.flag(), decider: try unpacker.choice(), needsFourEyes: try unpacker.flag(),
      needsHearing: try unpacker.flag(),
      longestTermDays: try unpacker.optional { unpacker throws(Unpacker.Damage) in try unpacker.number() })
  }
}

extension Packer {
  fileprivate mutating func add<Value>(_ sourced: Sourced<Value>, _ body: (inout Packer, Value) -> Void) {
    body(&self, sourced.value)
    switch sourced.source {
    case .clause(let id):
      add(true)
      add(id.rawValue)
    case .productDefault(let reason):
      add(false)
      add(reason)
    }
  }

  /// Sorted by name, so that equal values give equal bytes.
  fileprivate mutating func add<Value>(
    _ named: [String: Sourced<Value>], _ body: (inout Packer, Value) -> Void
  ) {
    add(named.sorted { $0.key < $1.key }) { packer, entry in
      packer.add(entry.key)
      packer.add(entry.value, body)
    }
  }
}

extension Unpacker {
  fileprivate mutating func sourcedValue<Value>(
    _ body: (inout Unpacker) throws(Damage) -> Value
  ) throws(Damage) -> Sourced<Value> {
    let value = try body(&self)
    return Sourced(
      value, from: try flag() ? .clause(ClauseID(try text())) : .productDefault(reason: try text()))
  }

  fileprivate mutating func sourced<Value>(
    _ body: (inout Unpacker) throws(Damage) -> Value
  ) throws(Damage) -> [String: Sourced<Value>] {
    var named: [String: Sourced<Value>] = [:]
    for _ in 0..<(try count()) {
      let name = try text()
      named[name] = try sourcedValue(body)
    }
    return named
  }
}
