extension ImageReading {
  /// Reads a JPEG, segment by segment, and gives the place after its end.
  mutating func readJPEG(from start: Int) throws -> Int {
    var place = start + 2
    while true {
      try bytes.step()
      guard try bytes.byte(at: place) == 0xFF else { throw ImageFault.broken("een deel") }
      // Any number of these bytes may stand before a marker.
      while try bytes.byte(at: place) == 0xFF { place += 1 }
      let marker = try bytes.byte(at: place)
      place += 1
      switch marker {
      case 0xD9: return place
      case 0x01, 0xD0...0xD7: continue
      case 0x00, 0xD8: throw ImageFault.broken("een deel")
      default:
        let length = try bytes.number(at: place, 2)
        guard length >= 2 else { throw ImageFault.broken("een deel") }
        guard place + length <= bytes.count else { throw ImageFault.ended }
        let body = (place + 2)..<(place + length)
        try attempt { try $0.readSegment(marker, body) }
        place = body.upperBound
        if marker == 0xDA { place = try endOfScan(from: place) }
      }
    }
  }

  private mutating func readSegment(_ marker: UInt8, _ body: Range<Int>) throws {
    switch marker {
    case 0xE1:
      func rest(after header: StaticString, _ more: Int = 0) throws -> Range<Int>? {
        guard try bytes.has(header, at: body.lowerBound, before: body.upperBound) else { return nil }
        return min(body.upperBound, body.lowerBound + header.utf8CodeUnitCount + more)..<body.upperBound
      }
      if let exif = try rest(after: "Exif\0\0") { try readTIFF(in: exif) }
      if let xmp = try rest(after: "http://ns.adobe.com/xap/1.0/\0") { try readXMP(in: xmp) }
      // XMP over 64 KiB goes on in parts, each after its name, length and place.
      if let part = try rest(after: "http://ns.adobe.com/xmp/extension/\0", 40) { try readXMP(in: part) }
    case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
      note(
        width: try bytes.number(at: body.lowerBound + 3, 2), height: try bytes.number(at: body.lowerBound + 1, 2))
    default: break
    }
  }

  /// Where the marker stands that ends the coded picture.
  private func endOfScan(from start: Int) throws -> Int {
    var place = start
    while let hit = try bytes.firstPlace(of: 0xFF, from: place) {
      switch try bytes.byte(at: hit + 1) {
      case 0x00, 0xD0...0xD7: place = hit + 2
      case 0xFF: place = hit + 1
      default: return hit
      }
    }
    throw ImageFault.ended
  }
}
