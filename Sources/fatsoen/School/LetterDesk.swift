import Conduct
import Foundation
import Letters
import Library
import Store

/// Makes letters out of what the store remembers.
struct LetterDesk {
  var desk: Desk
  var member: Member
  var details: SchoolDetails
  var now: Int64

  /// A letter, and what it is about.
  typealias Writing = (letter: any Letter, matter: KeptLetter.Matter)

  /// The letter of a kind about the thing with a number; for the month a year and month.
  func letter(_ kind: LetterKind, _ number: String, meeting: String?) async throws -> Writing {
    switch kind {
    case .receipt: return try await receipt(number)
    case .outcome: return try await outcome(number)
    case .reasons: return try await reasons(number)
    case .invitation: return try await invitation(number, meeting: meeting)
    case .warning, .restriction: return try await measure(number, kind)
    case .appeal: return try await appeal(number)
    case .month: return try await month(number)
    case .access: throw CommandError("dit overzicht maakt fatsoen subject-access \(number)")
    }
  }

  private func receipt(_ number: String) async throws -> Writing {
    let matter = try await desk.store.reportMatter(number, for: member.id, school: desk.id, at: now)
    let letter = ReportReceipt(
      head: try await head(named: matter.addressee, "melding \(matter.number)", .director), number: matter.number,
      receivedAt: matter.receivedAt, answerBy: matter.answerBy)
    return (letter, KeptLetter.Matter(.report, id: matter.id.rawValue))
  }

  private func outcome(_ number: String) async throws -> Writing {
    let matter = try await desk.store.reportMatter(number, for: member.id, school: desk.id, at: now)
    guard let form = matter.outcome else {
      throw CommandError("melding \(matter.number) heeft nog geen uitkomst; kijk later opnieuw")
    }
    let letter = ReportOutcome(
      head: try await head(named: matter.addressee, "melding \(matter.number)", .director), number: matter.number,
      receivedAt: matter.receivedAt, form: form, redress: Redress(until: matter.objectUntil, to: matter.objectTo))
    return (letter, KeptLetter.Matter(.report, id: matter.id.rawValue))
  }

  private func reasons(_ number: String) async throws -> Writing {
    let review = try await desk.store.reviewID(number, for: member.id, school: desk.id, at: now)
    let matter = try await desk.store.decisionMatter(review, for: member.id, school: desk.id, at: now)
    let ground = matter.ground
    let letter = ReasonsLetter(
      head: try await head(matter.author, "beoordeling \(matter.review.number)", ground.role, ground.group),
      ground: ground, redress: try await redress(from: ground.decidedAt, signer: ground.role),
      records: try await records(.minor))
    return (letter, KeptLetter.Matter(.review, id: matter.review.id.rawValue))
  }

  private func invitation(_ number: String, meeting: String?) async throws -> Writing {
    let matter = try await desk.store.caseMatter(number, for: member.id, school: desk.id, at: now)
    let found = matter.file.conductCase
    let letter = Invitation(
      head: try await head(matter.file.member, "zaak \(found.number)", matter.signer), number: found.number,
      about: matter.invitation, grounds: matter.grounds, respondBy: found.respondBy, meeting: meeting,
      records: try await records(.restriction))
    return (letter, KeptLetter.Matter(.conductCase, id: found.id.rawValue))
  }

  private func measure(_ number: String, _ kind: LetterKind) async throws -> Writing {
    let matter = try await desk.store.measureMatter(number, for: member.id, school: desk.id, at: now)
    let measure = matter.file.measure
    let letter = MeasureLetter(
      head: try await head(matter.file.member, "maatregel \(measure.number)", matter.signer), measure: measure,
      unmet: matter.file.preflight.missing, grounds: matter.grounds,
      clauses: matter.clauses, policy: matter.policy,
      redress: try await redress(from: measure.from ?? now, signer: matter.signer),
      records: try await records(measure.kind.retention))
    guard let letter, letter.kind == kind else {
      throw CommandError(
        "maatregel \(measure.number) is: \(measure.kind.profile.name); "
          + (letter.map { "gebruik fatsoen letter \($0.kind.rawValue) \(measure.number)" }
            ?? "daar hoort geen brief bij"))
    }
    return (letter, KeptLetter.Matter(.measure, id: measure.id.rawValue))
  }

