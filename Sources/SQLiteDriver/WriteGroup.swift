import Foundation
import GRDB
import Store
import Synchronization

/// Transactions that wait for the file at the same time are written together: each in a savepoint of its own, all of them
/// in one commit, so that they share the one wait for the disk. Nobody hears that a transaction is done before it is on
/// the disk.
final class WriteGroup: Sendable {
  /// The most that are written together.
  private static let limit = 256

  struct Job: Sendable {
    /// Does the work; called again when the group as a whole failed.
    let run: @Sendable (Database) throws -> Void
    /// Told once how it ended.
    let finish: @Sendable ((any Error)?) -> Void
  }

  private struct Waiting {
    var jobs: [Job] = []
    /// How many were written together the last time.
    var before = 0
  }

  private let waiting = Mutex(Waiting())

  /// Hands in a job; the first of a group has the group written.
  func add(_ job: Job, to writer: any DatabaseWriter) {
    let isFirst = waiting.withLock { waiting in
      waiting.jobs.append(job)
      return waiting.jobs.count == 1
    }
    if isFirst { writer.asyncWriteWithoutTransaction { database in self.writeAll(database) } }
  }

  private func writeAll(_ database: Database) {
    awaitOthers()
    // Whoever comes from here on begins a group of its own.
    let jobs = waiting.withLock { waiting in
      let taken = waiting.jobs
      waiting = Waiting(before: taken.count)
      return taken
    }
    for start in stride(from: 0, to: jobs.count, by: Self.limit) {
      write(Array(jobs[start..<min(start + Self.limit, jobs.count)]), database)
    }
  }

  /// Who were served together come back together, one after the other: the first does not go ahead alone. Whoever was
  /// alone the last time does not wait.
  private func awaitOthers() {
    var seen = 1
    while true {
      let (count, before) = waiting.withLock { ($0.jobs.count, $0.before) }
      if count >= before || count < seen { return }
      seen = count + 1
      usleep(100)
    }
  }

  private func write(_ jobs: [Job], _ database: Database) {
    if jobs.count > 1, let errors = try? together(jobs, database) {
      for (job, error) in zip(jobs, errors) { job.finish(error) }
      return
    }
    // Alone, or the group failed as a whole, such as on a full disk: then each for itself.
    for job in jobs {
      do {
        try database.inTransaction(.immediate) {
          try job.run(database)
          return .commit
        }
        job.finish(nil)
      } catch { job.finish(error) }
    }
  }

  /// The errors of the jobs that were undone; throws when nothing of the group was kept.
  private func together(_ jobs: [Job], _ database: Database) throws -> [(any Error)?] {
    var errors: [(any Error)?] = []
    try database.inTransaction(.immediate) {
      for job in jobs { errors.append(try attempt(job, database)) }
      return .commit
    }
    return errors
  }

  /// Runs a job in a savepoint; gives the error for which it was undone, and throws when nothing of the group can be kept.
  private func attempt(_ job: Job, _ database: Database) throws -> (any Error)? {
    // Prepared once: for a short job, preparing them each time is a tenth of the work.
    func run(_ sql: String) throws { try database.cachedStatement(sql: sql).execute() }
    try run("SAVEPOINT job")
    do {
      try job.run(database)
      try run("RELEASE job")
      return nil
    } catch {
      // A full disk ends the transaction itself.
      guard database.isInsideTransaction else { throw error }
      try run("ROLLBACK TO job")
      try run("RELEASE job")
      return error
    }
  }
}
