extension Schema {
  /// When people work and groups have lessons, and the days on which that is different.
  static let timetable = [
    """
    CREATE TABLE hours (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('working', 'lessons')),
      member TEXT,
      group_id TEXT,
      week TEXT,
      PRIMARY KEY (school, id),
      UNIQUE (school, member),
      UNIQUE (school, group_id),
      CHECK (member IS NULL OR kind = 'working'),
      CHECK (group_id IS NULL OR kind = 'lessons'),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, group_id) REFERENCES school_group (school, id))
    """,
    """
    CREATE TABLE timetable_exception (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('excursion', 'camp', 'calamity', 'off')),
      from_at BIGINT NOT NULL,
      until_at BIGINT NOT NULL,
      added_by TEXT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, id),
      CHECK (until_at > from_at),
      FOREIGN KEY (school, added_by) REFERENCES member (school, id))
    """,
    "CREATE INDEX timetable_exception_until ON timetable_exception (school, until_at)",
    """
    CREATE TABLE timetable_exception_group (
      school TEXT NOT NULL,
      exception TEXT NOT NULL,
      group_id TEXT NOT NULL,
      PRIMARY KEY (school, exception, group_id),
      FOREIGN KEY (school, exception) REFERENCES timetable_exception (school, id),
      FOREIGN KEY (school, group_id) REFERENCES school_group (school, id))
    """,
  ]
}
