import Foundation
import Synchronization

/// Ctrl-C: the first asks the running task to stop after whole lines or rows, a second one ends the process.
enum Interruption {
  private static let requested = Atomic<Bool>(false)
  private static let pipe = SelfPipe()

  /// Whether a person asked to stop.
  static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Starts to listen for SIGINT and SIGTERM, and lets a broken pipe be an error instead of a signal.
  static func listen() {
    signal(SIGPIPE, SIG_IGN)
    _ = pipe
    // A parent's thread may have blocked them, and a child inherits that.
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in [SIGINT, SIGTERM] { sigaddset(&wanted, number) }
    sigprocmask(SIG_UNBLOCK, &wanted, nil)
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        Interruption.requested.store(true, ordering: .relaxed)
        Interruption.pipe.wake()
      }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(number, &action, nil)
    }
  }

  /// Waits until a descriptor can be read or a person asks to stop; false in the second case.
  static func waitToRead(_ descriptor: Int32) -> Bool {
    var waits = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipe.end, events: Int16(POLLIN), revents: 0),
    ]
    while !isRequested {
      let ready = poll(&waits, 2, -1)
      if ready > 0, waits[0].revents != 0 { return !isRequested }
      if ready < 0, errno != EINTR { return true }
    }
    return false
  }
}

/// A pipe of the process to itself, so that a signal wakes whoever waits in `poll`, whichever thread took the signal.
private struct SelfPipe: Sendable {
  let end: Int32
  private let start: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    _ = Foundation.pipe(&ends)
    end = ends[0]
    start = ends[1]
  }

  func wake() {
    var byte: UInt8 = 0
    _ = write(start, &byte, 1)
  }
}
