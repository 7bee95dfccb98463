public import Conduct

/// A message of one's own that was hidden, asked about or decided on, as its author may see it. Nothing in it says who
/// reported, that anybody did, or when.
public struct OwnMessage: Hashable, Sendable {
  /// The review.
  public var id: ReviewID
  /// Where it stood.
  public var kind: Message.Kind
  /// The group's name; nil for the whole school.
  public var group: String?
  /// When it was sent, in milliseconds.
  public var sentAt: Int64
  /// What it says; nil when that is not kept any more.
  public var text: String?
  /// Whether others can read it.
  public var visibility: Review.Visibility
  /// What the author is asked now; nil when nothing is.
  public var question: String?
  /// The violation that was established and stands; nil when there is none.
  public var decision: DecisionID?
  /// Whether it was found to be criticism of the school, for which there is a complaints route.
  public var isCriticism: Bool
  /// What can be brought against the decision; nil without one.
  public var redress: OwnRedress?
  /// What the author says is not right in it.
  public var rectifications: [Rectification]
}

/// How somebody can object to what was decided about that person.
public struct OwnRedress: Hashable, Sendable {
  /// The last moment that is in time, in milliseconds; later is taken in too, and judged on its lateness.
  public var until: Int64
  /// The appeal that was filed, when there is one; the last.
  public var appeal: Appeal?
  /// Whether one may be filed now.
  public var mayAppeal: Bool
}

/// A measure about oneself.
public struct OwnMeasure: Hashable, Sendable {
  /// The measure.
  public var measure: Measure
  /// Whether the person may answer it now.
  public var mayAnswer: Bool
  /// Whether the person may say to have read it.
  public var mayAcknowledge: Bool
  /// What can be brought against it; nil while it was only announced.
  public var redress: OwnRedress?
  /// What the person says is not right in it.
  public var rectifications: [Rectification]
}

/// An invitation to respond, in a case about oneself.
public struct OwnInvitation: Hashable, Sendable {
  /// The case.
  public var id: CaseID
  /// A short number, for people.
  public var number: Int
  /// The words of the invitation.
  public var text: String
  /// Until when one may respond, in milliseconds.
  public var respondBy: Int64
  /// What the person answered here; nil before that.
  public var answer: String?
  /// Whether the person may answer now.
  public var mayAnswer: Bool
}

/// All that is about somebody, or waits for that person.
public struct OwnMatters: Hashable, Sendable {
  /// Messages that were hidden, asked about or decided on, latest first.
  public var messages: [OwnMessage]
  /// Measures that were announced or taken, latest first.
  public var measures: [OwnMeasure]
  /// Invitations to respond, latest first.
  public var invitations: [OwnInvitation]
  /// Appeals and complaints that the person filed, latest first.
  public var appeals: [Appeal]
  /// The person's own reports that are not over, latest first.
  public var reports: [OwnReport]
}

/// Something that was said in an appeal, as its appellant reads it.
public struct AppealWords: Hashable, Sendable {
  /// At which step.
  public var step: Event.Kind
  /// Whether the appellant wrote it.
  public var isOwn: Bool
  /// When, in milliseconds.
  public var at: Int64
  /// What.
  public var text: String
}

extension Store {
  /// What is about a member, as that member may see it, and what waits for the member.
  public func ownMatters(of member: MemberID, school: SchoolID, at time: Int64) async throws -> OwnMatters {
    try await read(school, at: time) { try $0.ownMatters(of: try $0.member(member)) }
  }

