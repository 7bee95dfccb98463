/// The time budget of one message, checked between rules. Compiling a pattern on first use is not the message's fault and
/// does not count.
struct MessageClock {
  var budget: Duration = .milliseconds(50)
  private var message = -1
  private var start = ContinuousClock.now
  private var calls = 0
  private var isLong = false
  /// What a message took before others had their turn; kept only where it may add up.
  private var spent: [Int: Duration] = [:]

  /// Whether there is time for one more rule; compiles its pattern if need be.
  mutating func allows(_ message: Int, textCount: Int, preparing pattern: Pattern) -> Bool {
    if message != self.message {
      if calls > 8 || isLong { spent[self.message] = ContinuousClock.now - start }
      self.message = message
      calls = 0
      isLong = false
    }
    calls += 1
    if textCount > 2048 { isLong = true }
    // Short texts finish long before their budget: the clock is read at the first rule, then at every eighth.
    let looks = textCount > 2048 || calls & 7 == 1
    if calls == 1 { start = spent.isEmpty ? .now : .now - (spent[message] ?? .zero) }
    if !pattern.isPrepared {
      let before = ContinuousClock.now
      try? pattern.prepare()  // A pattern that does not compile fails when it is matched, and is reported then.
      start += ContinuousClock.now - before
    }
    return !looks || (calls == 1 && spent.isEmpty) || ContinuousClock.now - start < budget
  }

  /// Forgets the message, since numbers start anew.
  mutating func reset() {
    message = -1
    calls = 0
    isLong = false
    if !spent.isEmpty { spent.removeAll() }
  }
}
