extension Schema {
  /// Cases, what they collect, and what was said and written in them.
  static let cases = [
    """
    CREATE TABLE conduct_case (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      number BIGINT NOT NULL,
      member TEXT NOT NULL,
      register TEXT NOT NULL CHECK (register IN ('parents', 'staff')),
      state TEXT NOT NULL CHECK (state IN ('opened', 'under_investigation', 'hearing_scheduled', 'heard', 'no_response',
        'decision_pending', 'approval_pending', 'decided', 'monitoring', 'closed', 'reopened', 'archived',
        'transferred')),
      version BIGINT NOT NULL CHECK (version > 0),
      opened_by TEXT NOT NULL,
      opened_at BIGINT NOT NULL,
      respond_by BIGINT,
      decided_by TEXT,
      approved_by TEXT,
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      CHECK (member <> opened_by),
      CHECK (decided_by IS NULL OR decided_by <> member),
      CHECK (approved_by IS NULL OR (approved_by <> member AND approved_by <> decided_by)),
      CHECK (state NOT IN ('approval_pending', 'decided', 'monitoring') OR decided_by IS NOT NULL),
      CHECK (state <> 'hearing_scheduled' OR respond_by IS NOT NULL),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, opened_by) REFERENCES member (school, id),
      FOREIGN KEY (school, decided_by) REFERENCES member (school, id),
      FOREIGN KEY (school, approved_by) REFERENCES member (school, id))
    """,
    """
    CREATE UNIQUE INDEX conduct_case_open ON conduct_case (school, member)
    WHERE state NOT IN ('closed', 'archived', 'transferred')
    """,
    """
    CREATE TABLE conduct_case_review (
      school TEXT NOT NULL,
      conduct_case TEXT NOT NULL,
      review TEXT NOT NULL,
      PRIMARY KEY (school, conduct_case, review),
      FOREIGN KEY (school, conduct_case) REFERENCES conduct_case (school, id),
      FOREIGN KEY (school, review) REFERENCES review (school, id))
    """,
    """
    CREATE TABLE conduct_case_note (
      school TEXT NOT NULL,
      conduct_case TEXT NOT NULL,
      number BIGINT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, conduct_case, number),
      FOREIGN KEY (school, conduct_case) REFERENCES conduct_case (school, id))
    """,
  ]
}
