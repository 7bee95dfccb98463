extension Site {
  /// For whoever looks after the school: people, policy, log.
  static let schoolRoutes: [Route] =
    SchoolPage.routes + ManagePage.routes + PeoplePage.routes + MemberPage.routes + ProposalsPage.routes
    + MembershipsPage.routes + AbsencesPage.routes + SchoolGroupsPage.routes + LogPages.routes + PolicyPage.routes
    + RetentionPage.routes + RegisterPage.routes + RosterImportPage.routes + TimetablePage.routes + FirstRunPage.routes
}
