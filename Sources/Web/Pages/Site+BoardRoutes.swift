extension Site {
  /// For the board.
  static let boardRoutes: [Route] = ReferredPage.routes + BoardFiguresPage.routes
}
