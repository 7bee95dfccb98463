extension Schema {
  /// How people sign in. Of a name, a password, a session and a link only a hash is kept.
  static let accounts = [
    """
    CREATE TABLE credential (
      school TEXT NOT NULL REFERENCES school (id),
      account TEXT NOT NULL,
      login {bytes} NOT NULL,
      password TEXT NOT NULL CHECK (password <> ''),
      factor TEXT,
      factor_step BIGINT NOT NULL DEFAULT 0,
      changed_at BIGINT NOT NULL,
      PRIMARY KEY (school, account),
      UNIQUE (school, login),
      FOREIGN KEY (school, account) REFERENCES account (school, id))
    """,
    """
    CREATE TABLE recovery_code (
      school TEXT NOT NULL,
      account TEXT NOT NULL,
      code TEXT NOT NULL,
      PRIMARY KEY (school, account, code),
      FOREIGN KEY (school, account) REFERENCES credential (school, account))
    """,
    """
    CREATE TABLE session (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      account TEXT NOT NULL,
      member TEXT NOT NULL,
      confirmed BIGINT NOT NULL CHECK (confirmed IN (0, 1)),
      seen_at BIGINT NOT NULL,
      until_at BIGINT NOT NULL,
      PRIMARY KEY (school, id),
      FOREIGN KEY (school, account) REFERENCES credential (school, account),
      FOREIGN KEY (school, member) REFERENCES member (school, id))
    """,
    "CREATE INDEX session_account ON session (school, account)",
    """
    CREATE TABLE one_time_link (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      member TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reset')),
      until_at BIGINT NOT NULL,
      PRIMARY KEY (school, id),
      FOREIGN KEY (school, member) REFERENCES member (school, id))
    """,
    "CREATE INDEX one_time_link_member ON one_time_link (school, member)",
  ]
}
