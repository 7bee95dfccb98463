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
    Migration(number: 6, name: "duties", statements: duties),
    Migration(number: 7, name: "referrals", statements: referrals),
    Migration(number: 8, name: "appeals", statements: appeals),
    Migration(number: 9, name: "handling", statements: handling),
    Migration(number: 10, name: "cases", statements: cases),
    Migration(number: 11, name: "soundness", statements: soundness),
    Migration(number: 12, name: "reports", statements: reports),
    Migration(number: 13, name: "everyday", statements: everyday),
    Migration(number: 14, name: "purposes", statements: purposes),
    Migration(number: 15, name: "holds", statements: holds),
    Migration(number: 16, name: "conflicts", statements: conflicts),
    Migration(number: 17, name: "hold reviews", statements: holdReviews),
    Migration(number: 18, name: "letters", statements: letters),
    Migration(number: 19, name: "complaints", statements: complaints),
    // An edited message asks what was found fine in its earlier texts, a reopened review what it cleared.
    Migration(
      number: 20, name: "clearances",
      statements: [
        "CREATE INDEX clearance_message ON clearance (school, message)",
        "CREATE INDEX clearance_review ON clearance (school, review)",
      ]),
    Migration(number: 21, name: "hearings", statements: hearings),
    Migration(number: 22, name: "roster", statements: roster),
    Migration(number: 23, name: "timetable", statements: timetable),
    Migration(number: 24, name: "entries", statements: entries),
    Migration(number: 25, name: "consent", statements: consent),
    Migration(number: 26, name: "pictures", statements: pictures),
    // Whoever gave a role is no foreign key: SQLite adds none of two columns to a table that is there.
    Migration(
      number: 27, name: "adders and boards",
      statements: [
        "ALTER TABLE assignment ADD COLUMN added_by TEXT",
        "ALTER TABLE school ADD COLUMN board TEXT",
        "ALTER TABLE school ADD COLUMN board_name TEXT",
      ]),
    Migration(number: 28, name: "posting", statements: posting),
    Migration(number: 29, name: "accounts", statements: accounts),
    // What came in since a day, for the overview of a school.
    Migration(
      number: 30, name: "overview",
      statements: [
        "CREATE INDEX review_received ON review (school, received_at)",
        "CREATE INDEX decision_at ON decision (school, at)",
      ]),
    Migration(number: 31, name: "rule changes", statements: ruleChanges),
    Migration(number: 32, name: "queue", statements: queue),
  ]

  static var version: Int { migrations.last?.number ?? 0 }
}