  private func appeal(_ number: String) async throws -> Writing {
    let matter = try await desk.store.appealMatter(number, for: member.id, school: desk.id, at: now)
    let appeal = matter.file.appeal
    var head = try await head(matter.file.appellant, "bezwaar \(appeal.number)", matter.signer)
    head.addressee = matter.addressee
    let letter = AppealLetter(
      head: head, appeal: appeal,
      measure: matter.measure?.kind, motivation: matter.motivation, decidedAt: matter.decidedAt,
      until: appeal.outcome == .varied ? matter.measure?.until : nil, irreversible: matter.irreversible,
      nextUntil: try await redress(from: matter.decidedAt ?? now, signer: matter.signer).until,
      records: try await records(.restriction))
    return (letter, KeptLetter.Matter(.appeal, id: appeal.id.rawValue))
  }

  private func month(_ text: String) async throws -> Writing {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard text.count == 7, parts.count == 2, (1...12).contains(parts[1]) else {
      throw CommandError("\"\(text)\" is geen maand; schrijf bijvoorbeeld 2026-10")
    }
    let next = parts[1] == 12 ? (parts[0] + 1, 1) : (parts[0], parts[1] + 1)
    func start(_ year: Int, _ month: Int) throws -> Int64 {
      try Moment.parse("\(Day(year, month, 1))", "maand", in: desk.zone) ?? 0
    }
    let figures = try await desk.store.figures(
      ofMonth: parts[1], in: parts[0], from: try start(parts[0], parts[1]), until: try start(next.0, next.1),
      for: member.id, school: desk.id, at: now)
    // Names of categories are a courtesy: without the word lists their ids serve.
    let categories = (try? RuleOptions.shipped().categories) ?? []
    var head = try await head(nil, text, .director)
    head.addressee = "de directie"
    let letter = MonthReport(
      head: head, figures: figures,
      categoryNames: Dictionary(uniqueKeysWithValues: categories.map { ($0.id, $0.name) }))
    return (letter, KeptLetter.Matter(.month, id: text))
  }

  /// Other parents may not be named in what people wrote.
  func head(
    _ addressee: Member?, _ reference: String, _ signer: Role, _ group: String? = nil
  ) async throws -> LetterHead {
    let parents = try await desk.store.members(school: desk.id).filter {
      $0.register(at: now) == .parents && $0.id != addressee?.id && $0.name != addressee?.name
    }
    return LetterHead(
      school: desk.school.name, details: details, addressee: addressee?.name, date: now, reference: reference,
      signer: signer, signerGroup: signer == .teacher ? group : nil, others: parents.map(\.name))
  }

  /// To somebody who need be no member; nobody wrote anything that could name others.
  private func head(named addressee: String?, _ reference: String, _ signer: Role) async throws -> LetterHead {
    var head = try await head(nil, reference, signer)
    head.addressee = addressee
    return head
  }

  /// Whoever decided does not look at the objection: above a teacher is the director, above the director the board.
  private func redress(from time: Int64, signer: Role) async throws -> Redress {
    let calendar = try await desk.store.calendar(school: desk.id)
    let term = try await desk.store.policy(school: desk.id).term(.appeal).value
    return Redress(
      until: calendar.deadline(of: TermClock(term, from: time)).due, to: signer == .teacher ? .director : .board)
  }

  private func records(_ retention: Retention) async throws -> Records {
    Records(days: retention.term(try await desk.store.policy(school: desk.id))?.value)
  }
}