  /// What was said in an appeal of one's own, in order. Whose it is not does not learn that it exists.
  public func ownAppeal(
    _ handle: String, of member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> (file: AppealFile, words: [AppealWords]) {
    try await read(school, at: time) { transaction in
      let reader = try transaction.member(member)
      let appeal = try transaction.appeal(handle, for: reader)
      guard reader.isOne(of: [appeal.appellant]) else { throw StoreError.notFound("Bezwaar", handle: handle) }
      return (
        try transaction.appealFile(handle, for: member, why: .handling),
        try transaction.words(of: appeal, for: reader)
      )
    }
  }

  /// Answers, as the author of a message, what was asked about it; who asked is told.
  public func answerQuestion(
    about id: ReviewID, text: String, by author: MemberID, school: SchoolID, at time: Int64
  ) async throws {
    try Self.require(text)
    try await write(school, at: time) { transaction in
      let person = try transaction.member(author)
      let before = try transaction.review(id, at: time)
      guard person.isOne(of: [before.subject.author]) else { throw StoreError.notFound("Bericht", handle: id.rawValue) }
      let review = try before.answered(by: person, at: time)
      let saved = try transaction.save(text, about: before.subject.author, .open, due: nil)
      try transaction.addNote(saved, .answer, by: author, on: id)
      try transaction.save(review, after: before, .answered, by: author) {
        $0.commitments = [saved.id: saved.commitment]
      }
      let asker = try transaction.notes(on: id).last { $0.kind == .question }?.author
      if let asker { try transaction.tell(.answered, to: asker, about: "review \(review.number)") }
    }
  }

  /// Answers, as the person concerned, a measure that was announced or imposed in haste; who waits for it is told.
  public func answerMeasure(
    _ id: MeasureID, text: String, by person: MemberID, school: SchoolID, at time: Int64
  ) async throws {
    try Self.require(text)
    try await write(school, at: time) { transaction in
      let actor = try transaction.member(person)
      let before = try transaction.measure(id)
      guard actor.isOne(of: [before.member]), before.isKnownToSubject else {
        throw StoreError.notFound("Maatregel", handle: id.rawValue)
      }
      let measure = try before.answered(by: actor, at: time)
      let waiting = try transaction.openDuties(of: id.rawValue)
        .filter { [.announcedResponse, .urgentHearing].contains($0.kind) }.compactMap(\.holder.member)
      let saved = try transaction.save(text, about: before.member, .open, due: nil)
      try transaction.save(measure, after: before, .measureResponse, by: person, saved: saved)
      try transaction.schedule(measure, after: .respond(text), by: actor)
      for holder in Set(waiting).sorted() {
        try transaction.tell(.answered, to: holder, about: "measure \(measure.number)")
      }
    }
  }

  /// Answers, as the person concerned, an invitation to respond; who invited is told.
  public func answerInvitation(
    _ id: CaseID, text: String, by person: MemberID, school: SchoolID, at time: Int64
  ) async throws {
    try Self.require(text)
    try await write(school, at: time) { transaction in
      let actor = try transaction.member(person)
      guard let before = try transaction.cases(where: "id = $2", SQLValue(id)).first, actor.isOne(of: [before.member]),
        before.respondBy != nil
      else { throw StoreError.notFound("Uitnodiging", handle: id.rawValue) }
      let conductCase = try before.answered(by: actor, at: time)
      let waiting = try transaction.openDuties(of: id.rawValue).filter { $0.kind == .hearingResponse }
        .compactMap(\.holder.member)
      try transaction.save(conductCase, after: before, Case.Step(.hear, words: text), by: actor)
      for holder in Set(waiting).sorted() {
        try transaction.tell(.answered, to: holder, about: "case \(conductCase.number)")
      }
    }
  }

  private static func require(_ text: String) throws {
    if text.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: schrijf uw antwoord.") }
  }
}

extension Transaction {
  func ownMatters(of person: Member) throws -> OwnMatters {
    let appeals = try appeals(where: "appellant = $2 ORDER BY number DESC", SQLValue(person.id))
    let groups = try groups().reduce(into: [:]) { $0[$1.id] = $1.name }
    let messages = try reviews(by: person.id).compactMap { try own($0, groups, appeals) }
    let measures = try measures(of: person.id).filter(\.isKnownToSubject).map { measure in
      OwnMeasure(
        measure: measure, mayAnswer: measure.refusalOfAnswer(by: person, at: at) == nil,
        mayAcknowledge: measure.state.isInForce && measure.acknowledgedAt == nil,
        redress: measure.imposedBy == nil
          ? nil : try redress(against: .measure(measure.id), from: measure.from ?? measure.proposedAt, appeals),
        rectifications: try rectifications(of: .measure, measure.id.rawValue))
    }
    let reports = try reports(where: "reporter = $2", SQLValue(person.id)).map { try own($0, for: person, at: at) }
    return OwnMatters(
      messages: messages.sorted { $0.sentAt > $1.sentAt }, measures: measures.reversed(),
      invitations: try invitations(to: person).reversed(), appeals: appeals,
      reports: reports.filter { $0.shown != .closed }.reversed())
  }

