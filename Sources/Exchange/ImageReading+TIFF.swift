import Foundation

extension ImageReading {
  private static let mostDirectories = 64

  /// Reads an Exif block, which is a small TIFF of its own: places in it count from its first byte.
  ///
  /// libexif is not used: of a block that is cut off, or whose directory lies beyond 64 KiB, it gives what it has without
  /// saying that there was more, and "no place" would then be a guess.
  mutating func readTIFF(in range: Range<Int>) throws {
    let block = TIFFBlock(bytes: bytes, range: range, lowFirst: try bytes.has("II", at: range.lowerBound))
    let magic = try block.number(0, 2)
    guard magic == 0x4D4D || magic == 0x4949, try block.number(2, 2) == 42 else { throw ImageFault.broken("de Exif") }
    var directory = try block.number(4, 4)
    var seen: Set<Int> = []
    while directory != 0 {
      guard seen.insert(directory).inserted, seen.count <= Self.mostDirectories else {
        throw ImageFault.broken("de Exif")
      }
      for entry in 0..<(try block.number(directory, 2)) { try read(try block.entry(entry, of: directory), in: block) }
      directory = try block.number(directory + 2 + 12 * block.number(directory, 2), 4)
    }
  }

  private mutating func read(_ entry: TIFFBlock.Entry, in block: TIFFBlock) throws {
    try bytes.step()
    switch entry.tag {
    case 0x010F: make = try make ?? block.text(of: entry)
    case 0x0110: model = try model ?? block.text(of: entry)
    case 0x02BC: try readXMP(in: try block.place(of: entry))
    case 0x8825:
      let directory = try block.number(entry.value, 4)
      for index in 0..<(try block.number(directory, 2)) {
        try bytes.step()
        if try block.isPlace(try block.entry(index, of: directory)) { hasPlace = true }
      }
    default: break
    }
  }
}

/// An Exif block and the order of its bytes.
private struct TIFFBlock {
  /// One entry of a directory.
  struct Entry {
    var tag: Int
    var type: Int
    var count: Int
    /// Where the value, or its place, stands.
    var value: Int
  }

  let bytes: ImageBytes
  let range: Range<Int>
  let lowFirst: Bool

  func number(_ place: Int, _ width: Int) throws -> Int {
    guard place >= 0, place + width <= range.count else { throw ImageFault.broken("de Exif") }
    return try bytes.number(at: range.lowerBound + place, width, lowFirst: lowFirst)
  }

  func entry(_ index: Int, of directory: Int) throws -> Entry {
    let place = directory + 2 + 12 * index
    return Entry(
      tag: try number(place, 2), type: try number(place + 2, 2), count: try number(place + 4, 4), value: place + 8)
  }

  /// Where in the file the bytes of a value are.
  func place(of entry: Entry) throws -> Range<Int> {
    let sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4]
    guard sizes.indices.contains(entry.type) else { throw ImageFault.broken("de Exif") }
    let size = sizes[entry.type] * entry.count
    let start = size <= 4 ? entry.value : try number(entry.value, 4)
    guard start + size <= range.count else { throw ImageFault.broken("de Exif") }
    return (range.lowerBound + start)..<(range.lowerBound + start + size)
  }

  /// A short text.
  func text(of entry: Entry) throws -> String {
    let place = try place(of: entry)
    return String(
      decoding: try bytes.bytes(at: place.lowerBound, min(64, place.count)).prefix { $0 != 0 }, as: UTF8.self
    )
    .trimmingCharacters(in: .whitespaces)
  }

  /// Whether an entry of the directory of places is a latitude or longitude, also of what was pictured. Zeros are none:
  /// phones put them over a place that they took out.
  func isPlace(_ entry: Entry) throws -> Bool {
    guard [2, 4, 20, 22].contains(entry.tag) else { return false }
    let place = try place(of: entry)
    guard entry.type == 5 else {
      return try bytes.bytes(at: place.lowerBound, min(64, place.count)).contains { $0 != 0 }
    }
    for part in 0..<min(3, entry.count) {
      let start = place.lowerBound + 8 * part
      if try bytes.number(at: start, 4) != 0, try bytes.number(at: start + 4, 4) != 0 { return true }
    }
    return false
  }
}
