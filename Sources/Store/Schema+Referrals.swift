extension Schema {
  /// Measures as they are taken since, and steps outside the school. The table of before is copied, since a CHECK cannot be
  /// widened in place on every database.
  static let referrals = [
    "ALTER TABLE measure_note RENAME TO old_measure_note",
    "ALTER TABLE measure RENAME TO old_measure",
    """
    CREATE TABLE measure (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      number BIGINT NOT NULL,
      member TEXT NOT NULL,
      kind TEXT NOT NULL,
      level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 600),
      state TEXT NOT NULL CHECK (state IN ('proposed', 'approval_pending', 'approved', 'refused', 'announced', 'active',
        'suspended', 'expired', 'lifted', 'superseded', 'closed', 'reversed')),
      version BIGINT NOT NULL CHECK (version > 0),
      proposed_by TEXT,
      proposed_at BIGINT NOT NULL,
      strikes BIGINT NOT NULL,
      violations BIGINT NOT NULL,
      prepared_by TEXT,
      approved_by TEXT,
      imposed_by TEXT,
      from_at BIGINT,
      until_at BIGINT,
      respond_by BIGINT,
      acknowledged_at BIGINT,
      is_emergency BIGINT NOT NULL CHECK (is_emergency IN (0, 1)),
      payload TEXT,
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      CHECK (approved_by IS NULL OR approved_by <> prepared_by),
      CHECK (approved_by IS NULL OR proposed_by IS NULL OR approved_by <> proposed_by),
      CHECK (state NOT IN ('active', 'suspended') OR (imposed_by IS NOT NULL AND from_at IS NOT NULL)),
      CHECK (state NOT IN ('active', 'suspended') OR level < 500 OR approved_by IS NOT NULL OR is_emergency = 1),
      CHECK (is_emergency = 0 OR approved_by IS NULL OR approved_by <> imposed_by),
      CHECK (state NOT IN ('active', 'suspended') OR level NOT BETWEEN 300 AND 500 OR until_at IS NOT NULL),
      CHECK (state <> 'announced' OR respond_by IS NOT NULL),
      CHECK (member <> prepared_by AND member <> approved_by AND member <> imposed_by),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, proposed_by) REFERENCES member (school, id),
      FOREIGN KEY (school, prepared_by) REFERENCES member (school, id),
      FOREIGN KEY (school, approved_by) REFERENCES member (school, id),
      FOREIGN KEY (school, imposed_by) REFERENCES member (school, id))
    """,
    """
    INSERT INTO measure (school, id, number, member, kind, level, state, version, proposed_by, proposed_at, strikes,
      violations, prepared_by, approved_by, imposed_by, from_at, until_at, is_emergency, payload)
    SELECT school, id, number, member, kind, level, state, version, proposed_by, proposed_at, strikes, violations,
      prepared_by, approved_by, imposed_by, from_at, until_at, 0, payload
    FROM old_measure
    """,
    """
    CREATE TABLE measure_note (
      school TEXT NOT NULL,
      measure TEXT NOT NULL,
      number BIGINT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, measure, number),
      FOREIGN KEY (school, measure) REFERENCES measure (school, id))
    """,
    """
    INSERT INTO measure_note (school, measure, number, payload)
    SELECT school, measure, number, payload FROM old_measure_note
    """,
    "DROP TABLE old_measure_note",
    "DROP TABLE old_measure",
    "CREATE INDEX measure_person ON measure (school, member)",
    """
    CREATE TABLE referral (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      measure TEXT NOT NULL,
      kind TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('prepared', 'sent', 'received', 'failed_retryable', 'failed_permanent',
        'closed')),
      version BIGINT NOT NULL CHECK (version > 0),
      legal_due BIGINT,
      sent_at BIGINT,
      payload TEXT,
      PRIMARY KEY (school, id),
      UNIQUE (school, measure),
      CHECK (state NOT IN ('sent', 'received') OR sent_at IS NOT NULL),
      FOREIGN KEY (school, measure) REFERENCES measure (school, id))
    """,
  ]
}
