import Foundation

/// Works on blocks on several threads: reading takes turns, and results are handed on in the order of the blocks.
///
/// At most `threads + 2` blocks are under way, so that memory does not grow with the stream.
final class OrderedBlocks<Block: Sendable, Output: Sendable>: @unchecked Sendable {
  // All state is guarded by `condition`.
  private let condition = NSCondition()
  private let threads: Int
  private let limit: Int
  private let read: () throws -> Block?
  private let write: (Output) throws -> Void
  private var handedOut = 0
  private var written = 0
  private var parked: [Int: Output] = [:]
  private var isReading = false
  private var isWriting = false
  private var isAtEnd = false
  private var running = 0
  private var fault: (any Error)?

  /// `read` and `write` are called by one thread at a time each.
  init(threads: Int, read: @escaping () throws -> Block?, write: @escaping (Output) throws -> Void) {
    self.threads = max(1, threads)
    limit = self.threads + 2
    self.read = read
    self.write = write
  }

  /// Runs until the stream ends; `makeWork` is called once on each thread and gives what that thread does with a block.
  func run(_ makeWork: @escaping @Sendable () -> (Block) -> Output) throws {
    running = threads
    for _ in 1..<threads {
      let thread = Thread { self.loop(makeWork()) }
      thread.stackSize = 8 << 20
      thread.start()
    }
    loop(makeWork())
    condition.withLock { while running > 0 { condition.wait() } }
    if let fault { throw fault }
  }

  private func loop(_ work: (Block) -> Output) {
    while let (number, block) = take() { handOn(work(block), number) }
    condition.withLock {
      running -= 1
      condition.broadcast()
    }
  }

  private func take() -> (Int, Block)? {
    condition.lock()
    defer { condition.unlock() }
    while !isAtEnd, isReading || handedOut - written >= limit { condition.wait() }
    guard !isAtEnd else { return nil }
    isReading = true
    condition.unlock()
    let next = Result { try read() }
    condition.lock()
    isReading = false
    condition.broadcast()
    switch next {
    case .success(let block?):
      defer { handedOut += 1 }
      return (handedOut, block)
    case .success(nil): isAtEnd = true
    case .failure(let error):
      isAtEnd = true
      fault = fault ?? error
    }
    return nil
  }

  private func handOn(_ output: Output, _ number: Int) {
    condition.lock()
    defer {
      condition.broadcast()
      condition.unlock()
    }
    parked[number] = output
    guard !isWriting else { return }
    isWriting = true
    while let next = parked.removeValue(forKey: written) {
      condition.unlock()
      let result = Result { try write(next) }
      condition.lock()
      written += 1
      if case .failure(let error) = result {
        isAtEnd = true
        fault = fault ?? error
        // Nothing can be written any more; what is parked would only wait.
        parked = [:]
        break
      }
      condition.broadcast()
    }
    isWriting = fault != nil
  }
}
