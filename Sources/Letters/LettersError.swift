/// What is wrong with a template, or with a letter that should be final.
public enum LettersError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A file or folder cannot be read.
  case unreadable(path: String, reason: String)
  /// A template or the school's details have a fault at a line.
  case invalid(path: String, line: Int, reason: String)
  /// The letter is a draft: what is missing.
  case incomplete([String])

  /// A Dutch sentence that says where and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): \(reason)"
    case .invalid(let path, let line, let reason): "\(path):\(line): \(reason)"
    case .incomplete(let missing):
      "De brief is nog niet af en blijft een concept. Er ontbreekt:\n"
        + missing.map { "  · \($0)" }.joined(separator: "\n")
    }
  }
}
