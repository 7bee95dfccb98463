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
    let rulebook = try Rulebook.load(
      wordlists: wordlistsPath(), overlay: overlay, policies: policyPaths(), cacheDirectory: cache,
      compile: ContentScanner.validate)
    return LoadedRules(rulebook, cacheDirectory: cache)
  }
}

/// Rules compiled, with what is needed to weigh their signals.
struct LoadedRules: Sendable {
  var version: String
  /// Every rule that can be named, the school's own included.
  var ruleSet: RuleSet
  var scanner: ContentScanner
  var context: SchoolContext
  private let overlay: Overlay?
  var policies: [Policy]
  var categories: [Category]
  /// Words that say how a message speaks of a child whom it names.
  var frames: PostingFrames

  init(_ rulebook: Rulebook, cacheDirectory: String?) {
    let lists = rulebook.wordlists
    version = lists.version
    ruleSet = RuleSet(version: lists.version, rules: lists.ruleSet.rules + (lists.overlay?.ruleSet.rules ?? []))
    scanner = ContentScanner(
      lists.ruleSet, names: NameList(lists.names + lists.places),
      nameWords: NameWords(words: lists.namesAsWords, names: lists.wordsAsNames), cacheDirectory: cacheDirectory,
      dictionary: ShippedData.dictionary())
    overlay = lists.overlay
    context = overlay.map { SchoolContext($0) } ?? .none
    policies = rulebook.policies
    categories = lists.categories
    frames = lists.frames
  }

  /// Makes the names of the people of a school known, so that they are found in texts and no name looks like an insult.
  mutating func know(peopleOf desk: Desk) async throws {
    let people = try await desk.store.peopleRegister(school: desk.id, at: Moment.now).named
    context = overlay.map { SchoolContext($0, people: people) } ?? SchoolContext(people: people)
  }

  /// Weighs what was found in a text, and in the way it is placed.
  func weigh(_ result: ScanResult, placed: [Signal] = [], isOutOfScope: Bool = false) -> Verdict {
    Verdict(result, placed: placed, policies: policies, categories: categories, isOutOfScope: isOutOfScope)
  }
}
