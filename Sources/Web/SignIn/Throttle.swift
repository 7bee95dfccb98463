/// Slows down guessing: who fails often, or from one address, waits longer each time. Kept in memory, so each program
/// counts for itself.
actor Throttle {
  private struct Failures {
    var count: Int
    var last: Int64
  }

  private var failures: [String: Failures] = [:]

  /// How many failures are free, by what is counted.
  private static let free = ["account": 5, "address": 30]
  /// After how long a failure is forgotten, in milliseconds: fifteen minutes.
  private static let memory: Int64 = 15 * 60_000

  /// How long to wait still, in milliseconds; 0 when one may try.
  func wait(account: String, address: String, at time: Int64) -> Int64 {
    max(wait("account", account, time), wait("address", address, time))
  }

  private func wait(_ kind: String, _ name: String, _ time: Int64) -> Int64 {
    guard let found = failures["\(kind) \(name)"], time - found.last < Self.memory else { return 0 }
    let over = found.count - (Self.free[kind] ?? 0)
    guard over >= 0 else { return 0 }
    // Two, four, eight seconds, and so on up to the memory itself.
    let pause = min(Self.memory, Int64(2_000) << min(over, 10))
    return max(0, found.last + pause - time)
  }

  /// Counts a failure.
  func fail(account: String, address: String, at time: Int64) {
    if failures.count > 10_000 { failures = failures.filter { time - $0.value.last < Self.memory } }
    for key in ["account \(account)", "address \(address)"] {
      var found = failures[key] ?? Failures(count: 0, last: time)
      if time - found.last >= Self.memory { found.count = 0 }
      found.count += 1
      found.last = time
      failures[key] = found
    }
  }

  /// Forgets the failures of an account that got in.
  func succeed(account: String) { failures["account \(account)"] = nil }
}
