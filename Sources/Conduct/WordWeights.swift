/// How much words add to the suspicion that a message needs a person, and which category they point to together.
///
/// What a message weighs is the sum over its words, the beginnings of its longer words and its pairs of words, divided by the
/// square root of the number of its words, `leastWords` at least; of a long one the heaviest `mostWords` in a row count. From
/// `threshold` on it is remarked on when one of its words, with its beginning, weighs `heaviest` by itself; as the category for
/// which the same sum, of what they say for it, is the highest. Weights are those of a logistic regression, times ten.
public struct WordWeights: Hashable, Codable, Sendable {
  /// A category that the words may point to.
  public struct Kind: Hashable, Codable, Sendable {
    /// The category.
    public var category: CategoryID
    /// What speaks for it before any word was read.
    public var start: Int

    /// Names a category and what it starts from.
    public init(_ category: CategoryID, start: Int) {
      self.category = category
      self.start = start
    }
  }

  /// What one word, beginning or pair says.
  public struct Entry: Sendable {
    /// A word of small Latin letters without accents (`stakker`), the first letters of a longer one (`stakk*`), or two words
    /// (`dat mens`).
    public var text: String
    /// What it adds; less than 0 takes away.
    public var weight: Int
    /// What it says for categories, by their place in `kinds`.
    public var kinds: [(kind: Int, weight: Int)]

    /// Makes an entry.
    public init(_ text: String, weight: Int, kinds: [(kind: Int, weight: Int)] = []) {
      self.text = text
      self.weight = weight
      self.kinds = kinds
    }

    fileprivate var line: String {
      ([text, String(weight)] + kinds.flatMap { [String($0.kind), String($0.weight)] }).joined(separator: "\t") + "\n"
    }
  }

  /// The letters of a beginning, of words that are longer.
  public static let stemLetters = 5
  /// A shorter message is weighed as one of so many words.
  public static let leastWords = 6
  /// Of a longer message each stretch of so many words is weighed: what many words add a little to says nothing.
  public static let mostWords = 40
  private static let most = 1_000_000

  /// What a message must weigh to be remarked on.
  public var threshold: Int
  /// What its heaviest word must weigh by itself.
  public var heaviest: Int
  /// The categories that are told apart.
  public var kinds: [Kind]
  /// The entries as lines of fields between tabs: rules that share a list share this text, and it is read in one pass.
  public var list: String

  /// Makes weights of what was read or kept.
  public init(threshold: Int, heaviest: Int, kinds: [Kind], list: String) {
    self.threshold = threshold
    self.heaviest = heaviest
    self.kinds = kinds
    self.list = list
  }

  /// Makes weights of entries.
  public init(threshold: Int, heaviest: Int, kinds: [Kind], entries: [Entry]) {
    self.init(threshold: threshold, heaviest: heaviest, kinds: kinds, list: entries.map(\.line).joined())
  }

  /// Tells the bytes of each entry's text and its numbers: the weight, then a kind and a weight by turns.
  public func forEach(_ body: (_ text: UnsafeBufferPointer<UInt8>, _ numbers: [Int]) -> Void) {
    var list = list
    list.withUTF8 { bytes in
      var numbers: [Int] = []
      var place = 0
      func byte() -> UInt8 { place < bytes.count ? bytes[place] : 0x0A }
      while place < bytes.count {
        let start = place
        while byte() > 0x0A || byte() < 0x09 { place += 1 }
        let text = UnsafeBufferPointer(rebasing: bytes[start..<place])
        numbers.removeAll(keepingCapacity: true)
        while byte() == 0x09 {
          place += 1
          let isLess = byte() == 0x2D
          if isLess { place += 1 }
          var number = 0
          while (0x30...0x39).contains(byte()) {
            number = min(number * 10 + Int(byte() - 0x30), Self.most)
            place += 1
          }
          numbers.append(isLess ? -number : number)
        }
        while byte() != 0x0A { place += 1 }
        place += 1
        if !numbers.isEmpty { body(text, numbers) }
      }
    }
  }
}
