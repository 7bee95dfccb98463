import Foundation
import TestSupport
import Testing

@testable import PostgresDriver

@Suite(.enabled(if: TestDatabase.isPostgres)) struct PoolTests {
  /// A thread that gives up waiting closes its connection; a job that comes in at that moment must be done by another.
  @Test func noJobIsLeftWhenTheOnlyThreadGivesUpAtThatMoment() throws {
    let address = try PostgresAddress(try #require(TestDatabase.server))
    let pool = PostgresPool(address, limit: 1, patience: 0)
    let done = DispatchSemaphore(value: 0)
    for number in 0..<1000 {
      // The moment of the next job moves along those at which the thread gives up.
      let moment = DispatchTime.now().uptimeNanoseconds + UInt64(number % 40) * 10_000
      while DispatchTime.now().uptimeNanoseconds < moment {}
      let isTaken = pool.submit { worker in
        _ = try? worker.connected()  // a server that has no place left is no matter here
        done.signal()
      }
      #expect(isTaken)
      if done.wait(timeout: .now() + 30) == .timedOut {
        Issue.record("job \(number) is never done")
        return
      }
    }
    pool.close()
    #expect(!pool.submit { _ in })
  }
}
