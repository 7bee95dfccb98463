import Conduct
import Foundation

/// Fatsoen's own CSV of people: a row for each group, pupil, parent or member of staff.
///
/// `soort` is groep, leerling, ouder or medewerker; `id` names the row for others; `groep` and `kind` hold ids, several with
/// `|` between them.
enum PlainRoster {
  static func read(_ table: CSVTable, name: String, today: Day) throws -> Roster {
    var table = table
    try table.require("soort", "id")
    var roster = Roster()
    roster.formats = [.plain]
    while let row = try table.next() {
      guard let row = roster.taken(row, of: name) else { continue }
      let place = "\(name) regel \(row.line)"
      guard let id = row["id"] else {
        roster.refuse("het id ontbreekt", at: place)
        continue
      }
      if isOver(row, today: today, at: place, &roster) { continue }
      switch row["soort"].map(PersonName.fold) {
      case "groep": roster.add(group: row, id: id, at: place)
      case "leerling": roster.add(pupil: row, id: id, at: place)
      case "ouder", "verzorger": roster.add(guardian: row, id: id, at: place)
      case "medewerker", "leerkracht": roster.add(worker: row, id: id, at: place)
      case let other:
        roster.refuse(
          "soort \"\(other ?? "")\" is niet bekend; kies groep, leerling, ouder of medewerker", at: place)
      }
    }
    return roster
  }

  /// Whether a row holds for another time than today.
  private static func isOver(_ row: CSVTable.Row, today: Day, at place: String, _ roster: inout Roster) -> Bool {
    for (column, isBefore) in [("van", false), ("tot", true)] {
      guard let text = row[column] else { continue }
      guard let day = Day(anyForm: text) else {
        roster.refuse("\"\(text)\" bij \(column) is geen datum; schrijf die als 31-12-2026 of 2026-12-31", at: place)
        return true
      }
      if isBefore ? day < today : today < day { return true }
    }
    return false
  }
}

extension CSVTable.Row {
  fileprivate func list(_ column: String) -> [String] {
    (self[column] ?? "").split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  fileprivate var name: PersonName {
    PersonName(given: self["roepnaam"] ?? "", infix: self["tussenvoegsel"] ?? "", family: self["achternaam"] ?? "")
  }
}

extension Roster {
  fileprivate mutating func add(group row: CSVTable.Row, id: String, at place: String) {
    let kinds: [String: Conduct.Group.Kind] = [
      "klas": .class, "school": .school, "mr": .mr, "or": .or, "tso": .tso, "1opl": .oneToOne, "eenopeen": .oneToOne,
      "1op1": .oneToOne,
    ]
    let word = row["groepsoort"].map(CSVTable.key) ?? "klas"
    guard let kind = kinds[word] else {
      return refuse("groepsoort \"\(word)\" is niet bekend; kies klas, school, mr, or, tso of 1-op-1", at: place)
    }
    groups.append(Group(key: id, name: row["groepsnaam"] ?? id, kind: kind, years: row["leerjaar"], place: place))
  }

  fileprivate mutating func add(pupil row: CSVTable.Row, id: String, at place: String) {
    if row.name.isEmpty { return refuse("leerling \(id) heeft geen naam", at: place) }
    pupils.append(Pupil(key: id, name: row.name, groups: row.list("groep"), place: place))
  }

  fileprivate mutating func add(guardian row: CSVTable.Row, id: String, at place: String) {
    if row.name.isEmpty, row["email"] == nil { return refuse("ouder \(id) heeft geen naam of e-mailadres", at: place) }
    let word = row["informatie"].map(PersonName.fold)
    if let word, !["ja", "nee"].contains(word) {
      return refuse("informatie is \"\(word)\"; vul ja of nee in", at: place)
    }
    guardians.append(
      Guardian(
        key: id, name: row.name, email: row["email"], pupils: row.list("kind").map { .key($0) },
        isInformed: word.map { $0 == "ja" }, place: place))
  }

  fileprivate mutating func add(worker row: CSVTable.Row, id: String, at place: String) {
    if row.name.isEmpty { return refuse("medewerker \(id) heeft geen naam", at: place) }
    let word = row["rol"].map(PersonName.fold)
    let groups: [String?] = row.list("groep")
    var proposals: [Proposal] = []
    switch word {
    case "leerkracht": proposals = groups.map { Proposal(role: .teacher, group: $0) }
    case "directeur": proposals = [Proposal(role: .director)]
    case "bestuur": proposals = [Proposal(role: .board)]
    case "ondersteuning": proposals = [Proposal(role: .support)]
    case nil, "medewerker": break
    case let other?:
      return refuse(
        "rol \"\(other)\" is niet bekend; kies leerkracht, medewerker, directeur, bestuur of ondersteuning", at: place)
    }
    if let word = row["taak"] {
      guard let function = Assignment.Function(rawValue: PersonName.fold(word)) else {
        let known = Assignment.Function.allCases.map(\.rawValue).joined(separator: ", ")
        return refuse("taak \"\(word)\" is niet bekend; kies uit \(known)", at: place)
      }
      let role = proposals.first?.role ?? .staff
      proposals = (groups.isEmpty ? [nil] : groups).map { Proposal(role: role, function: function, group: $0) }
    }
    workers.append(Worker(key: id, name: row.name, email: row["email"], proposals: proposals, place: place))
  }
}
