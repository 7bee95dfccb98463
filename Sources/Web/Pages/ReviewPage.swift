import Conduct
import Foundation
import Hummingbird
import Store

/// One message that waits: what was written, why it waits, what belongs around it, and the few things to do.
struct ReviewPage {
  let visit: Visit
  let visitor: Visitor
  let file: ReviewFile
  let surroundings: Surroundings
  let doubles: [QueueItem]
  let policy: Policy
  let names: [MemberID: String]
  /// What was found, by place in the text.
  let places: [SignalPlace]
  /// What the person may do once the review is theirs, which a decision makes it first.
  let actions: Set<Review.Action>

  init(_ visit: Visit) async throws {
    self.visit = visit
    let visitor = try visit.person()
    self.visitor = visitor
    let (school, member, now) = (visitor.school.id, visitor.member.id, visit.now)
    let id = try await visit.store.reviewID(visit.parameter("number"), for: member, school: school, at: now)
    file = try await visit.store.review(id, for: member, school: school, at: now)
    surroundings = try await visit.store.surroundings(of: id, for: member, school: school, at: now)
    doubles =
      file.duplicates.isEmpty ? [] : try await visit.store.duplicates(of: id, for: member, school: school, at: now)
    policy = try await visit.store.policy(school: school)
    names = try await visit.store.names(of: file.people, school: school)
    // With somebody's care no rule of conduct is spoken of.
    let care = Set(visit.site.rules.categories.filter(\.isCareRoute).map(\.id))
    places = SignalPlace.places(
      of: file.review.route == .care ? file.signals.filter { care.contains($0.category) } : file.signals)
    actions = file.review.actions(onceTakenBy: visitor.member, at: now)
  }

  /// Whether it is about somebody's safety, not about conduct.
  var isCare: Bool { file.review.route == .care }

  var values: [String: Any] {
    let review = file.review
    let texts = visit.texts
    var values: [String: Any] = [
      "number": review.number, "version": review.version, "severity": SeverityMark(review, texts).values,
      "is_care": isCare, "author": file.author.name, "group": file.group?.name ?? texts("queue.whole_school"),
      "sent": visit.moment(file.message.sentAt), "kind": texts("message_kind.\(file.message.kind.rawValue)"),
      "is_kept": file.isTextKept, "is_covered": review.severity == .critical && visit.query("toon") != "1",
      "text": marked, "signals": places.filter { $0.number != nil }.map { $0.values(visit, policy) },
      "others_found": places.filter { $0.number == nil }.map { $0.values(visit, policy) },
      "why": file.priority.reasons.dropFirst().joined(separator: ", "),
      "reports": file.reports.filter { $0.report.state != .withdrawn }.map { found in
        [
          "report": found.report.number, "reporter": found.reporter, "category": found.category,
          "words": found.text ?? texts("review.words_of_reporter"),
        ] as [String: Any]
      },
      "notes": file.notes.map { note in
        [
          "what": texts("note.\(note.kind.rawValue)"), "words": note.text, "at": visit.moment(note.at),
          "who": note.author.map { names[$0] ?? "" } ?? "Fatsoen",
        ]
      },
      "has_notes": !file.notes.isEmpty, "decisions": file.decisions.map(decision),
      "is_decided": !file.decisions.isEmpty,
      "faults": file.faults.map(\.rule.rawValue).joined(separator: ", "), "has_faults": !file.faults.isEmpty,
      "weighed": file.suitabilityWeighed.map { visit.moment($0) } as Any,
      "rectifications": file.rectifications.map {
        ["words": $0.text ?? "", "at": visit.moment($0.at)] as [String: Any]
      },
    ]
    if let clauses = clauseValues { values["clauses"] = clauses }
    values.merge(standing) { $1 }
    values.merge(around) { $1 }
    return values.merging(choices) { $1 }
  }

  /// How it stands and who is at work on it: the line that is refreshed when colleagues do something.
  private var standing: [String: Any] {
    Self.standing(
      visit, file.review, claimedBy: file.review.claim.flatMap { names[$0.member] }, by: visitor.member.id,
      read: file.review.version)
  }

  static func standing(
    _ visit: Visit, _ review: Review, claimedBy: String?, by member: MemberID, read version: Int
  ) -> [String: Any] {
    let texts = visit.texts
    var values: [String: Any] = [
      "number": review.number, "state": texts("review_state.\(review.state.rawValue)"),
      "visibility": texts("visibility.\(review.visibility.rawValue)"), "has_changed": review.version != version,
    ]
    if let due = review.dueAt, review.state.isOpen {
      values["due"] = visit.until(due)
      values["late"] = due < visit.now
    }
    if review.state == .claimed, let claim = review.claim, claim.until > visit.now {
      let isMine = claim.member == member
      values["claimed"] =
        isMine ? texts("queue.mine") : texts("review.with", ["who": claimedBy ?? "", "time": visit.clock(claim.until)])
      values["claimed_by_other"] = !isMine
    }
    return values
  }

