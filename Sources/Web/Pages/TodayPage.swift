import Conduct
import Foundation
import Hummingbird
import Letters
import Store

/// What waits for the person today: at most seven sentences, first what cannot wait, each with one way on.
struct TodayPage {
  /// One thing that waits.
  private struct Line {
    /// What cannot wait longest: 0 for somebody's safety, then what is late, what others wait for, and the rest by its end.
    var rank: Int
    /// When it ends, in milliseconds.
    var due: Int64?
    var text: String
    var button: String
    var path: String?
  }

  private static let most = 7
  /// So many reviews are looked at; of more it is only said that there are more.
  private static let mostReviews = 500

  static let routes: [Route] = [
    .get("/vandaag", .desks(.staff)) { visit in
      let page = try await TodayPage(visit)
      if visit.wantsPart { return .html(visit.screen.render("today-list", page.values), .ok) }
      return visit.page("today", title: visit.texts("today.title"), page.values)
    }
  ]

  private let visit: Visit
  private let visitor: Visitor
  private var lines: [Line] = []
  /// How many reports wait for the person.
  private let reports: Int

  private init(_ visit: Visit) async throws {
    self.visit = visit
    visitor = try visit.person()
    let (store, member, school, now) = (visit.store, visitor.member.id, visitor.school.id, visit.now)
    reports = try await store.reports(for: member, school: school, at: now).count
    addQueue(try await store.waiting(for: member, school: school, at: now, limit: Self.mostReviews + 1))
    let due = try await store.due(for: member, school: school, at: now)
    addDuties(due)
    try await addMeasures(besides: due)
    addCount(
      "second_opinion", try await store.secondOpinions(for: member, school: school, at: now).count, "/tweede-blik")
    let questions = try await store.questions(for: member, school: school, at: now)
    addCount("question", questions.filter { $0.isForViewer && $0.question.state == .asked }.count, "/vragen")
    let changes = try await store.ruleChanges(for: member, in: .asked, school: school, at: now)
    addCount("rule_change", changes.count { $0.steps.contains(.approve) }, "/regels")
    if visitor.member.keepsRules(at: now) {
      addCount("rule_burst", try await store.ruleBursts(for: member, school: school, at: now).count, "/regels")
    }
    if visitor.desks.contains(.director) {
      addCount("role_proposal", try await store.roleProposals(school: school).count, "/beheer/voorstellen")
    }
    lines.sort { ($0.rank, $0.due ?? .max) < ($1.rank, $1.due ?? .max) }
  }

  private var values: [String: Any] {
    let isWhole = visit.query("alles") == "1"
    let shown = isWhole ? lines : Array(lines.prefix(Self.most))
    return [
      "day": visit.wording.day(visit.now), "is_empty": lines.isEmpty,
      "reports": reports == 0 ? "" : visit.texts.count("today.reports", reports),
      "rest": lines.count > shown.count ? visit.texts.count("today.rest", lines.count - shown.count) : "",
      "lines": shown.map { line in
        [
          "says": line.text, "term": line.due.map { visit.until($0) } as Any,
          "term_over": line.due.map { $0 < visit.now } ?? false, "button": line.button, "to": line.path as Any,
        ] as [String: Any]
      },
    ]
  }

  /// Adds a line, with the first of the ways on that is there for the person.
  private mutating func add(
    _ rank: Int, _ key: String, _ count: Int = 1, due: Int64? = nil, _ words: [String: String] = [:],
    to paths: [String]
  ) {
    if count == 0 { return }
    let texts = visit.texts
    let late = due.map { $0 < visit.now } ?? false
    lines.append(
      Line(
        rank: late ? min(rank, 1) : rank, due: due, text: texts.count("today.\(key)", count, words),
        button: texts.ifAny("today.\(key).go") ?? texts("today.look"),
        path: Site.way(to: paths, from: visitor.desks)))
  }

  private mutating func addCount(_ key: String, _ count: Int, _ path: String) { add(4, key, count, to: [path]) }

  /// What waits in the queue: those who need care each by themselves, what is hidden too long, and the rest together.
  private mutating func addQueue(_ waiting: [Review]) {
    var rest: [Review] = []
    for review in waiting.prefix(Self.mostReviews) {
      let path = "/wachtrij/\(review.number)"
      if review.route == .care {
        add(0, "care", due: review.dueAt, to: [path])
      } else if review.visibility == .held, visit.now - review.receivedAt > Ladder.day {
        add(1, "held", due: review.dueAt, ["time": visit.ago(review.receivedAt)], to: [path])
      } else {
        rest.append(review)
      }
    }
    let mine = rest.filter { $0.state == .claimed && $0.claim?.member == visitor.member.id }
    add(3, "in_hand", mine.count, due: mine.compactMap(\.dueAt).min(), to: ["/wachtrij/\(mine.first?.number ?? 0)"])
    let open = rest.filter { one in one.state != .infoRequested && !mine.contains { $0.id == one.id } }
    let key = waiting.count > Self.mostReviews ? "reviews_over" : "reviews"
    add(3, key, open.count, due: open.compactMap(\.dueAt).min(), to: ["/wachtrij"])
  }

  /// What has a term: of a kind one line, that leads to the first of them.
  private mutating func addDuties(_ due: [DutyItem]) {
    for (kind, items) in Dictionary(grouping: due, by: \.duty.kind) {
      guard let first = items.first else { continue }
      let rank =
        switch kind {
        case .care, .dataBreach, .urgentHearing, .urgentReview: 0
        case .hold: 1
        case .hearingResponse, .announcedResponse, .holdReview, .followUp: 4
        default: 3
        }
      add(
        rank, "duty.\(kind.rawValue)", items.count, due: first.duty.firstDue ?? first.deadline.due,
        to: first.duty.subject.pages)
    }
  }

  /// Measures that ask a second signature of the person; and proposals, unless their term stands there already.
  private mutating func addMeasures(besides due: [DutyItem]) async throws {
    guard !visitor.desks.filter({ [.director, .board, .teacher].contains($0) }).isEmpty else { return }
    let (store, school) = (visit.store, visitor.school.id)
    let measures = try await store.proposals(for: visitor.member.id, school: school, at: visit.now)
    if measures.isEmpty { return }
    let policy = try await store.policy(school: school)
    var (signatures, proposals): ([Measure], [Measure]) = ([], [])
    for measure in measures {
      let subject = try await store.member(measure.member.rawValue, school: school)
      let actions = measure.actions(for: visitor.member, about: subject, policy: policy, at: visit.now)
      if measure.state == .approvalPending, actions.contains(.approve) { signatures.append(measure) }
      if measure.state == .proposed, actions.contains(where: { $0 != .view }) { proposals.append(measure) }
    }
    add(2, "signature", signatures.count, to: ["/maatregelen/\(signatures.first?.number ?? 0)", "/zaken"])
    if !due.contains(where: { $0.duty.kind == .proposal }) {
      add(3, "duty.proposal", proposals.count, to: ["/maatregelen/\(proposals.first?.number ?? 0)", "/zaken"])
    }
  }
}
