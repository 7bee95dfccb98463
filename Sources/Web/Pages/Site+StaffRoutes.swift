extension Site {
  /// For whoever works at the school.
  static let staffRoutes: [Route] =
    TodayPage.routes + GroupsPage.routes + DraftPage.routes + QuestionsPage.routes + SecondOpinionPage.routes
    + HelpPage.routes + SearchPage.routes + TasksPage.routes + RoutinePage.routes
}
