import Foundation

/// Hands rows from the thread that reads one database to the thread that writes another, a few batches ahead at most.
/// Either side may give up; the other hears of it. Each side takes part once: a transaction that begins again would find
/// rows missing, and is refused.
final class RowChannel: @unchecked Sendable {
  // All that changes is read and written between `lock` and `unlock` of the condition.
  struct Batch {
    var table: Schema.Table
    var rows: [SQLRow]
  }

  /// One side stopped before the end; its own error says why.
  struct Broken: Error {}

  private let condition = NSCondition()
  private var batches: [Batch] = []
  private var begun = (reading: false, writing: false)
  private var isComplete = false
  private var isBroken = false

  func beginReading() throws { try begin(\.reading) }

  func beginWriting() throws { try begin(\.writing) }

  private func begin(_ side: WritableKeyPath<(reading: Bool, writing: Bool), Bool>) throws {
    condition.lock()
    defer { condition.unlock() }
    if begun[keyPath: side] || isBroken { throw Broken() }
    begun[keyPath: side] = true
  }

  /// Waits until there is room.
  func send(_ batch: Batch) throws {
    condition.lock()
    defer { condition.unlock() }
    while batches.count >= 4, !isBroken { condition.wait() }
    if isBroken { throw Broken() }
    batches.append(batch)
    condition.broadcast()
  }

  /// The next batch; nil after the last one.
  func receive() throws -> Batch? {
    condition.lock()
    defer { condition.unlock() }
    while batches.isEmpty, !isComplete, !isBroken { condition.wait() }
    if isBroken { throw Broken() }
    if batches.isEmpty { return nil }
    condition.broadcast()
    return batches.removeFirst()
  }

  /// All rows were sent.
  func complete() { end { isComplete = true } }

  /// This side stops.
  func stop() { end { isBroken = true } }

  private func end(_ change: () -> Void) {
    condition.lock()
    change()
    condition.broadcast()
    condition.unlock()
  }
}
