import Synchronization

/// Workers that wait for the next text, so that single scans find their buffers made.
final class WorkerPool: Sendable {
  /// A worker belongs to whoever took it; only the list is shared.
  private struct Idle: @unchecked Sendable {
    var workers: [ContentScanner.Worker] = []
  }

  private static let most = 16
  private let idle = Mutex(Idle())

  func take() -> ContentScanner.Worker? { idle.withLock { $0.workers.popLast() }.map { $0 } }

  func give(_ worker: ContentScanner.Worker) {
    let box = Idle(workers: [worker])
    idle.withLock { if $0.workers.count < WorkerPool.most { $0.workers += box.workers } }
  }
}
