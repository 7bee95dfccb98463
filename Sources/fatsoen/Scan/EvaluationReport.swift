import Conduct
import Exchange

/// The figures of an evaluation, as tables for a person or one object for a machine.
struct EvaluationReport {
  var evaluation: Evaluation
  var by: String
  var folds: String?
  var showsRules: Bool
  var showsLines: Bool
  var terminal: Terminal

  var lines: [String] {
    let all = evaluation.all
    var result = [
      terminal.style("\(grouped(all.total)) berichten", .bold)
        + " · \(grouped(all.positives)) positief · \(grouped(all.negatives)) negatief", "",
    ]
    var summary = Table([
      .init("", mayShrink: true), .init("gevonden", isNumber: true), .init("niet gevonden", isNumber: true),
    ])
    summary.add(["positief", .init(grouped(all.truePositives)), .init(grouped(all.falseNegatives))])
    summary.add(["negatief", .init(grouped(all.falsePositives)), .init(grouped(all.trueNegatives))])
    result += summary.lines(on: terminal) + [""]
    var figures = Table([.init(""), .init("", isNumber: true)])
    figures.add(["precisie", .init(Self.figure(all.precision))])
    figures.add(["recall", .init(Self.figure(all.recall))])
    figures.add(["F1 positief", .init(Self.figure(all.positiveF1))])
    figures.add(["F1 negatief", .init(Self.figure(all.negativeF1))])
    figures.add([.init("macro-F1", .bold), .init(Self.figure(all.macroF1), .bold)])
    if let per = all.falsePer10000 { figures.add(["onterecht per 10.000", .init(decimal(per, 1))]) }
    result += figures.lines(on: terminal).dropFirst()
    if let folds { result += [""] + partLines(folds) }
    if !evaluation.categories.isEmpty { result += ["", terminal.style("Per categorie", .bold)] + categoryLines }
    if !evaluation.groups.isEmpty { result += ["", terminal.style("Per \(by)", .bold)] + groupLines }
    if showsRules, !evaluation.rules.isEmpty { result += ["", terminal.style("Per regel", .bold)] + ruleLines }
    if showsLines {
      result += lineLines("Gemist", evaluation.lines.filter { $0.isPositive && !$0.isFlagged })
      result += lineLines("Onterecht gevonden", evaluation.lines.filter { !$0.isPositive && $0.isFlagged })
    }
    return result
  }

  private func partLines(_ key: String) -> [String] {
    let parts = evaluation.parts
    guard parts.count > 1 else { return ["Te weinig groepen in het veld \(key) om te verdelen."] }
    var table = Table([
      .init("deel"), .init("berichten", isNumber: true), .init("precisie", isNumber: true),
      .init("recall", isNumber: true), .init("macro-F1", isNumber: true),
    ])
    for (i, part) in parts.enumerated() {
      table.add([
        .init(String(i + 1)), .init(grouped(part.total)), .init(Self.figure(part.precision)),
        .init(Self.figure(part.recall)), .init(Self.figure(part.macroF1)),
      ])
    }
    let (mean, deviation) = evaluation.spread ?? (0, 0)
    return [terminal.style("Verdeeld naar \(key) (\(count(evaluation.folds.count, "groep", "groepen")))", .bold)]
      + table.lines(on: terminal)
      + ["macro-F1 gemiddeld \(decimal(mean, 3)), spreiding \(decimal(deviation, 3))"]
  }

  private var categoryLines: [String] {
    var table = Table([
      .init("categorie"), .init("gevonden", isNumber: true), .init("van", isNumber: true),
      .init("onterecht", isNumber: true), .init("precisie", isNumber: true), .init("recall", isNumber: true),
      .init("F1", isNumber: true),
    ])
    for (category, confusion) in evaluation.categories.sorted(by: { $0.key < $1.key }) {
      table.add([
        .init(category.rawValue), .init(grouped(confusion.truePositives)), .init(missed(grouped(confusion.positives))),
        .init(grouped(confusion.falsePositives)), .init(Self.figure(confusion.precision)),
        .init(missed(Self.figure(confusion.recall))), .init(missed(Self.figure(confusion.positiveF1))),
      ])
    }
    return table.lines(on: terminal)
  }

