import Conduct

@testable import Store

extension RandomHistory {
  // MARK: Measures

  mutating func propose() async throws -> Saved? {
    let (store, school, time, actor, subject) = (store, school, time, someone(), anyone())
    guard let kind = one(of: Measure.Kind.allCases) else { return nil }
    let measure = try await attempt("propose", isOffered: nil) {
      try await store.propose(kind, about: subject, reason: "Toon.", by: actor, school: school, at: time)
    }
    guard let measure else { return nil }
    measures.append(measure.id)
    return Saved(id: measure.id.rawValue, version: measure.version)
  }

  mutating func measureStep() async throws -> Saved? {
    guard let id = recent(of: measures) else { return try await propose() }
    let (store, school, time) = (store, school, time)
    let (actor, file) = try await reader(
      { try await store.measure(id.rawValue, for: $0, school: school, at: time) }, { $0.actions.count > 1 })
    var offered = file?.actions ?? []
    // What is turned down or ended goes no further.
    if offered.count > 2, chance(70) { offered.removeAll { $0 == .refuse || $0 == .lift } }
    let all = Measure.Action.allCases.filter { $0 != .view }
    guard let action = action(of: all, offered: offered.filter { $0 != .view }) else { return nil }
    var plan = Measure.Plan.complete
    plan.until = time + 60 * SampleSchool.day
    plan.isUrgent = chance(20)
    plan.replaces = chance(10) ? file?.others.first { $0.state.isInForce }?.id : nil
    // A plan may have grown old, or replace what is not the member's to end; the person concerned may have read it.
    let isUnsure = action == .impose || action == .acknowledge && file == nil
    let version = file?.measure.version ?? 1
    let isOffered = file?.actions.contains(action) ?? false
    let measure = try await attempt(
      "measure \(action)", isOffered: isUnsure && isOffered == (action == .impose) ? nil : isOffered
    ) {
      [plan] in
      switch action {
      case .prepare: try await store.prepare(id, plan, expecting: version, by: actor, school: school, at: time)
      case .approve: try await store.approve(id, expecting: version, by: actor, school: school, at: time)
      case .refuse:
        try await store.refuse(id, reason: "Nee.", expecting: version, by: actor, school: school, at: time)
      case .announce:
        try await store.announce(
          id, respondBy: time + 21 * SampleSchool.day, expecting: version, by: actor, school: school, at: time)
      case .respond:
        try await store.respond(id, answer: "Goed.", expecting: version, by: actor, school: school, at: time)
      case .impose: try await store.impose(id, expecting: version, by: actor, school: school, at: time)
      case .acknowledge: try await store.acknowledge(id, expecting: version, by: actor, school: school, at: time)
      case .reaffirm:
        try await store.reaffirm(
          id, reason: "Blijft.", reviewAt: nil, expecting: version, by: actor, school: school, at: time)
      case .lift: try await store.lift(id, reason: "Goed.", expecting: version, by: actor, school: school, at: time)
      case .view: throw StoreError.invalid("geen stap")
      }
    }
    return measure.map { Saved(id: id.rawValue, version: $0.version) }
  }

  mutating func referralStep() async throws -> Saved? {
    guard let id = recent(of: measures, 12) else { return nil }
    let (store, school, time) = (store, school, time)
    let (actor, file) = try await reader(
      { try await store.measure(id.rawValue, for: $0, school: school, at: time) }, { !$0.referralActions.isEmpty })
    let offered = file?.referralActions ?? []
    guard let action = action(of: Referral.Action.allCases, offered: offered) else { return nil }
    let kind = file?.measure.kind ?? .policeReport
    var fields = Dictionary(uniqueKeysWithValues: kind.referralFields.map { ($0.field, "ingevuld") })
    fields[.delayReason] = "te laat gezien"
    let (version, canRetry) = (file?.referral?.version ?? 1, chance(50))
    let referral = try await attempt("referral \(action)", isOffered: offered.contains(action)) { [fields] in
      switch action {
      case .fill: try await store.fill(fields, of: id, expecting: version, by: actor, school: school, at: time)
      case .send: try await store.send(id, expecting: version, by: actor, school: school, at: time)
      case .receive: try await store.confirmReceipt(of: id, expecting: version, by: actor, school: school, at: time)
      case .fail:
        try await store.reportFailure(
          of: id, reason: "Weg.", canRetry: canRetry, expecting: version, by: actor, school: school, at: time)
      case .close:
        try await store.close(id, outcome: "Klaar.", expecting: version, by: actor, school: school, at: time)
      }
    }
    return referral.map { Saved(id: $0.id.rawValue, version: $0.version) }
  }

