import CBlocks

/// The time budget of one message, in processor time, checked between rules and between the hits that are judged. Compiling
/// a pattern on first use is not the message's fault and does not count; of a huge one only so far, since a text made to
/// slow a scanner down may be the first to need many.
struct MessageClock {
  /// A text with more bytes than this is huge.
  private static let huge = 16 * 1024

  private let budget: UInt64
  private var message = -1
  private var start: UInt64 = 0
  private var calls = 0
  private var isLong = false
  private var isHuge = false
  /// How much compiling did not count.
  private var excused: UInt64 = 0
  /// What a message took before others had their turn; kept only where it may add up.
  private var spent: [Int: (time: UInt64, excused: UInt64)] = [:]

  /// A budget per message; none is left at 0.
  init(milliseconds: Int) { budget = UInt64(max(0, milliseconds)) * 1_000_000 }

  /// Whether there is time for one more rule; compiles its pattern if need be, for so many bytes to match.
  mutating func allows(_ message: Int, textCount: Int, preparing pattern: Pattern, for bytes: Int) -> Bool {
    turn(to: message)
    if textCount > MessageClock.huge { isHuge = true }
    prepare(pattern, for: bytes)
    return allows(message, textCount: textCount)
  }

  /// Compiles a pattern that is about to be used on so many bytes by the message whose turn it is. Only a huge one, whose
  /// compiling counts in part, may do without JIT for a while.
  mutating func prepare(_ pattern: Pattern, for bytes: Int) {
    let bytes = isHuge ? bytes : Pattern.worthwhile
    if pattern.isPrepared(for: bytes) { return }
    let before = blocks_thread_nanoseconds()
    if start == 0 { start = before - (spent[message]?.time ?? 0) }
    try? pattern.prepare(for: bytes)  // A pattern that does not compile fails when it is matched, and is reported then.
    let took = blocks_thread_nanoseconds() - before
    let free = isHuge ? min(took, budget / 2 - min(excused, budget / 2)) : took
    excused += free
    start += free
  }

  /// Whether there is time for one more step. Short texts finish long before their budget: for them the clock is read at
  /// the eighth step, and at every eighth after it.
  mutating func allows(_ message: Int, textCount: Int) -> Bool {
    turn(to: message)
    calls += 1
    if textCount > 2048 { isLong = true }
    if textCount > MessageClock.huge { isHuge = true }
    guard textCount > 2048 || calls & 7 == 0 else { return true }
    let now = blocks_thread_nanoseconds()
    if start == 0 { start = now - (spent[message]?.time ?? 0) }
    return now - start < budget
  }

  private mutating func turn(to message: Int) {
    guard message != self.message else { return }
    if start > 0, calls > 8 || isLong { spent[self.message] = (blocks_thread_nanoseconds() - start, excused) }
    self.message = message
    start = 0
    calls = 0
    isLong = false
    isHuge = false
    excused = spent[message]?.excused ?? 0
  }

  /// Forgets all messages, since numbers start anew.
  mutating func reset() {
    message = -1
    start = 0
    calls = 0
    isLong = false
    isHuge = false
    excused = 0
    if !spent.isEmpty { spent.removeAll() }
  }
}
