import Foundation

/// Holds a transaction open until the test lets it go on.
final class Gate: Sendable {
  private let reached = DispatchSemaphore(value: 0)
  private let opened = DispatchSemaphore(value: 0)

  /// For the body of a transaction: says that it came this far, and waits. It runs on the database's own thread.
  func pass() {
    reached.signal()
    opened.wait()
  }

  /// Waits until the transaction came this far.
  func isReached() async {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        self.reached.wait()
        continuation.resume()
      }
    }
  }

  /// Lets the transaction go on.
  func open() { opened.signal() }
}
