/// Words that say how a message speaks of a child whom it names. They are data: `frames.yaml` of a language.
public struct PostingFrames: Hashable, Sendable {
  /// What the words around a name make of it.
  public enum Frame: String, Codable, Sendable, CaseIterable {
    /// Health, behaviour, care or poor results: personal (B8).
    case personal = "private"
    /// A result or prize (A38).
    case achievement
    /// Something every child can take part in, which makes an achievement no matter.
    case open
    /// The everyday of a class, in which a name is no matter (A14): a lost coat, who drives.
    case everyday
    /// Who is somebody's family: "de moeder van" says whose, not whom it is about.
    case kin
    /// A child of one's own, without a name ("zoon").
    case ownChild = "own_child"
    /// What a parent says before that ("mijn").
    case own
    /// What goes on about the one just named ("hij").
    case pronoun
    /// What stands before the name of an adult ("juf").
    case adult
    /// Who stands beside a name in stories only ("Janneke").
    case fiction
  }

  /// The words as they were taken, folded.
  public let lists: [Frame: [String]]
  private let words: [Frame: Set<String>]
  private let beginnings: [Frame: Set<String>]
  private let endings: [Frame: Set<String>]
  /// Words that count together only.
  private let combinations: [Frame: [[String]]]

  /// Takes words by frame. One that ends in `*` stands for all words that begin with it, one that begins with `*` for all
  /// that end in it; words with `+` between them count where all of them stand in one sentence. Case and accents do not
  /// count.
  public init(_ lists: [Frame: [String]] = [:]) {
    let folded = lists.mapValues { $0.map(PersonName.fold) }
    self.lists = folded
    let single = folded.mapValues { $0.filter { !$0.contains("+") } }
    words = single.mapValues { Set($0.filter { !$0.contains("*") }) }
    beginnings = single.mapValues { Set($0.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) }) }
    endings = single.mapValues { Set($0.filter { $0.hasPrefix("*") }.map { String($0.dropFirst()) }) }
    combinations = folded.mapValues { $0.filter { $0.contains("+") }.map { $0.split(separator: "+").map(String.init) } }
  }

  /// Whether a folded word belongs to a frame by itself.
  func contains(_ word: Substring, in frame: Frame) -> Bool {
    if words[frame]?.contains(String(word)) == true { return true }
    if let beginnings = beginnings[frame], beginnings.contains(where: { word.hasPrefix($0) }) { return true }
    return endings[frame]?.contains { word.hasSuffix($0) } ?? false
  }

  /// Whether the words of a sentence belong to a frame.
  func contains(_ sentence: [Substring], in frame: Frame) -> Bool {
    sentence.contains { contains($0, in: frame) }
      || combinations[frame]?.contains { $0.allSatisfy { word in sentence.contains { $0 == word } } } ?? false
  }
}
