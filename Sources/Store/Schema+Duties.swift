extension Schema {
  /// The school's calendar, what is due, and the notices that leave.
  static let duties = [
    """
    CREATE TABLE calendar (
      school TEXT NOT NULL REFERENCES school (id),
      number BIGINT NOT NULL CHECK (number > 0),
      hash TEXT NOT NULL CHECK (hash <> ''),
      content {bytes} NOT NULL,
      adopted_at BIGINT NOT NULL,
      PRIMARY KEY (school, number))
    """,
    """
    CREATE TABLE duty (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind <> ''),
      subject_kind TEXT NOT NULL CHECK (subject_kind IN ('review', 'report', 'measure', 'appeal', 'case')),
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
      PRIMARY KEY (school, id),
      CHECK ((state = 'running') = (next_at IS NOT NULL)),
      CHECK (state <> 'running' OR due_at IS NOT NULL),
      CHECK (member IS NULL OR holder IS NULL OR member <> holder),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, holder) REFERENCES member (school, id),
      FOREIGN KEY (school, holder_group) REFERENCES school_group (school, id))
    """,
    "CREATE INDEX duty_next ON duty (school, next_at)",
    "CREATE INDEX duty_subject ON duty (school, subject)",
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
    CREATE TABLE outbox (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      recipient TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind <> ''),
      item TEXT NOT NULL CHECK (item <> ''),
      is_urgent BIGINT NOT NULL CHECK (is_urgent IN (0, 1)),
      payload TEXT,
      created_at BIGINT NOT NULL,
      sent_at BIGINT,
      PRIMARY KEY (school, id),
      FOREIGN KEY (school, recipient) REFERENCES member (school, id))
    """,
    "CREATE INDEX outbox_recipient ON outbox (school, recipient)",
  ]
}
