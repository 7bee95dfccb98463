public import Conduct

extension Store {
  /// Finds what has a number, or is of or about whoever has a name. What stands on record about somebody is not found by
  /// the name: who reads that says why, and it is noted.
  public func search(
    _ question: SearchResult.Question, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> SearchResult {
    try await read(school, at: time) { transaction in
      let reader = try transaction.member(member)
      switch question {
      case .number(let number): return try transaction.found(number, for: reader)
      case .name(let name):
        let words = SearchResult.plain(name)
        return words.count < SearchResult.shortest ? SearchResult() : try transaction.found(words, for: reader)
      }
    }
  }
}

extension Transaction {
  fileprivate func found(_ number: Int, for reader: Member) throws -> SearchResult {
    var result = SearchResult()
    let isWanted = "school = $1 AND number = $2"
    let rows = try run("SELECT id FROM review WHERE \(isWanted)", SQLValue(number))
    result.reviews = try items(
      of: try rows.compactMap { row in
        let id: ReviewID = try row.id("id")
        return try ifVisible { try review(id, for: reader, at: at) }
      }, for: reader)
    result.reports = try [
      ifVisible { try file(try report("\(number)", for: reader, at: at), for: reader, at: at) }
    ].compactMap(\.self)
    result.cases = try caseItems(for: reader) { $0.number == number }
    let measures = try run("SELECT id FROM measure WHERE \(isWanted)", SQLValue(number))
    result.measures = try measures.compactMap { row in
      let id: MeasureID = try row.id("id")
      return try ifVisible { try item(try measure(id, for: reader)) }
    }
    result.appeals = try appealItems(for: reader) { $0.number == number }
    return result
  }

  fileprivate func found(_ words: String, for reader: Member) throws -> SearchResult {
    func matches(_ text: String?) -> Bool { text.map { SearchResult.plain($0).contains(words) } ?? false }
    func first<Item>(_ items: some Sequence<Item>) -> [Item] { Array(items.prefix(SearchResult.most)) }
    let named = try members(where: "member.id <> ''").filter { matches($0.name) }
    let theirs = Set(named.map(\.id))
    let looksAfterPeople = reader.holds(.director, in: nil, at: at) || reader.holds(.ict, at: at)
    let groups = groupsAtWork(of: reader)
    var result = SearchResult()
    result.people = first(
      named.filter { person in
        looksAfterPeople
          || person.assignments.contains { $0.isHeld(at: at) && $0.group.map(groups.contains) ?? false }
      }.sorted { ($0.name, $0.id) < ($1.name, $1.id) })
    result.groups = first(
      try self.groups().filter { group in
        matches(group.name) && group.kind != .oneToOne && group.until == nil
          && (reader.holds(.director, in: nil, at: at) || groups.contains(group.id))
      }.sorted { ($0.name, $0.id) < ($1.name, $1.id) })
    result.reviews = try items(
      of: first(
        try open(by: theirs).filter { $0.isWaiting(for: reader, at: at) }), for: reader)
    result.cases = first(try caseItems(for: reader) { theirs.contains($0.member) })
    result.measures = first(
      try livingMeasures().filter { theirs.contains($0.member) }.compactMap { measure in
        try ifVisible { try item(try self.measure(measure.id, for: reader)) }
      })
    result.reports = first(try waitingReports(for: reader).filter { matches($0.about) })
    result.appeals = first(
      try appealItems(for: reader) { appeal in
        theirs.contains(appeal.appellant) || appeal.subject.map(theirs.contains) ?? false
      })
    return result
  }

  private func open(by authors: Set<MemberID>) throws -> [Review] {
    try Self.parts(of: authors.map(\.rawValue).sorted()).flatMap { part in
      try reviews(where: "review.author IN (\(Self.places)) AND review.rank IS NOT NULL", part, at: at)
    }.sorted { $0.number < $1.number }
  }

  /// The groups in which somebody is at work.
  private func groupsAtWork(of reader: Member) -> Set<GroupID> {
    let roles: Set<Role> = [.teacher, .staff, .support]
    return Set(reader.assignments.filter { roles.contains($0.role) && $0.isHeld(at: at) }.compactMap(\.group))
  }

  /// What the reader may see; nil for what is not there, or not for the reader: nobody can tell the one from the other.
  private func ifVisible<Item>(_ find: () throws -> Item) throws -> Item? {
    do { return try find() } catch StoreError.notFound { return nil } catch StoreError.notAllowed { return nil }
  }

  private func items(of reviews: [Review], for reader: Member) throws -> [QueueItem] {
    if reviews.isEmpty { return [] }
    let names = Dictionary(uniqueKeysWithValues: try groups().map { ($0.id, $0.name) })
    let (contents, priority) = (try contents(of: reviews), try priority(of: reviews, at: at))
    return try reviews.map { review in
      try item(review, priority(review), contents[review.message], groups: names, for: reader, at: at)
    }
  }

  private func item(_ measure: Measure) throws -> SearchResult.MeasureItem {
    let isOver = !measure.state.isInForce && !measure.state.isOpen
    return SearchResult.MeasureItem(measure: measure, name: isOver ? nil : try member(measure.member).name)
  }
}
