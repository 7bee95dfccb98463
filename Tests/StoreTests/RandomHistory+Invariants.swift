import Conduct

@testable import Store

extension RandomHistory {
  /// What a history breaks of the ten invariants, in words; empty when it keeps them all.
  func broken() async throws -> [String] {
    let events = try await store.log(school: school, limit: .max)
    var broken: [String] = []
    // Invariants are asked of whole tables, which the store itself never walks.
    let inside = (store.database as? PortableDatabase)?.database ?? store.database
    let tables = Store(database: inside, keyring: store.keyring)
    func none(_ invariant: Int, _ what: String, _ sql: String) async throws {
      let rows = try await tables.read(school) { try $0.run(sql) }
      if !rows.isEmpty { broken.append("\(invariant): \(what): \(rows.prefix(3).map(\.values))") }
    }
    func all(_ sql: String) async throws -> Set<String> {
      Set(try await tables.read(school) { try $0.run(sql).map { try $0.text("id") } })
    }

    let imposed = events.filter { $0.kind == .measureImposed }
    if imposed.contains(where: { $0.actor == nil }) { broken.append("1: een maatregel zonder mens") }
    let began = Set(imposed.compactMap { $0.body.measure?.rawValue })
    if try await all("SELECT id FROM measure WHERE school = $1 AND imposed_by IS NOT NULL") != began {
      broken.append("1: opgelegd zonder regel, of andersom")
    }
    try await none(
      2, "vastgesteld zonder afspraak, versie of motivering",
      """
      SELECT decision.id FROM decision LEFT JOIN version ON version.school = decision.school
        AND version.hash = decision.policy AND version.kind = 'policy'
      WHERE decision.school = $1 AND decision.outcome = 'established'
        AND (decision.clauses = '' OR decision.payload IS NULL OR version.hash IS NULL)
      """)
    let decided = events.filter { $0.kind == .decided }
    if decided.contains(where: { $0.actor == nil || $0.body.role == nil }) { broken.append("2: besloten door niemand") }
    try await none(
      3, "één mens in beide stappen van een maatregel",
      """
      SELECT id FROM measure WHERE school = $1 AND approved_by IS NOT NULL
        AND (approved_by = prepared_by OR approved_by = proposed_by OR is_emergency = 1 AND approved_by = imposed_by)
      """)
    try await none(
      3, "wie besloot, oordeelt over het bezwaar",
      """
      SELECT appeal.id FROM appeal JOIN decision ON decision.school = appeal.school AND decision.id = appeal.decision
      WHERE appeal.school = $1 AND appeal.reviewer = decision.decider
      """)
    try await none(
      3, "wie de maatregel nam, oordeelt over het bezwaar",
      """
      SELECT appeal.id FROM appeal JOIN measure ON measure.school = appeal.school AND measure.id = appeal.measure
      WHERE appeal.school = $1 AND (appeal.reviewer = measure.prepared_by OR appeal.reviewer = measure.approved_by
        OR appeal.reviewer = measure.imposed_by OR appeal.reviewer = measure.proposed_by)
      """)
    try await none(
      3, "één mens besluit en gaat akkoord in een zaak",
      "SELECT id FROM conduct_case WHERE school = $1 AND approved_by = decided_by")
    broken += try await heardOfTheirOwn()
    try await none(
      6, "meer dan één besluit op een versie",
      "SELECT review, version FROM decision WHERE school = $1 GROUP BY review, version HAVING COUNT(*) > 1")
    if try await all("SELECT id FROM decision WHERE school = $1").count != decided.count {
      broken.append("6: een besluit zonder regel, of andersom")
    }
    try await none(
      7, "een aantekening van een besluit dat niet geldt",
      """
      SELECT strike.id FROM strike JOIN decision ON decision.school = strike.school AND decision.id = strike.decision
        JOIN review ON review.school = strike.school AND review.id = strike.review
      WHERE strike.school = $1 AND strike.state = 'active' AND (decision.undone_by IS NOT NULL
        OR review.state NOT IN ('resolved', 'purged') OR EXISTS (
          SELECT 1 FROM decision later WHERE later.school = decision.school AND later.review = decision.review
            AND later.version > decision.version))
      """)
    try await none(
      7, "een voorstel van een besluit dat niet geldt",
      """
      SELECT measure.id FROM measure JOIN decision ON decision.school = measure.school
        AND decision.id = measure.decision
      WHERE measure.school = $1 AND decision.undone_by IS NOT NULL AND measure.proposed_by IS NOT NULL
        AND measure.state IN ('proposed', 'approval_pending', 'approved', 'announced')
      """)
    try await none(
      7, "een bezwaar tegen een besluit dat niet geldt",
      """
      SELECT appeal.id FROM appeal JOIN decision ON decision.school = appeal.school AND decision.id = appeal.decision
      WHERE appeal.school = $1 AND decision.undone_by IS NOT NULL
        AND appeal.state IN ('filed', 'admitted', 'assigned', 'under_review', 'info_requested')
      """)
    let deleted = Set(events.flatMap { $0.body.deleted ?? [] })
    if try await !deleted.isDisjoint(with: all("SELECT id FROM payload WHERE school = $1")) {
      broken.append("9: iets is gewist en er nog")
    }
    broken += try await store.verify(school: school).faults.map { "10: \($0)" }
    return broken
  }

