import ArgumentParser
import Conduct
import Foundation
import Library
import Scanner

/// `fatsoen bench-schools`: what the own words of many schools cost in one process.
struct BenchSchoolsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-schools",
    abstract: "Meet wat de eigen woorden van veel scholen kosten.",
    discussion: """
      Verzint voor elke school een eigen map (woorden, uitzonderingen, namen,
      omgezette regels) en haar mensen, leest en gebruikt ze allemaal, en schrijft als laatste
      regel één JSON-object met geheugen en tijden.

      Voorbeeld:
        fatsoen bench-schools --schools 200
      """,
    shouldDisplay: false)

  @OptionGroup var options: RuleOptions

  @Option(help: ArgumentHelp("Aantal scholen.", valueName: "aantal"))
  var schools = 200

  @Option(help: ArgumentHelp("Eigen woorden per school.", valueName: "aantal"))
  var words = 100

  @Option(help: ArgumentHelp("Mensen per school, een derde leerlingen.", valueName: "aantal"))
  var people = 1800

  func validate() throws {
    if schools < 1 || words < 1 { throw ValidationError("--schools en --words zijn ten minste 1") }
    if people < 0 { throw ValidationError("--people is ten minste 0") }
  }

  func run() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fatsoen-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }  // a leftover folder in /tmp harms nobody
    let invented = (0..<schools).map { InventedOverlay(number: $0, words: words, folder: "\(folder)/\($0)") }
    for overlay in invented { try overlay.write() }
    let loaded = try options.load()
    loaded.scanner.prepare()
    let reader = try OverlayReader(wordlists: options.wordlistsPath(), compile: ContentScanner.validate)
    let contexts = SchoolContexts(capacity: schools)
    let worker = loaded.scanner.makeWorker()

    /// Milliseconds until a text is judged with a school's own words, from the files on.
    func use(_ overlay: InventedOverlay, version: Int, text: String) throws -> (milliseconds: Double, rules: [String]) {
      let start = ContinuousClock.now
      let context = try contexts.context(of: SchoolID("s-\(overlay.number)"), version: "\(version)") {
        try reader.read(overlay.folder)
      } people: {
        InventedPeople.named(pupils: people / 3, adults: people - people / 3, school: overlay.number)
      }
      var text = text
      let result = text.withUTF8 { worker.scan($0, context: context) }
      return ((ContinuousClock.now - start).seconds * 1000, result.signals.map(\.rule.rawValue))
    }
    func expect(_ isRight: Bool, _ overlay: InventedOverlay) throws {
      if !isRight { throw CommandError("school \(overlay.number) krijgt niet het oordeel van haar eigen woorden") }
    }

    let before = peakMemory()
    var first: [Double] = []
    for overlay in invented {
      let (time, rules) = try use(overlay, version: 1, text: overlay.sample)
      try expect(rules.contains(InventedOverlay.rule), overlay)
      first.append(time)
    }
    let after = peakMemory()
    let changed = invented.prefix(20)
    var added: [Double] = []
    var switched: [Double] = []
    for overlay in changed {
      try overlay.add(word: "nieuwerwoord")
      let (time, rules) = try use(overlay, version: 2, text: "wat een nieuwerwoord")
      try expect(rules == [InventedOverlay.rule], overlay)
      added.append(time)
    }
    for overlay in changed {
      try overlay.switchOff()
      let (time, rules) = try use(overlay, version: 3, text: overlay.sample)
      try expect(!rules.contains(InventedOverlay.rule), overlay)
      switched.append(time)
    }
    try Screen.print(
      """
      {"schools":\(schools),"words":\(words),"people":\(people),"shipped_rss_mb":\(fixed(before)),"peak_rss_mb":\(fixed(after)),\
      "first_use_ms":\(fixed(first.max() ?? 0)),"word_added_ms":\(fixed(added.max() ?? 0)),\
      "switched_ms":\(fixed(switched.max() ?? 0))}
      """)
  }

  private func fixed(_ value: Double) -> String { String(format: "%.1f", value) }
}

/// The folder of a school that does not exist, always the same for the same number.
private struct InventedOverlay {
  static let rule = "school.abuse.own"

  var number: Int
  var words: Int
  var folder: String

  /// A text with one of the words.
  var sample: String { "wat een \(word(words / 2)) is dit toch" }

  func write() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let rules = """
      rules:
        - {id: \(Self.rule), title: Eigen, category: abuse, severity: 2, words: own.txt, why: Proef.,
           match: ['\(word(0))'], pass: [groet]}
        - {id: school.abuse.phrase, title: Eigen zin, category: abuse, severity: 2, why: Proef.,
           pattern: '\\b\(word(1))\\s+(?:van|uit)\\s+\\w+', match: ['\(word(1)) van hier'], pass: [groet]}

      """
    try write("own.rules.yaml", rules)
    try write("own.txt", (0..<words).map { word($0) + ($0 % 3 == 0 ? " +n" : $0 % 3 == 1 ? "*" : "") + "\n" }.joined())
    try write("exceptions.txt", (0..<20).map { word(1000 + $0) + "plein\n" }.joined())
    try write("names.txt", (0..<400).map { word(2000 + $0).capitalized + "\n" }.joined())
    try switchRules("nl.abuse.disease-compound", to: "shadow")
  }

  func add(word: String) throws {
    let path = folder + "/own.txt"
    try write("own.txt", String(decoding: Input.contents(of: path), as: UTF8.self) + word + "\n")
  }

  func switchOff() throws { try switchRules(Self.rule, to: "off") }

  private func switchRules(_ rule: String, to state: String) throws {
    try write("overlay.yaml", "switch:\n  - {rule: \(rule), to: \(state), reason: proef}\n")
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
  }

  /// A word that sounds Dutch, different for every number and school.
  private func word(_ index: Int) -> String {
    let syllables = ["kra", "bo", "stee", "len", "vla", "mor", "zwie", "dun", "pla", "tek", "ror", "sjo", "gru", "wem"]
    var rest = index + number * 2600 + 14
    var word = ""
    while rest > 0 {
      word += syllables[rest % syllables.count]
      rest /= syllables.count
    }
    return word + "sel"
  }
}
