/// A text with places in it marked.
struct MarkedText {
  private let text: String
  private let spans: [(span: Range<Int>, number: Int)]

  /// Marks places, each with a number; those that overlap are one, under the first number.
  init(_ text: String, _ spans: [(Range<Int>, Int)]) {
    self.text = text
    self.spans = spans.map { ($0.0, $0.1) }.sorted {
      ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound)
    }
  }

  /// The parts in order, for a template: each is plain, or marked with its number.
  var values: [[String: Any]] {
    let scalars = Array(text.unicodeScalars)
    var parts: [[String: Any]] = []
    var place = 0
    func plain(to end: Int) {
      if end > place { parts.append(["plain": Self.text(scalars[place..<end])]) }
    }
    for (span, number) in spans {
      let (start, end) = (max(place, min(span.lowerBound, scalars.count)), min(span.upperBound, scalars.count))
      guard end > start else { continue }
      plain(to: start)
      parts.append(["marked": Self.text(scalars[start..<end]), "number": number])
      place = end
    }
    plain(to: scalars.count)
    return parts
  }

  /// The words at one place.
  static func words(_ text: String, _ span: Range<Int>) -> String {
    let scalars = Array(text.unicodeScalars)
    let (start, end) = (min(span.lowerBound, scalars.count), min(span.upperBound, scalars.count))
    return start < end ? Self.text(scalars[start..<end]) : ""
  }

  /// The whole words at one place, lower case, as a list of words has them: without signs that mean something there.
  static func wholeWords(_ text: String, _ span: Range<Int>) -> String {
    let scalars = Array(text.unicodeScalars)
    func isWord(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark
    }
    var (start, end) = (min(span.lowerBound, scalars.count), min(span.upperBound, scalars.count))
    while start > 0, isWord(scalars[start - 1]) { start -= 1 }
    while end < scalars.count, isWord(scalars[end]) { end += 1 }
    let kept = scalars[start..<max(start, end)].map { isWord($0) || "-'’".unicodeScalars.contains($0) ? $0 : " " }
    return Self.text(kept[...]).split(separator: " ").joined(separator: " ").lowercased()
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
