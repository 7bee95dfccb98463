public import Conduct

/// What became of a file of answers, or would become of it.
public struct ConsentImport: Hashable, Sendable {
  /// Answers that were added.
  public var added = 0
  /// Answers that were known already.
  public var known = 0
  /// Rows that were left out, with the reason.
  public var refused: [Roster.Remark] = []
  /// Pictures that must go because of it.
  public var pictures: [Picture] = []
}

/// Ends a rehearsal: the transaction is undone, and what it would have done is known.
private struct Rehearsed: Error {
  var report: ConsentImport
}

extension Store {
  /// Takes over the answers of a file, all in one transaction; rows that cannot be taken over are left out and named.
  /// Doing so again changes nothing, and a rehearsal changes nothing at all.
  public func importConsents(
    _ file: ConsentFile, isRehearsal: Bool = false, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> ConsentImport {
    do {
      return try await write(school, at: time) { transaction in
        try transaction.mayKeepConsents(member)
        let report = try transaction.take(file, by: transaction.member(member))
        if isRehearsal { throw Rehearsed(report: report) }
        return report
      }
    } catch let rehearsed as Rehearsed { return rehearsed.report }
  }
}

/// The children and guardians of a school by the names that files use.
private struct ConsentPeople {
  private let pupils: [String: [Pupil]]
  private let guardians: [PupilID: [Member]]
  private let groups: [GroupID: Set<String>]

  init(_ register: PeopleRegister) {
    pupils = Dictionary(
      register.pupils.filter { $0.until == nil }.flatMap { pupil in
        [pupil.name.folded, pupil.id.rawValue].map { ($0, [pupil]) }
      }, uniquingKeysWith: +)
    let members = Dictionary(register.members.map { ($0.id, $0) }) { first, _ in first }
    guardians = Dictionary(grouping: register.guardianships.filter(\.isInformed), by: \.pupil)
      .mapValues { $0.compactMap { members[$0.member] } }
    groups = Dictionary(
      register.groups.map { ($0.id, Set([$0.name, $0.externalID ?? $0.name].map(PersonName.fold))) }
    ) { first, _ in first }
  }

  func pupil(_ name: String, in group: String?) throws(Refused) -> Pupil {
    var found = pupils[PersonName.fold(name)] ?? []
    if let group {
      let wanted = PersonName.fold(group)
      found = found.filter { $0.groups.contains { groups[$0]?.contains(wanted) == true } }
    }
    guard let only = found.first else {
      throw Refused("leerling \"\(name)\" is er niet" + (group.map { " in groep \($0)" } ?? ""))
    }
    if found.count > 1 { throw Refused("er zijn \(found.count) leerlingen \"\(name)\"; noem ook de groep") }
    return only
  }

  func guardian(_ name: String, of pupil: Pupil) throws(Refused) -> Member {
    let wanted = PersonName.fold(name)
    let found = (guardians[pupil.id] ?? []).filter { member in
      [member.email, member.externalID, member.id.rawValue, member.name].contains {
        $0.map { PersonName.fold($0) == wanted } ?? false
      }
    }
    guard let only = found.first else {
      throw Refused(
        "\"\(name)\" is geen ouder of verzorger van \(pupil.name.full) met recht op informatie")
    }
    if found.count > 1 { throw Refused("er zijn \(found.count) ouders \"\(name)\"; noem het e-mailadres") }
    return only
  }

  func guardians(of pupil: Pupil) -> [MemberID] { (guardians[pupil.id] ?? []).map(\.id) }
}

/// Why a row is left out.
private struct Refused: Error {
  var text: String

  init(_ text: String) { self.text = text }
}

extension Transaction {
  fileprivate func take(_ file: ConsentFile, by member: Member) throws -> ConsentImport {
    struct Key: Hashable {
      var pupil: PupilID
      var guardian: MemberID
      var day: Day
      var act: ConsentStatement.Act
      var evidence: ConsentStatement.Evidence
      var text: String
    }
    var report = ConsentImport(refused: file.refused)
    let people = ConsentPeople(try peopleRegister(at: at))
    let calendar = try calendar()
    let known = Dictionary(grouping: try statements(where: "year >= $2", SQLValue(0)), by: \.pupil)
    var order: [Key] = []
    var answers: [Key: ConsentAnswers] = [:]
    for row in file.rows {
      do {
        let pupil = try people.pupil(row.pupil, in: row.group)
        let guardian = try people.guardian(row.guardian, of: pupil)
        if row.day > calendar.day(of: at) { throw Refused("\(row.day) moet nog komen") }
        let others = people.guardians(of: pupil)
        let refusal = Consent.refusal(ofSpeakingFor: guardian, among: others, by: member, at: at)
        if let refusal { throw Refused(refusal.description) }
        let same = known[pupil.id]?.filter {
          $0.guardian == guardian.id && $0.act == row.act && calendar.day(of: $0.at) == row.day
        }
        let missing = row.questions.filter { question in
          same?.contains { $0.answers[question] == row.answer } != true
        }
        report.known += row.questions.count - missing.count
        if missing.isEmpty { continue }
        let key = Key(
          pupil: pupil.id, guardian: guardian.id, day: row.day, act: row.act, evidence: row.evidence, text: row.text)
        let earlier = answers[key] ?? ConsentAnswers()
        if missing.contains(where: { earlier[$0] != .unknown && earlier[$0] != row.answer }) {
          throw Refused("hetzelfde is op dezelfde dag ook anders beantwoord; wat geldt?")
        }
        if answers[key] == nil { order.append(key) }
        report.added += missing.count { earlier[$0] == .unknown }
        answers[key] = earlier
        answers[key]?.merge(ConsentAnswers(row.answer, to: missing))
      } catch let refused as Refused {
        report.refused.append(Roster.Remark(place: row.place, text: refused.text, isRefusal: true))
      }
    }
    for key in order {
      // The first moment of the day, so that what is withdrawn later that day stays withdrawn.
      let said = calendar.end(of: key.day + -1) + 1
      let statement = try statement(
        answers[key] ?? ConsentAnswers(), of: key.pupil, for: key.guardian, key.act, key.evidence, said: said,
        year: nil)
      report.pictures += try record(statement, evidence: key.text, by: member.id)
    }
    return report
  }
}
