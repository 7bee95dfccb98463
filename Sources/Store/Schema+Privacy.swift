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
}
