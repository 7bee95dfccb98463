import Foundation

/// The argument parser's own English, in Dutch.
enum HelpText {
  /// A page of help with its headings in Dutch.
  static func dutch(_ text: String) -> String {
    var result = text
    for (english, dutch) in headings { result = result.replacingOccurrences(of: english, with: dutch) }
    return result
  }

  private static let headings = [
    ("OVERVIEW: ", ""), ("USAGE: ", "GEBRUIK: "), ("ARGUMENTS:", "GEGEVENS:"), ("OPTIONS:", "OPTIES:"),
    ("\nSUBCOMMANDS:", "\nOPDRACHTEN:"), (" SUBCOMMANDS:", ":"), ("[<options>]", "[opties]"), ("<options>", "[opties]"),
    ("<subcommand>", "<opdracht>"), ("Show help information.", "Toont deze uitleg."),
    ("Show subcommand help information.", "Toont de uitleg van een opdracht."),
    ("Show the version.", "Toont de versie."), ("(default: ", "(standaard: "),
    ("(default)         ", "(standaard)       "),
    ("(values: ", "(keuze: "),
    ("; default: ", "; standaard: "),
    ("See 'fatsoen help <opdracht>' for detailed help.", "Uitleg per opdracht: fatsoen help <opdracht>."),
    ("for detailed help.", "voor uitleg."), ("  See '", "  Zie '"),
  ]

  /// A complaint about the way a command was typed.
  static func usage(_ text: String) -> String {
    let first = text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? text
    for (pattern, dutch) in complaints {
      guard let expression = try? NSRegularExpression(pattern: pattern) else { continue }
      let range = NSRange(first.startIndex..., in: first)
      guard expression.firstMatch(in: first, range: range) != nil else { continue }
      return expression.stringByReplacingMatches(in: first, range: range, withTemplate: dutch)
    }
    return first
  }

  private static let complaints = [
    (#"^Unknown option '(.*?)'.*$"#, "onbekende optie $1"),
    (#"^Missing expected argument '(.*)'$"#, "hier ontbreekt nog: $1"),
    (#"^Missing value for '(.*)'$"#, "achter $1 hoort een waarde"),
    (#"^The value '(.*)' is invalid for '(.*?)'.*$"#, "\"$1\" past niet bij $2"),
    (#"^(\d+) unexpected arguments: (.*)$"#, "hier past niet: $2"),
    (#"^Unexpected argument '(.*)'$"#, "hier past niet: $1"),
    (#"^Value to be set with flag '(.*)' had already been set.*$"#, "$1 kan niet samen met de eerdere keuze"),
  ]
}
