/// Why a pattern does not compile, in PCRE2's words.
public struct PatternFault: Error, Hashable, Sendable {
  /// PCRE2's message, in English.
  public var message: String
  /// Where in the pattern, in UTF-8 bytes from its start.
  public var offset: Int

  /// Makes a fault.
  public init(message: String, offset: Int) {
    self.message = message
    self.offset = offset
  }
}
