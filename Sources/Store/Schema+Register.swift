extension Schema {
  /// The school, its kept versions, its people, and the payloads that are encrypted.
  static let register = [
    """
    CREATE TABLE school (
      id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
      name TEXT NOT NULL,
      time_zone TEXT NOT NULL,
      language TEXT NOT NULL,
      policy TEXT NOT NULL,
      sequence BIGINT NOT NULL CHECK (sequence >= 0),
      chain_head {bytes} NOT NULL,
      seal {bytes} NOT NULL,
      key_check {bytes} NOT NULL,
      created_at BIGINT NOT NULL)
    """,
    """
    CREATE TABLE version (
      school TEXT NOT NULL REFERENCES school (id),
      hash TEXT NOT NULL CHECK (hash <> ''),
      kind TEXT NOT NULL CHECK (kind IN ('policy', 'ruleset')),
      content {bytes} NOT NULL,
      kept_at BIGINT NOT NULL,
      PRIMARY KEY (school, hash))
    """,
    """
    CREATE TABLE rule_text (
      school TEXT NOT NULL,
      ruleset TEXT NOT NULL,
      rule TEXT NOT NULL,
      title TEXT NOT NULL,
      explanation TEXT NOT NULL,
      PRIMARY KEY (school, ruleset, rule),
      FOREIGN KEY (school, ruleset) REFERENCES version (school, hash))
    """,
    """
    CREATE TABLE payload (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      member TEXT,
      class TEXT NOT NULL CHECK (class IN ('register', 'open', 'recent', 'dismissed', 'minor', 'warning', 'restriction',
        'external', 'audit')),
      box {bytes} NOT NULL,
      created_at BIGINT NOT NULL,
      due_at BIGINT,
      PRIMARY KEY (school, id))
    """,
    "CREATE INDEX payload_due ON payload (school, due_at)",
    """
    CREATE TABLE account (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      PRIMARY KEY (school, id))
    """,
    """
    CREATE TABLE member (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      account TEXT NOT NULL,
      family TEXT,
      lookup {bytes},
      payload TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (school, id),
      UNIQUE (school, lookup),
      FOREIGN KEY (school, account) REFERENCES account (school, id))
    """,
    """
    CREATE TABLE school_group (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      external_id TEXT,
      PRIMARY KEY (school, id),
      UNIQUE (school, external_id))
    """,
    """
    CREATE TABLE assignment (
      school TEXT NOT NULL,
      member TEXT NOT NULL,
      number BIGINT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('parent', 'teacher', 'staff', 'director', 'board', 'support')),
      function TEXT,
      group_id TEXT,
      from_at BIGINT NOT NULL,
      until_at BIGINT CHECK (until_at > from_at),
      PRIMARY KEY (school, member, number),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, group_id) REFERENCES school_group (school, id))
    """,
  ]
}