  // MARK: Appeals and cases

  mutating func fileAppeal() async throws -> Saved? {
    if chance(30) { return try await complain() }
    let targets = decisions.map { Appeal.Target.decision($0) } + measures.map { .measure($0) }
    guard let target = recent(of: targets, 10) else { return nil }
    let (store, school, time) = (store, school, time)
    let subject = try await self.subject(of: target)
    let appellant = chance(85) ? subject : anyone()
    let writer = chance(70) ? appellant : someone()
    let appeal = try await attempt("appeal file", isOffered: nil) {
      try await store.appeal(
        against: target, for: appellant, grounds: "Niet eens.", by: writer, school: school, at: time)
    }
    guard let appeal else { return nil }
    appeals.append(appeal.id)
    return Saved(id: appeal.id.rawValue, version: 1)
  }

  /// Reports a message that was decided on, or complains about what was done with an earlier report.
  mutating func complain() async throws -> Saved? {
    let (store, school, time, reporter) = (store, school, time, anyone())
    guard let report = recent(of: reports), chance(50) else {
      let message = "r-\(Int.random(in: 0..<300, using: &random))"
      let own = try await attempt("report", isOffered: nil) {
        try await store.submit(
          ReportDraft(reporter: reporter, category: .rude, message: message, text: "Dit kwetst."), school: school,
          at: time)
      }
      if let own { reports.append((own.id, reporter)) }
      return nil
    }
    let actor = chance(80) ? report.by : someone()
    let complaint = try await attempt("complain", isOffered: nil) {
      try await store.complain(about: report.id.rawValue, grounds: "Te licht.", by: actor, school: school, at: time)
    }
    guard let complaint else { return nil }
    appeals.append(complaint.id)
    return Saved(id: complaint.id.rawValue, version: 1)
  }

  mutating func appealStep() async throws -> Saved? {
    guard let id = recent(of: appeals, 4) else { return try await fileAppeal() }
    let (store, school, time) = (store, school, time)
    let (actor, file) = try await reader(
      { try await store.appeal(id.rawValue, for: $0, school: school, at: time) },
      { $0.actions.contains { $0 != .view && $0 != .assign } })
    let offered = file?.actions ?? []
    let all = Appeal.Action.allCases.filter { $0 != .view }
    guard let action = action(of: all, offered: offered.filter { $0 != .view }) else { return nil }
    let reviewer = chance(70) ? actor : someone()
    let member = try await store.member(reviewer.rawValue, school: school)
    let suspends = chance(30)
    let ruling = ruling(file?.appeal.kind ?? .measureAppeal)
    let step: Appeal.Step =
      switch action {
      case .admit: .admit(excuse: "Was ziek.", suspends: suspends)
      case .reject: .reject(.notConcerned, reason: "Gaat niet over u.")
      case .assign: .assign(member)
      case .begin: .begin
      case .ask: .ask(question: "Waar?")
      case .answer: .answer("Thuis.")
      case .decide: .decide(ruling, motivation: "Zo is het.")
      case .refer: .refer(note: "Naar het bestuur.")
      case .close: .close
      case .withdraw: .withdraw
      case .view: .begin
      }
    // A measure that is over cannot rest; a reviewer may be concerned; what is undone cannot be undone again.
    let isUnsure =
      switch step {
      case .admit(_, let suspends): suspends
      case .assign: reviewer != actor
      case .decide(let ruling, _): ruling != .confirmed
      default: false
      }
    let (version, isOffered) = (file?.appeal.version ?? 1, offered.contains(action))
    let appeal = try await attempt("appeal \(action)", isOffered: isUnsure && isOffered ? nil : isOffered) {
      if case .decide(let ruling, let motivation) = step {
        return try await store.decide(
          id, ruling, motivation: motivation, expecting: version, by: actor, school: school, at: time
        ).appeal
      }
      return try await store.advance(id, step, expecting: version, by: actor, school: school, at: time)
    }
    return appeal.map { Saved(id: id.rawValue, version: $0.version) }
  }

  /// Whom a measure or decision is about.
  private func subject(of target: Appeal.Target) async throws -> MemberID {
    try await store.read(school) { transaction in
      switch target {
      case .measure(let id): try transaction.measure(id).member
      case .decision(let id): try transaction.review(try transaction.decision(id).review).subject.author
      case .report(let id): throw StoreError.notFound("Melding", handle: id.rawValue)
      }
    }
  }

