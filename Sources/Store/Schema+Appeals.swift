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

  /// Complaints about what was done with a report, whether or not a decision on a message was part of it, and why an appeal
  /// was not looked at. The tables of before are copied, since a CHECK cannot be widened in place on every database.
  static let complaints = [
    "ALTER TABLE appeal_note RENAME TO old_appeal_note",
    "ALTER TABLE appeal RENAME TO old_appeal",
    """
    CREATE TABLE appeal (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      number BIGINT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('measure_appeal', 'reporter_complaint')),
      measure TEXT,
      decision TEXT,
      report TEXT,
      appellant TEXT NOT NULL,
      member TEXT,
      state TEXT NOT NULL CHECK (state IN ('filed', 'inadmissible', 'admitted', 'assigned', 'under_review',
        'info_requested', 'decided', 'executed', 'referred_next_instance', 'closed', 'withdrawn', 'superseded')),
      version BIGINT NOT NULL CHECK (version > 0),
      filed_at BIGINT NOT NULL,
      term_ends BIGINT NOT NULL,
      reviewer TEXT,
      inadmissibility TEXT,
      outcome TEXT CHECK (outcome IN ('confirmed', 'varied', 'reversed')),
      next_instance TEXT CHECK (next_instance IN ('board', 'complaints_committee')),
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      CHECK ((CASE WHEN measure IS NULL THEN 0 ELSE 1 END) + (CASE WHEN decision IS NULL THEN 0 ELSE 1 END)
        + (CASE WHEN report IS NULL THEN 0 ELSE 1 END) = 1),
      CHECK (kind = 'measure_appeal' OR measure IS NULL),
      CHECK (kind <> 'measure_appeal' OR (report IS NULL AND member IS NOT NULL AND appellant = member)),
      CHECK (reviewer IS NULL OR reviewer <> appellant),
      CHECK (reviewer IS NULL OR member IS NULL OR reviewer <> member),
      CHECK (inadmissibility IS NULL OR state = 'inadmissible'),
      CHECK (state NOT IN ('assigned', 'under_review', 'info_requested') OR reviewer IS NOT NULL),
      CHECK ((outcome IS NULL) = (next_instance IS NULL)),
      CHECK (state NOT IN ('decided', 'executed', 'referred_next_instance', 'closed') OR outcome IS NOT NULL),
      FOREIGN KEY (school, measure) REFERENCES measure (school, id),
      FOREIGN KEY (school, decision) REFERENCES decision (school, id),
      FOREIGN KEY (school, report) REFERENCES report (school, id),
      FOREIGN KEY (school, appellant) REFERENCES member (school, id),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, reviewer) REFERENCES member (school, id))
    """,
    """
    CREATE TABLE appeal_note (
      school TEXT NOT NULL,
      appeal TEXT NOT NULL,
      number BIGINT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, appeal, number),
      FOREIGN KEY (school, appeal) REFERENCES appeal (school, id))
    """,
    """
    INSERT INTO appeal (school, id, number, kind, measure, decision, appellant, member, state, version, filed_at, term_ends,
      reviewer, outcome, next_instance)
    SELECT school, id, number, kind, measure, decision, appellant, member, state, version, filed_at, term_ends, reviewer,
      outcome, next_instance FROM old_appeal
    """,
    """
    INSERT INTO appeal_note (school, appeal, number, payload) SELECT school, appeal, number, payload FROM old_appeal_note
    """,
    "DROP TABLE old_appeal_note",
    "DROP TABLE old_appeal",
    "CREATE INDEX appeal_person ON appeal (school, member)",
    "CREATE INDEX appeal_state ON appeal (school, state)",
  ]
}
