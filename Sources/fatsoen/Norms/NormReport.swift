import Conduct
import Foundation
import Library
import Store

/// What is known of one norm: how it is served, whether that works now, and how often it spoke.
struct NormReport {
  var norm: Norm
  /// The policy it is of.
  var policy: Policy
  /// What is wrong, in Dutch; empty when all that serves it works.
  var faults: [String]
  /// The test that is named after it, when the policy is a shipped one.
  var test: String?
  /// Since when the school holds the clause in these words; without a school, since when the policy does.
  var since: String?
  /// How often what serves it was used or spoke, and when last; nil without a school.
  var usage: RuleUsage?
  /// The zone of its moments.
  var zone: TimeZone

  /// "14 regels over tekst · 2 over plaatsen · register · werkwijze".
  var ways: String {
    var parts: [String] = []
    let through = norm.through.map(\.rawValue)
    if !norm.textRules.isEmpty { parts.append(count(norm.textRules.count, "tekstregel", "tekstregels")) }
    if !through.isEmpty { parts.append("via \(through.joined(separator: ", "))") }
    if !norm.postingRules.isEmpty { parts.append("\(norm.postingRules.count) bij plaatsen") }
    if norm.safeguards.contains(where: \.isRegister) { parts.append("register") }
    if norm.safeguards.contains(where: { !$0.isRegister }) { parts.append("werkwijze") }
    return parts.isEmpty ? "alleen mensen" : parts.joined(separator: " · ")
  }

  /// One object a line.
  var json: String {
    var object = JSONObjectText()
    object.add("policy", text: policy.id)
    object.add("clause", text: norm.clause.id.rawValue)
    object.add("label", text: norm.clause.label)
    object.add("checks", texts: norm.clause.checks.map(\.rawValue))
    object.add("text_rules", texts: norm.textRules.map(\.rawValue))
    object.add("through", texts: norm.through.map(\.rawValue))
    object.add("posting_rules", texts: norm.postingRules.map(\.rawValue))
    object.add("safeguards", texts: norm.safeguards.map(\.rawValue))
    object.add("process_only", norm.isProcessOnly ? "true" : "false")
    object.add("since", text: since)
    object.add("test", text: test)
    object.add("works", faults.isEmpty ? "true" : "false")
    object.add("faults", texts: faults)
    if let usage {
      object.add("count", number: usage.count)
      if let last = usage.lastAt { object.add("last_at", number: Int(last)) }
    }
    return object.text
  }

  /// All norms of a policy, tried one after another at a school in memory.
  static func all(
    of policy: Policy, rules: LoadedRules, tests: [String: String], school: SchoolUsage? = nil
  ) async throws -> [NormReport] {
    let live = rules.ruleSet.rules
    let trial = try await NormTrial(policy: policy, rules: rules)
    defer { trial.end() }
    var reports: [NormReport] = []
    let norms = policy.norms(live)
    let failures = await trial.failures(of: Set(norms.flatMap(\.safeguards)))
    for norm in norms {
      let since = school?.since[norm.clause.id].map { Moment.date($0, in: school?.zone ?? .gmt) } ?? policy.validFrom
      reports.append(
        NormReport(
          norm: norm, policy: policy, faults: trial.faults(of: norm, failures),
          test: tests["\(norm.clause.id)"], since: since, usage: school.map { $0.usage(of: norm) },
          zone: school?.zone ?? .gmt))
    }
    return reports
  }

  /// The name of the test of each norm of the shipped policies.
  static func tests() throws -> [String: String] {
    let path = try ShippedData.home() + "/Policies/norm-tests.txt"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(separator: "\n").reduce(into: [:]) { tests, line in
      let words = line.split(separator: " ")
      if words.count == 2, tests[String(words[0])] == nil { tests[String(words[0])] = String(words[1]) }
    }
  }
}

/// What one school did with its norms.
struct SchoolUsage {
  var rules: [RuleID: RuleUsage]
  var events: [Event.Kind: RuleUsage]
  var since: [ClauseID: Int64]
  var zone: TimeZone

  /// How often what serves a norm was used or spoke.
  func usage(of norm: Norm) -> RuleUsage {
    var all = (norm.textRules + norm.postingRules.map(\.id)).compactMap { rules[$0] }
    all += Set(norm.safeguards.flatMap(\.events)).compactMap { events[$0] }
    return RuleUsage(count: all.reduce(0) { $0 + $1.count }, lastAt: all.compactMap(\.lastAt).max())
  }
}
