extension Site {
  /// For casework: the director's, and what the board and other handlers share of it.
  static let directorRoutes: [Route] =
    CasesPage.routes + DossierPage.routes + MeasurePage.routes + AppealPage.routes + SchoolReportsPage.routes
    + LetterPage.routes
}
