import Conduct

extension PolicyReader {
  /// The ladder of measures, or nil when a part of it cannot be read.
  func readLadder(_ value: YAMLValue) throws(Complaint) -> Ladder? {
    let fields = try value.fields("weights", "look_back_days", "resets_each_school_year", "steps", "measures")
    let weights = attempt("ladder.weights") { () throws(Complaint) in try readWeights(fields.required("weights")) }
    let lookBack = attempt("ladder.look_back_days") { () throws(Complaint) in
      let entry = try fields.required("look_back_days").fields("value", "source", "reason")
      return Sourced(try entry.required("value").integer(in: 1...3650), from: try provenance(entry))
    }
    let resets = attempt("ladder.resets_each_school_year") { () throws(Complaint) in
      let entry = try fields.required("resets_each_school_year").fields("value", "source", "reason")
      return Sourced(try entry.required("value").flag(), from: try provenance(entry))
    }
    let steps = attempt("ladder.steps") { () throws(Complaint) in try readSteps(fields.required("steps")) }
    let measures = attempt("ladder.measures") { () throws(Complaint) in try readMeasures(fields["measures"]) }
    guard let weights, let lookBack, let resets, let steps, let measures else { return nil }
    return Ladder(
      weights: weights, lookBackDays: lookBack, resetsEachSchoolYear: resets, steps: steps, measures: measures)
  }

  private func readWeights(_ value: YAMLValue) throws(Complaint) -> Sourced<Ladder.Weights> {
    let fields = try value.fields("first", "again", "source", "reason")
    let weights = Ladder.Weights(
      first: try fiveWeights(fields.required("first")), again: try fiveWeights(fields.required("again")))
    let lighter = Severity.allCases.filter { weights.again[$0.rawValue] < weights.first[$0.rawValue] }
    if let severity = lighter.first {
      doubt(
        value, "een herhaling van ernst \(severity.rawValue) weegt minder dan de eerste keer",
        advice: "maak again bij die ernst ten minste zo hoog als first", code: "P013")
    }
    return Sourced(weights, from: try provenance(fields))
  }

  private func fiveWeights(_ value: YAMLValue) throws(Complaint) -> [Int] {
    let list = try value.list()
    guard list.count == Severity.allCases.count else {
      throw value.complaint(
        "er staan \(list.count) gewichten, nodig zijn er \(Severity.allCases.count)",
        advice: "schrijf één gewicht per ernst, van 0 tot en met 4, zoals [0, 0, 1, 2, 4]", code: "P007")
    }
    var weights: [Int] = []
    for entry in list { weights.append(try entry.integer(in: 0...100)) }
    return weights
  }

  private func readSteps(_ value: YAMLValue) throws(Complaint) -> Sourced<[Ladder.Step]> {
    let fields = try value.fields("list", "source", "reason")
    var steps: [Ladder.Step] = []
    for entry in try fields.required("list").list() {
      let step = attempt("ladder.steps") { () throws(Complaint) in
        let fields = try entry.fields("strikes", "violations", "proposes")
        return Ladder.Step(
          strikes: try fields.required("strikes").integer(in: 0...1000),
          violations: try fields["violations"]?.integer(in: 1...1000) ?? 1,
          proposes: try readKind(fields.required("proposes").text(), at: fields.required("proposes")),
          source: entry.location)
      }
      if let step { steps.append(step) }
    }
    return Sourced(steps, from: try provenance(fields))
  }

  private func readMeasures(_ value: YAMLValue?) throws(Complaint) -> [Measure.Kind: Sourced<Ladder.MeasureSetting>] {
    var measures: [Measure.Kind: Sourced<Ladder.MeasureSetting>] = [:]
    for (name, entry) in try value?.pairs() ?? [] {
      _ = attempt("ladder.measures.\(name)") { () throws(Complaint) in
        let kind = try readKind(name, at: entry)
        let fields = try entry.fields(
          "enabled", "decider", "four_eyes", "hearing", "longest_days", "source", "reason")
        let setting = Ladder.MeasureSetting(
          isEnabled: try fields["enabled"]?.flag() ?? true, decider: try fields.required("decider").choice(),
          needsFourEyes: try fields.required("four_eyes").flag(), needsHearing: try fields.required("hearing").flag(),
          longestTermDays: try fields["longest_days"]?.integer(in: 1...3650))
        if setting.isEnabled && kind.profile.needsFourEyes && !setting.needsFourEyes {
          doubt(
            try fields.required("four_eyes"), "hiervoor zijn er altijd twee mensen nodig",
            advice: "schrijf four_eyes: true", code: "P017")
        }
        measures[kind] = Sourced(setting, from: try provenance(fields))
      }
    }
    return measures
  }

  private func readKind(_ name: String, at value: YAMLValue) throws(Complaint) -> Measure.Kind {
    guard let kind = Measure.Kind(rawValue: name) else {
      throw value.complaint(
        "onbekende maatregel “\(name)”",
        advice: Spelling.advice(for: name, among: Measure.Kind.allCases.map(\.rawValue), noun: "kies uit"), code: "P003"
      )
    }
    return kind
  }
}
