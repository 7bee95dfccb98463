import Conduct
import Foundation
import Hummingbird
import Store

/// What waits for the person, most urgent first, with one of them beside it on a wide screen.
struct QueuePage {
  let visit: Visit
  let visitor: Visitor
  let items: [QueueItem]
  /// The number of the one that is open beside the list.
  var open: Int?

  static let most = 100

  static let routes: [Route] = [
    .get("/wachtrij", .desks(.handlers)) { visit in
      let page = try await QueuePage(visit, open: Int(visit.query("open")))
      if visit.wantsPart { return .html(visit.screen.render("queue-list", page.values), .ok) }
      return visit.page("queue", title: visit.texts("queue.title"), page.values)
    }
  ]

  init(_ visit: Visit, open: Int? = nil) async throws {
    self.visit = visit
    visitor = try visit.person()
    items = try await visit.store.queue(
      for: visitor.member.id, school: visitor.school.id, at: visit.now, limit: Self.most + 1)
    self.open = open
  }

  var values: [String: Any] {
    let page = items.prefix(Self.most)
    return [
      "items": page.filter { !Self.isGrouped($0, at: visit.now) }.map(card), "is_empty": items.isEmpty,
      "bursts": bursts(page),
      "count": visit.texts.count("queue.count", min(items.count, Self.most)), "is_cut": items.count > Self.most,
      "oldest": items.map(\.review.receivedAt).min().map { visit.texts("queue.oldest", ["time": visit.ago($0)]) }
        as Any,
    ]
  }

  /// Whether a line stands with the others of its rule; what cannot wait stands by itself.
  private static func isGrouped(_ item: QueueItem, at time: Int64) -> Bool {
    let review = item.review
    return item.burst != nil && review.route != .care && review.visibility != .held
      && (review.dueAt.map { $0 >= time } ?? true)
  }

  /// What one rule suddenly found in many messages, together under its name; nothing is left out.
  private func bursts(_ page: ArraySlice<QueueItem>) -> [[String: Any]] {
    let groups = Dictionary(grouping: page.filter { Self.isGrouped($0, at: visit.now) }) { $0.burst?.rule }
    return groups.values.sorted { $0.count > $1.count }.map { lines in
      let burst = lines[0].burst
      return [
        "burst_name": burst?.title ?? "", "burst_count": visit.texts.count("queue.burst", lines.count),
        "lines": lines.map(card), "burst_open": lines.contains { $0.review.number == open },
      ]
    }
  }

  private func card(_ item: QueueItem) -> [String: Any] {
    let review = item.review
    let texts = visit.texts
    return [
      "number": review.number, "path": "/wachtrij/\(review.number)", "what": Self.what(item, visit),
      "here": review.number == open,
      "severity": SeverityMark(review, texts).values, "author": item.author,
      "group": item.group ?? texts("queue.whole_school"), "is_held": review.visibility == .held,
      "claimed_by": item.claimedBy as Any, "mine": review.claim?.member == visitor.member.id,
      "stage": [.pending, .claimed].contains(review.state) ? "" : texts("review_state.\(review.state.rawValue)"),
      "term": review.dueAt.map { visit.until($0) } as Any, "term_over": review.dueAt.map { $0 < visit.now } ?? false,
      // The gravest texts are not thrown at whoever only looks at the list.
      "excerpt": review.severity == .critical ? texts("queue.covered") : item.excerpt ?? "",
      "why": item.priority.reasons.dropFirst().joined(separator: ", "),
    ]
  }

  /// What a review is about, in a few words.
  static func what(_ item: QueueItem, _ visit: Visit) -> String {
    switch item.review.reason {
    case _ where item.review.route == .care: visit.texts("queue.care")
    case .notScanned: visit.texts("queue.not_scanned")
    case .report where item.categories.isEmpty: visit.texts("queue.reported")
    case .signals, .report: item.categories.prefix(2).map { visit.site.name(of: $0) }.joined(separator: ", ")
    }
  }
}
