extension Site {
  /// For whoever handles what waits.
  static let handlingRoutes: [Route] = QueuePage.routes + ReviewPage.routes
}
