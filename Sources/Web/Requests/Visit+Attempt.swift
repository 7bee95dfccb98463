import Conduct
import Store

extension Visit {
  /// Takes a step and goes on to a page.
  func attempt(
    _ next: String, _ step: (Visitor) async throws -> Void, otherwise show: (_ problem: String) async throws -> Answer
  ) async throws -> Answer {
    try await attempt {
      try await step(try person())
      return .redirect(next)
    } otherwise: {
      try await show($0)
    }
  }

  /// Takes a step; what stands in its way is shown on the page that the form came from, with what was typed.
  func attempt(
    _ step: () async throws -> Answer, otherwise show: (_ problem: String) async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await step()
    } catch let error as StoreError {
      guard let advice = error.advice else { throw error }
      return try await show(advice)
    } catch let error as ConductError { return try await show(error.description) }
  }
}

extension StoreError {
  /// What to say beside a form whose step was turned down; nil for what is no answer to what was filled in.
  fileprivate var advice: String? {
    switch self {
    case .invalid(let advice): advice
    case .notAllowed(let refusal): refusal.description
    case .conflict(let conflict): conflict.description
    default: nil
    }
  }
}
