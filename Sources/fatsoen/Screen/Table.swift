/// Rows under headings, aligned for a person; the widest text column gives way when the screen is narrow.
struct Table {
  /// One column.
  struct Column {
    /// The heading.
    var title: String
    /// Whether numbers stand to the right.
    var isNumber = false
    /// Whether it may be cut when the screen is narrow.
    var mayShrink = false
    /// What is left of it then at least, in columns of the screen.
    var least = 8

    init(_ title: String, isNumber: Bool = false, mayShrink: Bool = false, least: Int = 8) {
      self.title = title
      self.isNumber = isNumber
      self.mayShrink = mayShrink
      self.least = least
    }
  }

  /// One cell.
  struct Cell: ExpressibleByStringInterpolation {
    var text: String
    var style: Style?

    init(_ text: String, _ style: Style? = nil) {
      self.text = text.onOneLine
      self.style = style
    }

    init(stringLiteral value: String) { self.init(value) }
  }

  private let columns: [Column]
  private var rows: [[Cell]] = []

  init(_ columns: [Column]) { self.columns = columns }

  var isEmpty: Bool { rows.isEmpty }

  mutating func add(_ cells: [Cell]) { rows.append(cells) }

  /// The table as lines.
  func lines(on terminal: Terminal, width: Int? = nil) -> [String] {
    var widths = columns.map { $0.title.columns }
    for row in rows {
      for (i, cell) in row.enumerated() { widths[i] = max(widths[i], cell.text.columns) }
    }
    let gap = 2
    var excess = widths.reduce(0, +) + gap * (columns.count - 1) - (width ?? terminal.width)
    while excess > 0 {
      let candidates = columns.indices.filter {
        columns[$0].mayShrink && widths[$0] > max(columns[$0].least, columns[$0].title.columns)
      }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    func line(_ cells: [Cell]) -> String {
      var result = ""
      for (i, cell) in cells.enumerated() {
        let text = cell.text.cut(to: widths[i])
        let space = String(repeating: " ", count: widths[i] - text.columns)
        let styled = cell.style.map { terminal.style(text, $0) } ?? text
        let isLast = i == cells.count - 1
        result += columns[i].isNumber ? space + styled : styled + (isLast ? "" : space)
        if !isLast { result += String(repeating: " ", count: gap) }
      }
      return result
    }
    return [line(columns.map { Cell($0.title, .soft) })] + rows.map(line)
  }
}
