import ArgumentParser
import Conduct
import Foundation
import Scanner

/// `fatsoen bench-names`: what looking for the people of a school costs.
struct BenchNamesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-names",
    abstract: "Meet wat het kost om de namen van een school in berichten te zoeken.",
    discussion: """
      Scant dezelfde berichten om beurten zonder namen, met een klas van 30 en met
      een school van 600 leerlingen en 1.200 volwassenen, en schrijft als laatste
      regel één JSON-object met de tijden en hun verhouding.

      Voorbeeld:
        fatsoen bench-names --messages berichten.ndjson
      """,
    shouldDisplay: false)

  @OptionGroup var options: RuleOptions

  @Option(help: ArgumentHelp("Berichten als NDJSON.", valueName: "bestand"), completion: .file())
  var messages: String

  @Option(help: ArgumentHelp("Ronden; de beste telt.", valueName: "aantal"))
  var rounds = 5

  func validate() throws {
    if rounds < 1 { throw ValidationError("--rounds is ten minste 1") }
  }

  func run() throws {
    let texts = try MessageTexts(path: messages)
    let scanner = try options.load().scanner
    scanner.prepare()
    let school = InventedPeople.named(pupils: 600, adults: 1200, school: 0)
    let start = ContinuousClock.now
    let known = SchoolContext(people: school)
    let making = (ContinuousClock.now - start).seconds * 1000
    let again = ContinuousClock.now
    _ = SchoolContext(people: school, after: known)
    let reusing = (ContinuousClock.now - again).seconds * 1000
    let contexts = [
      SchoolContext.none, SchoolContext(people: InventedPeople.named(pupils: 30, adults: 0, school: 0)), known,
    ]
    let worker = scanner.makeWorker()
    var best = [Double](repeating: .infinity, count: contexts.count)
    var found = [Int](repeating: 0, count: contexts.count)
    // One round more than is counted, to warm up.
    for round in 0...rounds {
      for (place, context) in contexts.enumerated() {
        let (seconds, mentions) = scan(texts, with: worker, context)
        found[place] = mentions
        if round > 0 { best[place] = min(best[place], seconds) }
      }
    }
    try Screen.print(
      """
      {"messages":\(texts.count),"bytes":\(texts.bytes),"people":\(school.count),"making_ms":\(fixed(making, 2)),\
      "reusing_ms":\(fixed(reusing, 2)),"none_s":\(fixed(best[0], 4)),"class_s":\(fixed(best[1], 4)),\
      "school_s":\(fixed(best[2], 4)),"class_ratio":\(fixed(best[1] / best[0], 4)),\
      "school_ratio":\(fixed(best[2] / best[0], 4)),"class_mentions":\(found[1]),"school_mentions":\(found[2])}
      """)
  }

  /// Processor time of this thread, and how many names were found.
  private func scan(
    _ texts: MessageTexts, with worker: ContentScanner.Worker, _ context: SchoolContext
  ) -> (seconds: Double, mentions: Int) {
    var mentions = 0
    let start = ThreadClock.nanoseconds()
    for first in stride(from: 0, to: texts.count, by: 1024) {
      for i in first..<min(first + 1024, texts.count) { texts.withText(i) { worker.add($0, number: i) } }
      worker.scanAdded(context: context) { mentions += $1.mentions.count }
    }
    return (Double(ThreadClock.nanoseconds() - start) / 1e9, mentions)
  }

  private func fixed(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
