extension Site {
  /// For parents.
  static let parentRoutes: [Route] =
    ParentStartPage.routes + ParentReportPage.routes + ParentReportsPage.routes + ParentMessagePage.routes
    + ParentMeasurePage.routes + ParentInvitationPage.routes + ParentAppealPage.routes + ParentDataPage.routes
    + ParentConsentPage.routes + PasswordPage.routes
}
