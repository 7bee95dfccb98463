import Conduct
import Foundation

/// A walk along every table for what concerns one person.
struct AccessWalk {
  private(set) var records: [SubjectAccess.Record] = []
  private(set) var omissions: [SubjectAccess.Omission] = []
  private(set) var files: [SubjectAccess.File] = []
  private let transaction: Transaction
  private let person: Member
  private let others: [String]
  /// Whether it goes to the person without anybody reading it first.
  private let isForOneself: Bool
  private var seen: Set<String> = []
  /// Reviews that somebody's report brought about.
  private var reported: Set<String> = []

  init(transaction: Transaction, person: Member, isForOneself: Bool = false) throws {
    self.transaction = transaction
    self.isForOneself = isForOneself
    self.person = person
    // Longer names first, so that a part of a name is not replaced before all of it is.
    others = try transaction.members(where: "member.id <> $2", SQLValue(person.id)).map(\.name)
      .filter { !$0.allSatisfy(\.isWhitespace) && $0 != person.name }.sorted { $0.count > $1.count }
    let rows = try transaction.run("SELECT id FROM review WHERE school = $1 AND reason = 'report'")
    reported = Set(try rows.map { try $0.text("id") })
  }

  mutating func walk() throws {
    for table in Schema.tables { try walk(table, .concerned) }
    if isForOneself { return }
    for table in Schema.tables { try walk(table, .handled) }
    for table in Schema.tables { try walk(table, .shielded) }
  }

  /// Takes the rows of a table that name the person in a column of one sort.
  private mutating func walk(_ table: Schema.Table, _ part: Schema.Part) throws {
    for column in table.columns where Schema.people["\(table.name).\(column)"] == part {
      for row in try rows(of: table, where: column, is: person.id.rawValue) {
        switch part {
        case .concerned: try take(row, of: table)
        case .handled: note(row, of: table)
        case .shielded, .content: leaveOut(row, of: table, .reporter)
        }
      }
    }
  }

  private func rows(of table: Schema.Table, where column: String, is value: String) throws -> [SQLRow] {
    let order = table.key.joined(separator: ", ")
    return try transaction.run(
      "SELECT * FROM \(table.name) WHERE school = $1 AND \(column) = $2 ORDER BY \(order)", .text(value))
  }

  /// Takes a row that concerns the person, and what belongs to it.
  private mutating func take(_ row: SQLRow, of table: Schema.Table) throws {
    let name = self.name(of: row, table)
    guard seen.insert("\(table.name) \(name)").inserted else { return }
    if isForOneself, try !Self.isOwn(row, of: table, person, in: transaction) { return }
    if tellsOfAReporter(row, table) { return leaveOut(row, of: table, .reporter, isNew: true) }
    var fields: [SubjectAccess.Field] = []
    for (column, value) in zip(row.columns, row.values) where column != table.owner {
      fields += try self.fields(column, value, of: row, table, name)
    }
    records.append(SubjectAccess.Record(table: table.name, row: name, isWork: false, fields: fields))
    guard table.key == ["school", "id"], case .text(let id) = row["id"] else { return }
    try takeLetters(about: row, of: table, id)
    for (child, column) in Schema.parts(of: table.name) {
      for row in try rows(of: child, where: column, is: id) { try take(row, of: child) }
    }
  }

  /// Takes the letters to a reporter: their rows do not say to whom they went.
  private mutating func takeLetters(about row: SQLRow, of table: Schema.Table, _ id: String) throws {
    let kinds: [String: (kind: KeptLetter.Matter.Kind, column: String)] = [
      "report": (.report, "reporter"), "appeal": (.appeal, "appellant"),
    ]
    guard let (kind, column) = kinds[table.name], row[column] == SQLValue(person.id),
      let letters = Schema.tables.first(where: { $0.name == "letter" })
    else { return }
    for letter in try rows(of: letters, where: "about", is: id) where letter["about_kind"] == .text(kind.rawValue) {
      try take(letter, of: letters)
    }
  }

  /// Notes that the person did something for the school: when and what sort of thing, not about whom.
  private mutating func note(_ row: SQLRow, of table: Schema.Table) {
    let name = self.name(of: row, table)
    guard seen.insert("\(table.name) \(name)").inserted else { return }
    let fields = zip(row.columns, row.values).compactMap { column, value -> SubjectAccess.Field? in
      let isTold = column == "at" || column.hasSuffix("_at") || column == "kind" || column == "state"
      return isTold && value != .null ? SubjectAccess.Field(name: column, value: Self.text(value)) : nil
    }
    records.append(SubjectAccess.Record(table: table.name, row: name, isWork: true, fields: fields))
    omissions.append(SubjectAccess.Omission(table: table.name, row: name, field: nil, rule: .workForOthers))
  }

  private mutating func leaveOut(
    _ row: SQLRow, of table: Schema.Table, _ rule: SubjectAccess.Rule, isNew: Bool = false
  ) {
    let name = self.name(of: row, table)
    guard isNew || seen.insert("\(table.name) \(name)").inserted else { return }
    omissions.append(SubjectAccess.Omission(table: table.name, row: name, field: nil, rule: rule))
  }

