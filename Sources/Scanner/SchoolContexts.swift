public import Conduct
import Synchronization

/// The contexts of many schools, made when they are first asked for. The shipped rules stand apart and are compiled once;
/// here lives only what a school adds, and the school that was asked for longest ago is forgotten first.
public final class SchoolContexts: Sendable {
  private struct Entry {
    var version: String
    var context: SchoolContext
    var lastUse: UInt64
  }

  private struct Shelf {
    var entries: [SchoolID: Entry] = [:]
    var clock: UInt64 = 0
  }

  private let capacity: Int
  private let shelf = Mutex(Shelf())

  /// Keeps so many contexts at once, at least one.
  public init(capacity: Int = 200) { self.capacity = max(1, capacity) }

  /// How many contexts are kept now.
  public var count: Int { shelf.withLock { $0.entries.count } }

  /// The context of a school, made by `make` when it is not kept or is of another version. A school that adds a word has a
  /// new version, so the word is live at the next text. Rethrows what `make` throws; then nothing changes.
  public func context(
    of school: SchoolID, version: String, make: () throws -> SchoolContext
  ) rethrows -> SchoolContext {
    let kept = shelf.withLock { shelf -> SchoolContext? in
      guard shelf.entries[school]?.version == version else { return nil }
      shelf.clock += 1
      shelf.entries[school]?.lastUse = shelf.clock
      return shelf.entries[school]?.context
    }
    if let kept { return kept }
    // Made outside the lock: other schools need not wait for this one's words.
    let made = try make()
    shelf.withLock { shelf in
      shelf.clock += 1
      shelf.entries[school] = Entry(version: version, context: made, lastUse: shelf.clock)
      if shelf.entries.count > capacity, let oldest = shelf.entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
        shelf.entries[oldest.key] = nil
      }
    }
    return made
  }
}
