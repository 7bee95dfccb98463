import Conduct

/// How grave something is: a shape, a word and a colour, of which the word always stands there.
struct SeverityMark {
  let severity: Severity
  let texts: Texts
  private var isCare = false

  init(_ severity: Severity, _ texts: Texts) {
    self.severity = severity
    self.texts = texts
  }

  /// How grave a review is; where it is about somebody's safety, that is what is said.
  init(_ review: Review, _ texts: Texts) {
    self.init(review.severity, texts)
    isCare = review.route == .care
  }

  var values: [String: Any] {
    if isCare { return ["level": "care", "shape": "◆", "word": texts("severity.care")] }
    let shapes = ["○", "◔", "◑", "◕", "●"]
    return [
      "level": severity.rawValue, "shape": shapes[severity.rawValue], "word": texts("severity.\(severity.rawValue)"),
    ]
  }
}
