import Conduct

extension PolicyReader {
  /// The clauses in the file's order; a faulty one is left out and named.
  func readClauses(_ value: YAMLValue, letter: String?) throws(Complaint) -> [Clause] {
    var clauses: [Clause] = []
    var places: [ClauseID: SourceLocation] = [:]
    for entry in try value.list() {
      guard let clause = attempt(nil, { () throws(Complaint) in try readClause(entry, letter: letter) }) ?? nil else {
        continue
      }
      if let first = places[clause.id] {
        _ = attempt(clause.id.rawValue) { () throws(Complaint) in
          throw entry.complaint(
            "deze afspraak staat er al, op regel \(first.line)",
            advice: "geef haar een eigen nummer of haal er één weg",
            code: "P001")
        }
        continue
      }
      places[clause.id] = clause.source
      clauses.append(clause)
    }
    return clauses
  }

  private func readClause(_ value: YAMLValue, letter: String?) throws(Complaint) -> Clause? {
    let fields = try value.fields(
      "id", "label", "text", "binds", "checks", "covers", "posting", "safeguards",
      "parameters")
    let idValue = try fields.required("id")
    let id = try idValue.text()
    guard id.wholeMatch(of: /[A-Z][1-9][0-9]*/) != nil, letter == nil || id.first.map(String.init) == letter else {
      throw idValue.complaint(
        "“\(id)” is geen nummer van een afspraak",
        advice: "schrijf de letter \(letter ?? "A") en een getal, zoals \(letter ?? "A")12",
        code: "P006")
    }
    return attempt(id) { () throws(Complaint) in
      var clause = Clause(
        id: ClauseID(id), label: try fields.required("label").text(), text: try fields.required("text").text(),
        binds: try readChoices(fields.required("binds")), checks: try readChoices(fields.required("checks")),
        source: value.location)
      for line in try fields["covers"]?.list() ?? [] {
        if let coverage = attempt(id, { () throws(Complaint) in try readCoverage(line) }) {
          clause.covers.append(coverage)
        }
      }
      for line in try fields["posting"]?.list() ?? [] {
        let placing = attempt(id) { () throws(Complaint) in
          let fields = try line.fields("rule", "effect")
          let placing = Clause.Placing(
            rule: try fields.required("rule").choice(), setting: try fields.required("effect").choice())
          if clause.posting.contains(where: { $0.rule == placing.rule }) {
            throw line.complaint(
              "“\(placing.rule.rawValue)” staat er twee keer", advice: "houd er één over", code: "P017")
          }
          return placing
        }
        if let placing { clause.posting.append(placing) }
      }
      if let names = fields["safeguards"] { clause.safeguards = try readChoices(names) }
      for (name, parameter) in try fields["parameters"]?.pairs() ?? [] {
        clause.parameters[name] = attempt("\(id).\(name)") { () throws(Complaint) in
          let fields = try parameter.fields("value", "source", "reason")
          return Sourced(try fields.required("value").text(), from: try provenance(fields))
        }
      }
      return clause
    }
  }

  /// A list of one or more names from a closed list.
  private func readChoices<Choice: RawRepresentable & CaseIterable & Hashable>(
    _ value: YAMLValue
  ) throws(Complaint) -> [Choice] where Choice.RawValue == String {
    var choices: [Choice] = []
    for entry in value.isScalar ? [value] : try value.list() { choices.append(try entry.choice()) }
    guard !choices.isEmpty else { throw value.complaint("de lijst is leeg", advice: "noem er ten minste één") }
    return choices
  }

  private func readCoverage(_ value: YAMLValue) throws(Complaint) -> Clause.Coverage {
    let fields = try value.fields("category", "effect", "from")
    let name = try fields.required("category")
    let category = CategoryID(try name.text())
    guard categories.isEmpty || categories.contains(category) else {
      throw name.complaint(
        "onbekende categorie “\(category)”",
        advice: Spelling.advice(for: category.rawValue, among: categories.map(\.rawValue), noun: "kies uit"),
        code: "P002")
    }
    if postingCategories.contains(category) {
      throw name.complaint(
        "“\(category)” gaat niet over tekst", advice: "noem onder posting welke regel voor het plaatsen geldt",
        code: "P018")
    }
    let from = try fields["from"]?.integer(in: 0...4) ?? 0
    return Clause.Coverage(
      category: category, effect: try fields.required("effect").choice(), from: Severity(rawValue: from) ?? .information
    )
  }
}
