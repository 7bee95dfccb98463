public import Conduct

/// A question about the portal with what was written on it.
public struct QuestionFile: Hashable, Sendable {
  /// The question.
  public var question: Question
  /// Who asks.
  public var asker: String
  /// What was asked, why it was passed on, and the answer.
  public var notes: [Note]
  /// Whether the viewer may answer or pass it on.
  public var isForViewer: Bool
}

extension Store {
  /// Asks something about the portal: the teacher of the group first, then ICT, then the administration.
  public func ask(
    _ text: String, in group: GroupID? = nil, by asker: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Question {
    if text.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: schrijf wat u wilt weten.") }
    return try await write(school, at: time) { transaction in
      _ = try transaction.member(asker)
      try transaction.require(group)
      let question = Question(
        id: QuestionID(makeID("q")), number: try transaction.nextNumber(in: "question"), asker: asker, group: group,
        desk: Question.desk(group: group, asker: asker, among: try transaction.desks(), at: time), askedAt: time)
      try transaction.connection.insert(
        into: "question",
        [
          "school": SQLValue(school), "id": SQLValue(question.id), "number": SQLValue(question.number),
          "asker": SQLValue(asker), "group_id": SQLValue(group), "desk": .text(question.desk.rawValue),
          "state": .text(question.state.rawValue), "asked_at": .integer(time), "version": SQLValue(question.version),
        ])
      try transaction.log(question, .questionAsked, by: asker, note: (.question, text))
      try transaction.tellDesk(of: question)
      return question
    }
  }

  /// Questions that somebody asked or may answer, the open ones first.
  public func questions(for member: MemberID, school: SchoolID, at time: Int64) async throws -> [QuestionFile] {
    try await read(school) { transaction in
      let viewer = try transaction.member(member)
      return try transaction.questions(where: "state <> 'purged' ORDER BY state DESC, number").compactMap {
        try transaction.file($0, for: viewer, at: time)
      }
    }
  }

  /// One question, by number or identifier.
  public func question(
    _ handle: String, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> QuestionFile {
    try await read(school) { transaction in
      let found = try transaction.questions(
        where: "(number = CAST($2 AS BIGINT) OR id = $3)", .integer(Int64(handle.numberDigits) ?? 0), .text(handle))
      guard let question = found.first,
        let file = try transaction.file(question, for: try transaction.member(member), at: time)
      else { throw StoreError.notFound("Vraag", handle: handle.numberDigits) }
      return file
    }
  }

  /// Answers a question; the asker is told.
  @discardableResult
  public func answer(
    _ id: QuestionID, text: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Question {
    try await change(id, .questionAnswered, (.answer, text), by: member, school, at: time) { question, actor, _ in
      try question.answered(by: actor, at: time)
    }
  }

  /// Passes a question on to the next desk, with a reason.
  @discardableResult
  public func passOn(
    _ id: QuestionID, reason: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Question {
    try await change(id, .questionPassedOn, (.escalation, reason), by: member, school, at: time) {
      question, actor, desks in
      let next = Question.desk(
        after: question.desk, group: question.group, asker: question.asker ?? member, among: desks, at: time)
      return try question.passedOn(to: next, by: actor, at: time)
    }
  }

  private func change(
    _ id: QuestionID, _ kind: Event.Kind, _ note: (kind: Note.Kind, text: String), by member: MemberID,
    _ school: SchoolID, at time: Int64,
    _ step: @escaping @Sendable (Question, Member, [Member]) throws -> Question
  ) async throws -> Question {
    if note.text.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: vul een tekst in.") }
    return try await write(school, at: time) { transaction in
      let actor = try transaction.member(member)
      guard let before = try transaction.questions(where: "id = $2", SQLValue(id)).first,
        try transaction.file(before, for: actor, at: time) != nil
      else { throw StoreError.notFound("Vraag", handle: id.rawValue) }
      let question = try step(before, actor, try transaction.desks())
      try transaction.save(question)
      try transaction.log(question, kind, by: member, note: note)
      if question.state == .answered {
        let due = Retention.dismissed.due(from: time, try transaction.policy())
        try transaction.keep(try transaction.payloads(of: question.id), as: .dismissed, until: due)
        if let asker = question.asker {
          try transaction.tell(.questionAnswered, to: asker, about: "question \(question.number)")
        }
      } else {
        try transaction.tellDesk(of: question)
      }
      return question
    }
  }
}

extension Transaction {
  /// Everybody who may sit at a desk.
  fileprivate func desks() throws -> [Member] {
    let rows = try run(
      """
      SELECT DISTINCT member FROM assignment WHERE school = $1 AND (role IN ('teacher', 'director')
        OR function IN ('ict', 'administration'))
      UNION SELECT deputy FROM absence WHERE school = $1 AND deputy IS NOT NULL ORDER BY 1
      """)
    return try rows.map { try member(try $0.id("member")) }
  }

  fileprivate func tellDesk(of question: Question) throws {
    for member in try desks() where member.id != question.asker && !member.isAway(at: at) {
      guard question.desk.isHeld(by: member, in: question.group, at: at) else { continue }
      try tell(.questionAsked, to: member.id, about: "question \(question.number)")
    }
  }

  fileprivate func questions(where condition: String, _ arguments: SQLValue...) throws -> [Question] {
    try connection.run(
      """
      SELECT id, number, asker, group_id, desk, state, asked_at, version FROM question
      WHERE school = $1 AND \(condition)
      """, [SQLValue(school.id)] + arguments
    ).map { row in
      Question(
        id: try row.id("id"), number: try row.int("number"), asker: try row.optionalID("asker"),
        group: try row.optionalID("group_id"), desk: try row.value("desk"), state: try row.value("state"),
        askedAt: try row.integer("asked_at"), version: try row.int("version"))
    }
  }

  /// A question for whoever asked it or may handle it; nil for others.
  fileprivate func file(_ question: Question, for viewer: Member, at time: Int64) throws -> QuestionFile? {
    let refusal = question.refusal(for: viewer, at: time)
    let maySee = refusal == nil || refusal == .samePerson || question.state == .answered && refusal != .outsideScope
    guard maySee else { return nil }
    let notes = try run(
      "SELECT kind, author, at, payload FROM question_note WHERE school = $1 AND question = $2 ORDER BY number",
      SQLValue(question.id)
    ).compactMap { row -> Note? in
      guard let text = try payload(try row.text("payload")) else { return nil }
      return Note(try row.value("kind"), by: try row.optionalID("author"), at: try row.integer("at"), text: text)
    }
    return QuestionFile(
      question: question, asker: try question.asker.map { try member($0).name } ?? "", notes: notes,
      isForViewer: refusal == nil)
  }

  fileprivate func save(_ question: Question) throws {
    try connection.update(
      "question",
      [
        "asker": SQLValue(question.asker), "desk": .text(question.desk.rawValue),
        "state": .text(question.state.rawValue), "version": SQLValue(question.version),
      ], school: school.id, id: question.id.rawValue)
  }

  fileprivate func payloads(of question: QuestionID) throws -> [String] {
    try run("SELECT payload FROM question_note WHERE school = $1 AND question = $2", SQLValue(question))
      .map { try $0.text("payload") }
  }

  /// Writes down what was said, and logs the question as it is.
  fileprivate func log(
    _ question: Question, _ kind: Event.Kind, by actor: MemberID?, note: (kind: Note.Kind, text: String)?
  ) throws {
    var commitments: [String: String]?
    if let note {
      let saved = try save(note.text, about: question.asker, .open, due: nil)
      let number = try nextNumber(in: "question_note", where: "question = $2", SQLValue(question.id))
      try connection.insert(
        into: "question_note",
        [
          "school": SQLValue(school.id), "question": SQLValue(question.id),
          "number": SQLValue(number),
          "kind": .text(note.kind.rawValue), "author": SQLValue(actor), "at": .integer(at), "payload": .text(saved.id),
        ])
      commitments = [saved.id: saved.commitment]
    }
    try log(kind, by: actor) {
      $0.member = question.asker
      $0.group = question.group
      $0.item = "question \(question.id)"
      $0.to = question.state.rawValue
      $0.version = question.version
      $0.commitments = commitments
    }
  }

  /// Takes who asked out of questions whose words go.
  func purgeQuestions(of payloads: [String]) throws {
    for payload in payloads {
      let found = try questions(
        where: """
          state = 'answered' AND id IN (SELECT question FROM question_note WHERE school = question.school AND payload = $2)
          """, .text(payload))
      for question in found {
        let notes = try run(
          "SELECT number FROM question_note WHERE school = $1 AND question = $2", SQLValue(question.id))
        for note in notes {
          try connection.update(
            "question_note", ["author": .null], school: school.id,
            where: ["question": SQLValue(question.id), "number": .integer(try note.integer("number"))])
        }
        try save(question.purged())
        try log(question.purged(), .questionPurged, by: nil, note: nil)
      }
    }
  }
}