  /// A message as its author may see it; nil while the author knows of nothing.
  private func own(_ review: Review, _ groups: [GroupID: String], _ appeals: [Appeal]) throws -> OwnMessage? {
    if review.state == .superseded || review.state == .purged { return nil }
    let standing = try decisions(on: review.id).last { $0.undoneBy == nil }.flatMap { try stands($0) ? $0 : nil }
    let isCriticism = standing?.outcome == .dismissed(.criticism)
    let violation = standing?.outcome == .established ? standing : nil
    let isAsked = review.state == .infoRequested
    guard isAsked || isCriticism || violation != nil || review.visibility != .visible else { return nil }
    let (message, isTextKept) = try message(review.message)
    return OwnMessage(
      id: review.id, kind: message.kind, group: message.group.flatMap { groups[$0] }, sentAt: message.sentAt,
      text: isTextKept ? message.text : nil, visibility: review.visibility,
      question: isAsked ? try notes(on: review.id).last { $0.kind == .question }?.text : nil,
      decision: violation?.statement == nil ? nil : violation?.id, isCriticism: isCriticism,
      redress: try violation.map { try redress(against: .decision($0.id), from: $0.at, appeals) },
      rectifications: try rectifications(of: .review, review.id.rawValue))
  }

  /// How one can object to a decision or measure that was made known at a moment.
  private func redress(against target: Appeal.Target, from: Int64, _ appeals: [Appeal]) throws -> OwnRedress {
    let term = try policy().term(.appeal).value
    let filed = appeals.filter { $0.target == target }
    return OwnRedress(
      until: try calendar().deadline(of: TermClock(term, from: from)).due ?? from, appeal: filed.first,
      mayAppeal: filed.allSatisfy(\.leavesRoomForAnother))
  }

  private func invitations(to person: Member) throws -> [OwnInvitation] {
    try cases(where: "member = $2 AND respond_by IS NOT NULL ORDER BY number", SQLValue(person.id)).compactMap {
      found in
      guard found.state.isOpen, let respondBy = found.respondBy else { return nil }
      let notes = try notes(in: found)
      guard let invitation = notes.last(where: { $0.action == .invite }) else { return nil }
      let answer = notes.last { $0.action == .hear && $0.at >= invitation.at && person.isOne(of: [$0.author]) }
      return OwnInvitation(
        id: found.id, number: found.number, text: invitation.text, respondBy: respondBy, answer: answer?.text,
        mayAnswer: found.refusalOfAnswer(by: person) == nil)
    }
  }

  /// What was said in an appeal as its appellant reads it: the grounds, what was asked and answered, and why it was decided
  /// so.
  fileprivate func words(of appeal: Appeal, for reader: Member) throws -> [AppealWords] {
    let told: [Event.Kind] = [
      .appealFiled, .appealAsked, .appealAnswered, .appealInadmissible, .appealDecided, .appealReferred,
    ]
    // A complaint stands on nobody's record, so that its lines are found by their kind.
    let events = try appeal.known.map(events(about:)) ?? events(ofKinds: told)
    return try events.filter { $0.body.appeal == appeal.id && told.contains($0.kind) }.compactMap { event in
      guard let text = try event.body.commitments?.keys.sorted().lazy.compactMap({ try self.payload($0) }).first else {
        return nil
      }
      let isOwn = event.kind == .appealFiled || event.kind == .appealAnswered
      return AppealWords(step: event.kind, isOwn: isOwn, at: event.at, text: text)
    }
  }
}
