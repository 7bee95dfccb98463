public import Library
import Conduct
import Scanner

extension Check.Engine {
  /// PCRE2, the prefilter and the scanner themselves; nothing is timed, as a debug build says little about time.
  public static var scanning: Check.Engine {
    Check.Engine(
      compile: ContentScanner.validate,
      uncarried: { rule in
        let scanner = ContentScanner(RuleSet(version: "", rules: [rule]))
        return scanner.rulesWithoutPrefilter.isEmpty && scanner.rulesWithoutWords.isEmpty
          ? nil : "zij draait op elk bericht"
      },
      scanner: { lists in
        let scanner = ContentScanner(lists.ruleSet, names: NameList(lists.names + lists.places))
        let context = lists.overlay.map { SchoolContext($0) } ?? .none
        return { text in Set(scanner.scan(text, context: context).signals.map(\.rule)) }
      })
  }
}
