public import Conduct
import Crypto

/// The word lists of `Wordlists/`, with a school's overlay when there is one.
public struct Wordlists: Hashable, Sendable {
  /// `sha256:` and 64 hexadecimal digits over all that decides a verdict, the overlay included.
  public var version: String
  /// The closed list of categories.
  public var categories: [Category]
  /// The shipped rules of every status; a rule's `status` says whether it is used.
  public var ruleSet: RuleSet
  /// Given names and surnames that look like listed words, as written.
  public var names: [String]
  /// Place names that look like listed words, as written.
  public var places: [String]
  /// Names that are ordinary words too, as written.
  public var namesAsWords: [String]
  /// Names that a dictionary takes for words, as written.
  public var wordsAsNames: [String]
  /// Words that say how a message speaks of a child whom it names.
  public var frames: PostingFrames
  /// What a school adds and changes.
  public var overlay: Overlay?
  /// What of the overlay does not fit the shipped lists any more, such as a switch of a rule that is gone.
  public var warnings: [Complaint]

  /// Makes word lists; the versions are worked out from the content.
  public init(
    categories: [Category], rules: [Rule], names: [String] = [], places: [String] = [], namesAsWords: [String] = [],
    wordsAsNames: [String] = [], frames: PostingFrames = PostingFrames(), overlay: Overlay? = nil,
    warnings: [Complaint] = []
  ) {
    self.categories = categories
    self.names = names
    self.places = places
    self.namesAsWords = namesAsWords
    self.wordsAsNames = wordsAsNames
    self.frames = frames
    self.overlay = overlay
    self.warnings = warnings
    ruleSet = RuleSet(
      version: Self.version(
        of: rules, categories: categories,
        names: names + ["/"] + places + ["/"] + namesAsWords + ["/"] + wordsAsNames + frames.lines),
      rules: rules)
    version = Self.version(of: ruleSet, with: overlay)
  }

  /// Every rule that can be named, those of a school included, under the version of all that decides a verdict.
  public func ruleSet(with overlay: Overlay?) -> RuleSet {
    RuleSet(version: Self.version(of: ruleSet, with: overlay), rules: ruleSet.rules + (overlay?.ruleSet.rules ?? []))
  }

  /// The version of shipped rules with what a school adds and changes.
  private static func version(of shipped: RuleSet, with overlay: Overlay?) -> String {
    guard let overlay else { return shipped.version }
    var packer = Packer()
    packer.add(shipped.version)
    packer.add(overlay.ruleSet.version)
    packer.add(overlay.switches) { packer, entry in
      packer.add(entry.rule.rawValue)
      packer.add(entry.to.rawValue)
      packer.add(optional: entry.severity) { $0.add($1.rawValue) }
    }
    packer.add(overlay.exceptions)
    packer.add(overlay.names)
    return packer.digest
  }

  /// Reads a folder of word lists and a school's overlay, without a cache.
  public static func load(directory: String, overlay: String? = nil) throws(LibraryError) -> Wordlists {
    let shipped = try Folder.read(directory)
    var school: Folder?
    if let overlay { school = try Folder.read(overlay) }
    return try read(shipped, overlay: school)
  }

  /// Reads word lists from files that are already in memory; every error in them is thrown at once.
  /// With `compile`, patterns that do not compile are errors too.
  static func read(
    _ shipped: Folder, overlay: Folder?, compile: ((String) -> PatternFault?)? = nil
  ) throws(LibraryError) -> Wordlists {
    var reader = WordlistReader()
    reader.readShipped(shipped)
    if let overlay { reader.readOverlay(overlay) }
    if let compile { reader.compile(compile) }
    try reader.throwErrors()
    return reader.wordlists
  }

  /// The version of a set of rules.
  static func version(of rules: [Rule], categories: [Category], names: [String]) -> String {
    var packer = Packer()
    packer.add(categories)
    packer.add(rules) { packer, rule in rule.packVerdictParts(into: &packer) }
    packer.add(names)
    return packer.digest
  }
}

extension PostingFrames {
  /// Every word with its frame, in a settled order.
  fileprivate var lines: [String] { Frame.allCases.flatMap { frame in (lists[frame] ?? []).map { "\(frame):\($0)" } } }
}

extension Packer {
  /// `sha256:` and 64 hexadecimal digits.
  var digest: String { "sha256:" + SHA256.hash(data: bytes).hexadecimal }
}

extension Sequence where Element == UInt8 {
  /// Two digits a byte.
  var hexadecimal: String {
    var text = ""
    for byte in self {
      text.append(byte < 16 ? "0" : "")
      text += String(byte, radix: 16)
    }
    return text
  }
}
