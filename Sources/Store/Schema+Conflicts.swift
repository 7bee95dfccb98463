extension Schema {
  /// Who is one person under two names, and who reported somebody, are asked of every member and measure.
  static let conflicts = [
    "CREATE INDEX member_account ON member (school, account)",
    "CREATE INDEX report_person ON report (school, about)",
  ]
}
