extension Schema {
  /// What members report, with what they sent along, and who was limited in reporting.
  static let reports = [
    """
    CREATE TABLE report (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      message TEXT,
      review TEXT,
      about TEXT,
      group_id TEXT,
      reporter TEXT,
      entered_by TEXT,
      manner TEXT NOT NULL CHECK (manner IN ('portal', 'phone', 'paper', 'in_person')),
      category TEXT NOT NULL CHECK (category <> ''),
      severity BIGINT NOT NULL CHECK (severity BETWEEN 0 AND 4),
      is_acute BIGINT NOT NULL CHECK (is_acute IN (0, 1)),
      state TEXT NOT NULL CHECK (state IN ('submitted', 'acknowledged', 'queued', 'assigned', 'under_review',
        'info_requested', 'escalated', 'reopened', 'resolved', 'closed', 'withdrawn', 'purged')),
      outcome TEXT CHECK (outcome IN ('action_taken', 'no_action', 'duplicate', 'out_of_scope', 'withdrawn')),
      route TEXT NOT NULL CHECK (route IN ('group_admin', 'director', 'board', 'care')),
      handler TEXT,
      evidence TEXT NOT NULL CHECK (evidence IN ('snapshot', 'verified', 'unverified', 'none')),
      submitted_at BIGINT NOT NULL,
      closes_at BIGINT,
      version BIGINT NOT NULL CHECK (version > 0),
      payload TEXT NOT NULL,
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      CHECK ((state = 'purged') = (reporter IS NULL AND entered_by IS NULL)),
      CHECK (reporter IS NULL OR about IS NULL OR reporter <> about),
      CHECK (handler IS NULL OR about IS NULL OR handler <> about),
      CHECK (handler IS NULL OR reporter IS NULL OR handler <> reporter),
      CHECK ((state IN ('resolved', 'closed', 'withdrawn', 'purged')) = (outcome IS NOT NULL)),
      CHECK (state <> 'withdrawn' OR outcome = 'withdrawn'),
      FOREIGN KEY (school, message) REFERENCES message (school, id),
      FOREIGN KEY (school, review) REFERENCES review (school, id),
      FOREIGN KEY (school, about) REFERENCES member (school, id),
      FOREIGN KEY (school, group_id) REFERENCES school_group (school, id),
      FOREIGN KEY (school, reporter) REFERENCES member (school, id),
      FOREIGN KEY (school, entered_by) REFERENCES member (school, id),
      FOREIGN KEY (school, handler) REFERENCES member (school, id))
    """,
    "CREATE INDEX report_review ON report (school, review)",
    "CREATE INDEX report_reporter ON report (school, reporter)",
    "CREATE INDEX report_state ON report (school, state)",
    "CREATE INDEX report_payload ON report (school, payload)",
    """
    CREATE TABLE report_note (
      school TEXT NOT NULL,
      report TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      kind TEXT NOT NULL CHECK (kind <> ''),
      author TEXT,
      at BIGINT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, report, number),
      FOREIGN KEY (school, report) REFERENCES report (school, id),
      FOREIGN KEY (school, author) REFERENCES member (school, id))
    """,
    """
    CREATE TABLE enclosure (
      school TEXT NOT NULL,
      report TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 5),
      kind TEXT NOT NULL CHECK (kind IN ('png', 'jpeg', 'gif', 'webp', 'pdf')),
      size BIGINT NOT NULL CHECK (size BETWEEN 1 AND 10000000),
      payload TEXT NOT NULL,
      PRIMARY KEY (school, report, number),
      FOREIGN KEY (school, report) REFERENCES report (school, id))
    """,
    """
    CREATE TABLE report_limit (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      member TEXT NOT NULL,
      imposed_by TEXT NOT NULL CHECK (imposed_by <> member),
      from_at BIGINT NOT NULL,
      until_at BIGINT NOT NULL CHECK (until_at >= from_at),
      payload TEXT NOT NULL,
      PRIMARY KEY (school, id),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, imposed_by) REFERENCES member (school, id))
    """,
    "CREATE INDEX report_limit_member ON report_limit (school, member)",
  ]
}
