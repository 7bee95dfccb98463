import Conduct
import Foundation

/// The CSV files of pupils and of parents that portals import and export (Social Schools' columns), and the file of
/// parents with pupil codes of timetable programs.
enum PortalRosters {
  /// Pupils: `Roepnaam, Tussenvoegsel, Achternaam, Geboortedatum, Klasnaam, Leerjaar`.
  static func pupils(_ table: CSVTable, name: String) throws -> Roster {
    var table = table
    try table.require("roepnaam", "achternaam", "klasnaam")
    var roster = Roster()
    roster.formats = [.portalPupils]
    var groups: Set<String> = []
    while let row = try table.next() {
      guard let row = roster.taken(row, of: name) else { continue }
      let place = "\(name) regel \(row.line)"
      guard let given = row["roepnaam"], let family = row["achternaam"] else {
        roster.refuse("roepnaam of achternaam ontbreekt", at: place)
        continue
      }
      var keys: [String] = []
      if let group = row["klasnaam"] {
        if groups.insert(group).inserted {
          roster.groups.append(Roster.Group(key: group, name: group, years: row["leerjaar"], place: place))
        }
        keys = [group]
      } else {
        roster.remark("\(given) heeft geen klas", at: place)
      }
      roster.pupils.append(
        Roster.Pupil(
          key: nil, name: PersonName(given: given, infix: row["tussenvoegsel"] ?? "", family: family), groups: keys,
          born: roster.born(row, at: place), place: place))
    }
    return roster
  }

  /// Parents, a row for each child: `Roepnaam, Tussenvoegsel, Achternaam, Geboortedatum` of the child, `E-mailadres
  /// ouder/verzorger 1`, `E-mailadres ouder/verzorger 2`.
  static func parents(_ table: CSVTable, name: String) throws -> Roster {
    var table = table
    try table.require("roepnaam", "achternaam", "emailadresouderverzorger1")
    var roster = Roster()
    roster.formats = [.portalParents]
    while let row = try table.next() {
      guard let row = roster.taken(row, of: name) else { continue }
      let place = "\(name) regel \(row.line)"
      guard let given = row["roepnaam"], let family = row["achternaam"] else {
        roster.refuse("roepnaam of achternaam van het kind ontbreekt", at: place)
        continue
      }
      let child = PersonName(given: given, infix: row["tussenvoegsel"] ?? "", family: family)
      let born = roster.born(row, at: place)
      let emails = [row["emailadresouderverzorger1"], row["emailadresouderverzorger2"]].compactMap { $0 }
      if emails.isEmpty { roster.remark("\(child.full) heeft geen e-mailadres van een ouder", at: place) }
      for email in emails {
        guard email.contains("@") else {
          roster.refuse("\"\(email)\" is geen e-mailadres", at: place)
          continue
        }
        roster.guardians.append(
          Roster.Guardian(
            key: nil, name: PersonName(given: ""), email: email, pupils: [.named(child, born: born)], place: place))
      }
    }
    return roster
  }

  /// Parents with the codes of their children: `Code;Achternaam;Email;Leerlingcodes`.
  static func pupilCodes(_ table: CSVTable, name: String) throws -> Roster {
    var table = table
    try table.require("code", "achternaam", "leerlingcodes")
    var roster = Roster()
    roster.formats = [.pupilCodes]
    while let row = try table.next() {
      guard let row = roster.taken(row, of: name) else { continue }
      let place = "\(name) regel \(row.line)"
      guard let code = row["code"] else {
        roster.refuse("de code ontbreekt", at: place)
        continue
      }
      let pupils = (row["leerlingcodes"] ?? "").split { ",;| ".contains($0) }.map(String.init)
      roster.guardians.append(
        Roster.Guardian(
          key: code, name: PersonName(given: "", family: row["achternaam"] ?? ""), email: row["email"],
          pupils: pupils.map { .key($0) }, place: place))
    }
    return roster
  }
}

extension Roster {
  /// The row, or nil when it is refused, which is then remarked.
  mutating func taken(_ row: Result<CSVTable.Row, RefusedRow>, of name: String) -> CSVTable.Row? {
    switch row {
    case .success(let row): return row
    case .failure(let refused):
      refuse(refused.reason, at: "\(name) regel \(refused.line)")
      return nil
    }
  }

  /// Says that a record is left out.
  mutating func refuse(_ text: String, at place: String) {
    remarks.append(Remark(place: place, text: text, isRefusal: true))
  }

  /// Says that something is odd.
  mutating func remark(_ text: String, at place: String) { remarks.append(Remark(place: place, text: text)) }

  fileprivate mutating func born(_ row: CSVTable.Row, at place: String) -> Day? {
    guard let text = row["geboortedatum"] else { return nil }
    guard let day = Day(anyForm: text) else {
      remark("\"\(text)\" is geen datum; schrijf die als 31-12-2018 of 2018-12-31", at: place)
      return nil
    }
    return day
  }
}