  /// A figure that needs labels per category, or a dash.
  private func missed(_ figure: String) -> String { evaluation.namesCategories ? figure : "–" }

  private var groupLines: [String] {
    var table = Table([
      .init(by, mayShrink: true), .init("goed", isNumber: true), .init("van", isNumber: true),
      .init("aandeel", isNumber: true),
    ])
    for (group, confusion) in evaluation.groups.sorted(by: { $0.key < $1.key }) {
      let right = confusion.truePositives + confusion.trueNegatives
      table.add([
        .init(group), .init(grouped(right)), .init(grouped(confusion.total)), .init(Self.figure(confusion.accuracy)),
      ])
    }
    return table.lines(on: terminal)
  }

  private func lineLines(_ title: String, _ lines: [Evaluation.Line]) -> [String] {
    ["", terminal.style("\(title): \(count(lines.count, "bericht", "berichten"))", .bold)]
      + lines.map { line in
        let rules = line.rules.isEmpty ? "" : "  " + terminal.style(line.rules.joined(separator: " "), .soft)
        return "  \(line.id)  \((line.text ?? "").onOneLine.cut(to: 300))" + rules
      }
  }

  private var ruleLines: [String] {
    var table = Table([
      .init("regel", mayShrink: true), .init("treffers", isNumber: true), .init("terecht", isNumber: true),
      .init("onterecht", isNumber: true),
      .init("precisie", isNumber: true),
    ])
    for (rule, hits) in evaluation.rules.sorted(by: { ($1.value.wrong, $0.key) < ($0.value.wrong, $1.key) }) {
      table.add([
        .init(rule.rawValue), .init(grouped(hits.right + hits.wrong)), .init(grouped(hits.right)),
        .init(grouped(hits.wrong)),
        .init(percentage(hits.right, of: hits.right + hits.wrong)),
      ])
    }
    return table.lines(on: terminal)
  }

  private static func figure(_ value: Double?) -> String { value.map { decimal($0, 3) } ?? "–" }

  /// One object; figures without a denominator are null.
  var json: String {
    var object = JSONObjectText()
    object.add("all", Self.object(evaluation.all))
    object.add(
      "categories", JSONObjectText(evaluation.categories.map { ($0.key.rawValue, Self.object($0.value)) }).text)
    object.add("by", JSONObjectText(evaluation.groups.map { ($0.key, Self.object($0.value)) }).text)
    object.add(
      "rules",
      JSONObjectText(
        evaluation.rules.map { ($0.key.rawValue, "{\"right\":\($0.value.right),\"wrong\":\($0.value.wrong)}") }
      )
      .text)
    if folds != nil {
      let parts = evaluation.parts
      object.add("folds", "[" + parts.map(Self.object).joined(separator: ",") + "]")
      if let (mean, deviation) = evaluation.spread {
        object.add("folds_macro_f1", "{\"mean\":\(rounded(mean)),\"deviation\":\(rounded(deviation))}")
      }
    }
    return object.text
  }

  private static func object(_ value: Confusion) -> String {
    func number(_ value: Double?) -> String { value.map { rounded($0) } ?? "null" }
    return "{\"n\":\(value.total),\"tp\":\(value.truePositives),\"fp\":\(value.falsePositives),"
      + "\"fn\":\(value.falseNegatives),\"tn\":\(value.trueNegatives),\"precision\":\(number(value.precision)),"
      + "\"recall\":\(number(value.recall)),\"f1_positive\":\(number(value.positiveF1)),"
      + "\"f1_negative\":\(number(value.negativeF1)),\"macro_f1\":\(number(value.macroF1)),"
      + "\"false_per_10000\":\(number(value.falsePer10000))}"
  }
}

/// Four decimals, as JSON writes numbers.
private func rounded(_ value: Double) -> String { String((value * 10_000).rounded() / 10_000) }
