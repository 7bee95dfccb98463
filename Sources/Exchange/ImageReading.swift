/// The reading of one picture or film, from its first byte to its last.
struct ImageReading {
  /// The most pictures and films that one file carries behind the first.
  private static let mostCarried = 16

  let bytes: ImageBytes
  var mediaType: String?
  var pixels: ImageMetadata.Pixels?
  var hasPlace = false
  var make: String?
  var model: String?
  /// The first thing that could not be read.
  private(set) var fault: ImageFault?
  private var latitude = WordSearch("GPSLatitude")
  private var longitude = WordSearch("GPSLongitude")

  init(_ bytes: ImageBytes) { self.bytes = bytes }

  /// Reads all of it; throws only what reading the file itself throws.
  mutating func read() throws {
    try attempt { reading in
      guard var end = try reading.readPicture(from: 0) else { return }
      var carried = 0
      // Phones put a short film or a second picture behind the first, which say where they were made as well.
      while let next = try reading.nextPicture(from: end) {
        carried += 1
        if carried > Self.mostCarried { throw ImageFault.tooMuch }
        guard let after = try reading.readPicture(from: next) else { return }
        end = after
      }
    }
  }

  /// Goes on after what cannot be read, and remembers it: another part may yet say where the picture was made.
  mutating func attempt(_ body: (inout ImageReading) throws -> Void) throws {
    do {
      try body(&self)
    } catch let fault as ImageFault {
      self.fault = self.fault ?? fault
    }
  }

  /// Reads the picture that begins at a place and gives the place after it; nil for a file of another kind.
  private mutating func readPicture(from start: Int) throws -> Int? {
    guard let (type, form) = try kind(at: start) else {
      throw ImageFault(
        reason: bytes.count == 0 ? "het bestand is leeg" : "geen foto of film van een bekende soort")
    }
    mediaType = mediaType ?? type
    switch form {
    case .jpeg: return try readJPEG(from: start)
    case .png: return try readPNG(from: start)
    case .webp: return try readWebP(from: start)
    case .gif: return try readGIF(from: start)
    case .boxes: return try readBoxFile(from: start)
    case .tiff:
      try readTIFF(in: start..<bytes.count)
      return nil
    case .webm: throw ImageFault(reason: "een film van deze soort wordt niet nagekeken")
    case .document: throw ImageFault(reason: "een document wordt niet nagekeken")
    }
  }

  private enum Form {
    case jpeg
    case png
    case webp
    case gif
    case boxes
    case tiff
    case webm
    case document
  }

  /// The media type and the form by the first bytes; nil when they are of no known kind.
  private func kind(at start: Int) throws -> (String, Form)? {
    func has(_ text: StaticString, _ offset: Int = 0) throws -> Bool { try bytes.has(text, at: start + offset) }
    if try isJPEG(at: start) { return ("image/jpeg", .jpeg) }
    if bytes.count - start >= 8, try bytes.number(at: start, 4) == 0x8950_4E47, try has("\r\n\u{1A}\n", 4) {
      return ("image/png", .png)
    }
    if try has("RIFF"), try has("WEBP", 8) { return ("image/webp", .webp) }
    if try has("GIF87a") || has("GIF89a") { return ("image/gif", .gif) }
    if try has("ftyp", 4) { return (try boxType(at: start), .boxes) }
    if try ["moov", "mdat", "wide", "free", "skip", "pnot"].contains(where: { try has($0, 4) }) {
      return ("video/quicktime", .boxes)
    }
    if try has("II*\0") || has("MM\0*") { return ("image/tiff", .tiff) }
    if try has("%PDF-") { return ("application/pdf", .document) }
    if bytes.count - start >= 4, try bytes.number(at: start, 4) == 0x1A45_DFA3 { return ("video/webm", .webm) }
    return nil
  }

  private func isJPEG(at place: Int) throws -> Bool {
    try bytes.count - place >= 3 && bytes.number(at: place, 3) == 0xFF_D8FF
  }

  /// Where the next picture or film begins, from a place on: bytes between them are of the phone's own.
  private func nextPicture(from place: Int) throws -> Int? {
    var picture = place
    var film = place
    var first: Int?
    while let hit = try bytes.firstPlace(of: 0xFF, from: picture), first == nil {
      if try isJPEG(at: hit) { first = hit }
      picture = hit + 1
    }
    while let hit = try bytes.firstPlace(of: UInt8(ascii: "f"), from: film), hit < first ?? bytes.count {
      if hit - 4 >= place, try bytes.has("ftyp", at: hit) { return hit - 4 }
      film = hit + 1
    }
    return first
  }

  /// Looks for a place in XMP; the parts of one text may come one after another.
  mutating func readXMP(in range: Range<Int>) throws {
    try bytes.forEachBlock(in: range) {
      latitude.look(in: $0)
      longitude.look(in: $0)
    }
    if latitude.isFound || longitude.isFound { hasPlace = true }
  }

  /// Keeps the largest size: thumbnails have a size as well.
  mutating func note(width: Int, height: Int) {
    let possible = 1..<(1 << 30)
    guard possible.contains(width), possible.contains(height) else { return }
    guard width * height > (pixels.map { $0.width * $0.height } ?? 0) else { return }
    pixels = ImageMetadata.Pixels(width: width, height: height)
  }
}
