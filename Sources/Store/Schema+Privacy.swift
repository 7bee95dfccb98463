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
}
