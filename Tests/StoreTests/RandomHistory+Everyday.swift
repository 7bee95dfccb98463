import Conduct
import Store

extension RandomHistory {
  // MARK: Reports

  mutating func submitReport() async throws -> Saved? {
    let (store, school, time, group) = (store, school, time, group)
    let category = one(of: [ReportCategory.rude, .threat, .passedOn, .worry, .danger]) ?? .rude
    let (reporter, about) = (anyone(), chance(70) ? anyone() : nil)
    let writer = chance(20) ? someone() : nil
    // Messages that are known, edited, gone, or never were.
    let message = category.needsMessage || chance(30) ? "r-\(Int.random(in: 0..<320, using: &random))" : nil
    let draft = ReportDraft(
      reporter: reporter, enteredBy: writer, category: category, message: message,
      copy: chance(50) ? "Sukkel \(Int.random(in: 0..<40, using: &random))" : nil, about: about, group: group,
      text: "Dit kwetst.", hopes: "Dat het stopt.", enclosures: chance(10) ? [onePixel] : [])
    let own = try await attempt("report submit", isOffered: nil) {
      try await store.submit(draft, school: school, at: time)
    }
    if let own { reports.append((own.id, writer ?? reporter)) }
    return nil
  }

  mutating func reportStep() async throws -> Saved? {
    guard let (id, writer) = recent(of: reports) else { return try await submitReport() }
    if chance(25) { return try await ownReportStep(id, by: chance(80) ? writer : anyone()) }
    let (store, school, time, colleague) = (store, school, time, someone())
    let (actor, file) = try await reader(
      { try await store.report(id.rawValue, for: $0, school: school, at: time) }, { $0.actions.count > 1 })
    let offered = (file?.actions ?? []).filter { $0 != .view }
    let all = Report.Action.allCases.filter { $0 != .view && !$0.isReporters }
    guard let action = action(of: all, offered: offered.filter { !$0.isReporters }) else { return nil }
    let other = try await store.member(colleague.rawValue, school: school)
    let step: Report.Step =
      switch action {
      case .assign: .assign(to: other)
      case .release: .release
      case .askReporter: .askReporter(question: "Wanneer?")
      case .escalate: .escalate(reason: "Lastig.")
      case .resolve:
        .resolve(one(of: [.actionTaken, .noAction, .duplicate, .outOfScope]) ?? .noAction, motivation: "Zo.")
      case .reopen: .reopen(reason: "Nieuws.")
      case .claim, .view, .answer, .add, .withdraw: .claim
      }
    let (version, isOffered) = (file?.report.version ?? 1, file?.actions.contains(action) ?? false)
    // A colleague may be in it.
    let report = try await attempt("report \(action)", isOffered: action == .assign && isOffered ? nil : isOffered) {
      try await store.advance(id, step, expecting: version, by: actor, school: school, at: time)
    }
    return report.map { Saved(id: id.rawValue, version: $0.version) }
  }

  private mutating func ownReportStep(_ id: ReportID, by reporter: MemberID) async throws -> Saved? {
    let (store, school, time) = (store, school, time)
    let own = try await seen { try await store.ownReport(id.rawValue, of: reporter, school: school, at: time) }
    guard let action = action(of: [.add, .answer, .withdraw], offered: own?.actions ?? []) else { return nil }
    let step: Report.Step =
      switch action {
      case .answer: .answer(text: "Gisteren.")
      case .withdraw: .withdraw(reason: "")
      default: .add(text: "Nog iets.")
      }
    _ = try await attempt("report \(action)", isOffered: own?.actions.contains(action) ?? false) {
      try await store.advanceOwn(id, step, by: reporter, school: school, at: time)
    }
    return nil
  }

  // MARK: Without a case

  mutating func everydayStep() async throws -> Saved? {
    let (store, school, time, group) = (store, school, time, group)
    let (actor, other) = (someone(), anyone())
    if chance(30) {
      _ = try await attempt("address", isOffered: nil) {
        try await store.address(other, text: "Gepraat.", on: time, by: actor, school: school, at: time)
      }
    } else if chance(40) {
      _ = try await attempt("ask", isOffered: true) {
        try await store.ask("Hoe werkt het?", in: group, by: other, school: school, at: time)
      }
    } else if let file = one(of: try await store.questions(for: actor, school: school, at: time)) {
      let passes = chance(50)
      let isSure = passes && file.question.desk == .director ? nil : file.isForViewer as Bool?
      _ = try await attempt(passes ? "question pass" : "question answer", isOffered: isSure) {
        passes
          ? try await store.passOn(file.question.id, reason: "Weet ik niet.", by: actor, school: school, at: time)
          : try await store.answer(file.question.id, text: "Zo.", by: actor, school: school, at: time)
      }
    }
    return nil
  }

  // MARK: What a person may ask

  mutating func rightsStep() async throws -> Saved? {
    let (store, school, time) = (store, school, time)
    let (actor, subject) = (someone(), anyone())
    switch Int.random(in: 0..<10, using: &random) {
    case ..<3:
      _ = try await attempt("hold place", isOffered: nil) {
        try await store.placeHold(
          on: subject, reason: "Aangifte.", reviewAt: time + SampleSchool.day, by: actor, school: school, at: time)
      }
    case ..<5:
      let standing = try await store.holds(for: actor, school: school, at: time).filter { $0.liftedAt == nil }
      guard let hold = one(of: standing) else { return nil }
      _ = try await attempt("hold lift", isOffered: true) {
        try await store.liftHold(hold.number, reason: "Voorbij.", by: actor, school: school, at: time)
      }
    case ..<7:
      let kind = one(of: Rectification.Subject.allCases) ?? .review
      let number = Int.random(in: 1...20, using: &random)
      _ = try await attempt("rectify \(kind)", isOffered: nil) {
        try await store.rectify(kind, number, text: "Zo was het niet.", by: actor, school: school, at: time)
      }
    case ..<9:
      _ = try await attempt("erase", isOffered: nil) {
        try await store.erase(subject, by: actor, school: school, at: time)
      }
    default:
      // Few: every content is encrypted anew.
      guard chance(30) else { return nil }
      _ = try await attempt("key", isOffered: nil) { try await store.replaceKey(of: school, by: actor, at: time) }
    }
    return nil
  }
}
