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

  /// The frames that a word belongs to by itself, one bit each.
  struct Marks: OptionSet, Hashable, Sendable {
    let rawValue: UInt16

    static func of(_ frame: Frame) -> Marks {
      switch frame {
      case .personal: Marks(rawValue: 1)
      case .achievement: Marks(rawValue: 1 << 1)
      case .open: Marks(rawValue: 1 << 2)
      case .everyday: Marks(rawValue: 1 << 3)
      case .kin: Marks(rawValue: 1 << 4)
      case .ownChild: Marks(rawValue: 1 << 5)
      case .own: Marks(rawValue: 1 << 6)
      case .pronoun: Marks(rawValue: 1 << 7)
      case .adult: Marks(rawValue: 1 << 8)
      case .fiction: Marks(rawValue: 1 << 9)
      }
    }
  }

  /// A beginning or an ending of words, as bytes.
  private struct Part: Hashable, Sendable {
    var bytes: [UInt8]
    var marks: Marks
  }

  /// The words as they were taken, folded.
  public let lists: [Frame: [String]]
  private var words: [String: Marks] = [:]
  /// Beginnings by their first byte and endings by their last, so that a word is held against few of them.
  private var beginnings = [[Part]](repeating: [], count: 256)
  private var endings = [[Part]](repeating: [], count: 256)
  /// Words that count together only.
  private let combinations: [Frame: [[String]]]

  /// Takes words by frame. One that ends in `*` stands for all words that begin with it, one that begins with `*` for all
  /// that end in it; words with `+` between them count where all of them stand in one sentence. Case and accents do not
  /// count.
  public init(_ lists: [Frame: [String]] = [:]) {
    let folded = lists.mapValues { $0.map(PersonName.fold) }
    self.lists = folded
    combinations = folded.mapValues { $0.filter { $0.contains("+") }.map { $0.split(separator: "+").map(String.init) } }
    for frame in Frame.allCases {
      let mark = Marks.of(frame)
      for entry in folded[frame] ?? [] where !entry.contains("+") {
        if entry.hasSuffix("*"), let first = entry.utf8.first {
          beginnings[Int(first)].append(Part(bytes: Array(entry.utf8.dropLast()), marks: mark))
        } else if entry.hasPrefix("*"), let last = entry.utf8.last {
          endings[Int(last)].append(Part(bytes: entry.utf8.dropFirst().reversed(), marks: mark))
        } else {
          words[entry, default: []].formUnion(mark)
        }
      }
    }
  }

  /// The frames that a folded word belongs to by itself.
  func marks(of word: String) -> Marks {
    var marks = words[word] ?? []
    guard let first = word.utf8.first, let last = word.utf8.last else { return marks }
    for part in beginnings[Int(first)] where !marks.contains(part.marks) && word.utf8.starts(with: part.bytes) {
      marks.formUnion(part.marks)
    }
    for part in endings[Int(last)] where !marks.contains(part.marks) && word.utf8.reversed().starts(with: part.bytes) {
      marks.formUnion(part.marks)
    }
    return marks
  }

  /// Whether the words of a sentence belong to a frame.
  func contains(_ sentence: [PostingRules.Word], in frame: Frame) -> Bool {
    sentence.contains { $0.marks.contains(.of(frame)) }
      || combinations[frame]?.contains { $0.allSatisfy { word in sentence.contains { $0.text == word } } } ?? false
  }
}
