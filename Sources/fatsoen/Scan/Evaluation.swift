import Conduct

/// Four counts, and the figures that follow from them.
struct Confusion: Sendable, Codable, Equatable {
  var truePositives = 0
  var falsePositives = 0
  var falseNegatives = 0
  var trueNegatives = 0

  var total: Int { truePositives + falsePositives + falseNegatives + trueNegatives }
  var positives: Int { truePositives + falseNegatives }
  var negatives: Int { falsePositives + trueNegatives }
  var precision: Double? { Self.share(truePositives, truePositives + falsePositives) }
  var recall: Double? { Self.share(truePositives, positives) }
  var accuracy: Double? { Self.share(truePositives + trueNegatives, total) }
  /// F1 of the positive class.
  var positiveF1: Double { Self.f1(truePositives, falsePositives, falseNegatives) }
  /// F1 of the negative class.
  var negativeF1: Double { Self.f1(trueNegatives, falseNegatives, falsePositives) }
  /// The plain mean of both.
  var macroF1: Double { (positiveF1 + negativeF1) / 2 }
  /// Negative messages flagged per 10,000.
  var falsePer10000: Double? { negatives > 0 ? 10_000 * Double(falsePositives) / Double(negatives) : nil }

  mutating func add(isPositive: Bool, isFlagged: Bool) {
    switch (isPositive, isFlagged) {
    case (true, true): truePositives += 1
    case (true, false): falseNegatives += 1
    case (false, true): falsePositives += 1
    case (false, false): trueNegatives += 1
    }
  }

  private static func share(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }

  private static func f1(_ hits: Int, _ wrong: Int, _ missed: Int) -> Double {
    hits > 0 ? 2 * Double(hits) / Double(2 * hits + wrong + missed) : 0
  }
}

/// Counts over labelled messages: together, per category, per group, per rule and per fold, with the lines themselves.
struct Evaluation {
  /// One message: its text only when it came out wrong.
  struct Line {
    var id: String
    var isPositive: Bool
    var isFlagged: Bool
    var rules: [String]
    var text: String?
  }

  /// Parts that `--folds` divides into.
  static let mostParts = 5

  private(set) var all = Confusion()
  /// Per category: against the categories that labels name, or, without those, against the label itself.
  private(set) var categories: [CategoryID: Confusion] = [:]
  /// Whether labels name categories; without that, nothing is known of what a category missed.
  private(set) var namesCategories = false
  private(set) var groups: [String: Confusion] = [:]
  private(set) var rules: [RuleID: (right: Int, wrong: Int)] = [:]
  private(set) var folds: [String: Confusion] = [:]
  private(set) var lines: [Line] = []

  mutating func add(_ result: LabelledResult) {
    all.add(isPositive: result.isPositive, isFlagged: result.isFlagged)
    lines.append(
      Line(
        id: result.id, isPositive: result.isPositive, isFlagged: result.isFlagged,
        rules: result.rules.map(\.rawValue).sorted(), text: result.isPositive == result.isFlagged ? nil : result.text))
    if result.expected != nil { namesCategories = true }
    for category in result.found.union(result.expected ?? []) {
      categories[category, default: Confusion()].add(
        isPositive: result.expected?.contains(category) ?? result.isPositive, isFlagged: result.found.contains(category)
      )
    }
    for group in result.groups where !group.isEmpty {
      groups[group, default: Confusion()].add(isPositive: result.isPositive, isFlagged: result.isFlagged)
    }
    for rule in result.rules {
      if result.isPositive { rules[rule, default: (0, 0)].right += 1 } else { rules[rule, default: (0, 0)].wrong += 1 }
    }
    if let fold = result.fold {
      folds[fold, default: Confusion()].add(isPositive: result.isPositive, isFlagged: result.isFlagged)
    }
  }

  /// Mean and standard deviation of macro-F1 over the parts; nil without two of them.
  var spread: (mean: Double, deviation: Double)? {
    let values = parts.map(\.macroF1)
    guard values.count > 1 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(values.count - 1)).squareRoot())
  }

  /// At most five parts, each of whole groups, as equal in size as greedy filling makes them.
  var parts: [Confusion] {
    var parts = Array(repeating: Confusion(), count: min(Evaluation.mostParts, folds.count))
    guard !parts.isEmpty else { return [] }
    let ordered = folds.sorted { ($1.value.total, $0.key) < ($0.value.total, $1.key) }
    for (_, confusion) in ordered {
      let smallest = parts.indices.min { parts[$0].total < parts[$1].total } ?? 0
      parts[smallest].truePositives += confusion.truePositives
      parts[smallest].falsePositives += confusion.falsePositives
      parts[smallest].falseNegatives += confusion.falseNegatives
      parts[smallest].trueNegatives += confusion.trueNegatives
    }
    return parts
  }
}
