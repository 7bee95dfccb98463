public import Conduct

/// Reads what schools add and change, over word lists that were read once.
public struct OverlayReader: Sendable {
  /// What a school's changes come to.
  public struct Reading: Sendable {
    /// The changes that hold.
    public var overlay: Overlay
    /// What is wrong with those that do not fit the shipped lists any more; they are left out, and the others hold.
    public var unfit: [RuleChangeID: [Complaint]] = [:]
  }

  private let shipped: WordlistReader
  private let compile: @Sendable (String) -> PatternFault?

  /// Reads the shipped word lists; `compile` says what is wrong with a school's own patterns.
  public init(
    wordlists directory: String, compile: @escaping @Sendable (String) -> PatternFault?
  ) throws(LibraryError) {
    self.compile = compile
    var reader = WordlistReader()
    reader.readShipped(try Folder.read(directory))
    try reader.throwErrors()
    shipped = reader
  }

  /// The conditions that an own rule may ask for, by name, with what they say.
  public var conditions: [(name: String, label: String)] { shipped.ownConditions }

  /// Reads one school's folder; every error in it is thrown at once.
  public func read(_ directory: String) throws(LibraryError) -> Overlay {
    var reader = shipped
    reader.readOverlay(try Folder.read(directory))
    reader.compile(ownOnly: true, compile)
    try reader.throwErrors()
    return reader.overlay
  }

  /// Reads the changes of a school that are on trial, asked for or live. A rule that is not live yet is a shadow rule;
  /// anything else that is not live yet does nothing.
  public func read(_ changes: [RuleChange]) -> Reading {
    var reading = Reading(overlay: Overlay(ruleSet: RuleSet(version: "", rules: [])))
    for change in changes where change.state == .live || change.content.kind == .rule && change.state != .ended {
      var reader = shipped
      reader.readOverlay(change.folder)
      reader.compile(ownOnly: true, compile)
      // A setting of a rule that is gone is a warning in a folder, and here the same: it does nothing.
      let faults = reader.complaints.filter { $0.severity == .error || $0.code == "O001" }
      if faults.isEmpty {
        reading.overlay.add(reader.overlay)
      } else {
        reading.unfit[change.id] = faults
      }
    }
    reading.overlay.ruleSet.version = Wordlists.version(of: reading.overlay.ruleSet.rules, categories: [], names: [])
    return reading
  }

  /// The fewest letters beside a `*` or `+` of an exception: with fewer it would let nearly everything pass.
  private static let fewestLetters = 4

  private static func faults(in words: [String]) -> [Complaint] {
    var unread: [Complaint] = []
    let list = WordList(words.joined(separator: "\n"), file: "exceptions.txt", language: "nl", complaints: &unread)
    let entries = list.words + list.exceptions
    let place = SourceLocation(file: "exceptions.txt", line: 1)
    if entries.isEmpty, unread.isEmpty {
      return [
        Complaint(.error, code: "W003", at: place, problem: "er staat geen woord", advice: "vul een woord in")
      ]
    }
    return entries.filter { entry in
      (entry.before != .whole || entry.after != .whole) && (entry.forms.map(\.count).min() ?? 0) < fewestLetters
    }.map {
      Complaint(
        .error, code: "W004", at: $0.location,
        problem: "“\($0.forms[0])” met een * of + laat bijna alles toe", advice: "schrijf het hele woord"
      )
    }
  }

  /// What is wrong with a change, or doubtful: what cannot be read or compiled, what the lint and the examples say, and
  /// what it costs.
  public func check(_ change: RuleChange, engine: Check.Engine) -> [Complaint] {
    var reader = shipped
    let before = reader.complaints.count
    reader.readOverlay(change.folder)
    var complaints = Array(reader.complaints.dropFirst(before))
    if case .exception(let words) = change.content { complaints += Self.faults(in: words) }
    // In a folder a setting of a rule that is gone does no harm; nobody writes one anew.
    for place in complaints.indices where complaints[place].code == "O001" { complaints[place].severity = .error }
    if complaints.allSatisfy({ $0.severity == .warning }) {
      complaints += Check.complaints(ofOwn: reader, engine: engine)
    }
    return complaints
  }
}
