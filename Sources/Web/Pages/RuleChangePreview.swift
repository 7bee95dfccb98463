import Conduct
import Foundation
import Store

/// What a change of the rules would do: with texts that are still kept, and with those of a file that somebody sends along.
struct RuleChangePreview {
  let visit: Visit
  let change: RuleChange

  /// The most texts that are shown; the others are counted.
  static let most = 10
  /// The most texts of a file.
  static let longestFile = 5_000
  /// How many signs around what changed are shown.
  private static let around = 80

  /// What comes of it. The texts that the school keeps are shown to the director only, and that they were read is noted.
  func values() async throws -> [String: Any] {
    let visitor = try visit.person()
    var values: [String: Any] = [:]
    if visitor.member.holds(.director, in: nil, at: visit.now) {
      let kept = try await visit.store.keptTexts(for: visitor.member.id, school: visitor.school.id, at: visit.now)
      let effects = try await visit.site.rules.workbench.preview(change, kept.map(\.text), visitor.school.id)
      values["kept"] = outcome(effects, of: kept.map(\.text))
      let shown = Set(effects.prefix(Self.most).map { kept[$0.place].author })
      if !shown.isEmpty {
        try await visit.store.noteKeptTexts(of: shown, by: visitor.member.id, school: visitor.school.id, at: visit.now)
      }
    }
    if let file = visit.form.files["file"]?.first {
      let texts = try Self.texts(in: file, visit.texts)
      values["file"] = outcome(
        try await visit.site.rules.workbench.preview(change, texts, visitor.school.id), of: texts)
    }
    return values
  }

  /// The texts of a file: a message on each line, as it is or as the field `text` of an object.
  private static func texts(in file: Form.File, _ words: Texts) throws -> [String] {
    guard let whole = String(validating: file.bytes, as: UTF8.self) else {
      throw StoreError.invalid(words("change.file_unreadable", ["name": file.name]))
    }
    let lines = whole.split(whereSeparator: \.isNewline)
    if lines.count > longestFile {
      throw StoreError.invalid(words("change.file_long", ["most": words.grouped(longestFile)]))
    }
    return try lines.enumerated().map { number, line in
      guard line.hasPrefix("{") else { return String(line) }
      struct Row: Decodable { var text: String }
      guard let row = try? JSONDecoder().decode(Row.self, from: Data(line.utf8)) else {
        throw StoreError.invalid(words("change.file_line", ["line": String(number + 1)]))
      }
      return row.text
    }
  }

  private func outcome(_ effects: [RuleWorkbench.Effect], of texts: [String]) -> [String: Any] {
    let words = visit.texts
    func asks(_ verdict: Verdict) -> Bool { verdict.disposition == .review || verdict.disposition == .hold }
    let more = effects.count { asks($0.after) && !asks($0.before) }
    let less = effects.count { asks($0.before) && !asks($0.after) }
    return [
      "looked": words.count("change.looked", texts.count), "more": words.count("change.more", more),
      "less": words.count("change.less", less), "other": effects.count - more - less > 0,
      "other_count": words.count("change.other", effects.count - more - less),
      "effects": effects.prefix(Self.most).map { effect(with: $0, of: texts[$0.place]) },
      "is_cut": effects.count > Self.most,
    ]
  }

  private func effect(with effect: RuleWorkbench.Effect, of text: String) -> [String: Any] {
    // What is new, or else what is gone.
    let old = Set(effect.before.signals.map(\.span)), new = Set(effect.after.signals.map(\.span))
    let spans = [new.subtracting(old), old.subtracting(new)].first { !$0.isEmpty } ?? new
    let scalars = Array(text.unicodeScalars)
    let first = spans.map(\.lowerBound).min() ?? 0
    let start = max(0, first - Self.around)
    let end = min(
      scalars.count, max(first, spans.map(\.upperBound).filter { $0 - first < 200 }.max() ?? 0) + Self.around)
    let part = String(String.UnicodeScalarView(scalars[min(start, end)..<end]))
    let marked = spans.sorted { $0.lowerBound < $1.lowerBound }.compactMap { span -> (Range<Int>, Int)? in
      let (low, high) = (span.lowerBound - start, min(span.upperBound, end) - start)
      return low >= 0 && high > low ? (low..<high, 1) : nil
    }
    return [
      "parts": MarkedText(part, marked).values, "is_cut_before": start > 0, "is_cut_after": end < scalars.count,
      "was": visit.texts("disposition.\(effect.before.disposition.rawValue)"),
      "becomes": visit.texts("disposition.\(effect.after.disposition.rawValue)"),
      "is_moved": effect.before.disposition != effect.after.disposition,
      "is_grave": max(effect.before.severity, effect.after.severity) == .critical,
    ]
  }
}
