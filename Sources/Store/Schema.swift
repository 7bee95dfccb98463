/// The database's own history: numbered steps that are only ever added to.
enum Schema {
  /// One step; `{bytes}` stands for the database's word for a column of bytes.
  struct Migration: Sendable {
    let number: Int
    let name: String
    let statements: [String]
  }

  static let migrations: [Migration] = [
    Migration(number: 1, name: "register", statements: register),
    Migration(number: 2, name: "casework", statements: casework),
    Migration(number: 3, name: "measures", statements: measures),
    Migration(number: 4, name: "log", statements: log),
    Migration(number: 5, name: "readings", statements: readings),
  ]

  static var version: Int { migrations.last?.number ?? 0 }

  private static let register = [
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

  private static let casework = [
    """
    CREATE TABLE message (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      external_id TEXT,
      revision BIGINT NOT NULL CHECK (revision > 0),
      author TEXT NOT NULL,
      persona TEXT NOT NULL CHECK (persona IN ('parent', 'teacher', 'staff', 'director', 'board', 'support')),
      group_id TEXT,
      kind TEXT NOT NULL CHECK (kind IN ('post', 'reaction', 'one_to_one')),
      sent_at BIGINT NOT NULL,
      edited_at BIGINT,
      received_at BIGINT NOT NULL,
      fingerprint {bytes} NOT NULL,
      disposition TEXT NOT NULL CHECK (disposition IN ('clear', 'review', 'hold', 'not_scanned', 'out_of_scope')),
      ruleset TEXT NOT NULL,
      payload TEXT,
      due_at BIGINT,
      PRIMARY KEY (school, id),
      UNIQUE (school, external_id, revision),
      FOREIGN KEY (school, author) REFERENCES member (school, id),
      FOREIGN KEY (school, group_id) REFERENCES school_group (school, id),
      FOREIGN KEY (school, ruleset) REFERENCES version (school, hash))
    """,
    "CREATE INDEX message_due ON message (school, due_at)",
    "CREATE INDEX message_payload ON message (school, payload)",
    """
    CREATE TABLE signal (
      school TEXT NOT NULL,
      message TEXT NOT NULL,
      number BIGINT NOT NULL,
      rule TEXT NOT NULL,
      category TEXT NOT NULL,
      severity BIGINT NOT NULL CHECK (severity BETWEEN 0 AND 4),
      effect TEXT NOT NULL CHECK (effect IN ('advice', 'review', 'hold')),
      span_start BIGINT NOT NULL CHECK (span_start >= 0),
      span_end BIGINT NOT NULL CHECK (span_end >= span_start),
      view TEXT NOT NULL CHECK (view IN ('original', 'folded')),
      marks TEXT NOT NULL,
      clauses TEXT NOT NULL,
      shadow BIGINT NOT NULL CHECK (shadow IN (0, 1)),
      PRIMARY KEY (school, message, number),
      FOREIGN KEY (school, message) REFERENCES message (school, id))
    """,
    """
    CREATE TABLE scan_fault (
      school TEXT NOT NULL,
      message TEXT NOT NULL,
      rule TEXT NOT NULL,
      reached TEXT NOT NULL CHECK (reached IN ('matches', 'time', 'engine')),
      PRIMARY KEY (school, message, rule),
      FOREIGN KEY (school, message) REFERENCES message (school, id))
    """,
    """
    CREATE TABLE review (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      number BIGINT NOT NULL,
      message TEXT NOT NULL,
      author TEXT NOT NULL,
      group_id TEXT,
      state TEXT NOT NULL CHECK (state IN ('pending', 'claimed', 'info_requested', 'escalated', 'reopened', 'resolved',
        'superseded', 'purged')),
      visibility TEXT NOT NULL CHECK (visibility IN ('visible', 'held', 'removed', 'restored')),
      severity BIGINT NOT NULL CHECK (severity BETWEEN 0 AND 4),
      reason TEXT NOT NULL CHECK (reason IN ('signals', 'not_scanned')),
      route TEXT NOT NULL CHECK (route IN ('group_admin', 'director', 'board', 'care')),
      claimed_by TEXT,
      claimed_until BIGINT,
      escalated_by TEXT,
      version BIGINT NOT NULL CHECK (version > 0),
      received_at BIGINT NOT NULL,
      ruleset TEXT NOT NULL,
      policy TEXT NOT NULL,
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      UNIQUE (school, message),
      CHECK ((claimed_by IS NULL) = (claimed_until IS NULL)),
      CHECK (state <> 'claimed' OR claimed_by IS NOT NULL),
      CHECK (claimed_by IS NULL OR claimed_by <> author),
      FOREIGN KEY (school, message) REFERENCES message (school, id),
      FOREIGN KEY (school, author) REFERENCES member (school, id),
      FOREIGN KEY (school, group_id) REFERENCES school_group (school, id),
      FOREIGN KEY (school, claimed_by) REFERENCES member (school, id),
      FOREIGN KEY (school, escalated_by) REFERENCES member (school, id),
      FOREIGN KEY (school, ruleset) REFERENCES version (school, hash),
      FOREIGN KEY (school, policy) REFERENCES version (school, hash))
    """,
    "CREATE INDEX review_state ON review (school, state)",
    "CREATE INDEX review_author ON review (school, author)",
    """
    CREATE TABLE decision (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      review TEXT NOT NULL,
      decider TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('teacher', 'staff', 'director', 'board')),
      at BIGINT NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('dismissed', 'established', 'care_arranged')),
      dismissal TEXT CHECK (dismissal IN ('false_hit', 'context', 'too_light', 'duplicate')),
      clauses TEXT NOT NULL,
      severity BIGINT CHECK (severity BETWEEN 0 AND 4),
      policy TEXT NOT NULL,
      ruleset TEXT NOT NULL,
      payload TEXT,
      version BIGINT NOT NULL,
      PRIMARY KEY (school, id),
      UNIQUE (school, review, version),
      CHECK ((outcome = 'dismissed') = (dismissal IS NOT NULL)),
      CHECK (outcome <> 'established' OR (clauses <> '' AND severity IS NOT NULL AND payload IS NOT NULL)),
      FOREIGN KEY (school, review) REFERENCES review (school, id),
      FOREIGN KEY (school, decider) REFERENCES member (school, id),
      FOREIGN KEY (school, policy) REFERENCES version (school, hash),
      FOREIGN KEY (school, ruleset) REFERENCES version (school, hash))
    """,
    """
    CREATE TABLE note (
      school TEXT NOT NULL,
      review TEXT NOT NULL,
      number BIGINT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, review, number),
      FOREIGN KEY (school, review) REFERENCES review (school, id))
    """,
  ]

  private static let measures = [
    """
    CREATE TABLE strike (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      member TEXT NOT NULL,
      review TEXT NOT NULL,
      decision TEXT NOT NULL,
      clauses TEXT NOT NULL CHECK (clauses <> ''),
      severity BIGINT NOT NULL CHECK (severity BETWEEN 0 AND 4),
      weight BIGINT NOT NULL CHECK (weight >= 0),
      at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('active', 'expired', 'overruled')),
      PRIMARY KEY (school, id),
      UNIQUE (school, decision),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, review) REFERENCES review (school, id),
      FOREIGN KEY (school, decision) REFERENCES decision (school, id))
    """,
    "CREATE INDEX strike_member ON strike (school, member)",
    """
    CREATE TABLE measure (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      number BIGINT NOT NULL,
      member TEXT NOT NULL,
      kind TEXT NOT NULL,
      level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 600),
      state TEXT NOT NULL CHECK (state IN ('proposed', 'approval_pending', 'approved', 'refused', 'active', 'expired',
        'lifted', 'reversed')),
      version BIGINT NOT NULL CHECK (version > 0),
      proposed_by TEXT,
      proposed_at BIGINT NOT NULL,
      strikes BIGINT NOT NULL,
      violations BIGINT NOT NULL,
      prepared_by TEXT,
      approved_by TEXT,
      imposed_by TEXT,
      from_at BIGINT,
      until_at BIGINT,
      payload TEXT,
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      CHECK (approved_by IS NULL OR approved_by <> prepared_by),
      CHECK (approved_by IS NULL OR proposed_by IS NULL OR approved_by <> proposed_by),
      CHECK (state <> 'active' OR (imposed_by IS NOT NULL AND from_at IS NOT NULL)),
      CHECK (state <> 'active' OR level < 500 OR approved_by IS NOT NULL),
      CHECK (member <> prepared_by AND member <> approved_by AND member <> imposed_by),
      FOREIGN KEY (school, member) REFERENCES member (school, id),
      FOREIGN KEY (school, proposed_by) REFERENCES member (school, id),
      FOREIGN KEY (school, prepared_by) REFERENCES member (school, id),
      FOREIGN KEY (school, approved_by) REFERENCES member (school, id),
      FOREIGN KEY (school, imposed_by) REFERENCES member (school, id))
    """,
    "CREATE INDEX measure_member ON measure (school, member)",
    """
    CREATE TABLE measure_note (
      school TEXT NOT NULL,
      measure TEXT NOT NULL,
      number BIGINT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, measure, number),
      FOREIGN KEY (school, measure) REFERENCES measure (school, id))
    """,
  ]

  private static let log = [
    """
    CREATE TABLE event (
      school TEXT NOT NULL REFERENCES school (id),
      sequence BIGINT NOT NULL CHECK (sequence > 0),
      position BIGINT NOT NULL CHECK (position >= 0),
      at BIGINT NOT NULL,
      kind TEXT NOT NULL,
      actor TEXT,
      member TEXT,
      review TEXT,
      body TEXT NOT NULL,
      previous {bytes} NOT NULL,
      hash {bytes} NOT NULL,
      PRIMARY KEY (school, sequence, position),
      FOREIGN KEY (school, actor) REFERENCES member (school, id))
    """,
    "CREATE INDEX event_member ON event (school, member)",
    "CREATE INDEX event_review ON event (school, review)",
    """
    CREATE TABLE tally (
      school TEXT NOT NULL REFERENCES school (id),
      day TEXT NOT NULL,
      disposition TEXT NOT NULL,
      count BIGINT NOT NULL CHECK (count >= 0),
      logged BIGINT NOT NULL CHECK (logged IN (0, 1)),
      PRIMARY KEY (school, day, disposition))
    """,
  ]

  private static let readings = [
    """
    CREATE TABLE reading_segment (
      school TEXT NOT NULL REFERENCES school (id),
      year BIGINT NOT NULL,
      count BIGINT NOT NULL CHECK (count >= 0),
      chain_head {bytes} NOT NULL,
      seal {bytes} NOT NULL,
      PRIMARY KEY (school, year))
    """,
    """
    CREATE TABLE reading (
      school TEXT NOT NULL,
      year BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      at BIGINT NOT NULL,
      reader TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('history', 'measure', 'readings')),
      subject TEXT NOT NULL,
      hash {bytes} NOT NULL,
      PRIMARY KEY (school, year, number),
      FOREIGN KEY (school, year) REFERENCES reading_segment (school, year),
      FOREIGN KEY (school, reader) REFERENCES member (school, id),
      FOREIGN KEY (school, subject) REFERENCES member (school, id))
    """,
    "CREATE INDEX reading_subject ON reading (school, subject)",
  ]
}
