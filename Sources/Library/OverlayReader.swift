public import Conduct

/// Reads the overlays of many schools over word lists that were read once.
public struct OverlayReader: Sendable {
  private let shipped: WordlistReader

  /// Reads the shipped word lists.
  public init(wordlists directory: String) throws(LibraryError) {
    var reader = WordlistReader()
    reader.readShipped(try Folder.read(directory))
    try reader.throwErrors()
    shipped = reader
  }

  /// Reads one school's folder; every error in it is thrown at once.
  public func read(_ directory: String) throws(LibraryError) -> Overlay {
    var reader = shipped
    reader.readOverlay(try Folder.read(directory))
    try reader.throwErrors()
    return reader.overlay
  }
}
