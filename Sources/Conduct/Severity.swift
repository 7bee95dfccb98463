/// How fast a person should look at a signal, 0 (information) to 4 (critical). It never says which measure follows.
public enum Severity: Int, Codable, Sendable, Comparable, CaseIterable {
  case information = 0
  case low = 1
  case medium = 2
  case high = 3
  case critical = 4

  /// The word on screen.
  public var name: String {
    switch self {
    case .information: "informatie"
    case .low: "laag"
    case .medium: "midden"
    case .high: "hoog"
    case .critical: "kritiek"
    }
  }

  /// Orders by urgency.
  public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
}

/// What a signal brings about by itself: nothing but a note, a place in the queue, or a place in the queue with the
/// message hidden until a person has looked.
public enum Effect: String, Codable, Sendable, Comparable, CaseIterable {
  case advice
  case review
  case hold

  /// Orders by how much the effect does.
  public static func < (a: Effect, b: Effect) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .advice: 0
    case .review: 1
    case .hold: 2
    }
  }
}
