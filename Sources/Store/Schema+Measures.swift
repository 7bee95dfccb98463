extension Schema {
  /// Strikes and measures.
  static let measures = [
    """
    CREATE TABLE strike (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      member TEXT NOT NULL,
      review TEXT NOT NULL,
      decision TEXT NOT NULL,
      clauses TEXT NOT NULL CHECK (clauses <> ''),
      severity BIGINT NOT NULL CHECK (severity BETWEEN 0 AND 4),
      weight BIGINT NOT NULL CHECK (weight >= 0),
      at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('active', 'expired', 'overruled')),
      PRIMARY KEY (school, id),
      UNIQUE (school, decision),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, review) REFERENCES review (school, id),
      FOREIGN KEY (school, decision) REFERENCES decision (school, id))
    """,
    "CREATE INDEX strike_member ON strike (school, member)",
    """
    CREATE TABLE measure (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      number BIGINT NOT NULL,
      member TEXT NOT NULL,
      kind TEXT NOT NULL,
      level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 600),
      state TEXT NOT NULL CHECK (state IN ('proposed', 'approval_pending', 'approved', 'refused', 'active', 'expired',
        'lifted', 'reversed')),
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
      payload TEXT,
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      CHECK (approved_by IS NULL OR approved_by <> prepared_by),
      CHECK (approved_by IS NULL OR proposed_by IS NULL OR approved_by <> proposed_by),
      CHECK (state <> 'active' OR (imposed_by IS NOT NULL AND from_at IS NOT NULL)),
      CHECK (state <> 'active' OR level < 500 OR approved_by IS NOT NULL),
      CHECK (member <> prepared_by AND member <> approved_by AND member <> imposed_by),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, proposed_by) REFERENCES member (school, id),
      FOREIGN KEY (school, prepared_by) REFERENCES member (school, id),
      FOREIGN KEY (school, approved_by) REFERENCES member (school, id),
      FOREIGN KEY (school, imposed_by) REFERENCES member (school, id))
    """,
    "CREATE INDEX measure_member ON measure (school, member)",
    """
    CREATE TABLE measure_note (
      school TEXT NOT NULL,
      measure TEXT NOT NULL,
      number BIGINT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, measure, number),
      FOREIGN KEY (school, measure) REFERENCES measure (school, id))
    """,
  ]
}
