import Conduct
import Library
import Scanner

/// What PCRE2, the prefilter and the scanner say to `check`.
final class CheckEngine {
  private let measures: Bool
  /// One scanner a rule: it is asked several times in a row about the same one.
  private var latest: (rule: RuleID, scanner: ContentScanner)?

  init(measures: Bool) { self.measures = measures }

  var engine: Check.Engine {
    Check.Engine(
      compile: ContentScanner.validate,
      uncarried: { self.uncarried($0) },
      scanner: { lists in
        let scanner = ContentScanner(
          lists.ruleSet, names: NameList(lists.names + lists.places), dictionary: ShippedData.dictionary())
        let context = lists.overlay.map { SchoolContext($0) } ?? .none
        let worker = scanner.makeWorker()
        return { text in
          var text = text
          return text.withUTF8 { Set(worker.scan($0, context: context).signals.map(\.rule)) }
        }
      },
      seconds: measures ? { self.seconds($0, $1) } : nil)
  }

  private func scanner(of rule: Rule) -> ContentScanner {
    if let latest, latest.rule == rule.id { return latest.scanner }
    var rule = rule
    rule.status = .live
    let scanner = ContentScanner(RuleSet(version: "check", rules: [rule]))
    // Compiling is not the text's doing, and happens once.
    scanner.prepare(withConditions: true)
    latest = (rule.id, scanner)
    return scanner
  }

  /// What a rule costs that is looked for, or runs, on every message.
  private func uncarried(_ rule: Rule) -> String? {
    let scanner = scanner(of: rule)
    let runsAlways = scanner.rulesWithoutPrefilter.contains(rule.id)
    guard runsAlways || scanner.rulesWithoutWords.contains(rule.id) else { return nil }
    let sample = "Morgen gaan we met de hele groep naar het bos, denken jullie aan laarzen en een tas?"
    let rounds = 200
    _ = scanner.scan(sample)
    let start = ThreadClock.nanoseconds()
    for _ in 0..<rounds { _ = scanner.scan(sample) }
    let cost = decimal(Double(ThreadClock.nanoseconds() - start) / 1e3 / Double(rounds), 1)
    return runsAlways
      ? "geen voorfilter kan deze regel dragen; hij loopt over elk bericht en kost daar ongeveer \(cost) microseconde"
      : "er is geen vast woord om naar te zoeken; wat daarvoor in de plaats komt, kost op elk bericht ongeveer \(cost)"
        + " microseconde"
  }

  /// Seconds of processor time for one text with one rule; infinity when a limit was reached.
  private func seconds(_ rule: Rule, _ text: String) -> Double {
    let scanner = scanner(of: rule)
    let start = ThreadClock.nanoseconds()
    let result = scanner.scan(text)
    return result.faults.isEmpty ? Double(ThreadClock.nanoseconds() - start) / 1e9 : .infinity
  }
}
