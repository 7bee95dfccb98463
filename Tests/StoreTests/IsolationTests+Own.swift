import Conduct
import Store

extension IsolationTests {
  /// The methods with which somebody looks after what is one's own.
  static let own: [Call] = [
    Call("visibleMessages") { _ = try await $0.store.visibleMessages(for: $0.parent.id, school: $1, at: at) },
    Call("ownMatters") { _ = try await $0.store.ownMatters(of: $0.parent.id, school: $1, at: at) },
    Call("ownConsents") { _ = try await $0.store.ownConsents(of: $0.parent.id, school: $1, at: at) },
    Call("ownData") { _ = try await $0.store.ownData(of: $0.parent.id, school: $1, at: at) },
    Call("rectifyOwn") {
      try await $0.store.rectifyOwn(
        .review, try await $0.open().rawValue, text: "x", by: $0.parent.id, school: $1, at: at)
    },
    Call("ownAppeal") { _ = try await $0.store.ownAppeal("1", of: $0.parent.id, school: $1, at: at) },
    Call("answerQuestion") {
      try await $0.store.answerQuestion(
        about: try await $0.open(), text: "x", by: $0.parent.id, school: $1, at: at)
    },
    Call("answerMeasure") {
      try await $0.store.answerMeasure(try await $0.proposal(), text: "x", by: $0.parent.id, school: $1, at: at)
    },
    Call("answerInvitation") {
      try await $0.store.answerInvitation(CaseID("f-1"), text: "x", by: $0.parent.id, school: $1, at: at)
    },
  ]
}
