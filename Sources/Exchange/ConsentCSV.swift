public import Conduct
public import Foundation

/// Reads a CSV file of answers about consent: `leerling, groep, ouder, soort, kanaal, antwoord, datum, bewijs`, of which
/// `groep` and `bewijs` may be missing.
public enum ConsentCSV {
  /// Reads a file. `name` is how it is called in remarks. Throws `ExchangeError`; nothing is then read.
  public static func read(_ url: URL, name: String) throws -> ConsentFile {
    try read(try CSVTable(RosterSource(url, name: name)), name: name)
  }

  private struct Refused: Error { var text: String }

  static func read(_ table: CSVTable, name: String) throws -> ConsentFile {
    var table = table
    try table.require("leerling", "ouder", "soort", "kanaal", "antwoord", "datum")
    var file = ConsentFile()
    while let row = try table.next() {
      switch row {
      case .success(let row):
        let place = "\(name) regel \(row.line)"
        do {
          file.rows.append(try read(row, at: place))
        } catch let refused as Refused {
          file.refused.append(Roster.Remark(place: place, text: refused.text, isRefusal: true))
        }
      case .failure(let refused):
        file.refused.append(
          Roster.Remark(place: "\(name) regel \(refused.line)", text: refused.reason, isRefusal: true))
      }
    }
    return file
  }

  private static func read(_ row: CSVTable.Row, at place: String) throws -> ConsentFile.Row {
    guard let pupil = row["leerling"] else { throw Refused(text: "de leerling ontbreekt") }
    guard let guardian = row["ouder"] else { throw Refused(text: "de ouder ontbreekt") }
    let kinds = try list(row["soort"], "soort", Consent.Kind.named)
    let channels = try list(row["kanaal"], "kanaal", Consent.Channel.named)
    guard let word = row["antwoord"], let (answer, act) = answers[PersonName.fold(word)] else {
      throw Refused(text: "antwoord \"\(row["antwoord"] ?? "")\" is niet bekend; kies ja, nee of ingetrokken")
    }
    guard let date = row["datum"] else {
      throw Refused(text: "de datum ontbreekt; zonder datum is niet te zien welk antwoord het laatste is")
    }
    guard let day = Day(anyForm: date) else {
      throw Refused(text: "\"\(date)\" is geen datum; schrijf die als 31-12-2026 of 2026-12-31")
    }
    let (evidence, text) = try evidence(row["bewijs"])
    return ConsentFile.Row(
      pupil: pupil, group: row["groep"], guardian: guardian,
      questions: kinds.flatMap { kind in channels.map { Consent.Question(kind, $0) } }, answer: answer, act: act,
      day: day, evidence: evidence, text: text, place: place)
  }

  private static let answers: [String: (Consent.Answer, ConsentStatement.Act)] = [
    "ja": (.yes, .answer), "nee": (.no, .answer), "ingetrokken": (.no, .withdrawal),
  ]

  /// `papier`, or with where it is to be found: `papier: map 3`.
  private static func evidence(_ text: String?) throws -> (ConsentStatement.Evidence, String) {
    guard let text else { return (.form, "") }
    let parts = text.split(separator: ":", maxSplits: 1)
    let word = PersonName.fold(String(parts.first ?? ""))
    guard let evidence = ConsentStatement.Evidence.allCases.first(where: { $0.name == word }) else {
      throw Refused(
        text: "bewijs \"\(text)\" is niet bekend; begin met formulier, portaal of papier, zoals \"papier: map 3\"")
    }
    let rest = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    return (evidence, rest)
  }

  private static func list<Value: Hashable>(
    _ text: String?, _ column: String, _ named: (String) -> [Value]?
  ) throws -> [Value] {
    let words = (text ?? "").split { "|,+".contains($0) }.map { $0.trimmingCharacters(in: .whitespaces) }
    if words.isEmpty { throw Refused(text: "\(column) ontbreekt") }
    return try words.flatMap { word in
      guard let values = named(word) else { throw Refused(text: "\(column) \"\(word)\" is niet bekend") }
      return values
    }
  }
}

extension Consent.Kind {
  /// The kinds that a Dutch word means: one, `beeld` (photo and film), or `alle`; nil for an unknown word.
  public static func named(_ word: String) -> [Consent.Kind]? {
    switch CSVTable.key(word) {
    case "alle", "alles": allCases
    case "beeld", "beelden": [.photo, .film]
    case let word:
      allCases.first { kind in [kind.name, kind.name + "s"].contains(word) || word == kind.plural }.map { [$0] }
    }
  }

  private var plural: String {
    switch self {
    case .photo: "fotos"
    case .film: "films"
    case .name: "namen"
    case .data: "gegevens"
    }
  }
}

extension Consent.Channel {
  /// The channels that a Dutch word means: one, or `alle`; nil for an unknown word.
  public static func named(_ word: String) -> [Consent.Channel]? {
    let word = CSVTable.key(word)
    if word == "alle" || word == "alles" { return allCases }
    return allCases.first { CSVTable.key($0.name) == word }.map { [$0] }
  }
}
