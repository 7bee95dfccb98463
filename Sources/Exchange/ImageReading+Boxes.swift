/// Reads HEIC, AVIF, MP4 and QuickTime, which are boxes inside boxes.
extension ImageReading {
  private static let deepest = 16

  /// What the boxes of one file or carried film share.
  struct Boxes {
    /// Where it begins: places count from there.
    var origin: Int
    /// The items that are Exif or XMP, by their numbers.
    var exif: Set<Int> = []
    var xmp: Set<Int> = []
    /// The boxes that say where items are, and in which small items are themselves.
    var places: Range<Int>?
    var data: Range<Int>?
    /// Whether the box was there that tells what the others hold.
    var isDescribed = false
  }

  /// The media type that a file of boxes says it is.
  func boxType(at start: Int) throws -> String {
    let brand = bytes.count - start >= 12 ? try bytes.text(at: start + 8) : ""
    switch brand {
    case "heic", "heix", "heim", "heis": return "image/heic"
    case "mif1", "msf1", "hevc", "hevx": return "image/heif"
    case "avif", "avis": return "image/avif"
    case "qt  ": return "video/quicktime"
    default: return brand.hasPrefix("3g") ? "video/3gpp" : "video/mp4"
    }
  }

  /// Reads all boxes and gives the place after them.
  mutating func readBoxFile(from start: Int) throws -> Int {
    var boxes = Boxes(origin: start)
    try readBoxes(in: start..<bytes.count, &boxes, depth: 0)
    if !boxes.isDescribed { throw ImageFault.ended }
    return bytes.count
  }

  private mutating func readBoxes(in range: Range<Int>, _ boxes: inout Boxes, depth: Int) throws {
    guard depth < Self.deepest else { throw ImageFault.tooMuch }
    var place = range.lowerBound
    while place < range.upperBound {
      try bytes.step()
      // QuickTime ends some lists with a zero.
      if depth > 0, range.upperBound - place == 4, try bytes.number(at: place, 4) == 0 { return }
      guard range.upperBound - place >= 8 else { throw ImageFault.ended }
      var (length, header) = (try bytes.number(at: place, 4), 8)
      if length == 1 {
        // No file is larger than seven bytes can count.
        guard try bytes.byte(at: place + 8) == 0 else { throw ImageFault.ended }
        (length, header) = (try bytes.number(at: place + 9, 7), 16)
      } else if length == 0, depth == 0 {
        length = range.upperBound - place
      }
      guard length >= header else { throw ImageFault.broken("een deel") }
      guard length <= range.upperBound - place else { throw ImageFault.ended }
      let body = (place + header)..<(place + length)
      let name = try bytes.text(at: place + 4)
      try attempt { try $0.readBox(name, body, &boxes, depth: depth) }
      place = body.upperBound
    }
  }

  private mutating func readBox(_ name: String, _ body: Range<Int>, _ boxes: inout Boxes, depth: Int) throws {
    let start = body.lowerBound
    if name == "moov" || name == "meta" { boxes.isDescribed = true }
    switch name {
    case "moov", "trak", "mdia", "minf", "stbl", "udta", "ilst", "iprp", "ipco":
      try readBoxes(in: body, &boxes, depth: depth + 1)
    case "meta": try readMeta(body, &boxes, depth: depth)
    case "iinf":
      let isShort = try bytes.byte(at: start) == 0
      try readBoxes(in: min(body.upperBound, start + (isShort ? 6 : 8))..<body.upperBound, &boxes, depth: depth + 1)
    case "infe": try readItem(body, &boxes)
    case "iloc": boxes.places = body
    case "idat": boxes.data = body
    case "ispe" where body.count >= 12:
      note(width: try bytes.number(at: start + 4, 4), height: try bytes.number(at: start + 8, 4))
    case "tkhd" where body.count >= 8:
      let end = body.upperBound
      note(width: try bytes.number(at: end - 8, 2), height: try bytes.number(at: end - 4, 2))
    case "\u{A9}xyz", "loci":
      // Zeros are what a phone puts over a place that it took out.
      var isEmpty = true
      try bytes.forEachBlock(in: min(body.upperBound, start + 6)..<body.upperBound) { block in
        if block.contains(where: { $0 != 0 }) { isEmpty = false }
      }
      if !isEmpty { hasPlace = true }
    case "keys": try readKeys(body)
    case "stsd":
      try readKeys(body)
      if try ["gpmd", "camm"].contains(where: { try bytes.has($0, at: start + 12, before: body.upperBound) }) {
        throw ImageFault(reason: "de film heeft een spoor met metingen, dat niet wordt gelezen")
      }
    case "XMP_": try readXMP(in: body)
    case "uuid":
      if body.count >= 16, try bytes.bytes(at: start, 16) == Self.xmp { try readXMP(in: body) }
    case "cmov": throw ImageFault(reason: "de gegevens in de film zijn samengeperst")
    default: break
    }
  }

