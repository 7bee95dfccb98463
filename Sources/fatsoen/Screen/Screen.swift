import Foundation

/// Standard output and standard error.
enum Screen {
  /// Writes whole bytes to a descriptor; throws `BrokenPipe` when the reader is gone.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws {
    var rest = bytes
    while !rest.isEmpty {
      let written = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if written >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      } else if errno == EPIPE {
        throw BrokenPipe()
      } else if errno == EAGAIN {
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&wait, 1, 1000)
      } else if errno != EINTR {
        throw CommandError("schrijven lukt niet: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Prints lines to standard output.
  static func print(_ lines: [String]) throws {
    if !lines.isEmpty { try print(lines.joined(separator: "\n")) }
  }

  /// Prints one text and a line feed to standard output.
  static func print(_ text: String = "") throws {
    var text = text + "\n"
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0), to: STDOUT_FILENO) }
  }

  /// Prints one line to standard error; nothing can be done when that fails.
  static func complain(_ text: String) {
    var text = text + "\n"
    text.withUTF8 { try? write(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
  }
}

/// The reader of our output has gone: the command ends quietly.
struct BrokenPipe: Error {}
