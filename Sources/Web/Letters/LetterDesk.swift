public import Conduct
import Foundation
public import Letters
public import Store

/// Makes letters out of what the store remembers, for a page and for a command alike.
public struct LetterDesk: Sendable {
  private let store: Store
  private let school: School
  private let member: Member
  private let details: SchoolDetails
  /// Names of categories are a courtesy: without them their ids serve.
  private let categories: @Sendable () -> [Conduct.Category]
  private let now: Int64

  /// A letter, and what it is about.
  public typealias Writing = (letter: any Letter, matter: KeptLetter.Matter)

  /// Makes a desk at which a member writes; `categories` are asked for a report of figures only.
  public init(
    store: Store, school: School, member: Member, details: SchoolDetails, now: Int64,
    categories: @escaping @Sendable () -> [Conduct.Category] = { [] }
  ) {
    self.store = store
    self.school = school
    self.member = member
    self.details = details
    self.categories = categories
    self.now = now
  }

  /// The letter of a kind about the thing with a number; for the month a year and month. Throws `StoreError.invalid` when no
  /// such letter belongs to it.
  public func letter(_ kind: LetterKind, _ number: String, meeting: String?) async throws -> Writing {
    switch kind {
    case .receipt: return try await receipt(number)
    case .outcome: return try await outcome(number)
    case .reasons: return try await reasons(number)
    case .invitation: return try await invitation(number, meeting: meeting)
    case .warning, .restriction: return try await measure(number, kind)
    case .appeal: return try await appeal(number)
    case .month: return try await month(number)
    case .access:
      throw StoreError.invalid("Dit overzicht hoort bij een inzageverzoek: fatsoen subject-access \(number).")
    }
  }

  private func receipt(_ number: String) async throws -> Writing {
    let matter = try await store.reportMatter(number, for: member.id, school: school.id, at: now)
    let letter = ReportReceipt(
      head: try await head(named: matter.addressee, "melding \(matter.number)", .director), number: matter.number,
      receivedAt: matter.receivedAt, answerBy: matter.answerBy)
    return (letter, KeptLetter.Matter(.report, id: matter.id.rawValue))
  }

  private func outcome(_ number: String) async throws -> Writing {
    let matter = try await store.reportMatter(number, for: member.id, school: school.id, at: now)
    guard let form = matter.outcome else {
      throw StoreError.invalid("Melding \(matter.number) heeft nog geen uitkomst. Kijk later opnieuw.")
    }
    let letter = ReportOutcome(
      head: try await head(named: matter.addressee, "melding \(matter.number)", .director), number: matter.number,
      receivedAt: matter.receivedAt, form: form, redress: Redress(until: matter.objectUntil, to: matter.objectTo))
    return (letter, KeptLetter.Matter(.report, id: matter.id.rawValue))
  }

  private func reasons(_ number: String) async throws -> Writing {
    let review = try await store.reviewID(number, for: member.id, school: school.id, at: now)
    let matter = try await store.decisionMatter(review, for: member.id, school: school.id, at: now)
    let ground = matter.ground
    let letter = ReasonsLetter(
      head: try await head(matter.author, "beoordeling \(matter.review.number)", ground.role, ground.group),
      ground: ground, redress: try await redress(from: ground.decidedAt, signer: ground.role),
      records: try await records(.minor))
    return (letter, KeptLetter.Matter(.review, id: matter.review.id.rawValue))
  }

  private func invitation(_ number: String, meeting: String?) async throws -> Writing {
    let matter = try await store.caseMatter(number, for: member.id, school: school.id, at: now)
    let found = matter.file.conductCase
    let letter = Invitation(
      head: try await head(matter.file.member, "zaak \(found.number)", matter.signer), number: found.number,
      about: matter.invitation, grounds: matter.grounds, respondBy: found.respondBy, meeting: meeting,
      records: try await records(.restriction))
    return (letter, KeptLetter.Matter(.conductCase, id: found.id.rawValue))
  }

  private func measure(_ number: String, _ kind: LetterKind) async throws -> Writing {
    let matter = try await store.measureMatter(number, for: member.id, school: school.id, at: now)
    let measure = matter.file.measure
    let letter = MeasureLetter(
      head: try await head(matter.file.member, "maatregel \(measure.number)", matter.signer), measure: measure,
      unmet: matter.file.preflight.missing, grounds: matter.grounds,
      clauses: matter.clauses, policy: matter.policy,
      redress: try await redress(from: measure.from ?? now, signer: matter.signer),
      records: try await records(measure.kind.retention))
    guard let letter, letter.kind == kind else {
      throw StoreError.invalid(
        "Maatregel \(measure.number) is: \(measure.kind.profile.name). "
          + (letter.map { "De brief daarbij is: \($0.kind.name) (\($0.kind.rawValue) \(measure.number))." }
            ?? "Daar hoort geen brief bij."))
    }
    return (letter, KeptLetter.Matter(.measure, id: measure.id.rawValue))
  }

  private func appeal(_ number: String) async throws -> Writing {
    let matter = try await store.appealMatter(number, for: member.id, school: school.id, at: now)
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
    guard let first = Day(text + "-01") else {
      throw StoreError.invalid("\"\(text)\" is geen maand; schrijf bijvoorbeeld 2026-10.")
    }
    let (year, month, _) = first.parts
    let clock = LocalClock(school.timeZone)
    let figures = try await store.figures(
      ofMonth: month, in: year, from: clock.time(first, minute: 0),
      until: clock.time(month == 12 ? Day(year + 1, 1, 1) : Day(year, month + 1, 1), minute: 0), for: member.id,
      school: school.id, at: now)
    var head = try await head(nil, text, .director)
    head.addressee = "de directie"
    let letter = MonthReport(
      head: head, figures: figures,
      categoryNames: Dictionary(uniqueKeysWithValues: categories().map { ($0.id, $0.name) }))
    return (letter, KeptLetter.Matter(.month, id: text))
  }

  /// Who writes to whom. Other parents may not be named in what people wrote.
  public func head(
    _ addressee: Member?, _ reference: String, _ signer: Role, _ group: String? = nil
  ) async throws -> LetterHead {
    let parents = try await store.members(school: school.id).filter {
      $0.register(at: now) == .parents && $0.id != addressee?.id && $0.name != addressee?.name
    }
    return LetterHead(
      school: school.name, details: details, addressee: addressee?.name, date: now, reference: reference,
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
    let calendar = try await store.calendar(school: school.id)
    let term = try await store.policy(school: school.id).term(.appeal).value
    return Redress(
      until: calendar.deadline(of: TermClock(term, from: time)).due, to: signer == .teacher ? .director : .board)
  }

  private func records(_ retention: Retention) async throws -> Records {
    Records(days: retention.term(try await store.policy(school: school.id))?.value)
  }
}
