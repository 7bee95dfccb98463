import Conduct
import Synchronization

/// Policies that were read before. A version never changes, so what was read once holds; all are forgotten when there are
/// too many.
final class PolicyCache: Sendable {
  private static let capacity = 400

  private struct Key: Hashable {
    var school: SchoolID
    var version: String
  }

  private let known = Mutex<[Key: Policy]>([:])

  /// A school's policy by its version, read when it is not known yet.
  func policy(_ version: String, of school: SchoolID, read: () throws -> Policy) rethrows -> Policy {
    let key = Key(school: school, version: version)
    if let policy = known.withLock({ $0[key] }) { return policy }
    let policy = try read()
    known.withLock {
      if $0.count >= Self.capacity { $0 = [:] }
      $0[key] = policy
    }
    return policy
  }
}
