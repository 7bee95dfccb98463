import Foundation
import Synchronization
import Testing

@testable import PostgresDriver

/// The threads of the pool; no server is needed, since a connection is made when it is first used.
@Suite struct PoolTests {
  /// A thread that gives up waiting at the moment at which a job comes in: somebody must do that job.
  @Test func noJobIsLeftWhenAllThreadsGiveUpAtOnce() throws {
    let pool = PostgresPool(try PostgresAddress("postgres://localhost/none"), limit: 1, patience: 0)
    let done = DispatchSemaphore(value: 0)
    for number in 0..<5000 {
      #expect(pool.submit { _ in done.signal() })
      if done.wait(timeout: .now() + 20) == .timedOut {
        Issue.record("job \(number) is never done")
        return
      }
    }
    pool.close()
    #expect(!pool.submit { _ in })
  }
}
