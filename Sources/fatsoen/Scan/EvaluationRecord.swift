import Conduct
import Foundation

/// What one evaluation found, kept to compare a later one with: figures, and the ids of the lines that were flagged. No
/// texts: those belong to the files.
struct EvaluationRecord: Codable {
  /// Right and wrong hits of a rule.
  struct Rule: Codable, Equatable {
    var right: Int
    var wrong: Int
  }

  /// Lines of a group and how many of them came out right.
  struct Group: Codable, Equatable {
    var lines: Int
    var right: Int
  }

  var date: String
  var command: String
  var ruleset: String
  /// Names of the files, without their folders.
  var files: [String]
  var all: Confusion
  var groups: [String: Group]
  var rules: [String: Rule]
  /// Mean and deviation of macro-F1 over the folds, when there were any.
  var folds: [Double]?
  /// The rules that hit each flagged line, by id.
  var flagged: [String: [String]]
  /// Ids of positive lines that were not flagged.
  var missed: [String]

  init(_ evaluation: Evaluation, command: String, ruleset: String, files: [String]) {
    date = String(ISO8601DateFormatter().string(from: Date()).prefix(10))
    self.command = command
    self.ruleset = ruleset
    self.files = files.map { ($0 as NSString).lastPathComponent }
    all = evaluation.all
    groups = evaluation.groups.mapValues { Group(lines: $0.total, right: $0.truePositives + $0.trueNegatives) }
    var rules: [String: Rule] = [:]
    for (rule, hits) in evaluation.rules { rules[rule.rawValue] = Rule(right: hits.right, wrong: hits.wrong) }
    self.rules = rules
    folds = evaluation.spread.map { [$0.mean, $0.deviation] }
    var flagged: [String: [String]] = [:]
    for line in evaluation.lines where line.isFlagged { flagged[line.id] = line.rules }
    self.flagged = flagged
    missed = evaluation.lines.filter { $0.isPositive && !$0.isFlagged }.map(\.id)
  }

  /// Reads a record that `write` wrote.
  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("\(path) is niet te lezen; noem een verslag dat evaluate --record schreef")
    }
    do { self = try JSONDecoder().decode(EvaluationRecord.self, from: data) } catch {
      throw CommandError("\(path) is geen verslag van evaluate; noem een bestand dat evaluate --record schreef")
    }
  }

  /// Writes the record into a folder under its date and the name of the first file; an earlier one of that day stays.
  func write(into folder: String) throws -> String {
    let stem = files.first.map { ($0 as NSString).deletingPathExtension } ?? "invoer"
    var path = "\(folder)/\(date)-evaluate-\(stem).json"
    var number = 2
    while FileManager.default.fileExists(atPath: path) {
      path = "\(folder)/\(date)-evaluate-\(stem)-\(number).json"
      number += 1
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandError("het verslag is niet te schrijven in \(folder); bestaat die map en mag u daar schrijven?")
    }
    return path
  }
}

/// Two runs over the same lines, side by side.
struct EvaluationComparison {
  var before: EvaluationRecord
  var now: EvaluationRecord
  var terminal: Terminal

  /// Fails when the two are not about the same lines.
  init(_ before: EvaluationRecord, _ now: EvaluationRecord, terminal: Terminal) throws {
    guard before.files == now.files, before.all.positives == now.all.positives, before.all.total == now.all.total else {
      throw CommandError(
        "het verslag gaat over \(before.files.joined(separator: ", ")) met \(grouped(before.all.total)) berichten; "
          + "vergelijk een meting van dezelfde bestanden")
    }
    (self.before, self.now, self.terminal) = (before, now, terminal)
  }

  var lines: [String] {
    [terminal.style("Vergeleken met \(before.date)", .bold), terminal.style("  toen: \(before.command)", .soft)]
      + figureLines + changes("Onderdeel", groupRows) + changes("Regel", ruleRows) + lineLines
  }

  private var figureLines: [String] {
    var table = Table([
      .init(""), .init("toen", isNumber: true), .init("nu", isNumber: true), .init("verschil", isNumber: true),
    ])
    for (name, figure) in [
      ("precisie", { $0.precision }), ("recall", { $0.recall }), ("macro-F1", { $0.macroF1 }),
    ] as [(String, (Confusion) -> Double?)] {
      guard let old = figure(before.all), let new = figure(now.all) else { continue }
      table.add([.init(name), .init(decimal(old, 3)), .init(decimal(new, 3)), .init(Self.signed(new - old))])
    }
    table.add([
      "onterecht", .init(grouped(before.all.falsePositives)), .init(grouped(now.all.falsePositives)),
      .init(Self.signed(now.all.falsePositives - before.all.falsePositives)),
    ])
    return table.lines(on: terminal) + [""]
  }

  private static func signed(_ number: Int) -> String { number > 0 ? "+\(number)" : String(number) }
  private static func signed(_ number: Double) -> String { (number > 0 ? "+" : "") + decimal(number, 3) }

  private typealias Row = (name: String, before: String, now: String)

  private var groupRows: [Row] {
    Set(before.groups.keys).union(now.groups.keys).sorted().compactMap { name in
      let (old, new) = (before.groups[name], now.groups[name])
      return old == new ? nil : (name, Self.text(old), Self.text(new))
    }
  }

  private var ruleRows: [Row] {
    Set(before.rules.keys).union(now.rules.keys).sorted().compactMap { name in
      let (old, new) = (before.rules[name], now.rules[name])
      return old == new ? nil : (name, Self.text(old), Self.text(new))
    }
  }

  private static func text(_ group: EvaluationRecord.Group?) -> String {
    group.map { "\(grouped($0.right)) van \(grouped($0.lines))" } ?? "–"
  }

  private static func text(_ rule: EvaluationRecord.Rule?) -> String {
    rule.map { "\(grouped($0.right)) goed, \(grouped($0.wrong)) fout" } ?? "–"
  }

  private func changes(_ title: String, _ rows: [Row]) -> [String] {
    if rows.isEmpty { return [] }
    var table = Table([
      .init(title.lowercased(), mayShrink: true), .init("toen", isNumber: true), .init("nu", isNumber: true),
    ])
    for row in rows { table.add([.init(row.name), .init(row.before), .init(row.now)]) }
    return table.lines(on: terminal) + [""]
  }

  private var lineLines: [String] {
    let missed = Set(now.missed).union(before.missed)
    var result: [String] = []
    for (title, ids) in [
      ("Nieuw gevonden", Set(now.flagged.keys).subtracting(before.flagged.keys)),
      ("Niet meer gevonden", Set(before.flagged.keys).subtracting(now.flagged.keys)),
    ] {
      result.append(terminal.style("\(title): \(count(ids.count, "bericht", "berichten"))", .bold))
      for id in ids.sorted() {
        let rules = (now.flagged[id] ?? before.flagged[id] ?? []).joined(separator: " ")
        result.append("  \(id)  \(missed.contains(id) ? "positief" : "negatief")  " + terminal.style(rules, .soft))
      }
    }
    return result
  }
}
