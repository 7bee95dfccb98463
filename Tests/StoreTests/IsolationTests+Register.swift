import Conduct
import Store

extension IsolationTests {
  /// The methods about what the school keeps of its people and its time.
  static let register: [Call] = [
    Call("setHours") {
      try await $0.store.setHours(
        try Timetable.week("ma 08:00-12:00"), of: .working($0.real.teacher.id), by: $0.director.id, school: $1, at: at)
    },
    Call("addException") {
      try await $0.store.addException(
        Timetable.Exception(kind: .camp, groups: [$0.group.id], from: at, until: at + 1), reason: "x",
        by: $0.director.id, school: $1, at: at)
    },
    Call("endException") {
      let entry = try await $0.store.addException(
        Timetable.Exception(kind: .camp, groups: [$0.group.id], from: at, until: at + 9), reason: "x",
        by: $0.real.director.id, school: $0.id, at: at)
      try await $0.store.endException(entry.id, by: $0.director.id, school: $1, at: at)
    },
    Call("enter") {
      try await $0.store.enter(
        RegisterDraft(.training, member: $0.real.teacher.id), by: $0.director.id, school: $1, at: at)
    },
    Call("endEntry") {
      let entry = try await $0.store.enter(
        RegisterDraft(.training, member: $0.real.teacher.id), by: $0.real.director.id, school: $0.id, at: at)
      try await $0.store.endEntry(entry.id, by: $0.director.id, school: $1, at: at)
    },
    Call("entries") { _ = try await $0.store.entries(for: $0.director.id, school: $1, at: at) },
    Call("membershipFaults") { _ = try await $0.store.membershipFaults(for: $0.director.id, school: $1, at: at) },
    Call("registerGaps") { _ = try await $0.store.registerGaps(for: $0.director.id, school: $1, at: at) },
  ]
}
