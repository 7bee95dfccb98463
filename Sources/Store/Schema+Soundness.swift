extension Schema {
  /// Which decision brought a measure about, when a term first ended, and a term for reviews of before. A migration knows
  /// no calendar, so that those terms run by days of the clock.
  static let soundness = [
    "ALTER TABLE measure ADD COLUMN decision TEXT",
    """
    UPDATE measure SET decision = (
      SELECT MIN(decision.id) FROM decision
        JOIN decision_effect ON decision_effect.school = decision.school AND decision_effect.decision = decision.id
        JOIN review ON review.school = decision.school AND review.id = decision.review
      WHERE decision.school = measure.school AND decision.decider = measure.proposed_by
        AND decision.at = measure.proposed_at AND review.author = measure.member
        AND decision_effect.effect = 'propose ' || measure.kind)
    """,
    "ALTER TABLE duty ADD COLUMN first_due_at BIGINT",
    """
    UPDATE review SET due_at = received_at + CASE WHEN route = 'care' THEN 3600000
      WHEN visibility = 'held' OR severity >= 3 THEN 86400000 WHEN severity = 2 THEN 172800000 ELSE 432000000 END
    WHERE due_at IS NULL AND state IN ('pending', 'claimed', 'info_requested', 'escalated', 'reopened')
    """,
    "CREATE INDEX decision_double ON decision (school, duplicate_of)",
  ]
}
