extension Schema {
  /// What a school changes in its rules; what a change says and why is a payload. The second person is another than who
  /// wrote it, and nothing is live without one.
  static let ruleChanges = [
    """
    CREATE TABLE rule_change (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      kind TEXT NOT NULL CHECK (kind IN ('rule', 'exception', 'setting')),
      state TEXT NOT NULL CHECK (state IN ('trial', 'asked', 'live', 'ended')),
      rule TEXT,
      replaces TEXT,
      author TEXT NOT NULL,
      at BIGINT NOT NULL,
      approver TEXT,
      approved_at BIGINT,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      CHECK (approver IS NULL OR approver <> author),
      CHECK ((approver IS NULL) = (approved_at IS NULL)),
      CHECK (state <> 'live' OR approver IS NOT NULL),
      CHECK (kind = 'rule' OR state <> 'trial'),
      FOREIGN KEY (school, replaces) REFERENCES rule_change (school, id),
      FOREIGN KEY (school, author) REFERENCES member (school, id),
      FOREIGN KEY (school, approver) REFERENCES member (school, id))
    """,
    "CREATE INDEX rule_change_state ON rule_change (school, state)",
    // What rules on trial hit; there are few of those, and other signals pay nothing for it.
    "CREATE INDEX signal_shadow ON signal (school, rule) WHERE shadow = 1",
    """
    CREATE TABLE rule_change_note (
      school TEXT NOT NULL,
      rule_change TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      step TEXT NOT NULL CHECK (step IN ('propose', 'ask', 'approve', 'decline', 'end')),
      author TEXT NOT NULL,
      at BIGINT NOT NULL,
      payload TEXT,
      PRIMARY KEY (school, rule_change, number),
      FOREIGN KEY (school, rule_change) REFERENCES rule_change (school, id),
      FOREIGN KEY (school, author) REFERENCES member (school, id))
    """,
  ]
}
