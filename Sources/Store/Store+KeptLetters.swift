public import Conduct

extension Store {
  /// Keeps a letter as it goes out, for good. Whoever may see what it is about makes it final, and never a letter to
  /// oneself. The same letter once more is the one that was kept.
  public func keep(
    _ draft: LetterDraft, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> KeptLetter {
    try await write(school, at: time) { transaction in
      let writer = try transaction.member(member)
      let post = try transaction.post(of: draft.matter, for: writer)
      if post.recipient == member { throw StoreError.notAllowed(.roleMayNot) }
      let earlier = try transaction.letters(
        where: "about_kind = $2 AND about = $3 ORDER BY number DESC", .text(draft.matter.kind.rawValue),
        .text(draft.matter.id))
      if var last = earlier.first(where: draft.isAlike), try transaction.payload(last.payload) == draft.text {
        last.text = draft.text
        return last
      }
      return try transaction.add(draft, to: post, by: member)
    }
  }

  /// The letters that a member may read: one's own, and those about what the member may see; latest first, without their
  /// texts.
  public func keptLetters(
    about matter: KeptLetter.Matter? = nil, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> [KeptLetter] {
    try await write(school, at: time) { transaction in
      let reader = try transaction.member(member)
      let found = try transaction.letters(
        where: """
          (CAST($2 AS TEXT) IS NULL OR about_kind = $2) AND (CAST($3 AS TEXT) IS NULL OR about = $3)
          ORDER BY number DESC
          """, SQLValue(matter?.kind.rawValue), SQLValue(matter?.id))
      return try found.filter { try transaction.mayRead($0, reader) }
    }
  }

  /// A letter as it went out; the text is nil after it was purged. That somebody else than the addressee read it is noted.
  public func keptLetter(
    _ number: Int, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> KeptLetter {
    try await write(school, at: time) { transaction in
      let reader = try transaction.member(member)
      guard var letter = try transaction.letters(where: "number = $2", SQLValue(number)).first,
        try transaction.mayRead(letter, reader)
      else { throw StoreError.notFound("Brief", handle: String(number)) }
      letter.text = try transaction.payload(letter.payload)
      try transaction.recordReading(of: letter, by: member)
      return letter
    }
  }
}

extension Transaction {
  /// To whom a letter about something goes.
  struct Post {
    /// The person; nil for a report of figures.
    var recipient: MemberID?
    /// Whether the log and the row may not say so: it would tell who reported.
    var isShielded = false
    /// The review that the line of the log belongs to.
    var review: ReviewID?
  }

  /// To whom a letter about something goes; throws `notFound` for a member who may not see it.
  func post(of matter: KeptLetter.Matter, for member: Member) throws -> Post {
    switch matter.kind {
    case .review:
      let review = try review(ReviewID(matter.id), for: member, at: at)
      return Post(recipient: review.subject.author, review: review.id)
    case .measure:
      return Post(recipient: try measure(MeasureID(matter.id), for: member).member)
    case .conductCase:
      return Post(recipient: try conductCase(matter.id, for: member).member)
    case .appeal:
      let appeal = try appeal(matter.id, for: member)
      return Post(recipient: appeal.appellant, isShielded: appeal.kind == .reporterComplaint)
    case .report:
      return Post(recipient: try correspondence(matter.id, for: member).reporter, isShielded: true)
    case .month:
      if !member.mayOversee(nil, at: at) { throw StoreError.notAllowed(.roleMayNot) }
      return Post()
    }
  }

  func mayRead(_ letter: KeptLetter, _ member: Member) throws -> Bool {
    if letter.addressee == member.id { return true }
    do {
      _ = try post(of: letter.matter, for: member)
      return true
    } catch StoreError.notFound, StoreError.notAllowed { return false }
  }

  /// Letters by a condition that may use `$2`, with the order.
  func letters(where condition: String, _ arguments: SQLValue...) throws -> [KeptLetter] {
    try connection.run(
      """
      SELECT id, number, kind, language, form, about_kind, about, reference, addressee, finalised_by, finalised_at, payload
      FROM letter WHERE school = $1 AND \(condition)
      """, [SQLValue(school.id)] + arguments
    ).map { row in
      KeptLetter(
        id: try row.id("id"), number: try row.int("number"), kind: try row.text("kind"),
        language: try row.text("language"), form: try row.text("form"),
        matter: KeptLetter.Matter(try row.value("about_kind"), id: try row.text("about")),
        reference: try row.text("reference"), addressee: try row.optionalID("addressee"),
        finalisedBy: try row.id("finalised_by"), finalisedAt: try row.integer("finalised_at"),
        payload: try row.text("payload"))
    }
  }

  fileprivate func add(_ draft: LetterDraft, to post: Post, by member: MemberID) throws -> KeptLetter {
    let addressee = post.isShielded ? nil : post.recipient
    // A month's figures hang on nothing whose term they could have.
    let isMonth = draft.matter.kind == .month
    let due = isMonth ? Retention.audit.due(from: at, try policy()) : nil
    let saved = try save(draft.text, about: addressee, isMonth ? .audit : .open, due: due)
    let letter = KeptLetter(
      id: LetterID(makeID("l")), number: try nextNumber(in: "letter"), kind: draft.kind, language: draft.language,
      form: draft.form, matter: draft.matter, reference: draft.reference, addressee: addressee, finalisedBy: member,
      finalisedAt: at, payload: saved.id, text: draft.text)
    try connection.insert(
      into: "letter",
      [
        "school": SQLValue(school.id), "id": SQLValue(letter.id), "number": SQLValue(letter.number),
        "kind": .text(letter.kind), "language": .text(letter.language), "form": .text(letter.form),
        "about_kind": .text(letter.matter.kind.rawValue), "about": .text(letter.matter.id),
        "reference": .text(letter.reference), "addressee": SQLValue(addressee), "finalised_by": SQLValue(member),
        "finalised_at": .integer(at), "payload": .text(saved.id),
      ])
    try log(.letterFinalised, by: member) {
      $0.member = addressee
      $0.review = post.review
      $0.item = "letter \(letter.id)"
      $0.outcome = letter.kind
      $0.commitments = [saved.id: saved.commitment]
    }
    try keep(saved.id, like: try payloads(of: draft.matter))
    return letter
  }

  /// What is kept of something that letters are about.
  private func payloads(of matter: KeptLetter.Matter) throws -> [String] {
    if matter.kind == .report { return try payloads(of: ReportID(matter.id)) }
    return try Rectification.Subject(rawValue: matter.kind.rawValue).map { try payloads(ofRecord: $0, matter.id) } ?? []
  }

  /// Keeps a payload as long as the rest of what it belongs to.
  func keep(_ payload: String, like rest: [String]) throws {
    let terms = try rest.filter { $0 != payload }.flatMap { id in
      try run("SELECT class, due_at FROM payload WHERE school = $1 AND id = $2", .text(id))
    }
    let last = try terms.max {
      try ($0.optionalInteger("due_at") ?? .max) < ($1.optionalInteger("due_at") ?? .max)
    }
    if let last { try keep([payload], as: try last.value("class"), until: try last.optionalInteger("due_at")) }
  }

  /// Notes that somebody read a letter to another.
  fileprivate func recordReading(of letter: KeptLetter, by member: MemberID) throws {
    func record(_ kind: Reading.Kind) throws {
      guard let addressee = letter.addressee, addressee != member else { return }
      try recordReading(kind, of: addressee, by: member, why: .letter)
    }
    switch letter.matter.kind {
    case .review: try record(.review)
    case .measure: try record(.measure)
    case .conductCase: try record(.conductCase)
    case .appeal: try recordReading(of: try appeal(AppealID(letter.matter.id)), by: member, why: .letter)
    case .report:
      let report = try reports(where: "id = $2", .text(letter.matter.id)).first
      if let report { try recordReading(of: report, by: member, why: .letter) }
    case .month: return
    }
  }
}

extension LetterDraft {
  /// Whether a letter that was kept is of the same kind, in the same language and form.
  fileprivate func isAlike(_ letter: KeptLetter) -> Bool {
    (letter.kind, letter.language, letter.form) == (kind, language, form)
  }
}
