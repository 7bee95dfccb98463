import Conduct
import Store

extension IsolationTests {
  /// The methods that pages of casework read.
  static let dossiers: [Call] = [
    Call("dossier") {
      _ = try await $0.store.dossier(of: $0.parent.id, for: $0.director.id, why: .oversight, school: $1, at: at)
    },
    Call("dossier of case") {
      _ = try await $0.store.dossier(
        ofCase: try await $0.opened().rawValue, for: $0.director.id, why: .oversight, school: $1, at: at)
    },
    Call("caseload") { _ = try await $0.store.caseload(for: $0.director.id, school: $1, at: at) },
    Call("referred") { _ = try await $0.store.referred(for: $0.board.id, school: $1, at: at) },
    Call("search") {
      _ = try await $0.store.search(.name("ouder"), for: $0.director.id, school: $1, at: at)
    },
    Call("boardSeats") { _ = try await $0.store.boardSeats(of: $0.board.id, school: $1, at: at) },
  ]
}
