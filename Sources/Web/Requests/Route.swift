import Hummingbird

/// One address of the site, who may come there, and what answers. Tests walk the whole list for every role.
struct Route: Sendable {
  /// Who may come.
  enum Audience: Hashable, Sendable {
    /// Everybody, signed in or not.
    case everyone
    /// Whoever signed in but has not taken the second step.
    case halfway
    /// Whoever signed in, with the second step or not yet.
    case signedIn
    /// Whoever is signed in and has one of these desks.
    case desks(Set<Desk>)
  }

  typealias Handler = @Sendable (Visit) async throws -> Answer

  var method: HTTPRequest.Method
  /// The path; `:name` stands for a part that differs.
  var path: String
  var audience: Audience
  /// The most bytes that may be sent.
  var limit: Int
  var handler: Handler

  /// A page.
  static func get(_ path: String, _ audience: Audience, _ handler: @escaping Handler) -> Route {
    Route(method: .get, path: path, audience: audience, limit: 0, handler: handler)
  }

  /// Something that a form does; 128 KiB unless files come along.
  static func post(_ path: String, _ audience: Audience, limit: Int = 131_072, _ handler: @escaping Handler) -> Route {
    Route(method: .post, path: path, audience: audience, limit: limit, handler: handler)
  }
}
