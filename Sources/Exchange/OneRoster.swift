import Conduct
import Foundation

/// Reads OneRoster 1.1 and 1.2 CSV (1EdTech), from a folder or a zip: the one common format that names parents.
///
/// Real exports differ from the letter: capitals, columns misspelt or left out, separators at the end of lines, dates in
/// other forms. What can be read is read, and each oddity becomes a remark.
struct OneRoster {
  private var roster = Roster()
  private let tables: [String: RosterSource]
  private let today: Day
  private var unknownRoles: [String: Int] = [:]

  /// Reads the files that are there; `school` chooses one of several by id, name or identifier.
  static func read(_ sources: [RosterSource], school: String?, today: Day) throws -> Roster {
    var reader = OneRoster(sources, today: today)
    try reader.read(school: school)
    return reader.roster
  }

  private init(_ sources: [RosterSource], today: Day) {
    tables = Dictionary(
      sources.map { (Self.tableName($0.name), $0) }
    ) { first, _ in first }
    self.today = today
  }

  /// The name of a table: the file's, in lower case, without folders and ending.
  static func tableName(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return (file.hasSuffix(".csv") || file.hasSuffix(".CSV") ? String(file.dropLast(4)) : file).lowercased()
  }

  /// A person of users.csv.
  private struct User {
    var id: String
    var name: PersonName
    var email: String?
    var agents: [String]
    var place: String
    var roles: Set<String> = []
  }

  private mutating func read(school wanted: String?) throws {
    guard tables["users"] != nil else {
      throw ExchangeError.unknownKind("OneRoster heeft ten minste een bestand users.csv")
    }
    roster.formats = [.oneRoster]
    try readManifest()
    let school = try chooseSchool(wanted)
    let over = try endedTerms()
    try readGroups(of: school, over: over)
    var users = try readUsers(of: school)
    try readRoles(of: school, into: &users)
    let enrolled = try readEnrollments(of: school)
    let byID = Dictionary(users.map { ($0.id, $0) }) { first, _ in first }
    for user in users { add(user, enrolled: enrolled[user.id] ?? [], users: byID) }
    for (role, count) in unknownRoles.sorted(by: { $0.key < $1.key }) {
      roster.remark("rol \(role) (\(count) keer) wordt niet overgenomen", at: "users.csv")
    }
  }

  // MARK: Tables

  /// The rows of a table that hold; rows marked as deleted are left out.
  private mutating func rows(_ name: String) throws -> [CSVTable.Row] {
    guard let source = tables[name] else { return [] }
    var table = try CSVTable(source)
    var rows: [CSVTable.Row] = []
    while let row = try table.next() {
      guard let row = roster.taken(row, of: source.name) else { continue }
      if row["status"]?.lowercased() != "tobedeleted" { rows.append(row) }
    }
    return rows
  }

  private mutating func readManifest() throws {
    var facts: [String: String] = [:]
    for row in try rows("manifest") {
      if let name = row["propertyname"] { facts[name.lowercased()] = row["value"]?.lowercased() }
    }
    if let version = facts["oneroster.version"], version != "1.1", version != "1.2" {
      roster.remark("OneRoster \(version) is niet bekend; gelezen als 1.2", at: "manifest.csv")
    }
    // Without a manifest nothing says that everybody is in the files, so that nobody is ended.
    if facts["file.users"] == "bulk", facts["file.enrollments"] == "bulk" {
      roster.complete[.oneRoster] = [.pupils, .guardians, .workers]
      if facts["file.classes"] == "bulk" { roster.complete[.oneRoster]?.insert(.groups) }
    }
  }

  private mutating func chooseSchool(_ wanted: String?) throws -> String? {
    let schools = try rows("orgs").filter { ($0["type"] ?? "school").lowercased() == "school" }
    if let wanted {
      let found = schools.first { row in
        [row["sourcedid"], row["name"], row["identifier"]].contains { $0?.lowercased() == wanted.lowercased() }
      }
      guard let found else {
        throw ExchangeError.noSuchSchool(wanted, found: schools.compactMap { $0["name"] })
      }
      roster.school = found["identifier"] ?? found["name"]
      return found["sourcedid"]
    }
    if schools.count > 1 { throw ExchangeError.severalSchools(schools.compactMap { $0["name"] ?? $0["sourcedid"] }) }
    roster.school = schools.first.flatMap { $0["identifier"] ?? $0["name"] }
    return schools.first?["sourcedid"]
  }

  /// Terms and school years that are over.
  private mutating func endedTerms() throws -> Set<String> {
    var over: Set<String> = []
    for row in try rows("academicsessions") {
      guard let id = row["sourcedid"], let end = row["enddate"] else { continue }
      if let day = Day(anyForm: end) {
        if day < today { over.insert(id) }
      } else {
        roster.remark("\"\(end)\" is geen datum; de periode telt mee", at: "academicSessions.csv regel \(row.line)")
      }
    }
    return over
  }

  private mutating func readGroups(of school: String?, over: Set<String>) throws {
    for row in try rows("classes") {
      let place = "classes.csv regel \(row.line)"
      guard let id = row["sourcedid"] else {
        roster.refuse("sourcedId ontbreekt", at: place)
        continue
      }
      if let school, let own = row["schoolsourcedid"], own != school { continue }
      let terms = Self.list(row["termsourcedids", "termsourcedid"])
      if !terms.isEmpty, terms.allSatisfy(over.contains) { continue }
      roster.groups.append(
        Roster.Group(
          key: id, name: row["title"] ?? row["classcode"] ?? id,
          years: Self.list(row["grades", "grade"]).joined(separator: "/").nilWhenEmpty, place: place))
    }
  }

