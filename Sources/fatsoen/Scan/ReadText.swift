import Scanner

/// A text as the scanner reads it once evasions are undone.
struct ReadText {
  /// The readings, the likeliest first; empty when folding changes nothing but case.
  var readings: [String]

  init(_ text: String) { readings = Normaliser.normalise(text).folded.map(\.text) }
}
