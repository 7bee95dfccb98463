public import Conduct
import Crypto
public import Foundation

extension SchoolCalendar {
  /// Reads one calendar file; `extends` names a file in the same folder, or else in `shipped`. Throws every error in it at
  /// once. The version covers both files.
  public static func load(file: String, shipped: String) throws(LibraryError) -> SchoolCalendar {
    var complaints: [Complaint] = []
    let calendar = try read(file: file, shipped: shipped, complaints: &complaints)
    let errors = complaints.filter { $0.severity == .error }
    guard let calendar, errors.isEmpty else { throw .invalid(errors) }
    return calendar
  }

  /// The version of a school's own days on top of a calendar.
  public static func version(_ base: SchoolCalendar, with own: Data) -> String {
    version(base, with: "sha256:" + SHA256.hash(data: own).hexadecimal)
  }

  fileprivate static func version(_ base: SchoolCalendar, with own: String) -> String {
    "sha256:" + SHA256.hash(data: Data((base.version + own).utf8)).hexadecimal
  }

  /// Reads one calendar file, and adds what is wrong or doubtful to `complaints`.
  static func read(
    file: String, shipped: String, complaints: inout [Complaint]
  ) throws(LibraryError) -> SchoolCalendar? {
    let source = Folder.File(name: file, bytes: try Folder.bytes(of: file))
    guard let text = source.text(at: file, complaints: &complaints) else { return nil }
    let folder = (file as NSString).deletingLastPathComponent
    let reader = CalendarReader(file: file, folders: [folder.isEmpty ? "." : folder, shipped])
    let calendar = reader.read(text, version: source.version)
    complaints += reader.complaints
    return reader.complaints.contains { $0.severity == .error } ? nil : calendar
  }
}

/// Reads one calendar file; goes on after a fault, so that one run names them all.
private final class CalendarReader {
  let file: String
  let folders: [String]
  var complaints: [Complaint] = []

  init(file: String, folders: [String]) {
    self.file = file
    self.folders = folders
  }

  func read(_ text: String, version: String) -> SchoolCalendar? {
    attempt { () throws(Complaint) in
      let fields = try YAMLValue.parse(text, file: file).fields(
        "id", "title", "time_zone", "extends", "hours", "closed_on", "years")
      let base = try fields["extends"].map { value throws(Complaint) in try readBase(value) }
      var calendar = SchoolCalendar(
        id: try fields.required("id").text(), title: try fields.required("title").text(),
        version: base.map { SchoolCalendar.version($0, with: version) } ?? version)
      if let base {
        (calendar.hours, calendar.closedOn, calendar.timeZone) = (base.hours, base.closedOn, base.timeZone)
        (calendar.periods, calendar.years) = (base.periods, base.years)
      }
      if let zone = fields["time_zone"] { calendar.timeZone = try readZone(zone) }
      if let hours = fields["hours"] { calendar.hours = try readHours(hours) }
      if let closed = fields["closed_on"] {
        calendar.closedOn = try closed.list().map { value throws(Complaint) in try value.choice(PublicHoliday.self) }
      }
      for (name, year) in try fields["years"]?.pairs() ?? [] {
        _ = attempt { () throws(Complaint) in try self.read(year, named: name, into: &calendar) }
      }
      calendar.periods.sort { ($0.from, $0.name) < ($1.from, $1.name) }
      calendar.years.sort { $0.start < $1.start }
      return calendar
    }
  }

  private func attempt<Value>(_ body: () throws(Complaint) -> Value) -> Value? {
    do {
      return try body()
    } catch {
      complaints.append(error)
      return nil
    }
  }

  private func readBase(_ value: YAMLValue) throws(Complaint) -> SchoolCalendar {
    let name = try value.text()
    let unknown = value.complaint(
      "de kalender “\(name)” is er niet", advice: "noem noord, midden, zuid of een bestand in dezelfde map",
      code: "K001")
    guard !name.contains("/"), name + ".yaml" != (file as NSString).lastPathComponent else { throw unknown }
    let paths = folders.map { $0 + "/" + name + ".yaml" }
    guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else { throw unknown }
    var found: [Complaint] = []
    // What is wrong in it is named by its own complaints; here only that it cannot be used.
    let base = try? SchoolCalendar.readBase(path, complaints: &found)
    complaints += found
    guard let base else {
      throw value.complaint("de kalender “\(name)” is niet te lezen", advice: "kijk \(path) na", code: "K001")
    }
    return base
  }

  private func readZone(_ value: YAMLValue) throws(Complaint) -> String {
    let zone = try value.text()
    if TimeZone(identifier: zone) == nil {
      throw value.complaint(
        "onbekende tijdzone “\(zone)”", advice: "schrijf bijvoorbeeld Europe/Amsterdam", code: "K002")
    }
    return zone
  }

