extension Schema {
  /// Dated facts that a policy asks to keep.
  static let entries = [
    """
    CREATE TABLE register_entry (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('training', 'buddy', 'device', 'own_device', 'publication', 'evaluation',
        'delivery', 'admission', 'mandate', 'check')),
      member TEXT,
      other TEXT,
      value TEXT CHECK (value IN ('letter', 'meeting', 'demonstration', 'app', 'mail', 'weekly', 'security',
        'privacy')),
      policy TEXT,
      from_at BIGINT NOT NULL,
      until_at BIGINT,
      added_by TEXT NOT NULL,
      at BIGINT NOT NULL,
      payload TEXT,
      PRIMARY KEY (school, id),
      CHECK (until_at IS NULL OR until_at > from_at),
      CHECK (other IS NULL OR other <> member),
      CHECK ((kind = 'buddy') = (other IS NOT NULL)),
      CHECK (kind NOT IN ('training', 'buddy', 'own_device', 'delivery', 'admission', 'mandate') OR member IS NOT NULL),
      CHECK (kind NOT IN ('publication', 'delivery', 'check') OR value IS NOT NULL),
      CHECK (kind NOT IN ('publication', 'evaluation') OR policy IS NOT NULL),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, other) REFERENCES member (school, id),
      FOREIGN KEY (school, added_by) REFERENCES member (school, id),
      FOREIGN KEY (school, policy) REFERENCES version (school, hash))
    """,
    "CREATE INDEX register_entry_kind ON register_entry (school, kind)",
    "CREATE INDEX register_entry_member ON register_entry (school, member)",
  ]
}
