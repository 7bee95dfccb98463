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

  /// The context of a school, from the overlay and the people that are given when none is kept or it is of another version:
  /// one of both, since who comes and goes changes it too. A school that adds a word has a new version, so the word is live
  /// at the next text; what did not change is not made again. Rethrows what the closures throw; then nothing changes.
  public func context(
    of school: SchoolID, version: String, overlay: () throws -> Overlay, people: () throws -> [NamedPerson]
  ) rethrows -> SchoolContext {
    let kept = shelf.withLock { shelf -> Entry? in
      shelf.clock += 1
      shelf.entries[school]?.lastUse = shelf.clock
      return shelf.entries[school]
    }
    if let kept, kept.version == version { return kept.context }
    // Made outside the lock: other schools need not wait for this one's words.
    let made = SchoolContext(try overlay(), people: try people(), after: kept?.context)
    shelf.withLock { shelf in
      shelf.clock += 1
      shelf.entries[school] = Entry(version: version, context: made, lastUse: shelf.clock)
      if shelf.entries.count > capacity, let oldest = shelf.entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
        shelf.entries[oldest.key] = nil
      }
    }
    return made
  }

  /// The context of a school whose people are not looked for.
  public func context(
    of school: SchoolID, version: String, overlay: () throws -> Overlay
  ) rethrows -> SchoolContext {
    try context(of: school, version: version, overlay: overlay, people: { [] })
  }
}