  private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  private func readHours(_ value: YAMLValue) throws(Complaint) -> [SchoolCalendar.Hours?] {
    var hours: [SchoolCalendar.Hours?] = Array(repeating: nil, count: 7)
    for (name, entry) in try value.pairs() {
      guard let index = Self.weekdays.firstIndex(of: name) else {
        throw entry.complaint(
          "“\(name)” is geen dag", advice: Spelling.advice(for: name, among: Self.weekdays, noun: "de dagen zijn"),
          code: "K003")
      }
      let text = try entry.text()
      let times = text.split(separator: "-").map(Self.minutes)
      guard times.count == 2, let opens = times[0], let closes = times[1], opens < closes else {
        throw entry.complaint(
          "“\(text)” zijn geen schooltijden", advice: "schrijf begin en einde als 08:30-14:30", code: "K003")
      }
      hours[index] = SchoolCalendar.Hours(opens: opens, closes: closes)
    }
    if hours.allSatisfy({ $0 == nil }) {
      throw value.complaint("er is geen enkele schooldag", advice: "noem ten minste één dag met tijden", code: "K003")
    }
    return hours
  }

  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]), let minute = Int(parts[1]),
      (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }

  private func read(_ value: YAMLValue, named name: String, into calendar: inout SchoolCalendar) throws(Complaint) {
    let parts = name.split(separator: "-").compactMap { Int($0) }
    guard name.count == 9, parts.count == 2, parts[1] == parts[0] + 1 else {
      throw value.complaint("“\(name)” is geen schooljaar", advice: "schrijf bijvoorbeeld '2026-2027'", code: "K004")
    }
    let fields = try value.fields("holidays", "study_days", "missing")
    if !calendar.years.contains(where: { $0.start == parts[0] }) {
      calendar.years.append(SchoolCalendar.Year(start: parts[0]))
    }
    let named = SchoolCalendar.Year(start: parts[0])
    var holidays: [SchoolCalendar.Period] = []
    for entry in try fields["holidays"]?.list() ?? [] {
      guard let period = attempt({ () throws(Complaint) in try self.readPeriod(entry, in: named) }) else { continue }
      holidays.append(period)
    }
    calendar = calendar.replacing(with: holidays)
    var year = calendar.years.first { $0.start == parts[0] } ?? named
    for entry in try fields["study_days"]?.list() ?? [] {
      if let period = attempt({ () throws(Complaint) in try self.readPeriod(entry, in: year) }) {
        calendar.periods.append(period)
      }
    }
    if let missing = fields["missing"] {
      for text in try missing.texts() where !year.missing.contains(text) { year.missing.append(text) }
    }
    calendar.years.removeAll { $0.start == year.start }
    calendar.years.append(year)
  }

  private func readPeriod(
    _ value: YAMLValue, in year: SchoolCalendar.Year
  ) throws(Complaint) -> SchoolCalendar.Period {
    let fields = try value.fields("name", "from", "through")
    let from = try readDay(fields.required("from"))
    let through = try fields["through"].map { value throws(Complaint) in try readDay(value) } ?? from
    if through < from {
      throw value.complaint("de laatste dag ligt voor de eerste", advice: "wissel from en through om", code: "K005")
    }
    // The summer holiday may run into the next school year, but begins in its own.
    guard from.schoolYear == year.start, through < Day(year.start + 1, 10, 1) else {
      throw value.complaint(
        "deze dagen vallen niet in schooljaar \(year.name)", advice: "zet ze bij het juiste jaar", code: "K006")
    }
    return SchoolCalendar.Period(name: try fields.required("name").text(), from: from, through: through)
  }

  private func readDay(_ value: YAMLValue) throws(Complaint) -> Day {
    let text = try value.text()
    guard let day = Day(text) else {
      throw value.complaint("“\(text)” is geen datum", advice: "schrijf jaar-maand-dag, zoals 2026-10-17", code: "K005")
    }
    return day
  }
}

extension SchoolCalendar {
  /// A calendar that another one extends; it extends none itself.
  fileprivate static func readBase(_ path: String, complaints: inout [Complaint]) throws(LibraryError)
    -> SchoolCalendar?
  {
    let source = Folder.File(name: path, bytes: try Folder.bytes(of: path))
    guard let text = source.text(at: path, complaints: &complaints) else { return nil }
    let reader = CalendarReader(file: path, folders: [])
    let calendar = reader.read(text, version: source.version)
    complaints += reader.complaints
    return calendar
  }
}