  /// Whether a row about the person tells that somebody reported, or complained about what was done with a report.
  private func tellsOfAReporter(_ row: SQLRow, _ table: Schema.Table) -> Bool {
    func isOwn(_ column: String) -> Bool { row[column] == SQLValue(person.id) }
    switch table.name {
    case "appeal": return row["kind"] == .text(Appeal.Kind.reporterComplaint.rawValue) && !isOwn("appellant")
    case "duty": return row["subject_kind"] == .text(Duty.Subject.Kind.report.rawValue)
    case "event":
      guard case .text(let kind) = row["kind"], !isOwn("actor") else { return false }
      let isOfReported = if case .text(let review) = row["review"] { reported.contains(review) } else { false }
      return kind.contains("report") || isOfReported && ["received", "reopened"].contains(kind)
    default: return false
    }
  }

  /// What one column says.
  private mutating func fields(
    _ column: String, _ value: SQLValue, of row: SQLRow, _ table: Schema.Table, _ name: String
  ) throws -> [SubjectAccess.Field] {
    func leftOut(_ rule: SubjectAccess.Rule) {
      omissions.append(SubjectAccess.Omission(table: table.name, row: name, field: column, rule: rule))
    }
    // Who reckons finds in the place of a review how many reported it, how grave, and when.
    if table.name == "review", column == "rank" {
      leftOut(.technical)
      return []
    }
    if value == .null { return [SubjectAccess.Field(name: column, value: nil)] }
    if case .bytes = value {
      leftOut(.technical)
      return []
    }
    if table.name == "event" && column == "body" || column == "account" {
      leftOut(.technical)
      return []
    }
    if table.name == "review", column == "received_at" || column == "due_at", reported.contains(name) {
      leftOut(.reporter)
      return []
    }
    if table.links[column] == "member" || Schema.people["\(table.name).\(column)"] != nil {
      if value == SQLValue(person.id) { return [SubjectAccess.Field(name: column, value: person.name)] }
      leftOut(.otherPerson)
      return [SubjectAccess.Field(name: column, value: SubjectAccess.other)]
    }
    guard column == "payload", case .text(let id) = value else {
      return [SubjectAccess.Field(name: column, value: Self.text(value))]
    }
    if table.name == "enclosure" {
      guard let file = try file(of: row, payload: id) else {
        return [SubjectAccess.Field(name: "text", value: "[gewist]")]
      }
      files.append(file)
      return [SubjectAccess.Field(name: "file", value: file.name)]
    }
    guard let text = try transaction.payload(id) else {
      return [SubjectAccess.Field(name: "text", value: "[gewist]")]
    }
    // What somebody wrote, or was sent, may be read by that person as it is.
    let isOwnText = ["message", "report", "letter"].contains(table.name)
    return Self.values(in: text).map { label, words in
      let shown = isOwnText ? words : words.replacingNames(others, with: SubjectAccess.other)
      if shown != words { leftOut(.otherPerson) }
      return SubjectAccess.Field(name: label, value: shown)
    }
  }

  /// A picture or PDF of one's own, named after the number by which the person knows the report; nil when it was deleted.
  private func file(of row: SQLRow, payload: String) throws -> SubjectAccess.File? {
    let kept = try transaction.run("SELECT id FROM payload WHERE school = $1 AND id = $2", .text(payload))
    let report = try transaction.run("SELECT number FROM report WHERE school = $1 AND id = $2", row["report"])
    guard !kept.isEmpty, let report = report.first else { return nil }
    let kind: Enclosure = try row.value("kind")
    return SubjectAccess.File(
      name: "bijlage-\(try report.int("number"))-\(try row.int("number")).\(kind.rawValue)", payload: payload)
  }

  private func name(of row: SQLRow, _ table: Schema.Table) -> String {
    table.key.filter { $0 != table.owner }.map { Self.text(row[$0]) }.joined(separator: " ")
  }

  private static func text(_ value: SQLValue) -> String {
    switch value {
    case .null: ""
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): text
    case .bytes: ""
    }
  }

  /// The texts of a payload: of one that holds an object, each by its own name.
  private static func values(in text: String) -> [(String, String)] {
    guard text.hasPrefix("{"), let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    else { return [("text", text)] }  // a text that only looks like an object is a text
    func flat(_ value: Any, _ name: String) -> [(String, String)] {
      switch value {
      case let object as [String: Any]: object.sorted { $0.key < $1.key }.flatMap { flat($0.value, $0.key) }
      case let list as [Any]: list.flatMap { flat($0, name) }
      case is NSNull: []
      default: [(name, "\(value)")]
      }
    }
    return flat(object, "text")
  }
}

extension String {
  /// The text with whole names replaced, whatever their case.
  func replacingNames(_ names: [String], with mark: String) -> String {
    var text = self
    for name in names {
      var from = text.startIndex
      while let found = text.range(of: name, options: .caseInsensitive, range: from..<text.endIndex) {
        let before = found.lowerBound == text.startIndex ? nil : text[text.index(before: found.lowerBound)]
        let after = found.upperBound == text.endIndex ? nil : text[found.upperBound]
        let isWord = ![before, after].contains { $0.map { $0.isLetter || $0.isNumber } ?? false }
        if isWord {
          let offset = text.distance(from: text.startIndex, to: found.lowerBound) + mark.count
          text.replaceSubrange(found, with: mark)
          from = text.index(text.startIndex, offsetBy: offset)
        } else {
          from = text.index(after: found.lowerBound)
        }
      }
    }
    return text
  }
}
