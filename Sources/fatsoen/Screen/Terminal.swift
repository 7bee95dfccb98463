import Foundation

/// What the two output streams can show.
struct Terminal {
  /// Whether the stream is a terminal.
  var isTerminal: Bool
  /// Whether colours may be used: on a terminal, unless `NO_COLOR` is set or the terminal is dumb.
  var hasColour: Bool
  /// The width in columns; 100 when it is not a terminal.
  var width: Int

  static let output = Terminal(descriptor: STDOUT_FILENO)
  static let errors = Terminal(descriptor: STDERR_FILENO)

  private init(descriptor: Int32) {
    let environment = ProcessInfo.processInfo.environment
    isTerminal = isatty(descriptor) == 1
    // https://no-color.org: any value but the empty one switches colours off.
    hasColour = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    var size = winsize()
    if isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      width = Int(size.ws_col)
    } else {
      width = 100
    }
  }

  /// The text in a style, or as it is where colours are off.
  func style(_ text: String, _ style: Style) -> String {
    hasColour && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// The few styles in use; severity has a word and a shape besides its colour.
enum Style: String {
  case bold = "1"
  case soft = "2"
  case underlined = "4"
  case good = "32"
  case accent = "36"
  case severity0 = "90"
  case severity1 = "34"
  case severity2 = "33"
  case severity3 = "38;5;166"
  case severity4 = "1;31"
}
