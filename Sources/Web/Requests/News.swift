import Conduct
import Store

/// Tells open pages that something changed at their school. The number of the last line of the log is looked at once a
/// second, so that changes by other programs are news too, and only while somebody listens.
actor News {
  /// What is told.
  enum Change: Hashable, Sendable {
    /// Something changed; the number of the last line of the log.
    case news(Int64)
    /// Nothing; the line is still there.
    case alive
    /// The session is over: nothing more will come.
    case ended

    /// As it goes over the line.
    var text: String {
      switch self {
      case .news(let number): "event: news\nid: \(number)\ndata: \(number)\n\n"
      case .alive: ": \n\n"
      case .ended: "event: end\ndata: 0\n\n"
      }
    }
  }

  private struct Listener {
    var school: SchoolID
    var send: AsyncStream<Change>.Continuation
    var mayListen: @Sendable () async -> Bool
  }

  private let store: Store
  private var listeners: [Int: Listener] = [:]
  private var made = 0
  private var watch: Task<Void, Never>?

  /// The most pages that may listen at once; who comes later hears nothing by itself.
  private static let most = 2_000

  init(store: Store) { self.store = store }

  /// Changes at a school from now on, for as long as `mayListen`, which is asked every quarter of a minute; nil when too
  /// many listen.
  func listen(to school: SchoolID, while mayListen: @escaping @Sendable () async -> Bool) -> AsyncStream<Change>? {
    guard listeners.count < Self.most else { return nil }
    made += 1
    let id = made
    let (stream, send) = AsyncStream.makeStream(of: Change.self, bufferingPolicy: .bufferingNewest(1))
    send.onTermination = { _ in Task { await self.forget(id) } }
    listeners[id] = Listener(school: school, send: send, mayListen: mayListen)
    if watch == nil { watch = Task { await self.look() } }
    return stream
  }

  private func forget(_ id: Int) {
    listeners[id] = nil
    guard listeners.isEmpty else { return }
    watch?.cancel()
    watch = nil
  }

  private func look() async {
    var known: [SchoolID: Int64] = [:]
    var rounds = 0
    while !Task.isCancelled {
      rounds += 1
      for school in Set(listeners.values.map(\.school)) {
        let change: Int64?
        do {
          change = try await store.lastChange(at: school, after: known[school])
        } catch { continue }  // a database that is busy is asked again in a second
        guard let change else { continue }
        let isNews = known.updateValue(change, forKey: school) != nil
        for listener in listeners.values where isNews && listener.school == school {
          listener.send.yield(.news(change))
        }
      }
      // Every quarter of a minute a sign of life, by which a line that broke is noticed.
      if rounds % 15 == 0 { await lookAtListeners() }
      // Whoever stops listening ends the wait.
      guard (try? await Task.sleep(for: .seconds(1))) != nil else { break }
    }
  }

  private func lookAtListeners() async {
    for (id, listener) in listeners {
      if await listener.mayListen() {
        listener.send.yield(.alive)
      } else {
        listener.send.yield(.ended)
        listener.send.finish()
        listeners[id] = nil
      }
    }
  }
}
