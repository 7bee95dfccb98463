extension Schema {
  /// What goes on without a case: people spoken to, questions about the portal, and drafts whose suitability was weighed.
  static let everyday = [
    """
    CREATE TABLE addressing (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      author TEXT,
      member TEXT,
      at BIGINT NOT NULL,
      clause TEXT,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, id),
      CHECK (author IS NULL OR author <> member),
      CHECK ((author IS NULL) = (member IS NULL)),
      FOREIGN KEY (school, author) REFERENCES member (school, id),
      FOREIGN KEY (school, member) REFERENCES member (school, id))
    """,
    "CREATE INDEX addressing_member ON addressing (school, member)",
    "CREATE INDEX addressing_payload ON addressing (school, payload)",
    """
    CREATE TABLE question (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      asker TEXT,
      group_id TEXT,
      desk TEXT NOT NULL CHECK (desk IN ('teacher', 'ict', 'administration', 'director')),
      state TEXT NOT NULL CHECK (state IN ('asked', 'answered', 'purged')),
      asked_at BIGINT NOT NULL,
      version BIGINT NOT NULL CHECK (version > 0),
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      CHECK ((state = 'purged') = (asker IS NULL)),
      FOREIGN KEY (school, asker) REFERENCES member (school, id),
      FOREIGN KEY (school, group_id) REFERENCES school_group (school, id))
    """,
    """
    CREATE TABLE question_note (
      school TEXT NOT NULL,
      question TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      kind TEXT NOT NULL CHECK (kind <> ''),
      author TEXT,
      at BIGINT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, question, number),
      FOREIGN KEY (school, question) REFERENCES question (school, id),
      FOREIGN KEY (school, author) REFERENCES member (school, id))
    """,
    "CREATE INDEX question_note_payload ON question_note (school, payload)",
    """
    CREATE TABLE weighed_draft (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      author TEXT NOT NULL,
      fingerprint {bytes} NOT NULL,
      at BIGINT NOT NULL,
      due_at BIGINT NOT NULL,
      PRIMARY KEY (school, id),
      FOREIGN KEY (school, author) REFERENCES member (school, id))
    """,
    "CREATE INDEX weighed_draft_text ON weighed_draft (school, fingerprint)",
  ]
}
