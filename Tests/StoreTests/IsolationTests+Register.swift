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
    Call("invite") {
      _ = try await $0.store.invite($0.real.parent.id, by: $0.director.id, school: $1, at: at)
    },
    Call("proposeRuleChange") {
      try await $0.store.proposeRuleChange(
        .setting(rule: RuleID("nl.abuse.sample"), to: .off, severity: nil), reason: "x", by: $0.director.id, school: $1,
        at: at)
    },
    Call("advanceRuleChange") {
      let change = try await $0.store.proposeRuleChange(
        .exception(["x"]), reason: "x", by: $0.real.director.id, school: $0.id, at: at)
      try await $0.store.advanceRuleChange(
        change.number, .end, reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("ruleChanges") { _ = try await $0.store.ruleChanges(for: $0.director.id, school: $1, at: at) },
    Call("ruleBursts") { _ = try await $0.store.ruleBursts(for: $0.director.id, school: $1, at: at) },
    Call("keptTexts") { _ = try await $0.store.keptTexts(for: $0.director.id, school: $1, at: at) },
    Call("noteKeptTexts") {
      try await $0.store.noteKeptTexts(of: [$0.real.parent.id], by: $0.director.id, school: $1, at: at)
    },
    Call("names") { _ = try await $0.store.names(of: [$0.director.id], school: $1) },
    Call("saveCredential") {
      try await $0.store.saveCredential(login: "x", password: "x", of: $0.director.id, school: $1, at: at)
    },
    Call("savePassword") { try await $0.store.savePassword("x", of: $0.director.account, school: $1, at: at) },
    Call("credential") { _ = try await $0.store.credential(of: $0.director.account, school: $1) },
    Call("saveFactor") {
      try await $0.store.saveFactor([1], recoveryCodes: ["x"], of: $0.director.account, school: $1, at: at)
    },
    Call("beginSession") {
      _ = try await $0.store.beginSession(
        of: $0.director.account, as: $0.director.id, isConfirmed: true, school: $1, at: at)
    },
    Call("overview") {
      _ = try await $0.store.overview(
        from: Day(2026, 1, 1), for: $0.director.id, school: $1, at: at)
    },
    Call("logPage") { _ = try await $0.store.logPage(LogFilter(), for: $0.director.id, school: $1, at: at) },
    Call("logPage of a person") {
      var filter = LogFilter()
      filter.person = $0.real.parent.id
      _ = try await $0.store.logPage(filter, for: $0.director.id, school: $1, at: at)
    },
    Call("signIns") { _ = try await $0.store.signIns(for: $0.director.id, school: $1, at: at) },
    Call("signOut") {
      try await $0.store.signOut($0.real.parent.id, by: $0.director.id, school: $1, at: at)
    },
    Call("removeFactor") {
      try await $0.store.removeFactor(
        of: $0.real.parent.id, reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("registerGaps") { _ = try await $0.store.registerGaps(for: $0.director.id, school: $1, at: at) },
  ]
}
