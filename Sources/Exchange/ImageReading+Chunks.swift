extension ImageReading {
  /// Reads a PNG, chunk by chunk, and gives the place after its end.
  mutating func readPNG(from start: Int) throws -> Int {
    var place = start + 8
    while true {
      try bytes.step()
      let length = try bytes.number(at: place, 4)
      let name = try bytes.text(at: place + 4)
      let body = (place + 8)..<(place + 8 + length)
      place = body.upperBound + 4
      guard place <= bytes.count else { throw ImageFault.ended }
      switch name {
      case "IEND": return place
      case "IHDR":
        guard length == 13 else { throw ImageFault.broken("een deel") }
        note(width: try bytes.number(at: body.lowerBound, 4), height: try bytes.number(at: body.lowerBound + 4, 4))
      case "eXIf": try attempt { try $0.readTIFF(in: body) }
      case "tEXt", "zTXt", "iTXt": try attempt { try $0.readText(in: body) }
      default: break
      }
    }
  }

  /// Reads a text of a PNG.
  private mutating func readText(in body: Range<Int>) throws {
    if try bytes.has("Raw profile type ", at: body.lowerBound, before: body.upperBound) {
      throw ImageFault(reason: "een ouder programma heeft gegevens samengeperst in de afbeelding gezet")
    }
    let name: StaticString = "XML:com.adobe.xmp\0"
    guard try bytes.has(name, at: body.lowerBound, before: body.upperBound) else { return }
    if try bytes.byte(at: body.lowerBound + name.utf8CodeUnitCount) != 0 {
      throw ImageFault(reason: "de gegevens in de afbeelding zijn samengeperst")
    }
    try readXMP(in: body)
  }

  /// Reads a WebP, chunk by chunk, and gives the place after its end.
  mutating func readWebP(from start: Int) throws -> Int {
    let end = start + 8 + (try number(at: start + 4, 4))
    guard end <= bytes.count else { throw ImageFault.ended }
    var place = start + 12
    while place < end {
      try bytes.step()
      let length = try number(at: place + 4, 4)
      let body = (place + 8)..<(place + 8 + length)
      guard body.upperBound <= end else { throw ImageFault.broken("een deel") }
      switch try bytes.text(at: place) {
      case "EXIF":
        let hasName = try bytes.has("Exif\0\0", at: body.lowerBound, before: body.upperBound)
        try attempt { try $0.readTIFF(in: (body.lowerBound + (hasName ? 6 : 0))..<body.upperBound) }
      case "XMP ": try readXMP(in: body)
      case "VP8X":
        note(
          width: try number(at: body.lowerBound + 4, 3) + 1, height: try number(at: body.lowerBound + 7, 3) + 1)
      case "VP8 ":
        note(
          width: try number(at: body.lowerBound + 6, 2) & 0x3FFF,
          height: try number(at: body.lowerBound + 8, 2) & 0x3FFF)
      case "VP8L":
        let bits = try number(at: body.lowerBound + 1, 4)
        note(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)
      default: break
      }
      place = body.upperBound + length % 2
    }
    return end
  }

  /// Reads a GIF, block by block, and gives the place after its end.
  mutating func readGIF(from start: Int) throws -> Int {
    note(width: try number(at: start + 6, 2), height: try number(at: start + 8, 2))
    var place = start + 13 + (try colours(at: start + 10))
    while true {
      try bytes.step()
      switch try bytes.byte(at: place) {
      case 0x3B: return place + 1
      case 0x2C: place = try endOfBlocks(from: place + 11 + colours(at: place + 9))
      case 0x21:
        let body = place + 2
        place = try endOfBlocks(from: body)
        if try bytes.has("\u{0B}XMP DataXMP", at: body) { try readXMP(in: body..<place) }
      default: throw ImageFault.broken("een deel")
      }
    }
  }

  /// The size of the table of colours that a byte of a GIF announces.
  private func colours(at place: Int) throws -> Int {
    let flags = try bytes.byte(at: place)
    return flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1)
  }

  private func endOfBlocks(from start: Int) throws -> Int {
    var place = start
    while case let length = Int(try bytes.byte(at: place)), length > 0 { place += 1 + length }
    return place + 1
  }

  private func number(at place: Int, _ width: Int) throws -> Int {
    try bytes.number(at: place, width, lowFirst: true)
  }
}
