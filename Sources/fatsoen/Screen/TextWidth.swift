extension String {
  /// The number of columns on a terminal: two for wide East Asian characters and emoji, none for combining ones.
  var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The text in at most so many columns, with `…` where something was left out.
  func cut(to width: Int) -> String {
    guard columns > width else { return self }
    var result = ""
    var used = 0
    for character in self {
      guard used + character.columns <= width - 1 else { break }
      result.append(character)
      used += character.columns
    }
    return result + "…"
  }

  /// The text followed by spaces up to a width.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }

  /// The text on one line: line breaks and tabs become spaces, other control characters disappear, so that no message
  /// can steer the terminal.
  var onOneLine: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        if result.last != " ", scalar == "\n" || scalar == "\t" || scalar == "\r" { result.append(" ") }
      // Bidirectional overrides and other invisible format characters would make the line lie about itself.
      case .format: continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text in lines of at most so many columns, broken at spaces.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    for paragraph in split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        let word = String(word)
        if line.isEmpty {
          line = word
        } else if line.columns + 1 + word.columns <= width {
          line += " " + word
        } else {
          lines.append(line)
          line = word
        }
        while line.columns > width {
          let head = line.prefix(width)
          lines.append(String(head))
          line = String(line.dropFirst(width))
        }
      }
      lines.append(line)
    }
    return lines
  }
}

extension Character {
  fileprivate var columns: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