  private mutating func ruling(_ kind: Appeal.Kind) -> Appeal.Ruling {
    if chance(40) { return .confirmed }
    if chance(40), kind == .measureAppeal {
      let end = chance(50) ? time + SampleSchool.day : nil
      return .varied(
        Appeal.Variation(until: end, overrulesStrike: end == nil, restoresMessage: chance(50) && end == nil))
    }
    return .reversed(alsoUndoing: chance(20) ? one(of: decisions).map { [$0] } ?? [] : [])
  }

  mutating func openCase() async throws -> Saved? {
    let (store, school, time, actor, subject) = (store, school, time, someone(), anyone())
    let opened = try await attempt("case open", isOffered: nil) {
      try await store.openCase(about: subject, reason: "Herhaling.", by: actor, school: school, at: time)
    }
    guard let opened else { return nil }
    cases.append(opened.id)
    return Saved(id: opened.id.rawValue, version: 1)
  }

  mutating func caseStep() async throws -> Saved? {
    guard let id = recent(of: cases, 4) else { return try await openCase() }
    let (store, school, time) = (store, school, time)
    let (actor, file) = try await reader(
      { try await store.conductCase(id.rawValue, for: $0, why: .oversight, school: school, at: time) },
      { $0.actions.count > 1 })
    let offered = (file?.actions ?? []).filter { $0 != .view && $0 != .transfer }
    guard let action = action(of: Case.Action.allCases.filter { $0 != .view }, offered: offered) else { return nil }
    let version = file?.conductCase.version ?? 1
    let isOffered = file?.actions.contains(action) ?? false
    let step = Case.Step(action, words: "Zo is het.", respondBy: time + 21 * SampleSchool.day)
    // Another case may be open already.
    let next = try await attempt("case \(action)", isOffered: action == .reopen && isOffered ? nil : isOffered) {
      try await store.advance(id, step, expecting: version, by: actor, school: school, at: time)
    }
    return next.map { Saved(id: id.rawValue, version: $0.version) }
  }

  // MARK: People and time

  mutating func registerStep() async throws -> Saved? {
    let (store, school, time, group) = (store, school, time, group)
    let person = people[Int.random(in: 0..<handlers, using: &random)]
    if chance(50) {
      let (actor, deputy) = (someone(), chance(60) ? anyone() : nil)
      let until = time + .random(in: 1...3, using: &random) * SampleSchool.day
      _ = try await attempt("absence", isOffered: nil) {
        try await store.addAbsence(
          of: person, from: time, until: until, deputy: deputy, by: actor, school: school, at: time)
      }
      return nil
    }
    // The second teacher leaves and comes back.
    let colleague = people[1]
    let holds = try await store.member(colleague.rawValue, school: school).holds(.teacher, in: group, at: time)
    _ = try await attempt(holds ? "role end" : "role give", isOffered: nil) {
      if holds {
        try await store.end(.teacher, in: group, of: colleague, school: school, at: time)
      } else {
        try await store.assign(
          Assignment(role: .teacher, group: group, from: time), to: colleague, school: school, at: time)
      }
    }
    return nil
  }

  mutating func secondOpinion() async throws -> Saved? {
    let (store, school, time, actor) = (store, school, time, someone())
    let asked = try await store.secondOpinions(for: actor, school: school, at: time)
    guard let file = one(of: asked) else { return nil }
    let finding: SecondOpinion.Finding = chance(50) ? .dismissed(.context) : .established([ClauseID("A33")])
    _ = try await attempt("opinion", isOffered: true) {
      try await store.giveSecondOpinion(
        file.opinion.id.rawValue, finding, by: actor, school: school, at: time)
    }
    return nil
  }

  mutating func adoptCalendar() async throws -> Saved? {
    let free = SchoolCalendar(
      id: "vrij", title: "Vrij", version: "sha256:free-\(number)",
      years: [SchoolCalendar.Year(start: 2026)])
    try await store.adopt(free, school: school, at: time)
    return nil
  }

  mutating func tick() async throws -> Saved? {
    time += .random(in: 0...5, using: &random) * SampleSchool.day
    let (store, school, time) = (store, school, time)
    _ = try await attempt("tick", isOffered: nil) { try await store.tick(school: school, at: time) }
    return nil
  }
}
