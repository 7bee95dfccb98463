import Foundation
import Store

/// A bounded number of connections, each with a thread of its own, so that waiting for the server never holds up
/// Swift's own threads. Jobs are taken in the order in which they came; threads start when there is work and end when
/// there has been none for a while.
final class PostgresPool: @unchecked Sendable {
  // All that changes is read and written between `lock` and `unlock` of the condition.
  typealias Job = @Sendable (PostgresWorker) -> Void

  private let address: PostgresAddress
  private let limit: Int
  private let patience: TimeInterval
  private let condition = NSCondition()
  private var jobs: [Job] = []
  /// Threads that take jobs.
  private var threads = 0
  /// Threads that have not ended: those that take jobs, and those that only close their connection.
  private var running = 0
  private var idle = 0
  private var isClosed = false

  /// `patience` is how long a connection stays open without work, in seconds.
  init(_ address: PostgresAddress, limit: Int, patience: TimeInterval = 60) {
    self.address = address
    self.limit = limit
    self.patience = patience
  }

  /// Hands a job to the first connection that is free; false when the pool was closed.
  func submit(_ job: @escaping Job) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    if isClosed { return false }
    jobs.append(job)
    if idle < jobs.count, threads < limit {
      threads += 1
      running += 1
      let thread = Thread { self.work() }
      thread.name = "fatsoen-postgres"
      thread.start()
    }
    condition.signal()
    return true
  }

  /// Takes no more jobs; what was handed in is still done.
  func shut() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }

  /// Shuts, and waits until all connections are closed.
  func close() {
    shut()
    condition.lock()
    while running > 0 { condition.wait() }
    condition.unlock()
  }

  private func work() {
    let worker = PostgresWorker(address)
    while let job = next() { job(worker) }
    worker.disconnect()
    condition.lock()
    running -= 1
    condition.broadcast()
    condition.unlock()
  }

  /// The next job; nil when there is none for a while, or never again. Who gets nil no longer counts from that moment on:
  /// a job that comes right after it starts a thread of its own.
  private func next() -> Job? {
    condition.lock()
    defer { condition.unlock() }
    let end = Date(timeIntervalSinceNow: patience)
    while jobs.isEmpty {
      if isClosed { break }
      idle += 1
      let isInTime = condition.wait(until: end)
      idle -= 1
      if !isInTime, jobs.isEmpty { break }
    }
    if jobs.isEmpty {
      threads -= 1
      return nil
    }
    return jobs.removeFirst()
  }
}

/// One thread's connection, made when it is first needed and replaced when it broke.
final class PostgresWorker {
  private static let attempts = 8

  private let address: PostgresAddress
  private var link: PostgresLink?

  init(_ address: PostgresAddress) { self.address = address }

  func disconnect() { link = nil }

  /// The connection, or a new one.
  func connected() throws -> PostgresLink {
    if let link, link.isAlive { return link }
    let made = try PostgresLink(address)
    link = made
    return made
  }

  /// Runs a transaction, again when it lost against another one, and once more when the connection turned out to be gone
  /// before anything could be committed.
  func perform<Value>(
    _ begin: String, isReading: Bool, _ body: (any SQLConnection) throws -> Value
  ) throws -> Value {
    var attempt = 1
    var mayReconnect = link != nil
    while true {
      let link = try connected()
      do {
        return try link.transaction(begin, isReading: isReading, body)
      } catch StoreError.uncertain(let server) {
        throw StoreError.uncertain(server: server)
      } catch {
        guard let fault = link.fault else { throw error }
        if fault.isLoss, mayReconnect {
          mayReconnect = false
          disconnect()
        } else if fault.isPassing, attempt < Self.attempts {
          // Whoever lost at the same moment should not come back at the same moment.
          Thread.sleep(forTimeInterval: Double.random(in: 0...0.02) * Double(attempt))
        } else {
          throw error
        }
        attempt += 1
      }
    }
  }
}
