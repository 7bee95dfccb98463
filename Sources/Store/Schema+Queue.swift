extension Schema {
  private static let isReported = """
    report.school = review.school AND report.review = review.id
      AND report.state NOT IN ('resolved', 'closed', 'withdrawn', 'purged')
    """

  /// The place of what is open in a queue, kept in order by the database: as `Priority` weighs it, but for how many can
  /// read it, which counts from the next change on. And how often rules asked for a person, by day.
  static let queue = [
    "ALTER TABLE review ADD COLUMN rank BIGINT",
    """
    UPDATE review SET rank = COALESCE(due_at, received_at + 7 * 86400000) - CAST(86400000 AS BIGINT) * (
      CASE WHEN severity = 4 OR EXISTS (SELECT 1 FROM report WHERE \(isReported) AND report.severity = 4) THEN 10000
        WHEN severity = 3 OR EXISTS (SELECT 1 FROM report WHERE \(isReported) AND report.severity = 3) THEN 300
        WHEN severity = 2 OR EXISTS (SELECT 1 FROM report WHERE \(isReported) AND report.severity = 2) THEN 200
        WHEN severity = 1 OR EXISTS (SELECT 1 FROM report WHERE \(isReported) AND report.severity = 1) THEN 100
        ELSE 0 END
      + CASE WHEN route = 'care' THEN 9000 ELSE 0 END + CASE WHEN visibility = 'held' THEN 40 ELSE 0 END
      + COALESCE((SELECT CASE COUNT(DISTINCT COALESCE(report.reporter, report.id)) WHEN 0 THEN 0 WHEN 1 THEN 15
        WHEN 2 THEN 30 ELSE 45 END FROM report WHERE \(isReported)), 0))
    WHERE state IN ('pending', 'claimed', 'info_requested', 'escalated', 'reopened')
    """,
    "DROP INDEX review_open",
    "CREATE INDEX review_route ON review (school, route, rank, number) WHERE rank IS NOT NULL",
    "CREATE INDEX review_group ON review (school, route, group_id, rank, number) WHERE rank IS NOT NULL",
    "CREATE INDEX review_desk ON review (school, author, route, group_id) WHERE rank IS NOT NULL",
    "CREATE INDEX review_lease ON review (school, claimed_until) WHERE claimed_until IS NOT NULL",
    "CREATE INDEX review_due ON review (school, due_at) WHERE rank IS NOT NULL",
    "CREATE INDEX assignment_group ON assignment (school, group_id)",
    """
    CREATE TABLE rule_day (
      school TEXT NOT NULL REFERENCES school (id),
      day TEXT NOT NULL,
      rule TEXT NOT NULL,
      count BIGINT NOT NULL CHECK (count > 0),
      PRIMARY KEY (school, day, rule))
    """,
  ]
}
