import CAllocations
import Conduct
import Foundation
import Library
import Scanner

/// Counts what scanning allocates in a worker that has seen such texts before: `allocations WORDLISTS` prints one JSON
/// object a line. Only an optimised build says something; a debug build allocates of itself.
@main
enum Allocations {
  private static let ascii = [
    "Morgen gaan we met groep 5 naar het museum, denkt u aan een lunchpakket?",
    "Wie heeft er nog een springvorm voor ons? Vrijdag bakken we taart.",
    "Dank voor de hulp bij het schoolreisje! De kinderen hebben genoten.",
    "De gymles van donderdag gaat niet door. Volgende week wel weer.",
    "Noor is ziek, zij blijft vandaag thuis. Groetjes, haar moeder.",
    "Wilt u de brief over het kamp voor woensdag 14 mei inleveren bij de juf?",
    "Er zijn veel gevonden voorwerpen: een rode jas, 2 sjaals en een broodtrommel.",
    "Om 15.30 uur zijn de kinderen terug op het plein. Tot dan!",
  ]
  private static let latin = [
    "De coördinator is dinsdag vrij. Bel gerust even met de conciërge.",
    "Zoë en Anaïs zijn jarig, we vieren het in één keer na de pauze.",
    "Wij drinken daarna thee in het café bij de bibliotheek, à la carte.",
    "Geïnteresseerd in de ouderraad? Wij zoeken nog twee enthousiaste ouders.",
    "De scène met de drie zussen was prachtig, zei meneer Çelik.",
  ]
  /// A rule looks twice at these, and its conditions clear them.
  private static let cleared = ["Er liggen nog 2 mutsen en een broodtrommel in de gang."]
  /// A school of whom none of these texts speak; a good half of their words share letters with its names.
  private static let people = SchoolContext(
    people: [
      ("Daan", "van", "Morgenster"), ("Groos", "", "Vrijdags"), ("Mark", "de", "Dankers"), ("Wiltje", "", "Wieringa"),
    ]
    .enumerated().map { number, name in
      NamedPerson(.pupil(PupilID("\(number)")), PersonName(given: name.0, infix: name.1, family: name.2))
    })
  private static let hit = ["Jij bent een achterlijke idioot, wat een kankerschool."]

  static func main() throws {
    let lists = try Wordlists.load(directory: CommandLine.arguments.dropFirst().first ?? "Wordlists")
    let scanner = ContentScanner(
      lists.ruleSet, names: NameList(lists.names + lists.places),
      nameWords: NameWords(words: lists.namesAsWords, names: lists.wordsAsNames))
    let runs: [(String, [String], SchoolContext)] = [
      ("ascii", ascii, .none), ("latin", latin, .none), ("cleared", cleared, .none), ("hit", hit, .none),
      ("ascii with people", ascii, people), ("latin with people", latin, people),
      ("named", ["Gisteren was Daan er ook."], people),
    ]
    for (name, texts, context) in runs {
      let worker = scanner.makeWorker()
      let many = Array(repeating: texts, count: 50).flatMap { $0 }
      for _ in 0..<2 { _ = scan(many, with: worker, context) }
      let (few, most) = (scan(texts, with: worker, context), scan(many, with: worker, context))
      print(
        "{\"texts\":\"\(name)\",\"messages\":\(texts.count),\"allocations\":\(few.allocations),"
          + "\"messages_more\":\(many.count - texts.count),\"allocations_more\":\(most.allocations - few.allocations),"
          + "\"told\":\(few.told)}")
    }
  }

  /// What one call allocates that scans all these texts, and how many of them had something to tell.
  private static func scan(
    _ texts: [String], with worker: ContentScanner.Worker, _ context: SchoolContext
  ) -> (allocations: Int, told: Int) {
    let texts = texts.map { Array($0.utf8) }
    var told = 0
    allocations_begin()
    for (number, text) in texts.enumerated() { text.withUnsafeBufferPointer { worker.add($0, number: number) } }
    worker.scanAdded(context: context) { _, _ in told += 1 }
    return (allocations_end(), told)
  }
}
