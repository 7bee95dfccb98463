extension Schema {
  /// Reviews, decisions, strikes and notes as they are handled since: tables of before are copied, since a CHECK cannot
  /// be widened in place on every database.
  static let handling: [String] =
    [
      "ALTER TABLE appeal_note RENAME TO old_appeal_note",
      "ALTER TABLE appeal RENAME TO old_appeal",
      "ALTER TABLE note RENAME TO old_note",
      "ALTER TABLE strike RENAME TO old_strike",
      "ALTER TABLE decision RENAME TO old_decision",
      "ALTER TABLE review RENAME TO old_review",
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
        reason TEXT NOT NULL CHECK (reason IN ('signals', 'not_scanned', 'report')),
        route TEXT NOT NULL CHECK (route IN ('group_admin', 'director', 'board', 'care')),
        claimed_by TEXT,
        claimed_until BIGINT,
        escalated_by TEXT,
        decided_by TEXT,
        decided_at BIGINT,
        due_at BIGINT,
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
        CHECK (visibility <> 'held' OR severity = 4),
        CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
        CHECK (state <> 'resolved' OR decided_by IS NOT NULL),
        CHECK (decided_by IS NULL OR decided_by <> author),
        FOREIGN KEY (school, message) REFERENCES message (school, id),
        FOREIGN KEY (school, author) REFERENCES member (school, id),
        FOREIGN KEY (school, group_id) REFERENCES school_group (school, id),
        FOREIGN KEY (school, claimed_by) REFERENCES member (school, id),
        FOREIGN KEY (school, escalated_by) REFERENCES member (school, id),
        FOREIGN KEY (school, decided_by) REFERENCES member (school, id),
        FOREIGN KEY (school, ruleset) REFERENCES version (school, hash),
        FOREIGN KEY (school, policy) REFERENCES version (school, hash))
      """,
      """
      INSERT INTO review (school, id, number, message, author, group_id, state, visibility, severity, reason, route,
        claimed_by, claimed_until, escalated_by, decided_by, decided_at, due_at, version, received_at, ruleset, policy)
      SELECT old_review.school, old_review.id, old_review.number, old_review.message, old_review.author,
        old_review.group_id, old_review.state, old_review.visibility, old_review.severity, old_review.reason,
        old_review.route, old_review.claimed_by, old_review.claimed_until, old_review.escalated_by, ruling.decider, ruling.at,
        NULL, old_review.version, old_review.received_at, old_review.ruleset, old_review.policy
      FROM old_review LEFT JOIN old_decision ruling ON ruling.school = old_review.school AND ruling.review = old_review.id
        AND old_review.state IN ('resolved', 'purged') AND ruling.version = (
          SELECT MAX(latest.version) FROM old_decision latest
          WHERE latest.school = old_review.school AND latest.review = old_review.id)
      """,
      """
      CREATE TABLE decision (
        school TEXT NOT NULL,
        id TEXT NOT NULL,
        review TEXT NOT NULL,
        decider TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('teacher', 'staff', 'director', 'board')),
        at BIGINT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('dismissed', 'established', 'care_arranged')),
        dismissal TEXT CHECK (dismissal IN ('false_hit', 'context', 'too_light', 'duplicate', 'criticism', 'out_of_scope')),
        clauses TEXT NOT NULL,
        severity BIGINT CHECK (severity BETWEEN 0 AND 4),
        policy TEXT NOT NULL,
        ruleset TEXT NOT NULL,
        rules TEXT NOT NULL,
        automated_detection BIGINT NOT NULL CHECK (automated_detection IN (0, 1)),
        duplicate_of TEXT,
        undone_by TEXT,
        payload TEXT,
        version BIGINT NOT NULL,
        PRIMARY KEY (school, id),
        UNIQUE (school, review, version),
        CHECK ((outcome = 'dismissed') = (dismissal IS NOT NULL)),
        CHECK (outcome <> 'established' OR (clauses <> '' AND severity IS NOT NULL AND payload IS NOT NULL)),
        CHECK (duplicate_of IS NULL OR dismissal = 'duplicate'),
        CHECK (duplicate_of IS NULL OR duplicate_of <> review),
        FOREIGN KEY (school, review) REFERENCES review (school, id),
        FOREIGN KEY (school, duplicate_of) REFERENCES review (school, id),
        FOREIGN KEY (school, decider) REFERENCES member (school, id),
        FOREIGN KEY (school, undone_by) REFERENCES member (school, id),
        FOREIGN KEY (school, policy) REFERENCES version (school, hash),
        FOREIGN KEY (school, ruleset) REFERENCES version (school, hash))
      """,
      """
      INSERT INTO decision (school, id, review, decider, role, at, outcome, dismissal, clauses, severity, policy, ruleset,
        rules, automated_detection, duplicate_of, undone_by, payload, version)
      SELECT school, id, review, decider, role, at, outcome, dismissal, clauses, severity, policy, ruleset, '', 1, NULL,
        NULL, payload, version
      FROM old_decision
      """,
      """
      CREATE TABLE decision_effect (
        school TEXT NOT NULL,
        decision TEXT NOT NULL,
        number BIGINT NOT NULL CHECK (number > 0),
        effect TEXT NOT NULL CHECK (effect <> ''),
        PRIMARY KEY (school, decision, number),
        UNIQUE (school, decision, effect),
        FOREIGN KEY (school, decision) REFERENCES decision (school, id))
      """,
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
      """
      INSERT INTO strike (school, id, member, review, decision, clauses, severity, weight, at, expires_at, state)
      SELECT school, id, member, review, decision, clauses, severity, weight, at, expires_at, state FROM old_strike
      """,
      """
      CREATE TABLE note (
        school TEXT NOT NULL,
        review TEXT NOT NULL,
        number BIGINT NOT NULL,
        kind TEXT NOT NULL CHECK (kind <> ''),
        author TEXT,
        at BIGINT NOT NULL,
        payload TEXT NOT NULL,
        PRIMARY KEY (school, review, number),
        FOREIGN KEY (school, author) REFERENCES member (school, id),
        FOREIGN KEY (school, review) REFERENCES review (school, id))
      """,
      """
      INSERT INTO note (school, review, number, kind, author, at, payload)
      SELECT old_note.school, old_note.review, old_note.number, 'note', NULL, review.received_at, old_note.payload
      FROM old_note JOIN review ON review.school = old_note.school AND review.id = old_note.review
      """,
    ]
    // Appeals name decisions, so that they move along as they are.
    + appeals.filter { $0.hasPrefix("CREATE TABLE") } + [
      """
      INSERT INTO appeal (school, id, number, kind, measure, decision, appellant, member, state, version, filed_at,
        term_ends, reviewer, outcome, next_instance)
      SELECT school, id, number, kind, measure, decision, appellant, member, state, version, filed_at, term_ends,
        reviewer, outcome, next_instance
      FROM old_appeal
      """,
      """
      INSERT INTO appeal_note (school, appeal, number, payload) SELECT school, appeal, number, payload FROM old_appeal_note
      """,
      "DROP TABLE old_appeal_note",
      "DROP TABLE old_appeal",
      "DROP TABLE old_note",
      "DROP TABLE old_strike",
      "DROP TABLE old_decision",
      "DROP TABLE old_review",
    ] + appeals.filter { $0.hasPrefix("CREATE INDEX") } + [
      "CREATE INDEX review_open ON review (school, state, severity)",
      "CREATE INDEX review_person ON review (school, author)",
      "CREATE INDEX strike_person ON strike (school, member)",
      """
      CREATE TABLE clearance (
        school TEXT NOT NULL,
        id TEXT NOT NULL,
        review TEXT NOT NULL,
        message TEXT NOT NULL,
        author TEXT,
        fingerprint {bytes} NOT NULL,
        given_at BIGINT NOT NULL,
        ended_at BIGINT CHECK (ended_at >= given_at),
        PRIMARY KEY (school, id),
        FOREIGN KEY (school, review) REFERENCES review (school, id),
        FOREIGN KEY (school, message) REFERENCES message (school, id),
        FOREIGN KEY (school, author) REFERENCES member (school, id))
      """,
      "CREATE INDEX clearance_text ON clearance (school, fingerprint)",
      """
      CREATE TABLE clearance_hit (
        school TEXT NOT NULL,
        clearance TEXT NOT NULL,
        rule TEXT NOT NULL,
        words TEXT NOT NULL,
        PRIMARY KEY (school, clearance, rule, words),
        FOREIGN KEY (school, clearance) REFERENCES clearance (school, id))
      """,
      """
      CREATE TABLE second_opinion (
        school TEXT NOT NULL,
        id TEXT NOT NULL,
        number BIGINT NOT NULL,
        review TEXT NOT NULL,
        decision TEXT NOT NULL,
        route TEXT NOT NULL CHECK (route IN ('group_admin', 'director', 'board', 'care')),
        state TEXT NOT NULL CHECK (state IN ('pending', 'given', 'lapsed')),
        given_by TEXT,
        agrees BIGINT CHECK (agrees IN (0, 1)),
        drawn_at BIGINT NOT NULL,
        PRIMARY KEY (school, id),
        UNIQUE (school, number),
        UNIQUE (school, decision),
        CHECK ((state = 'given') = (given_by IS NOT NULL)),
        CHECK ((state = 'given') = (agrees IS NOT NULL)),
        FOREIGN KEY (school, review) REFERENCES review (school, id),
        FOREIGN KEY (school, decision) REFERENCES decision (school, id),
        FOREIGN KEY (school, given_by) REFERENCES member (school, id))
      """,
      """
      CREATE TABLE absence (
        school TEXT NOT NULL,
        id TEXT NOT NULL,
        member TEXT NOT NULL,
        deputy TEXT CHECK (deputy <> member),
        from_at BIGINT NOT NULL,
        until_at BIGINT NOT NULL CHECK (until_at > from_at),
        PRIMARY KEY (school, id),
        FOREIGN KEY (school, member) REFERENCES member (school, id),
        FOREIGN KEY (school, deputy) REFERENCES member (school, id))
      """,
      "CREATE INDEX absence_member ON absence (school, member)",
      "CREATE INDEX absence_deputy ON absence (school, deputy)",
      "ALTER TABLE message ADD COLUMN deleted_at BIGINT",
    ]
}
