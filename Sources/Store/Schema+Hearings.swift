extension Schema {
  /// When each side of a case was heard, and since when it is the board's.
  static let hearings = [
    "ALTER TABLE conduct_case ADD COLUMN heard_at BIGINT",
    "ALTER TABLE conduct_case ADD COLUMN other_heard_at BIGINT",
    "ALTER TABLE conduct_case ADD COLUMN board_since BIGINT",
  ]
}
