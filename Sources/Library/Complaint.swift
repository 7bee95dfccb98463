public import Conduct

/// One thing that is wrong, or doubtful, in Wordlists, Policies or an overlay, in Dutch, with the place and the advice.
public struct Complaint: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whether the data can be used all the same.
  public enum Severity: String, Sendable, Codable, CaseIterable {
    /// The data is refused.
    case error
    /// The data works, but deserves a look.
    case warning
  }

  /// Error or warning.
  public var severity: Severity
  /// The stable id of this kind of complaint, such as `L003`; `suppress` names it.
  public var code: String
  /// The file and the line.
  public var location: SourceLocation
  /// The rule, clause or other thing it is about; nil when the file itself is.
  public var subject: String?
  /// What is wrong, in Dutch, without a final full stop.
  public var problem: String
  /// What to do about it, in Dutch.
  public var advice: String

  /// Makes a complaint.
  public init(
    _ severity: Severity, code: String, at location: SourceLocation, subject: String? = nil, problem: String,
    advice: String
  ) {
    self.severity = severity
    self.code = code
    self.location = location
    self.subject = subject
    self.problem = problem
    self.advice = advice
  }

  /// `file:line: subject: problem; advice`.
  public var description: String {
    let about = subject.map { "\($0): " } ?? ""
    return "\(location): \(about)\(problem); \(advice)"
  }

  /// The same complaint with a subject, when it had none.
  func about(_ subject: String?) -> Complaint {
    var copy = self
    copy.subject = self.subject ?? subject
    return copy
  }
}

/// Why Wordlists, Policies or an overlay could not be read.
public enum LibraryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A folder or file that is missing or cannot be read.
  case unreadable(path: String, reason: String)
  /// What is wrong in the files; never empty, errors only.
  case invalid([Complaint])

  /// All that is wrong, a line each.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): \(reason)"
    case .invalid(let complaints): complaints.map(\.description).joined(separator: "\n")
    }
  }
}
