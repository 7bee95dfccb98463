extension Schema {
  /// Why somebody looked into a record. The table of before is copied, since a CHECK cannot be widened in place on every
  /// database; what was read before has no purpose.
  static let purposes = [
    "ALTER TABLE reading RENAME TO old_reading",
    """
    CREATE TABLE reading (
      school TEXT NOT NULL,
      year BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      at BIGINT NOT NULL,
      reader TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind <> ''),
      subject TEXT NOT NULL,
      purpose TEXT NOT NULL,
      hash {bytes} NOT NULL,
      PRIMARY KEY (school, year, number),
      FOREIGN KEY (school, year) REFERENCES reading_segment (school, year),
      FOREIGN KEY (school, reader) REFERENCES member (school, id),
      FOREIGN KEY (school, subject) REFERENCES member (school, id))
    """,
    """
    INSERT INTO reading (school, year, number, at, reader, kind, subject, purpose, hash)
    SELECT school, year, number, at, reader, kind, subject, '', hash FROM old_reading
    """,
    "DROP TABLE old_reading",
    "CREATE INDEX reading_person ON reading (school, subject)",
  ]

  /// What may not be deleted yet, with who holds it and why; and what a person says is not right, which stays with what it is
  /// about.
  static let holds = [
    """
    CREATE TABLE legal_hold (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      member TEXT NOT NULL,
      holder TEXT NOT NULL,
      placed_at BIGINT NOT NULL,
      review_at BIGINT NOT NULL CHECK (review_at > placed_at),
      lifted_by TEXT,
      lifted_at BIGINT CHECK (lifted_at >= placed_at),
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      CHECK ((lifted_by IS NULL) = (lifted_at IS NULL)),
      CHECK (holder <> member),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, holder) REFERENCES member (school, id),
      FOREIGN KEY (school, lifted_by) REFERENCES member (school, id))
    """,
    "CREATE INDEX legal_hold_member ON legal_hold (school, member)",
    """
    CREATE TABLE legal_hold_note (
      school TEXT NOT NULL,
      legal_hold TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      payload TEXT NOT NULL,
      PRIMARY KEY (school, legal_hold, number),
      FOREIGN KEY (school, legal_hold) REFERENCES legal_hold (school, id))
    """,
    """
    CREATE TABLE rectification (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      member TEXT NOT NULL,
      about_kind TEXT NOT NULL CHECK (about_kind <> ''),
      about TEXT NOT NULL CHECK (about <> ''),
      recorded_by TEXT NOT NULL,
      at BIGINT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, recorded_by) REFERENCES member (school, id))
    """,
  ]

  /// Terms to look at a hold again. The tables of before are copied, since a CHECK cannot be widened in place on every
  /// database.
  static let holdReviews = [
    "ALTER TABLE duty_pause RENAME TO old_duty_pause",
    "ALTER TABLE duty RENAME TO old_duty",
    """
    CREATE TABLE duty (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind <> ''),
      subject_kind TEXT NOT NULL CHECK (subject_kind <> ''),
      subject TEXT NOT NULL CHECK (subject <> ''),
      subject_number BIGINT NOT NULL CHECK (subject_number > 0),
      member TEXT,
      holder_role TEXT NOT NULL CHECK (holder_role IN ('teacher', 'staff', 'director', 'board', 'support')),
      holder_group TEXT,
      holder TEXT,
      state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'done', 'dropped', 'passed')),
      term TEXT NOT NULL CHECK (term <> ''),
      started_at BIGINT NOT NULL,
      due_at BIGINT,
      next_at BIGINT,
      reminded BIGINT NOT NULL CHECK (reminded >= 0),
      escalations BIGINT NOT NULL CHECK (escalations >= 0),
      version BIGINT NOT NULL CHECK (version > 0),
      first_due_at BIGINT,
      PRIMARY KEY (school, id),
      CHECK ((state = 'running') = (next_at IS NOT NULL)),
      CHECK (state <> 'running' OR due_at IS NOT NULL),
      CHECK (member IS NULL OR holder IS NULL OR member <> holder),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, holder) REFERENCES member (school, id),
      FOREIGN KEY (school, holder_group) REFERENCES school_group (school, id))
    """,
    """
    CREATE TABLE duty_pause (
      school TEXT NOT NULL,
      duty TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      from_at BIGINT NOT NULL,
      until_at BIGINT CHECK (until_at >= from_at),
      PRIMARY KEY (school, duty, number),
      FOREIGN KEY (school, duty) REFERENCES duty (school, id))
    """,
    """
    INSERT INTO duty (school, id, kind, subject_kind, subject, subject_number, member, holder_role, holder_group, holder,
      state, term, started_at, due_at, next_at, reminded, escalations, version, first_due_at)
    SELECT school, id, kind, subject_kind, subject, subject_number, member, holder_role, holder_group, holder, state, term,
      started_at, due_at, next_at, reminded, escalations, version, first_due_at FROM old_duty
    """,
    """
    INSERT INTO duty_pause (school, duty, number, from_at, until_at)
    SELECT school, duty, number, from_at, until_at FROM old_duty_pause
    """,
    "DROP TABLE old_duty_pause",
    "DROP TABLE old_duty",
    "CREATE INDEX duty_next ON duty (school, next_at)",
    "CREATE INDEX duty_subject ON duty (school, subject)",
  ]
}
