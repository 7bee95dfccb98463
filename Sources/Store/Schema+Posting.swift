extension Schema {
  /// When the register last changed, whom a signal is about, and figures of what rules found: no message, no person.
  static let posting = [
    "ALTER TABLE school ADD COLUMN register_at BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE signal ADD COLUMN about TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE rule_count (
      school TEXT NOT NULL REFERENCES school (id),
      week TEXT NOT NULL,
      rule TEXT NOT NULL,
      group_id TEXT NOT NULL,
      effect TEXT NOT NULL CHECK (effect IN ('advice', 'review', 'hold')),
      count BIGINT NOT NULL CHECK (count > 0),
      last_at BIGINT NOT NULL,
      PRIMARY KEY (school, week, rule, group_id, effect))
    """,
    """
    CREATE TABLE contact_count (
      school TEXT NOT NULL REFERENCES school (id),
      day TEXT NOT NULL,
      author TEXT NOT NULL,
      recipient TEXT NOT NULL,
      count BIGINT NOT NULL CHECK (count > 0),
      PRIMARY KEY (school, day, author, recipient),
      FOREIGN KEY (school, author) REFERENCES member (school, id),
      FOREIGN KEY (school, recipient) REFERENCES member (school, id))
    """,
    // How many messages a group got in a week.
    "CREATE INDEX message_group ON message (school, group_id, sent_at)",
  ]
}
