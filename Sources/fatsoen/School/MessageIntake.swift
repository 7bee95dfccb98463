import Conduct
import Scanner
import Store

/// Takes messages in: scan, weigh, receive. The only way of a message into the store.
struct MessageIntake {
  private let desk: Desk
  private let rules: LoadedRules
  private let worker: ContentScanner.Worker
  private let care: Set<CategoryID>

  /// Prepares intake under the policy that the school has adopted, and keeps the rules that verdicts will name.
  init(desk: Desk, rules: LoadedRules) async throws {
    self.desk = desk
    var rules = rules
    rules.policies = [try await desk.store.policy(school: desk.id)]
    self.rules = rules
    worker = rules.scanner.makeWorker()
    care = Set(rules.categories.filter(\.isCareRoute).map(\.id))
    try await desk.store.keep(rules.ruleSet, school: desk.id, at: Moment.now)
  }

  /// Takes a batch in, in one transaction: all of it, or nothing when this throws.
  func take(_ batch: [(message: Message, bytes: [UInt8])], at time: Int64) async throws -> [Receipt] {
    let intakes = batch.map { message, bytes in
      let result = bytes.withUnsafeBufferPointer { worker.scan($0, context: rules.context) }
      let verdict = rules.weigh(result, isOutOfScope: message.kind == .oneToOne)
      return Intake(message: message, verdict: verdict, ruleset: rules.version, careCategories: care)
    }
    return try await desk.store.receive(intakes, school: desk.id, at: time)
  }
}
