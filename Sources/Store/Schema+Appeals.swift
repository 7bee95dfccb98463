extension Schema {
  /// Appeals by the person concerned, and complaints by the reporter.
  static let appeals = [
    """
    CREATE TABLE appeal (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      number BIGINT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('measure_appeal', 'reporter_complaint')),
      measure TEXT,
      decision TEXT,
      appellant TEXT NOT NULL,
      member TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('filed', 'inadmissible', 'admitted', 'assigned', 'under_review',
        'info_requested', 'decided', 'executed', 'referred_next_instance', 'closed', 'withdrawn', 'superseded')),
      version BIGINT NOT NULL CHECK (version > 0),
      filed_at BIGINT NOT NULL,
      term_ends BIGINT NOT NULL,
      reviewer TEXT,
      outcome TEXT CHECK (outcome IN ('confirmed', 'varied', 'reversed')),
      next_instance TEXT CHECK (next_instance IN ('board', 'complaints_committee')),
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      CHECK ((measure IS NULL) <> (decision IS NULL)),
      CHECK (kind = 'measure_appeal' OR decision IS NOT NULL),
      CHECK (kind <> 'measure_appeal' OR appellant = member),
      CHECK (reviewer IS NULL OR (reviewer <> appellant AND reviewer <> member)),
      CHECK (state NOT IN ('assigned', 'under_review', 'info_requested') OR reviewer IS NOT NULL),
      CHECK ((outcome IS NULL) = (next_instance IS NULL)),
      CHECK (state NOT IN ('decided', 'executed', 'referred_next_instance', 'closed') OR outcome IS NOT NULL),
      FOREIGN KEY (school, measure) REFERENCES measure (school, id),
      FOREIGN KEY (school, decision) REFERENCES decision (school, id),
      FOREIGN KEY (school, appellant) REFERENCES member (school, id),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, reviewer) REFERENCES member (school, id))
    """,
    "CREATE INDEX appeal_person ON appeal (school, member)",
    "CREATE INDEX appeal_state ON appeal (school, state)",
    """
    CREATE TABLE appeal_note (
      school TEXT NOT NULL,
      appeal TEXT NOT NULL,
      number BIGINT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, appeal, number),
      FOREIGN KEY (school, appeal) REFERENCES appeal (school, id))
    """,
  ]
}
