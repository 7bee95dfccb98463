extension Schema {
  /// Whom the school has: what groups are for, its pupils, who is whose guardian, and roles that a file proposes.
  static let roster = [
    // A group of before has none, which means a class: the log of before tells of no kind either.
    """
    ALTER TABLE school_group ADD COLUMN kind TEXT CHECK (kind IN ('class', 'school', 'mr', 'or', 'tso', 'one_to_one'))
    """,
    "ALTER TABLE school_group ADD COLUMN years TEXT",
    "ALTER TABLE school_group ADD COLUMN until_at BIGINT",
    "ALTER TABLE school_group ADD COLUMN roster_key TEXT",
    """
    CREATE TABLE pupil (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      payload TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      until_at BIGINT,
      PRIMARY KEY (school, id))
    """,
    """
    CREATE TABLE pupil_group (
      school TEXT NOT NULL,
      pupil TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      group_id TEXT NOT NULL,
      from_at BIGINT NOT NULL,
      until_at BIGINT CHECK (until_at >= from_at),
      PRIMARY KEY (school, pupil, number),
      FOREIGN KEY (school, pupil) REFERENCES pupil (school, id),
      FOREIGN KEY (school, group_id) REFERENCES school_group (school, id))
    """,
    """
    CREATE TABLE guardianship (
      school TEXT NOT NULL,
      member TEXT NOT NULL,
      pupil TEXT NOT NULL,
      informed BIGINT NOT NULL CHECK (informed IN (0, 1)),
      from_at BIGINT NOT NULL,
      until_at BIGINT CHECK (until_at >= from_at),
      PRIMARY KEY (school, member, pupil),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, pupil) REFERENCES pupil (school, id))
    """,
    """
    CREATE TABLE role_proposal (
      school TEXT NOT NULL REFERENCES school (id),
      number BIGINT NOT NULL CHECK (number > 0),
      member TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('teacher', 'staff', 'director', 'board', 'support')),
      function TEXT,
      group_id TEXT,
      state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'refused', 'withdrawn')),
      proposed_at BIGINT NOT NULL,
      decided_by TEXT,
      decided_at BIGINT,
      PRIMARY KEY (school, number),
      CHECK ((state = 'open') = (decided_at IS NULL)),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, group_id) REFERENCES school_group (school, id),
      FOREIGN KEY (school, decided_by) REFERENCES member (school, id))
    """,
  ]
}