  /// The text with what was found marked, each place with the number of its explanation.
  private var marked: [[String: Any]] {
    MarkedText(
      file.message.text, places.compactMap { place in place.number.map { (place.gravest.span, $0) } }
    ).values
  }

  private func decision(_ decision: Decision) -> [String: Any] {
    [
      "who": names[decision.decider] ?? "", "at": visit.moment(decision.at),
      "outcome": visit.texts("outcome.\(decision.outcome.key)"), "is_undone": decision.undoneBy != nil,
      "by": decision.clauses.map(\.rawValue).joined(separator: ", "),
      "effects": decision.effects.map { ["effect": $0.name] },
      "words": decision.statement?.incompatibleContentExplanation ?? decision.note ?? "",
    ]
  }

  /// The conversation around it, what was found about its author before, and the same text once more.
  private var around: [String: Any] {
    let texts = visit.texts
    func neighbour(_ one: Surroundings.Neighbour) -> [String: Any] {
      let severity = one.review.map(\.severity) ?? .information
      return [
        "who": one.author, "is_same": one.isSameAuthor, "at": visit.moment(one.sentAt),
        "words": severity == .critical ? texts("queue.covered") : one.text,
        "review": one.review.map(\.number) as Any,
        "how": one.review.map { texts("review_state.\($0.state.rawValue)") } as Any,
      ]
    }
    let count = surroundings.before.count + surroundings.after.count
    var values: [String: Any] = [:]
    if count > 0 {
      values["conversation"] = [
        "head": texts.count("review.conversation", count), "before": surroundings.before.map(neighbour),
        "after": surroundings.after.map(neighbour),
      ]
    }
    let (earlier, talks) = (surroundings.earlier, surroundings.talks)
    if !earlier.isEmpty || !talks.isEmpty {
      let parts = [
        earlier.isEmpty ? "" : texts.count("review.earlier", earlier.count),
        talks.isEmpty ? "" : texts.count("review.talks", talks.count),
      ].filter { !$0.isEmpty }
      values["earlier"] = [
        "head": texts("review.earlier_head", ["what": parts.joined(separator: ", ")]),
        "reviews": earlier.map { one in
          [
            "review": one.review.number, "at": visit.day(one.decision.at),
            "by": one.decision.clauses.map { "\($0): \(policy.clause($0)?.label ?? "")" }.joined(separator: ", "),
          ] as [String: Any]
        },
        "talks": talks.map { ["at": visit.day($0.at), "words": $0.text ?? ""] },
      ]
    }
    if !doubles.isEmpty {
      values["duplicates"] = [
        "head": texts.count("review.duplicates", doubles.count),
        "each": doubles.map { double in
          [
            "double": double.review.number, "shown": "\(double.review.id) \(double.review.version)",
            "at": visit.moment(double.review.receivedAt), "where": double.group ?? texts("queue.whole_school"),
            "words": double.review.severity == .critical ? texts("queue.covered") : double.excerpt ?? "",
          ] as [String: Any]
        },
        "can_close": file.review.state == .resolved && file.review.decidedBy == visitor.member.id,
      ]
    }
    return values
  }
}

extension Site {
  /// The title of a signal on screen.
  func title(of signal: Signal) -> String { signal.title.isEmpty ? name(of: signal.category) : signal.title }
}

extension ReviewFile {
  /// Everybody whose name the page may have to say.
  var people: Set<MemberID> {
    Set(notes.compactMap(\.author) + decisions.map(\.decider) + [review.claim?.member].compactMap(\.self))
  }
}

extension Review {
  /// What a member may do with the review as it is, and besides what it would allow once it were in the member's hands,
  /// when it can be taken in hand.
  func actions(onceTakenBy member: Member, at time: Int64) -> Set<Action> {
    let now = Set(actions(for: member, at: time))
    guard now.contains(.claim), claim?.member != member.id || state != .claimed else { return now }
    var taken = self
    taken.state = .claimed
    taken.claim = Claim(member: member.id, until: .max)
    return now.union(taken.actions(for: member, at: time)).subtracting([.release])
  }
}

extension Decision.Outcome {
  /// By which its text is found.
  var key: String {
    switch self {
    case .dismissed(let reason): "dismissed_\(reason.rawValue)"
    case .established: "established"
    case .careArranged: "care_arranged"
    }
  }
}
