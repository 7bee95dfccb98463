public import Conduct

/// Reads the overlays of many schools over word lists that were read once.
public struct OverlayReader: Sendable {
  private let shipped: WordlistReader
  private let compile: @Sendable (String) -> PatternFault?

  /// Reads the shipped word lists; `compile` says what is wrong with a school's own patterns.
  public init(
    wordlists directory: String, compile: @escaping @Sendable (String) -> PatternFault?
  ) throws(LibraryError) {
    self.compile = compile
    var reader = WordlistReader()
    reader.readShipped(try Folder.read(directory))
    try reader.throwErrors()
    shipped = reader
  }

  /// Reads one school's folder; every error in it is thrown at once.
  public func read(_ directory: String) throws(LibraryError) -> Overlay {
    var reader = shipped
    reader.readOverlay(try Folder.read(directory))
    reader.compile(ownOnly: true, compile)
    try reader.throwErrors()
    return reader.overlay
  }
}
