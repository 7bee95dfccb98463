extension Schema {
  /// What guardians were asked and said about consent. What was said is added to, never changed, until it is purged. The
  /// payloads of before are copied, since a CHECK cannot be widened in place on every database.
  static let consent = [
    "ALTER TABLE payload RENAME TO old_payload",
    """
    CREATE TABLE payload (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      member TEXT,
      class TEXT NOT NULL CHECK (class <> ''),
      box {bytes} NOT NULL,
      created_at BIGINT NOT NULL,
      due_at BIGINT,
      PRIMARY KEY (school, id))
    """,
    """
    INSERT INTO payload (school, id, member, class, box, created_at, due_at)
    SELECT school, id, member, class, box, created_at, due_at FROM old_payload
    """,
    "DROP TABLE old_payload",
    "CREATE INDEX payload_due ON payload (school, due_at)",
    """
    CREATE TABLE consent_campaign (
      school TEXT NOT NULL REFERENCES school (id),
      year BIGINT NOT NULL CHECK (year > 2000),
      questions TEXT NOT NULL CHECK (questions <> ''),
      asked_by TEXT NOT NULL,
      asked_at BIGINT NOT NULL,
      PRIMARY KEY (school, year),
      FOREIGN KEY (school, asked_by) REFERENCES member (school, id))
    """,
    """
    CREATE TABLE consent_request (
      school TEXT NOT NULL,
      year BIGINT NOT NULL,
      pupil TEXT NOT NULL,
      guardian TEXT NOT NULL,
      asked_at BIGINT NOT NULL,
      reminded_at BIGINT CHECK (reminded_at >= asked_at),
      PRIMARY KEY (school, year, pupil, guardian),
      FOREIGN KEY (school, year) REFERENCES consent_campaign (school, year),
      FOREIGN KEY (school, pupil) REFERENCES pupil (school, id),
      FOREIGN KEY (school, guardian) REFERENCES member (school, id))
    """,
    """
    CREATE TABLE consent_statement (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      pupil TEXT NOT NULL,
      guardian TEXT,
      year BIGINT NOT NULL CHECK (year > 2000),
      act TEXT NOT NULL CHECK (act IN ('answer', 'withdrawal')),
      answers TEXT NOT NULL,
      said_at BIGINT NOT NULL,
      evidence TEXT NOT NULL CHECK (evidence IN ('form', 'portal', 'paper')),
      recorded_by TEXT,
      recorded_at BIGINT NOT NULL CHECK (recorded_at >= said_at),
      payload TEXT NOT NULL,
      PRIMARY KEY (school, id),
      CHECK ((answers = '') = (guardian IS NULL)),
      CHECK ((recorded_by IS NULL) = (guardian IS NULL)),
      FOREIGN KEY (school, pupil) REFERENCES pupil (school, id),
      FOREIGN KEY (school, guardian) REFERENCES member (school, id),
      FOREIGN KEY (school, recorded_by) REFERENCES member (school, id))
    """,
    "CREATE INDEX consent_statement_pupil ON consent_statement (school, pupil)",
    "CREATE INDEX consent_statement_payload ON consent_statement (school, payload)",
  ]

  /// What was declared of posted pictures, for as long as somebody may have to take them away.
  static let pictures = [
    """
    CREATE TABLE picture (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      message TEXT NOT NULL CHECK (message <> ''),
      author TEXT NOT NULL,
      group_id TEXT,
      posted_at BIGINT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('photo', 'film')),
      channel TEXT NOT NULL CHECK (channel IN ('portal', 'website', 'social_media', 'press', 'newsletter')),
      own_device BIGINT NOT NULL CHECK (own_device IN (0, 1)),
      due_at BIGINT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      FOREIGN KEY (school, author) REFERENCES member (school, id),
      FOREIGN KEY (school, group_id) REFERENCES school_group (school, id))
    """,
    "CREATE INDEX picture_message ON picture (school, message)",
    "CREATE INDEX picture_due ON picture (school, due_at)",
    """
    CREATE TABLE picture_pupil (
      school TEXT NOT NULL,
      picture TEXT NOT NULL,
      pupil TEXT NOT NULL,
      PRIMARY KEY (school, picture, pupil),
      FOREIGN KEY (school, picture) REFERENCES picture (school, id),
      FOREIGN KEY (school, pupil) REFERENCES pupil (school, id))
    """,
    "CREATE INDEX picture_pupil_pupil ON picture_pupil (school, pupil)",
  ]
}
