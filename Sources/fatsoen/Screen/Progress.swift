import Foundation

/// One line on standard error that says how far a long task is; only on a terminal.
struct Progress {
  private let unit: String
  private let start = ContinuousClock.now
  private var shown: ContinuousClock.Instant
  private var isShown = false

  /// Counts in `unit`, such as "berichten".
  init(_ unit: String) {
    self.unit = unit
    shown = start
  }

  /// Shows the count, the rate, and the time left when `fraction` (0 to 1) is known; ten times a second at most.
  mutating func show(_ count: Int, fraction: Double? = nil) {
    guard Terminal.errors.isTerminal else { return }
    let now = ContinuousClock.now
    guard now - shown > .milliseconds(100) else { return }
    shown = now
    isShown = true
    let seconds = Double((now - start).components.seconds) + Double((now - start).components.attoseconds) / 1e18
    var line = "\(grouped(count)) \(unit) · \(grouped(Int(Double(count) / seconds))) per seconde"
    if let fraction, fraction > 0.001, fraction < 1 {
      line += " · \(Int(fraction * 100)) % · nog \(Self.duration(seconds / fraction - seconds))"
    }
    Self.write("\r\u{1B}[K" + line.cut(to: max(20, Terminal.errors.width - 1)))
  }

  /// Clears the line.
  mutating func end() {
    if isShown { Self.write("\r\u{1B}[K") }
    isShown = false
  }

  /// "12 s", "3 min 05 s", "1 u 12 min".
  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60 < 10 ? "0" : "")\(whole % 60) s" }
    return "\(whole / 3600) u \(whole % 3600 / 60) min"
  }

  private static func write(_ text: String) {
    var text = text
    text.withUTF8 { try? Screen.write(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
  }
}
