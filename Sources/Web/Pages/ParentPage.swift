import Hummingbird

/// A page of a parent's own about one thing, with forms: it is shown, and takes the steps of its forms.
protocol ParentPage: SendableMetatype {
  /// The address, with what names the thing.
  static var path: String { get }

  /// Looks the thing up; throws `PageError.notFound` unless it is the visitor's own.
  init(_ visit: Visit) async throws
  /// The page, with what stood in the way of a step.
  func answer(_ problem: String?) throws -> Answer
  /// Takes a step of a form.
  func take(_ step: String) async throws -> Answer
}

extension ParentPage {
  static var routes: [Route] {
    [
      .get(path, .desks(.parents)) { try await Self($0).answer(nil) },
      .post(path, .desks(.parents)) { visit in
        let page = try await Self(visit)
        return try await visit.attempt {
          try await page.take(visit.form["step"])
        } otherwise: {
          try page.answer($0)
        }
      },
    ]
  }
}
