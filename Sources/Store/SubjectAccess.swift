public import Conduct

/// Everything that a school keeps on one person, with what was left out of it and why.
public struct SubjectAccess: Hashable, Sendable {
  /// Why something was left out.
  public enum Rule: String, Sendable, CaseIterable {
    /// It names somebody else (AVG art. 15, fourth paragraph).
    case otherPerson = "other_person"
    /// It would tell who reported, or that, when or how often somebody did.
    case reporter
    /// The person worked on it; what it holds is about others.
    case workForOthers = "work_for_others"
    /// Keys and hashes that say nothing about the person.
    case technical

    /// The words on screen.
    public var name: String {
      switch self {
      case .otherPerson: "gaat over een ander (AVG art. 15 lid 4)"
      case .reporter: "zou verraden wie heeft gemeld, of dat, wanneer of hoe vaak er is gemeld"
      case .workForOthers: "werk voor de school; de inhoud gaat over anderen"
      case .technical: "sleutels en controlegetallen, die niets over de persoon zeggen"
      }
    }
  }

  /// One thing that is kept.
  public struct Record: Hashable, Sendable {
    /// Where it is kept.
    public var table: String
    /// Which row there.
    public var row: String
    /// Whether the person only worked on it.
    public var isWork: Bool
    /// What it says, by column; values that were left out are marked.
    public var fields: [Field]
  }

  /// One value.
  public struct Field: Hashable, Sendable {
    /// The column.
    public var name: String
    /// The value as text; nil where there is none.
    public var value: String?
    /// Whether it is a moment, in milliseconds.
    public var isMoment: Bool { name == "at" || name.hasSuffix("_at") || name == "respond_by" || name == "term_ends" }
  }

  /// Something that was left out; `field` is nil for a whole row.
  public struct Omission: Hashable, Sendable {
    /// Where it is kept.
    public var table: String
    /// Which row there.
    public var row: String
    /// Which column.
    public var field: String?
    /// Why.
    public var rule: Rule
  }

  /// A picture or PDF that the person sent along with a report.
  public struct File: Hashable, Sendable {
    /// The name under which it is written out, by the number of the report.
    public var name: String
    let payload: String
  }

  /// What stands in the place of somebody else's name.
  public static let other = "[een ander]"

  /// The person.
  public var member: Member
  /// What is kept, by table.
  public var records: [Record]
  /// What was left out; it stays with the school.
  public var omissions: [Omission]
  /// Pictures and PDFs that the person sent.
  public var files: [File]
}

extension Store {
  /// Everything that is kept on a person, from every table, without what is about others. Whoever decides what is kept on
  /// the person makes it: nobody who reported the person, since measures stand in it. That it was made is noted.
  public func subjectAccess(
    of subject: MemberID, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> SubjectAccess {
    try await write(school, at: time) { transaction in
      let person = try transaction.member(subject)
      try transaction.mayKeep(subject, by: member)
      var access = try AccessWalk(transaction: transaction, person: person)
      try access.walk()
      try transaction.recordReading(.subjectAccess, of: subject, by: member, why: .request)
      return SubjectAccess(
        member: person, records: access.records, omissions: access.omissions, files: access.files)
    }
  }

  /// One of the files of such an overview; nil when it was deleted meanwhile.
  public func contents(
    of file: SubjectAccess.File, in access: SubjectAccess, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> [UInt8]? {
    try await read(school) { transaction in
      let refusal = try transaction.refusalOfRecord(of: access.member.id, to: member, at: time)
      if let refusal { throw StoreError.notAllowed(refusal) }
      let rows = try transaction.run(
        """
        SELECT enclosure.payload FROM enclosure
          JOIN report ON report.school = enclosure.school AND report.id = enclosure.report
        WHERE enclosure.school = $1 AND enclosure.payload = $2 AND report.reporter = $3
        """, .text(file.payload), SQLValue(access.member.id))
      return try rows.first.flatMap { try transaction.contents(of: try $0.text("payload")) }?.plain
    }
  }
}