  private mutating func readUsers(of school: String?) throws -> [User] {
    var users: [User] = []
    for row in try rows("users") {
      let place = "users.csv regel \(row.line)"
      guard let id = row["sourcedid"] else {
        roster.refuse("sourcedId ontbreekt", at: place)
        continue
      }
      let orgs = Self.list(row["orgsourcedids", "orgsourcedid", "primaryorgsourcedid"])
      if let school, !orgs.isEmpty, !orgs.contains(school) { continue }
      let name = PersonName(
        given: row["preferredgivenname", "prefferedgivenname", "givenname"] ?? "",
        infix: row["preferredmiddlename", "prefferedmiddlename", "middlename"].flatMap(Self.infix) ?? "",
        family: row["preferredfamilyname", "prefferedfamilyname", "familyname"] ?? "")
      var user = User(
        id: id, name: name, email: row["email"],
        agents: Self.list(row["agentsourcedids", "agentsourcedid"]), place: place)
      if let role = row["role"] { user.roles = [role.lowercased()] }
      if name.isEmpty, user.email == nil {
        roster.refuse("\(id) heeft geen naam en geen e-mailadres", at: place)
      } else {
        users.append(user)
      }
    }
    return users
  }

  /// Roles stand in a file of their own since 1.2.
  private mutating func readRoles(of school: String?, into users: inout [User]) throws {
    var roles: [String: Set<String>] = [:]
    for row in try rows("roles") {
      guard let id = row["usersourcedid"], let role = row["role"], isNow(row, in: "roles.csv") else { continue }
      if let school, let own = row["orgsourcedid"], own != school { continue }
      roles[id, default: []].insert(role.lowercased())
    }
    for index in users.indices { users[index].roles.formUnion(roles[users[index].id] ?? []) }
    if tables["roles"] == nil { return }
    // A file with roles of several schools names people of the others as well.
    users.removeAll { $0.roles.isEmpty }
  }

  private mutating func readEnrollments(of school: String?) throws -> [String: [(group: String, role: String)]] {
    var enrolled: [String: [(group: String, role: String)]] = [:]
    for row in try rows("enrollments") {
      let place = "enrollments.csv regel \(row.line)"
      guard let user = row["usersourcedid"], let group = row["classsourcedid"] else {
        roster.refuse("userSourcedId of classSourcedId ontbreekt", at: place)
        continue
      }
      if let school, let own = row["schoolsourcedid"], own != school { continue }
      if isNow(row, in: "enrollments.csv") {
        enrolled[user, default: []].append((group, (row["role"] ?? "student").lowercased()))
      }
    }
    return enrolled
  }

  /// Whether a row with a begin and an end holds today; a date that cannot be read is remarked and left aside.
  private mutating func isNow(_ row: CSVTable.Row, in file: String) -> Bool {
    for (column, isEnd) in [("begindate", false), ("enddate", true)] {
      guard let text = row[column] else { continue }
      guard let day = Day(anyForm: text) else {
        roster.remark("\"\(text)\" is geen datum; de rij telt mee", at: "\(file) regel \(row.line)")
        continue
      }
      if isEnd ? day < today : today < day { return false }
    }
    return true
  }

  // MARK: People

  private mutating func add(_ user: User, enrolled: [(group: String, role: String)], users: [String: User]) {
    for role in user.roles.sorted() {
      switch role {
      case "student":
        roster.pupils.append(
          Roster.Pupil(
            key: user.id, name: user.name, groups: enrolled.filter { $0.role == "student" }.map(\.group),
            place: user.place))
        for agent in user.agents where users[agent] == nil {
          roster.remark("de ouder \(agent) van \(user.name.full) staat niet in users.csv", at: user.place)
        }
      case "parent", "guardian":
        let children = users.values.filter { $0.roles.contains("student") && $0.agents.contains(user.id) }.map(\.id)
        let named = user.agents.filter { users[$0]?.roles.contains("student") != false }
        roster.guardians.append(
          Roster.Guardian(
            key: user.id, name: user.name, email: user.email,
            pupils: Set(children + named).sorted().map { .key($0) }, place: user.place))
      case "teacher", "administrator", "aide", "principal", "counselor", "proctor", "siteadministrator",
        "systemadministrator", "districtadministrator":
        let worker = Roster.Worker(
          key: user.id, name: user.name, email: user.email,
          proposals: Self.proposals(role, enrolled), place: user.place)
        if let index = roster.workers.lastIndex(where: { $0.key == user.id }), index == roster.workers.count - 1 {
          roster.workers[index].proposals += worker.proposals
        } else {
          roster.workers.append(worker)
        }
      default: unknownRoles[role, default: 0] += 1
      }
    }
  }

  private static func proposals(_ role: String, _ enrolled: [(group: String, role: String)]) -> [Roster.Proposal] {
    switch role {
    case "teacher":
      enrolled.filter { $0.role == "teacher" }.map { Roster.Proposal(role: .teacher, group: $0.group) }
    case "principal": [Roster.Proposal(role: .director)]
    case "siteadministrator", "systemadministrator": [Roster.Proposal(role: .support, function: .ict)]
    case "districtadministrator": [Roster.Proposal(role: .board)]
    default: []
    }
  }

  /// A Dutch export has the infix as middle name; a second given name is none.
  private static func infix(_ middle: String) -> String? {
    let known: Set<String> = [
      "van", "de", "der", "den", "het", "'t", "ten", "ter", "te", "op", "in", "el", "al", "la", "le", "von", "zu", "di",
      "du",
      "da", "dos", "bin", "ben", "aan", "bij", "uit", "over", "voor", "onder", "'s",
    ]
    return middle.lowercased().split(separator: " ").allSatisfy { known.contains(String($0)) } ? middle : nil
  }

  private static func list(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}

extension String {
  fileprivate var nilWhenEmpty: String? { isEmpty ? nil : self }
}
