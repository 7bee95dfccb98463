extension String {
  /// Whether there is nothing to read.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }

  /// The text without signs that steer a screen or turn the direction of reading; line breaks stay.
  var printable: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter { scalar in
          switch scalar.properties.generalCategory {
          case .control: scalar == "\n" || scalar == "\t"
          case .format: scalar == "\u{200D}"  // joins the parts of an emoji
          case .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
          default: true
          }
        }))
  }

  /// The words in lower case with one space between, to look for a name in.
  var wordsOnly: String {
    lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }

  /// The text with lines of at most so many signs, broken at spaces. What a line begins with (spaces, `> `, `- `) is
  /// kept for the lines that it is broken into.
  func wrapped(to width: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.count <= width { return String(line) }
      let indent = line.prefix { $0 == " " || $0 == ">" }
      let isItem = line.dropFirst(indent.count).hasPrefix("- ")
      let hang = String(indent) + (isItem ? "  " : "")
      var lines: [String] = []
      var current = String(indent)
      for word in line.dropFirst(indent.count).split(separator: " ", omittingEmptySubsequences: true) {
        let isEmpty = current.allSatisfy { $0 == " " || $0 == ">" }
        if !isEmpty && current.count + 1 + word.count > width {
          lines.append(current)
          current = hang + word
        } else {
          current += isEmpty ? String(word) : " " + word
        }
      }
      return (lines + [current]).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// A short quotation: at most so many signs, cut at a space.
  func quoted(upTo length: Int) -> String {
    let text = split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard text.count > length else { return text }
    let cut = text.prefix(length)
    return (cut.lastIndex(of: " ").map { String(cut[..<$0]) } ?? String(cut)) + " …"
  }
}
