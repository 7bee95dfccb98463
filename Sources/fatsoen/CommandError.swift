import Exchange

/// A fault that the command itself found; the message says what to do.
struct CommandError: Error {
  var message: String

  init(_ message: String) { self.message = message }
}

/// The end of a command with a status, without a message.
struct QuietExit: Error {
  var status: Int32
}
