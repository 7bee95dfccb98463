public import Conduct
public import Foundation

/// Reads a roster from files of any kind that is known; the files themselves say which kind they are.
public struct RosterReader {
  private let today: Day
  private let school: String?

  /// Reads as of a day (who left before it is not there any more); `school` chooses one of several in a file.
  public init(today: Day, school: String? = nil) {
    self.today = today
    self.school = school
  }

  /// Reads a file, a zip or a folder. `name` is how it is called in remarks. Throws `ExchangeError`; nothing is then read.
  public func read(_ url: URL, name: String) throws -> Roster {
    let isFolder = try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true
    return checked(
      try isFolder ? readFolder(url, name: name) : read(RosterSource(url, name: name), mayUnpack: true), name: name)
  }

  /// Reads a file or a zip that is in memory. Throws `ExchangeError`; nothing is then read.
  public func read(_ bytes: [UInt8], name: String) throws -> Roster {
    checked(try read(RosterSource(bytes, name: name), mayUnpack: true), name: name)
  }

  private func checked(_ roster: Roster, name: String) -> Roster {
    var roster = roster
    roster.qualifyKeys()
    roster.doubtCompleteness(of: name)
    if let year = roster.schoolYear, year != today.schoolYear {
      roster.remark("het bestand is van schooljaar \(year)-\(year + 1)", at: name)
    }
    return roster
  }

  private func readFolder(_ url: URL, name: String) throws -> Roster {
    let files = try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: [.isRegularFileKey])
      .filter { $0.pathExtension.lowercased() == "csv" }.sorted { $0.path < $1.path }
    guard files.contains(where: { OneRoster.tableName($0.lastPathComponent) == "users" }) else {
      throw ExchangeError.unknownKind(
        "in de map \(name) staat geen users.csv (OneRoster); noem anders het bestand zelf")
    }
    return try OneRoster.read(
      files.map { try RosterSource($0, name: $0.lastPathComponent) }, school: school, today: today)
  }

  private func read(_ source: RosterSource, mayUnpack: Bool) throws -> Roster {
    let start = try source.start(4096)
    if start.isEmpty { throw ExchangeError.empty }
    if start.starts(with: Array("PK\u{3}\u{4}".utf8)), mayUnpack { return try readZip(source) }
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      throw ExchangeError.otherEncoding("UTF-16")
    }
    if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw ExchangeError.unknownKind("open het in Excel en sla het op als CSV")
    }
    let first = start.drop { [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D].contains($0) }.first
    if first == UInt8(ascii: "<") { return try EDEXML.read(source, today: today) }
    if start.contains(0) {
      throw ExchangeError.unknownKind("het is geen tekst; exporteer het als CSV, EDEXML of OneRoster")
    }
    return try readCSV(source)
  }

  private func readZip(_ source: RosterSource) throws -> Roster {
    let files = try ZipArchive(try source.all()).files.map { RosterSource($0.bytes, name: $0.name) }
    if files.contains(where: { OneRoster.tableName($0.name) == "users" }) {
      return try OneRoster.read(files, school: school, today: today)
    }
    if files.contains(where: { $0.name == "[Content_Types].xml" }) {
      throw ExchangeError.unknownKind("het is een Excel-bestand; open het en sla het op als CSV")
    }
    let named = files.filter { file in [".xml", ".csv"].contains { file.name.lowercased().hasSuffix($0) } }
    guard let only = named.first, named.count == 1 else {
      throw ExchangeError.unknownKind("een zip heeft OneRoster (met users.csv) of één EDEXML- of CSV-bestand")
    }
    return try read(only, mayUnpack: false)
  }

  private func readCSV(_ source: RosterSource) throws -> Roster {
    let table = try CSVTable(source)
    if table.has("soort", "id") { return try PlainRoster.read(table, name: source.name, today: today) }
    if table.has("emailadresouderverzorger1") { return try PortalRosters.parents(table, name: source.name) }
    if table.has("klasnaam") { return try PortalRosters.pupils(table, name: source.name) }
    if table.has("leerlingcodes") { return try PortalRosters.pupilCodes(table, name: source.name) }
    if table.has("sourcedid") {
      throw ExchangeError.unknownKind("dit is één tabel van OneRoster; noem de map of het zipbestand waar zij in staat")
    }
    throw ExchangeError.unknownKind(
      "de kolommen zijn \(table.header.prefix(8).joined(separator: ", ")); fatsoen import-roster --help noemt wat er "
        + "gelezen wordt")
  }
}

extension Roster {
  /// A file that names nobody of a kind, or of which rows were refused, says of nobody that they left.
  fileprivate mutating func doubtCompleteness(of name: String) {
    if complete.isEmpty { return }
    if remarks.contains(where: \.isRefusal) {
      complete = [:]
      return remark("niemand krijgt een einddatum, want er zijn rijen niet overgenomen", at: name)
    }
    let present: Set<Part> = Set(
      [
        (Part.groups, groups.isEmpty), (.pupils, pupils.isEmpty), (.guardians, guardians.isEmpty),
        (.workers, workers.isEmpty),
      ]
      .filter { !$0.1 }.map(\.0))
    complete = complete.mapValues { $0.intersection(present) }
  }

  /// Puts the program before each key: the same key means another child in another program. Portal and own files share
  /// the portal's ids.
  fileprivate mutating func qualifyKeys() {
    let program = formats.intersection([.edexml, .oneRoster]).first?.rawValue ?? RosterKey.portal
    func qualified(_ key: String) -> String { RosterKey.make(key, of: program) }
    for index in groups.indices { groups[index].key = qualified(groups[index].key) }
    for index in pupils.indices {
      pupils[index].key = pupils[index].key.map(qualified)
      pupils[index].groups = pupils[index].groups.map(qualified)
    }
    for index in guardians.indices {
      guardians[index].key = guardians[index].key.map(qualified)
      guardians[index].pupils = guardians[index].pupils.map { reference in
        if case .key(let key) = reference { .key(qualified(key)) } else { reference }
      }
    }
    for index in workers.indices {
      workers[index].key = qualified(workers[index].key)
      for place in workers[index].proposals.indices {
        workers[index].proposals[place].group = workers[index].proposals[place].group.map(qualified)
      }
    }
  }
}
