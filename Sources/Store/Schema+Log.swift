extension Schema {
  /// The hash-chained log and the daily counts.
  static let log = [
    """
    CREATE TABLE event (
      school TEXT NOT NULL REFERENCES school (id),
      sequence BIGINT NOT NULL CHECK (sequence > 0),
      position BIGINT NOT NULL CHECK (position >= 0),
      at BIGINT NOT NULL,
      kind TEXT NOT NULL,
      actor TEXT,
      member TEXT,
      review TEXT,
      body TEXT NOT NULL,
      previous {bytes} NOT NULL,
      hash {bytes} NOT NULL,
      PRIMARY KEY (school, sequence, position),
      FOREIGN KEY (school, actor) REFERENCES member (school, id))
    """,
    "CREATE INDEX event_member ON event (school, member)",
    "CREATE INDEX event_review ON event (school, review)",
    """
    CREATE TABLE tally (
      school TEXT NOT NULL REFERENCES school (id),
      day TEXT NOT NULL,
      disposition TEXT NOT NULL,
      count BIGINT NOT NULL CHECK (count >= 0),
      logged BIGINT NOT NULL CHECK (logged IN (0, 1)),
      PRIMARY KEY (school, day, disposition))
    """,
  ]

  /// Who looked into a record, in yearly chains.
  static let readings = [
    """
    CREATE TABLE reading_segment (
      school TEXT NOT NULL REFERENCES school (id),
      year BIGINT NOT NULL,
      count BIGINT NOT NULL CHECK (count >= 0),
      chain_head {bytes} NOT NULL,
      seal {bytes} NOT NULL,
      PRIMARY KEY (school, year))
    """,
    """
    CREATE TABLE reading (
      school TEXT NOT NULL,
      year BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      at BIGINT NOT NULL,
      reader TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('history', 'measure', 'readings')),
      subject TEXT NOT NULL,
      hash {bytes} NOT NULL,
      PRIMARY KEY (school, year, number),
      FOREIGN KEY (school, year) REFERENCES reading_segment (school, year),
      FOREIGN KEY (school, reader) REFERENCES member (school, id),
      FOREIGN KEY (school, subject) REFERENCES member (school, id))
    """,
    "CREATE INDEX reading_subject ON reading (school, subject)",
  ]
}
