import Conduct
import Foundation
import Hummingbird
import Store

extension ReviewPage {
  static let routes: [Route] = [
    .get("/wachtrij/:number", .desks(.handlers)) { visit in
      visit.wantsPart ? try await stand(visit) : try await show(visit)
    },
    .post("/wachtrij/:number", .desks(.handlers)) { visit in try await take(visit) },
    .post("/wachtrij/:number/terug", .desks(.handlers)) { visit in try await takeBack(visit) },
  ]

  /// The page, with what went wrong in the form that was sent.
  static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let page = try await ReviewPage(visit)
    var values = page.values
    values.merge(try await QueuePage(visit, open: page.file.review.number).values) { own, _ in own }
    if let problem { values["problem"] = problem }
    return visit.page(
      "review", title: visit.texts("review.title", ["number": String(page.file.review.number)]), values,
      status: problem == nil ? .ok : .unprocessableContent)
  }

  /// How it stands now, for a page that was read before; taking no part in it.
  private static func stand(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let (member, school) = (visitor.member.id, visitor.school.id)
    let id = try await visit.store.reviewID(visit.parameter("number"), for: member, school: school, at: visit.now)
    let (review, claimedBy) = try await visit.store.standing(of: id, for: member, school: school, at: visit.now)
    let read = Int(visit.query("versie")) ?? review.version
    return .html(
      visit.screen.render(
        "review-standing", standing(visit, review, claimedBy: claimedBy, by: member, read: read)), .ok)
  }

  /// Takes the step that a form asks for; a step that needs the review in hand takes it in hand first.
  private static func take(_ visit: Visit) async throws -> Answer {
    let page = try await ReviewPage(visit)
    return try await visit.attempt {
      try await page.take(visit.form["step"])
    } otherwise: {
      try await show(visit, problem: $0)
    }
  }

  /// Takes back the decision that was just taken.
  private static func takeBack(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let number = visit.parameter("number")
    let id = try await visit.store.reviewID(number, for: visitor.member.id, school: visitor.school.id, at: visit.now)
    try await visit.store.undo(
      id, reason: visit.texts("review.undo_ready"), by: visitor.member.id, school: visitor.school.id, at: visit.now)
    return .redirect("/wachtrij/\(number.filter(\.isNumber))?gedaan=undone")
  }

  private func take(_ step: String) async throws -> Answer {
    let (store, review, member) = (visit.store, file.review, visitor.member.id)
    let (school, now, text) = (visitor.school.id, visit.now, visit.form["text"])
    let here = "/wachtrij/\(review.number)"
    // What was read is what is decided on.
    guard visit.form.number("version") == review.version || ["note", "claim"].contains(step) else {
      throw StoreError.invalid(visit.texts("review.changed"))
    }
    switch step {
    case "claim":
      try await store.claim(review.id, by: member, school: school, at: now)
      return .redirect(here)
    case "release":
      try await store.release(review.id, by: member, school: school, at: now)
      return .redirect("/wachtrij?gedaan=released")
    case "note":
      try await store.note(review.id, text: text, by: member, school: school, at: now)
      return .redirect(here + "?gedaan=noted")
    case "undo":
      let reason = text.isEmpty ? visit.texts("review.undo_ready") : text
      try await store.undo(review.id, reason: reason, by: member, school: school, at: now)
      return .redirect(here + "?gedaan=undone")
    case "reopen":
      try await store.reopen(review.id, reason: text, by: member, school: school, at: now)
      return .redirect(here + "?gedaan=reopened")
    case "fit": return try await Self.show(visit)
    case "duplicates":
      // Those that were shown, as they were shown.
      let shown = Dictionary(
        visit.form.all("shown").compactMap { line -> (ReviewID, Int)? in
          let words = line.split(separator: " ")
          guard words.count == 2, let version = Int(words[1]) else { return nil }
          return (ReviewID(String(words[0])), version)
        }
      ) { first, _ in first }
      _ = try await store.closeDuplicates(of: review.id, expecting: shown, by: member, school: school, at: now)
      return .redirect(here + "?gedaan=duplicates_closed")
    default: break
    }
    let version = try await inHand()
    switch step {
    case "dismiss", "establish", "care":
      let judgement = try judgement(step)
      let exception = try await proposedException(judgement)
      _ = try await store.decide(review.id, judgement, expecting: version, by: member, school: school, at: now)
      if let exception {
        let rules = Set(places.map(\.gravest.rule.rawValue)).sorted().joined(separator: ", ")
        try await store.proposeRuleChange(
          exception, reason: visit.texts("review.exception_reason", ["rules": rules]), by: member, school: school,
          at: now)
      }
      let done = "decided&terug=\(review.number)"
      // The same text once more is what comes next.
      return doubles.isEmpty ? try await next(after: done) : .redirect("\(here)?gedaan=\(done)#dubbel")
    case "hand_over":
      guard !visit.form["colleague"].isEmpty else { throw StoreError.invalid(visit.texts("review.colleague_missing")) }
      try await store.handOver(
        review.id, to: MemberID(visit.form["colleague"]), reason: text, by: member, school: school, at: now)
      return try await next(after: "handed_over")
    case "ask":
      try await store.askInformation(review.id, question: text, by: member, school: school, at: now)
      return try await next(after: "asked")
    case "answer":
      try await store.recordAnswer(review.id, text: text, by: member, school: school, at: now)
      return .redirect(here + "?gedaan=answered")
    case "escalate":
      try await store.escalate(review.id, reason: text, by: member, school: school, at: now)
      return try await next(after: "escalated")
    case "give_to_care":
      try await store.giveToCare(review.id, reason: text, by: member, school: school, at: now)
      return try await next(after: "given_to_care")
    default: throw PageError.badForm
    }
  }

  /// The words that were wrongly found and are to be allowed from now on; a second person looks at them with the rules, and
  /// not at the message. Throws for words that cannot be an exception, before anything is decided.
  private func proposedException(_ judgement: Judgement) async throws -> RuleChange.Content? {
    guard case .dismiss(.falseHit, _) = judgement, visit.form.has("propose") else { return nil }
    let words = visit.form["words"].split(separator: "\n").map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
    if words.isEmpty { return nil }
    try await RuleChangePage.checkSound(.exception(words), visit)
    return .exception(words)
  }

  /// Takes the review in hand when it is not; gives the version that a decision must name.
  private func inHand() async throws -> Int {
    let review = file.review
    if review.state == .claimed, review.claim?.member == visitor.member.id { return review.version }
    return try await visit.store.claim(review.id, by: visitor.member.id, school: visitor.school.id, at: visit.now)
      .version
  }

  /// The next one that waits, or the empty list.
  private func next(after done: String) async throws -> Answer {
    let rest = try await visit.store.queue(
      for: visitor.member.id, school: visitor.school.id, at: visit.now, limit: 2)
    let path = rest.first { $0.review.id != file.review.id }.map { "/wachtrij/\($0.review.number)" } ?? "/wachtrij"
    return .redirect("\(path)?gedaan=\(done)")
  }

  private func judgement(_ step: String) throws -> Judgement {
    let form = visit.form
    switch step {
    case "dismiss":
      guard let reason = Dismissal(rawValue: form["reason"]) else {
        throw StoreError.invalid(visit.texts("review.reason_missing"))
      }
      return .dismiss(reason, note: form["text"].isEmpty ? nil : form["text"])
    case "care": return .careArranged(note: form["text"])
    default:
      var effects: [Decision.Effect] = []
      if form["message"] == "remove" { effects.append(.remove) }
      if form.has("no_strike") { effects.append(.withoutStrike) }
      if form.has("tell_care") { effects.append(.careTold) }
      return .establish(
        Finding(
          clauses: form.all("clause").map(ClauseID.init(_:)),
          severity: form.number("severity").flatMap(Severity.init(rawValue:)) ?? file.review.severity,
          motivation: form["text"], facts: form["facts"], weighing: form["weighing"], effects: effects))
    }
  }
}
