import Foundation

/// A picture of some numbers: bars from zero, each with its number, and beside it in grey what they are compared with.
/// Places along the width are percentages, so that words keep their size on every screen.
struct Chart {
  /// One mark.
  struct Mark {
    /// What it stands for.
    var label: String
    /// How high the bar is.
    var value: Int
    /// What the bar is compared with: a grey line over columns, a grey bar after rows.
    var other: Int?
    /// The number as it is said beside a row; the value itself when nil.
    var words: String?
  }

  var marks: [Mark]

  private static let height = 190
  private static let base = 160
  private static let top = 22

  /// Standing bars, for what goes on from week to week.
  var columns: [String: Any] {
    let most = max(1, marks.map { max($0.value, $0.other ?? 0) }.max() ?? 1)
    let step = 100 / Double(max(1, marks.count))
    func height(_ value: Int) -> Double { Double(value) / Double(most) * Double(Self.base - Self.top) }
    // Where there is no room for a word under every bar, each fourth one has it, and the last.
    let every = marks.count > 14 ? 4 : marks.count > 6 ? 2 : 1
    var bars: [[String: Any]] = []
    var line: [[String: Any]] = []
    for (place, mark) in marks.enumerated() {
      let middle = step * (Double(place) + 0.5)
      let high = height(mark.value)
      let isLabelled = (marks.count - 1 - place) % every == 0
      bars.append([
        "x": text(step * Double(place) + step * 0.15), "width": text(step * 0.7), "middle": text(middle),
        "y": text(Double(Self.base) - high), "height": text(high), "over": text(Double(Self.base) - high - 6),
        "number": marks.count > 14 && mark.value != most && !isLabelled || mark.value == 0 ? "" : String(mark.value),
        "below": isLabelled ? mark.label : "",
      ])
      if place > 0, let other = mark.other, let before = marks[place - 1].other {
        line.append([
          "x1": text(middle - step), "y1": text(Double(Self.base) - height(before)), "x2": text(middle),
          "y2": text(Double(Self.base) - height(other)),
        ])
      }
    }
    return ["height": Self.height, "base": Self.base, "below_y": Self.base + 20, "bars": bars, "line": line]
  }

  /// Lying bars, each under its own words.
  var rows: [String: Any] {
    let most = max(1, marks.map { $0.value + ($0.other ?? 0) }.max() ?? 1)
    let row = 48
    let bars = marks.enumerated().map { place, mark in
      let width = Double(mark.value) / Double(most) * 100
      return [
        "label": mark.label, "number": mark.words ?? String(mark.value), "text_y": place * row + 18,
        "y": place * row + 26,
        "width": text(width), "grey_x": text(width), "grey_width": text(Double(mark.other ?? 0) / Double(most) * 100),
        "has_grey": (mark.other ?? 0) > 0,
      ] as [String: Any]
    }
    return ["height": marks.count * row, "bars": bars]
  }

  private func text(_ number: Double) -> String { String(format: "%.2f", number) }
}
