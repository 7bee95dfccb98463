import Conduct
import Store
import Testing

/// Who handles what: by group, severity, clause and care, around conflicts and absences, and up when a term passes.
@Suite struct RoutingTests {
  private let at = SampleSchool.start

  @Test func aHiddenMessageIsToldToItsAuthorAndGoesUpWhenNobodyLooksInTime() async throws {
    var policy = Policy.sample
    policy.clauses[0].covers = [Clause.Coverage(category: CategoryID("abuse"), effect: .hold)]
    let school = try await SampleSchool.make(policy: policy)
    #expect(try await school.take(school.intake("b-1", severity: .critical)) == .queued)
    #expect(try await school.take(school.intake("b-2", severity: .high)) == .queued)
    let told = try await school.store.notices(for: school.parent.id, school: school.id)
    #expect(told.map(\.kind) == [.held])
    func held(_ member: Member, at time: Int64) async throws -> Review? {
      try await school.store.queue(for: member.id, school: school.id, at: time).first {
        $0.review.visibility == .held
      }?.review
    }
    let due = try #require(try await held(school.teacher, at: at)?.dueAt)
    // 21 September 2026 is a Monday: one school day is over on Tuesday.
    #expect((at + SampleSchool.day / 2...at + 2 * SampleSchool.day).contains(due))
    #expect(try await school.store.tick(school: school.id, at: due).reviews == 0)
    #expect(try await school.store.tick(school: school.id, at: due + 1).reviews == 1)
    #expect(try await school.store.tick(school: school.id, at: due + 1).reviews == 0)
    #expect(try await held(school.teacher, at: due + 1) == nil)
    let second = try #require(try await held(school.director, at: due + 1))
    #expect(second.route == .director && (second.dueAt ?? 0) > due)
    #expect(try await school.store.tick(school: school.id, at: (second.dueAt ?? 0) + 1).reviews == 1)
    let board = try #require(try await held(school.board, at: due + 1))
    #expect(board.route == .board)
    #expect(try await school.store.tick(school: school.id, at: due + 900 * SampleSchool.day).reviews == 0)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func onlyTheGravestAreHiddenWhateverIsWritten() async throws {
    let school = try await SampleSchool.make()
    _ = try await school.review("b-1")
    await #expect(throws: StoreError.self) {
      try await school.database.write { connection in
        _ = try connection.run("UPDATE review SET visibility = 'held' WHERE severity < 4", [])
      }
    }
  }

  @Test func whatTheAbsentHadGoesToTheDeputyOrToTheNextPerson() async throws {
    let school = try await SampleSchool.make()
    let day = SampleSchool.day
    let neighbour = try await school.store.addMember(
      MemberDraft(name: "Buur", assignments: [Assignment(role: .teacher, group: GroupID("g-x"), from: at)]).moved(
        to: try await school.store.addGroup(name: "groep 5", school: school.id, at: at).id), school: school.id, at: at)
    _ = try await school.review("b-1")
    func queue(_ member: Member, at time: Int64) async throws -> [Int] {
      try await school.store.queue(for: member.id, school: school.id, at: time).map(\.review.number)
    }
    #expect(try await queue(neighbour, at: at) == [])
    try await school.store.addAbsence(
      of: school.teacher.id, from: at, until: at + day, deputy: neighbour.id, by: school.teacher.id, school: school.id,
      at: at)
    #expect(try await queue(neighbour, at: at) == [1])
    #expect(try await queue(neighbour, at: at + day) == [])
    // Both teachers away without a deputy: what waits goes to the director, and without the director to the board.
    for absent in [school.teacher, school.colleague] {
      try await school.store.addAbsence(
        of: absent.id, from: at + 2 * day, until: at + 4 * day, by: school.director.id, school: school.id, at: at)
    }
    let later = at + 3 * day
    #expect(try await school.store.tick(school: school.id, at: later).reviews == 1)
    #expect(try await queue(school.teacher, at: later) == [])
    #expect(try await queue(school.director, at: later) == [1])
    try await school.store.addAbsence(
      of: school.director.id, from: at, until: at + 9 * day, by: school.board.id, school: school.id, at: later)
    #expect(try await queue(school.board, at: later) == [1])
    #expect(try await school.store.absences(school: school.id, at: later).count == 3)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func theDeputyOfTheDirectorDecidesAndTheirOwnStaysWithAnother() async throws {
    let school = try await SampleSchool.make()
    _ = try await school.store.receive(
      [school.intake("b-1", by: school.teacher), school.intake("b-2", by: school.colleague)], school: school.id, at: at)
    let absence = try await school.store.addAbsence(
      of: school.director.id, from: at, until: at + SampleSchool.day, deputy: school.colleague.id,
      by: school.director.id, school: school.id, at: at)
    let queue = try await school.store.queue(for: school.colleague.id, school: school.id, at: at)
    #expect(queue.map(\.review.number) == [1])
    let ruling = try await school.decide(try #require(queue.first).review.id, .violation, by: school.colleague)
    #expect(ruling.decision.role == .director)
    // What the deputy wrote is with the board, since nobody else stands in the director's place.
    #expect(try await school.store.queue(for: school.board.id, school: school.id, at: at).map(\.review.number) == [2])
    try await school.store.endAbsence(absence.id, by: school.director.id, school: school.id, at: at + 5)
    #expect(try await school.store.queue(for: school.colleague.id, school: school.id, at: at + 6).isEmpty)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test("Invariant 4: whoever a review concerns gets neither the item, nor its count, nor a notice of it")
  func nobodyHearsOfWhatConcernsThem() async throws {
    var policy = Policy.sample
    policy.clauses[0].covers = [Clause.Coverage(category: CategoryID("abuse"), effect: .hold)]
    let school = try await SampleSchool.make(policy: policy)
    let kin = try await school.store.addMember(
      MemberDraft(
        name: "Zus", family: FamilyID("f-1"),
        assignments: [
          Assignment(role: .teacher, group: school.group.id, from: at), Assignment(role: .director, from: at),
          Assignment(role: .staff, function: .care, from: at), Assignment(role: .board, from: at),
        ]), school: school.id, at: at)
    let receipts = try await school.store.receive(
      [school.intake("b-1", severity: .critical)], school: school.id, at: at)
    let review = try #require(receipts.first?.review)
    for member in [kin, school.parent, school.partner] {
      #expect(try await school.store.queue(for: member.id, school: school.id, at: at).isEmpty)
      // The same answer as for a number that does not exist.
      await #expect(throws: StoreError.notFound("Beoordeling", handle: "1")) {
        try await school.store.review(review, for: member.id, school: school.id, at: at)
      }
      for number in ["1", "9"] {
        await #expect(throws: StoreError.notFound("Beoordeling", handle: number)) {
          try await school.store.reviewID("#\(number)", for: member.id, school: school.id, at: at)
        }
      }
      await #expect(throws: StoreError.notFound("Beoordeling", handle: "1")) {
        try await school.store.claim(review, by: member.id, school: school.id, at: at)
      }
    }
    let ruling = try await school.decide(
      review,
      .establish(
        Finding(clauses: [ClauseID("A33")], severity: .critical, motivation: "Dreiging.", effects: [.careTold])),
      by: school.director)
    #expect(ruling.review.state == .resolved)
    #expect(try await school.store.notices(for: kin.id, school: school.id).isEmpty)
    #expect(try await school.store.notices(for: school.director.id, school: school.id).map(\.kind) == [.care])
    let told = try await school.store.notices(for: school.parent.id, school: school.id)
    #expect(Set(told.map(\.kind)) == [.held, .decided, .restored] && told.count == 3)
  }

  @Test("Invariant 5: what is open stands in somebody's queue, whoever leaves")
  func whatIsOpenIsInSomebodysQueue() async throws {
    let school = try await SampleSchool.make()
    for (index, author) in [school.parent, school.teacher, school.director, school.stranger].enumerated() {
      _ = try await school.review("b-\(index)", by: author)
    }
    func seen(at time: Int64) async throws -> Set<Int> {
      var numbers: Set<Int> = []
      for member in [school.teacher, school.colleague, school.director, school.board] {
        let queue = try await school.store.queue(for: member.id, school: school.id, at: time)
        numbers.formUnion(queue.map(\.review.number))
      }
      return numbers
    }
    #expect(try await seen(at: at) == [1, 2, 3, 4])
    for (offset, teacher) in [school.teacher, school.colleague].enumerated() {
      try await school.store.end(
        .teacher, in: school.group.id, of: teacher.id, school: school.id, at: at + Int64(offset) + 1)
    }
    #expect(try await seen(at: at + 10) == [1, 2, 3, 4])
    let director = try await school.store.queue(for: school.director.id, school: school.id, at: at + 10)
    #expect(Set(director.map(\.review.number)) == [1, 2, 4])
    #expect(director.allSatisfy { $0.review.route != .groupAdmin })
    try await school.store.end(.director, in: nil, of: school.director.id, school: school.id, at: at + 11)
    #expect(try await seen(at: at + 20) == [1, 2, 3, 4])
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aDirectorsOwnDecisionThatIsOpenedAgainIsTheBoards() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.decide(
      try await school.review("b-1", by: school.teacher), .dismiss(.tooLight), by: school.director)
    let reopened = try await school.store.reopen(
      ruling.review.id, reason: "Nieuwe feiten.", by: school.director.id, school: school.id, at: at)
    #expect(reopened.route == .board)
    #expect(try await school.store.queue(for: school.director.id, school: school.id, at: at).isEmpty)
    #expect(try await school.store.queue(for: school.board.id, school: school.id, at: at).count == 1)
  }

  @Test func whatWentUpAndEveryDirectorDecidedIsTheBoards() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let review = try await school.review("b-1")
    try await store.claim(review, by: school.teacher.id, school: id, at: at)
    try await store.escalate(review, reason: "Ik ken deze ouder.", by: school.teacher.id, school: id, at: at)
    _ = try await school.decide(review, .dismiss(.tooLight), by: school.director)
    // The group's teacher could handle it, but it does not come down again.
    let reopened = try await store.reopen(
      review, reason: "Nieuwe feiten.", by: school.director.id, school: id, at: at + 1)
    #expect(reopened.route == .board)
    #expect(try await store.queue(for: school.board.id, school: id, at: at + 1).count == 1)
  }

  @Test func nothingIsGivenToABoardInWhichNobodyIsThere() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    let review = try await school.review("b-1")
    try await store.claim(review, by: director, school: id, at: at)
    try await store.addAbsence(
      of: school.board.id, from: at, until: at + SampleSchool.day, by: director, school: id, at: at)
    #expect(try await !store.review(review, for: director, school: id, at: at + 1).actions.contains(.escalate))
    await #expect(throws: StoreError.notAllowed(.noBoard)) {
      try await store.escalate(review, reason: "Te dichtbij.", by: director, school: id, at: at + 1)
    }
    // It stays where it is, and goes up once somebody is back.
    #expect(try await store.queue(for: director, school: id, at: at + 1).count == 1)
    let later = at + 2 * SampleSchool.day
    try await store.claim(review, by: director, school: id, at: later)
    #expect(try await store.review(review, for: director, school: id, at: later).actions.contains(.escalate))
    let given = try await store.escalate(review, reason: "Te dichtbij.", by: director, school: id, at: later)
    #expect(given.route == .board)
  }

  @Test func whatTheWholeBoardDecidedBeforeIsStillTheBoards() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.decide(
      try await school.review("b-1", by: school.director), .dismiss(.tooLight), by: school.board)
    try await school.store.reopen(
      ruling.review.id, reason: "Nieuws.", by: school.board.id, school: school.id, at: at + 1)
    // Nobody stands above the board: it waits there, and not with nobody.
    #expect(try await school.store.queue(for: school.board.id, school: school.id, at: at + 1).count == 1)
    #expect(try await school.store.queue(for: school.director.id, school: school.id, at: at + 1).isEmpty)
    let second = try await school.store.addMember(
      MemberDraft(name: "Toezicht", assignments: [Assignment(role: .board, from: at + 2)]), school: school.id,
      at: at + 2)
    #expect(try await school.store.queue(for: school.board.id, school: school.id, at: at + 3).isEmpty)
    let again = try await school.decide(ruling.review.id, .violation, by: second, at: at + 3)
    #expect(again.review.state == .resolved)
  }

  @Test func whatIsAboutSomebodysSafetyIsGivenToThePersonOfCare() async throws {
    let school = try await SampleSchool.make()
    let care = try await school.store.addMember(
      MemberDraft(name: "Zorg", assignments: [Assignment(role: .staff, function: .care, from: at)]),
      school: school.id, at: at)
    let review = try await school.review("b-1")
    try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
    let given = try await school.store.giveToCare(
      review, reason: "Ik maak me zorgen.", by: school.teacher.id, school: school.id, at: at)
    #expect(given.route == .care && given.state == .pending)
    #expect(try await school.store.queue(for: school.teacher.id, school: school.id, at: at).isEmpty)
    #expect(try await school.store.queue(for: care.id, school: school.id, at: at).count == 1)
    let notices = try await school.store.notices(for: care.id, school: school.id)
    #expect(notices.map(\.isUrgent) == [true])
    // Within the hour, in school time: nobody answered, so the people of care hear of it once more.
    let due = try #require(given.dueAt)
    #expect(try await school.store.tick(school: school.id, at: due + 1).reviews == 1)
    #expect(try await school.store.queue(for: school.board.id, school: school.id, at: due + 1).isEmpty)
    #expect(try await school.store.queue(for: care.id, school: school.id, at: due + 1).count == 1)
    #expect(try await school.store.notices(for: care.id, school: school.id).count == 2)
    #expect(try await school.store.tick(school: school.id, at: due + 2).reviews == 0)
  }

  @Test func withoutAnybodyOfCareTheBoardLooksAfterItAndItStaysCare() async throws {
    let school = try await SampleSchool.make()
    try await school.store.end(.director, in: nil, of: school.director.id, school: school.id, at: at + 1)
    let category = Category(
      id: CategoryID("self_harm"), kind: .text, name: "zorg", explanation: "", defaultEffect: .review, isCareRoute: true
    )
    var intake = school.intake("b-1")
    intake.found.signals[0].category = category.id
    intake.categories = [category]
    let receipts = try await school.store.receive([intake], school: school.id, at: at + 2)
    let id = try #require(receipts.first?.review)
    #expect(try await school.store.queue(for: school.teacher.id, school: school.id, at: at + 2).isEmpty)
    let file = try await school.store.review(id, for: school.board.id, school: school.id, at: at + 2)
    #expect(file.review.route == .care && file.review.dueAt != nil)
    #expect(try await school.store.notices(for: school.board.id, school: school.id).map(\.kind) == [.care])
    await #expect(throws: StoreError.notAllowed(.careOnly)) {
      _ = try await school.decide(id, .violation, by: school.board, at: at + 3)
    }
    // As soon as somebody of care is there, it is that person's.
    let carer = try await school.store.addMember(
      MemberDraft(name: "Zorg", assignments: [Assignment(role: .staff, function: .care, from: at + 4)]),
      school: school.id, at: at + 4)
    #expect(try await school.store.queue(for: school.board.id, school: school.id, at: at + 5).isEmpty)
    let ruling = try await school.decide(id, .careArranged(note: "Gebeld."), by: carer, at: at + 5)
    #expect(ruling.decision.outcome == .careArranged)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func thePolicyGivesTheGravestAndSomeClausesToTheDirector() async throws {
    var policy = Policy.sample
    policy.terms["director_from_severity"] = Sourced(4, from: .clause(ClauseID("A33")))
    let school = try await SampleSchool.make(policy: policy)
    _ = try await school.store.receive(
      [school.intake("b-1", severity: .high), school.intake("b-2", severity: .critical)], school: school.id, at: at)
    #expect(try await school.store.queue(for: school.teacher.id, school: school.id, at: at).map(\.review.number) == [1])
    policy.version = "sha256:clause"
    policy.clauses[0].parameters["handled_by"] = Sourced("director", from: .clause(ClauseID("A33")))
    try await school.store.adopt(policy, school: school.id, at: at)
    _ = try await school.store.receive([school.intake("b-3")], school: school.id, at: at)
    #expect(try await school.store.queue(for: school.teacher.id, school: school.id, at: at).isEmpty)
    let numbers = try await school.store.queue(for: school.director.id, school: school.id, at: at).map(\.review.number)
    #expect(numbers == [2, 1, 3])
  }
}

extension MemberDraft {
  /// The same person, with all roles in one group.
  fileprivate func moved(to group: GroupID) -> MemberDraft {
    var draft = self
    for index in draft.assignments.indices { draft.assignments[index].group = group }
    return draft
  }
}