  /// The identifier of a box with XMP.
  private static let xmp: [UInt8] = [
    0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
  ]

  /// Looks for the key under which a film keeps its place.
  private mutating func readKeys(_ body: Range<Int>) throws {
    var search = WordSearch("location.ISO6709")
    try bytes.forEachBlock(in: body) { search.look(in: $0) }
    if search.isFound { hasPlace = true }
  }

  /// Reads the box that names the items of a picture and where they are, in any order.
  private mutating func readMeta(_ body: Range<Int>, _ boxes: inout Boxes, depth: Int) throws {
    // In MP4 and HEIC a version comes first, in QuickTime it does not.
    let isBare = try bytes.has("hdlr", at: body.lowerBound + 4, before: body.upperBound)
    var own = Boxes(origin: boxes.origin)
    try readBoxes(
      in: min(body.upperBound, body.lowerBound + (isBare ? 0 : 4))..<body.upperBound, &own, depth: depth + 1)
    guard !own.exif.isEmpty || !own.xmp.isEmpty else { return }
    guard let places = own.places else { throw ImageFault.broken("de lijst van delen") }
    var list = ItemPlaces(bytes: bytes, range: places)
    var items: [Int: Range<Int>] = [:]
    try list.read(own) { items[$0] = $1 }
    for number in own.exif.union(own.xmp).sorted() {
      guard let item = items[number] else { throw ImageFault.broken("de lijst van delen") }
      try attempt { reading in
        if own.xmp.contains(number) { return try reading.readXMP(in: item) }
        let start = item.lowerBound + 4 + (try reading.bytes.number(at: item.lowerBound, 4))
        guard start <= item.upperBound else { throw ImageFault.broken("de Exif") }
        try reading.readTIFF(in: start..<item.upperBound)
      }
    }
  }

  /// Reads what an item is.
  private func readItem(_ body: Range<Int>, _ boxes: inout Boxes) throws {
    let version = try bytes.byte(at: body.lowerBound)
    guard version >= 2 else { return }
    let width = version == 2 ? 2 : 4
    let number = try bytes.number(at: body.lowerBound + 4, width)
    switch try bytes.text(at: body.lowerBound + 6 + width) {
    case "Exif": boxes.exif.insert(number)
    case "mime": boxes.xmp.insert(number)
    default: break
    }
  }
}

/// The box of a picture that says where each item is.
private struct ItemPlaces {
  let bytes: ImageBytes
  var place: Int
  let end: Int

  init(bytes: ImageBytes, range: Range<Int>) {
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  private mutating func number(_ width: Int) throws -> Int {
    guard place + width <= end else { throw ImageFault.broken("de lijst van delen") }
    defer { place += width }
    // No file is larger than seven bytes can count.
    if width == 8, try bytes.byte(at: place) != 0 { throw ImageFault.ended }
    return try bytes.number(at: place + max(0, width - 7), min(7, width))
  }

  /// Hands each item of Exif or XMP to `found` with the bytes it has in the file.
  mutating func read(_ boxes: ImageReading.Boxes, found: (Int, Range<Int>) -> Void) throws {
    let version = try number(4) >> 24
    let widths = try number(2)
    let (offset, length, base) = (widths >> 12, widths >> 8 & 15, widths >> 4 & 15)
    let index = version == 0 ? 0 : widths & 15
    guard version <= 2, [offset, length, base, index].allSatisfy([0, 4, 8].contains) else {
      throw ImageFault.broken("de lijst van delen")
    }
    for _ in 0..<(try number(version < 2 ? 2 : 4)) {
      try bytes.step()
      let item = try number(version < 2 ? 2 : 4)
      let method = version == 0 ? 0 : try number(2) & 15
      let isOutside = try number(2) != 0
      var start = try number(base)
      let extents = try number(2)
      var size = 0
      for _ in 0..<extents {
        try bytes.step()
        _ = try number(index)
        start += try number(offset)
        size = try number(length)
        guard start <= bytes.count else { throw ImageFault.ended }
      }
      guard boxes.exif.contains(item) || boxes.xmp.contains(item) else { continue }
      let origin = method == 1 ? boxes.data?.lowerBound : boxes.origin
      guard let origin, method < 2, !isOutside, extents == 1, size > 0 else {
        throw ImageFault.broken("de lijst van delen")
      }
      let limit = method == 1 ? boxes.data?.upperBound ?? 0 : bytes.count
      guard start <= limit - origin, size <= limit - origin - start else { throw ImageFault.ended }
      found(item, (origin + start)..<(origin + start + size))
    }
  }
}
