import Conduct
import Foundation
import Store

extension BenchSchool {
  /// What can be measured.
  enum Part: String, CaseIterable {
    case queue
    case decide
    /// Each message a transaction, from one caller, who waits for the disk each time.
    case receiveAlone = "receive_alone"
    /// From 64 callers at once, as from a portal.
    case receive
    /// From 64 callers, and each message waits for a person.
    case receiveFlagged = "receive_flagged"
    case receiveBatch = "receive_batch"
    case verify
  }

  /// The figures, by name: milliseconds per step (the middle one and the slowest of a hundred), and numbers per second.
  static func measure(_ schools: [BenchSchool], _ parts: [Part]) async throws -> [(String, Double)] {
    var bench = Bench(writers: [])
    for school in schools { bench.writers.append(try await Writer(school)) }
    var figures: [(String, Double)] = []
    for part in parts {
      let name = part.rawValue
      switch part {
      case .queue:
        let times = try await bench.queue()
        figures += [("queue_ms", times[50]), ("queue_worst_ms", times[98])]
      case .decide:
        let times = try await bench.decide()
        figures += [("decide_ms", times[50]), ("decide_worst_ms", times[98])]
      case .receiveAlone: figures.append(("\(name)_per_s", try await bench.receive(name, 500, callers: 1)))
      case .receive: figures.append(("\(name)_per_s", try await bench.receive(name, 8000, callers: 64)))
      case .receiveFlagged:
        figures.append(("\(name)_per_s", try await bench.receive(name, 4000, callers: 64, oneFlaggedIn: 1)))
      case .receiveBatch: figures.append(("\(name)_per_s", try await bench.receiveBatches(20)))
      case .verify: figures.append(("verify_events_per_s", try await bench.verify()))
      }
    }
    return figures
  }
}

/// One run over schools that are filled.
private struct Bench {
  var writers: [BenchSchool.Writer]
  private let run = UUID().uuidString
  private let now = BenchSchool.now

  init(writers: [BenchSchool.Writer]) { self.writers = writers }

  /// Goes from school to school.
  private func any(_ index: Int) -> BenchSchool.Writer { writers[index * 7919 % writers.count] }

  func queue() async throws -> [Double] {
    try await times(100) { index in
      let school = any(index).school
      let teacher = try await school.store.member("juf-\(index % 8)", school: school.id)
      return { _ = try await school.store.queue(for: teacher.id, school: school.id, at: now, limit: 50) }
    }
  }

  func decide() async throws -> [Double] {
    var waiting: [[ReviewID]] = []
    for writer in writers.prefix(20) {
      let teacher = try await writer.school.store.member("juf-0", school: writer.school.id)
      let items = try await writer.school.store.queue(for: teacher.id, school: writer.school.id, at: now, limit: 200)
      waiting.append(items.filter { $0.review.claim == nil }.map(\.review.id))
    }
    return try await times(100) { index in
      let place = index % waiting.count
      let school = writers[place].school
      let teacher = try await school.store.member("juf-0", school: school.id)
      let review = waiting[place].removeLast()
      let claimed = try await school.store.claim(review, by: teacher.id, school: school.id, at: now)
      let judgement: Judgement =
        index % 2 == 0
        ? .dismiss(.context, note: "Gaat over een boek.")
        : .establish(
          Finding(clauses: [ClauseID("A33")], severity: .medium, motivation: "Dit is schelden.", facts: "Zie."))
      return {
        _ = try await school.store.decide(
          review, judgement, expecting: claimed.version, by: teacher.id, school: school.id, at: now)
      }
    }
  }

  /// Messages a second, each a transaction.
  func receive(_ name: String, _ count: Int, callers: Int, oneFlaggedIn flagged: Int = 50) async throws -> Double {
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<callers {
        group.addTask {
          for index in stride(from: caller, to: count, by: callers) {
            let writer = any(index)
            let intake = writer.intake("\(run)-\(name)-\(index)", isFlagged: index % flagged == 0)
            _ = try await writer.school.store.receive([intake], school: writer.school.id, at: now)
          }
        }
      }
      try await group.waitForAll()
    }
    return Double(count) / (ContinuousClock.now - start).seconds
  }

  /// Messages a second, a batch a transaction.
  func receiveBatches(_ count: Int) async throws -> Double {
    let batches = (0..<count).map { index in
      (0..<BenchSchool.batch).map { any(index).intake("\(run)-b-\(index)-\($0)", isFlagged: $0 % 50 == 0) }
    }
    let start = ContinuousClock.now
    for (index, intakes) in batches.enumerated() {
      let school = any(index).school
      _ = try await school.store.receive(intakes, school: school.id, at: now)
    }
    return Double(count * BenchSchool.batch) / (ContinuousClock.now - start).seconds
  }

  /// Lines of the log a second.
  func verify() async throws -> Double {
    let start = ContinuousClock.now
    var events = 0
    for writer in writers.prefix(4) { events += try await writer.school.store.verify(school: writer.school.id).events }
    return Double(events) / (ContinuousClock.now - start).seconds
  }

  /// Milliseconds of so many steps, fastest first; what a step needs is made before its clock starts.
  private func times(
    _ count: Int, _ prepare: (Int) async throws -> () async throws -> Void
  ) async throws -> [Double] {
    var times: [Double] = []
    for index in 0..<count {
      let step = try await prepare(index)
      let start = ContinuousClock.now
      try await step()
      times.append((ContinuousClock.now - start).seconds * 1000)
    }
    return times.sorted()
  }
}
