import ArgumentParser
import Conduct
import Library
import Scanner
import Store

/// Which rules and policies a command works with.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Map met woordenlijsten en regels (standaard: de meegeleverde).", valueName: "map"),
    completion: .directory)
  var wordlists: String?

  @Option(
    help: ArgumentHelp("Map met eigen woorden, uitzonderingen en regels van de school.", valueName: "map"),
    completion: .directory)
  var overlay: String?

  @Option(
    help: ArgumentHelp(
      "Beleid dat de afspraken bij een signaal geeft; mag vaker (standaard: beide meegeleverde).", valueName: "bestand"),
    completion: .file(extensions: ["yaml"]))
  var policy: [String] = []

  /// The folder of the rules.
  func wordlistsPath() throws -> String { try wordlists ?? ShippedData.wordlists() }

  /// The files of the policies.
  func policyPaths() throws -> [String] { policy.isEmpty ? try ShippedData.policies() : policy }

  /// The shipped word lists and policies, from the cache where that still fits.
  static func shipped() throws -> Wordlists {
    try Rulebook.load(
      wordlists: ShippedData.wordlists(), policies: ShippedData.policies(),
      cacheDirectory: ShippedData.cacheDirectory(), compile: ContentScanner.validate
    ).wordlists
  }

  /// Reads everything and compiles the scanner; from the cache where that still fits.
  func load() throws -> LoadedRules {
    let cache = ShippedData.cacheDirectory()
    let folder = try wordlistsPath()
    let rulebook = try Rulebook.load(
      wordlists: folder, overlay: overlay, policies: policyPaths(), cacheDirectory: cache,
      compile: ContentScanner.validate)
    return LoadedRules(rulebook, folder: folder, cacheDirectory: cache)
  }
}

/// Rules compiled, with what is needed to weigh their signals.
struct LoadedRules: Sendable {
  var version: String { ruleSet.version }
  /// Every rule that can be named, the school's own included.
  private(set) var ruleSet: RuleSet
  var scanner: ContentScanner
  private(set) var context: SchoolContext
  /// The shipped lists, with the folder of a school when one was given.
  private let lists: Wordlists
  /// Where the shipped lists were read.
  let folder: String
  var policies: [Policy]
  var categories: [Category]
  /// Words that say how a message speaks of a child whom it names.
  var frames: PostingFrames

  init(_ rulebook: Rulebook, folder: String, cacheDirectory: String?) {
    lists = rulebook.wordlists
    self.folder = folder
    ruleSet = lists.ruleSet(with: lists.overlay)
    scanner = ContentScanner(
      lists.ruleSet, names: NameList(lists.names + lists.places),
      nameWords: NameWords(words: lists.namesAsWords, names: lists.wordsAsNames), cacheDirectory: cacheDirectory,
      dictionary: ShippedData.dictionary())
    context = lists.overlay.map { SchoolContext($0) } ?? .none
    policies = rulebook.policies
    categories = lists.categories
    frames = lists.frames
  }

  /// Makes known what the school changed in its rules, and the names of its people, so that they are found in texts and no
  /// name looks like an insult. Says which changes do not fit the lists any more.
  mutating func know(_ desk: Desk) async throws {
    let people = try await desk.store.peopleRegister(school: desk.id, at: Moment.now).named
    let changes = try await desk.store.ruleChangesInForce(school: desk.id)
    guard !changes.isEmpty else { return adopt(nil, people: people) }
    let reading = try OverlayReader(wordlists: folder, compile: ContentScanner.validate).read(changes)
    for change in changes {
      for complaint in reading.unfit[change.id] ?? [] {
        Screen.complain("let op: wijziging \(change.number) van de regels doet niets: \(complaint.problem)")
      }
    }
    adopt(reading.overlay, people: people)
  }

  /// Takes over what a school changes and who its people are; what did not change is not compiled again.
  mutating func adopt(_ changes: Overlay?, people: [NamedPerson]) {
    var own = lists.overlay
    if let changes {
      own = own ?? Overlay(ruleSet: RuleSet(version: "", rules: []))
      own?.ruleSet.version += changes.ruleSet.version
      own?.add(changes)
    }
    ruleSet = lists.ruleSet(with: own)
    context = own.map { SchoolContext($0, people: people, after: context) } ?? SchoolContext(people: people)
  }

  /// Weighs what was found in a text, and in the way it is placed.
  func weigh(_ result: ScanResult, placed: [Signal] = [], isOutOfScope: Bool = false) -> Verdict {
    Verdict(result, placed: placed, policies: policies, categories: categories, isOutOfScope: isOutOfScope)
  }
}