  /// Invariants 4, 5 and 8: who sees and hears of what.
  private func heardOfTheirOwn() async throws -> [String] {
    var broken: [String] = []
    var waiting: Set<ReviewID> = []
    var reportsWaiting: Set<ReportID> = []
    let complaints = try await complaints()
    let members = try await store.members(school: school)
    let byID = Dictionary(uniqueKeysWithValues: members.map { ($0.id, $0) })
    let open = try await store.read(school) { [time] in
      try $0.reviews(where: "review.received_at >= $2", [.integer(0)], at: time).filter(\.state.isOpen)
    }
    for member in members {
      let queue = try await store.queue(for: member.id, school: school, at: time, limit: .max)
      // The database finds and counts what waits without reading the rest; the rules say the same of each.
      let mine = open.filter { [time] in
        $0.refusal(of: .view, for: member, at: time) == nil
          && $0.refusal(of: .claim, for: member, at: time) != .handedUp
      }
      if Set(mine.map(\.id)) != Set(queue.map(\.review.id)) || mine.count != queue.count {
        broken.append("5: de rij van \(member.name) is niet wat bij \(member.name) hoort")
      }
      let since = try await store.read(school, at: time) { try $0.waitingSince(for: member) }
      if since != mine.map(\.receivedAt).sorted() {
        broken.append("5: wat bij \(member.name) wacht is niet goed geteld")
      }
      for item in queue {
        waiting.insert(item.review.id)
        if byID[item.review.subject.author]?.isClose(to: member) == true {
          broken.append("4: \(member.name) ziet beoordeling \(item.review.number)")
        }
      }
      for item in try await store.due(for: member.id, all: true, school: school, at: time) {
        if let about = item.duty.subject.member, byID[about]?.isClose(to: member) == true {
          broken.append("4: \(member.name) ziet termijn \(item.duty.id)")
        }
      }
      for file in try await store.reports(for: member.id, school: school, at: time) {
        reportsWaiting.insert(file.report.id)
        let circle = [file.report.reporter, file.report.about].compactMap { $0.flatMap { byID[$0] } }
        if circle.contains(where: { $0.isClose(to: member) }) {
          broken.append("4: \(member.name) ziet melding \(file.report.number)")
        }
      }
      // The board decides when everybody complained.
      for measure in try await store.proposals(for: member.id, school: school, at: time)
      where !member.holds(.board, in: nil, at: time) {
        let complained = complaints.contains {
          $0.about == measure.member && byID[$0.reporter]?.isClose(to: member) == true
        }
        if complained { broken.append("4: \(member.name) meldde, en ziet maatregel \(measure.number)") }
      }
      for appeal in try await store.appeals(for: member.id, school: school, at: time) {
        let isAccused =
          appeal.kind == .reporterComplaint
          && appeal.subject.flatMap { byID[$0] }?.isClose(to: member) == true
        if isAccused && appeal.appellant != member.id {
          broken.append("8: \(member.name) ziet klacht \(appeal.number)")
        }
      }
    }
    let notices = try await store.read(school) { transaction in
      try transaction.run(
        """
        SELECT outbox.recipient, duty.member, duty.subject_kind FROM outbox JOIN duty ON duty.school = outbox.school
          AND outbox.item = 'duty ' || duty.id
        WHERE outbox.school = $1 AND duty.member IS NOT NULL
        """
      ).map { (try $0.id("recipient") as MemberID, try $0.id("member") as MemberID) }
    }
    for (recipient, about) in notices where byID[recipient].flatMap({ byID[about]?.isClose(to: $0) }) == true {
      broken.append("4: \(recipient) kreeg bericht over \(about)")
    }
    for review in open where !waiting.contains(review.id) {
      broken.append("5: beoordeling \(review.number) (\(review.state), \(review.route)) staat in niemands rij")
    }
    for id in try await openReports() where !reportsWaiting.contains(id) {
      broken.append("5: melding \(id) staat in niemands rij")
    }
    return broken
  }

  /// Who reported whom, and did not take it back; care is no complaint.
  private func complaints() async throws -> [(reporter: MemberID, about: MemberID)] {
    try await store.read(school) { transaction in
      try transaction.run(
        """
        SELECT reporter, about FROM report WHERE school = $1 AND reporter IS NOT NULL AND about IS NOT NULL
          AND state <> 'withdrawn' AND route <> 'care'
        """
      ).map { (try $0.id("reporter"), try $0.id("about")) }
    }
  }

  /// Reports that no review decides on and that wait for somebody.
  private func openReports() async throws -> [ReportID] {
    try await store.read(school) { transaction in
      try transaction.reports(where: "\(Transaction.isOpenReport) AND review IS NULL").map(\.id)
    }
  }
}
