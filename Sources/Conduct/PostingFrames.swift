/// Words that say how a message speaks of a child whom it names. They are data: `frames.yaml` of a language.
public struct PostingFrames: Hashable, Sendable {
  /// What the words around a name make of it.
  public enum Frame: String, Codable, Sendable, CaseIterable {
    /// Health, behaviour, care or results: personal (B8).
    case personal = "private"
    /// A result or prize (A38).
    case achievement
    /// Something every child can take part in, which makes an achievement no matter.
    case open
    /// The everyday of a class, in which a name is no matter (A14): a birthday, a lost coat, who drives.
    case everyday
    /// What stands before the name of an adult ("juf").
    case adult
  }

  /// The words as they were taken, folded.
  public let lists: [Frame: [String]]
  private let words: [Frame: Set<String>]
  private let stems: [Frame: Set<String>]

  /// Takes words by frame; one that ends in `*` stands for all words that begin with it. Case and accents do not count.
  public init(_ lists: [Frame: [String]] = [:]) {
    let folded = lists.mapValues { $0.map(PersonName.fold) }
    self.lists = folded
    words = folded.mapValues { Set($0.filter { !$0.hasSuffix("*") }) }
    stems = folded.mapValues { Set($0.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) }) }
  }

  /// Whether there are no words at all.
  public var isEmpty: Bool { words.isEmpty }

  /// Whether a folded word belongs to a frame.
  func contains(_ word: Substring, in frame: Frame) -> Bool {
    if words[frame]?.contains(String(word)) == true { return true }
    guard let stems = stems[frame], !stems.isEmpty else { return false }
    var end = word.endIndex
    while end > word.startIndex {
      if stems.contains(String(word[..<end])) { return true }
      end = word.index(before: end)
    }
    return false
  }

  /// The frames of the words of a sentence.
  func frames(of sentence: some Sequence<Substring>) -> Set<Frame> {
    var found: Set<Frame> = []
    for word in sentence {
      for frame in Frame.allCases where !found.contains(frame) && contains(word, in: frame) { found.insert(frame) }
    }
    return found
  }
}
