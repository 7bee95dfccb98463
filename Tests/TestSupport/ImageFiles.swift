/// Pictures and films made by hand: small, with every part that tells something, and nothing to look at.
public enum ImageFiles {
  /// A place, as Exif writes it; zeros are what a phone leaves of one.
  public enum Place: Sendable {
    case none
    case somewhere
    case zeros
  }

  // MARK: Numbers and parts

  /// The bytes of a number, the highest first.
  public static func high(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The bytes of a number, the lowest first.
  public static func low(_ value: Int, _ width: Int) -> [UInt8] { high(value, width).reversed() }

  /// An Exif block with make, model and, when there is one, a directory of the place.
  public static func exif(_ place: Place, make: String = "", model: String = "", lowFirst: Bool = false) -> [UInt8] {
    func number(_ value: Int, _ width: Int) -> [UInt8] { lowFirst ? low(value, width) : high(value, width) }
    func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: Int) -> [UInt8] {
      number(tag, 2) + number(type, 2) + number(count, 4) + number(value, 4)
    }
    let texts = [make, model].map { Array($0.utf8) + [0, 0, 0, 0] }
    let start = 8 + 2 + 12 * 3 + 4
    let directory = start + texts[0].count + texts[1].count
    let values = directory + 2 + 12 * 2 + 4
    var block = Array((lowFirst ? "II" : "MM").utf8) + number(42, 2) + number(8, 4) + number(3, 2)
    block += entry(0x010F, 2, texts[0].count, start) + entry(0x0110, 2, texts[1].count, start + texts[0].count)
    // Without a place the last entry is the orientation.
    block += place == .none ? entry(0x0112, 3, 1, 1) : entry(0x8825, 4, 1, directory)
    block += number(0, 4) + texts[0] + texts[1]
    guard place != .none else { return block }
    block += number(2, 2) + entry(2, 5, 3, values) + entry(4, 5, 3, values + 24) + number(0, 4)
    let degrees = place == .zeros ? [0, 0, 0, 0, 0, 0] : [52, 1, 22, 1, 48, 1]
    return block + (degrees + degrees).flatMap { number($0, 4) }
  }

  /// An XMP text.
  public static func xmp(_ place: Place) -> [UInt8] {
    let attribute = place == .somewhere ? #" exif:GPSLatitude="52,22.8N" exif:GPSLongitude="4,53.1E""# : ""
    return Array(#"<x:xmpmeta><rdf:Description xmp:Rating="3"\#(attribute)/></x:xmpmeta>"#.utf8)
  }

  // MARK: JPEG

  /// A part of a JPEG.
  public static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
    [0xFF, marker] + high(body.count + 2, 2) + body
  }

  /// A JPEG; extended XMP is in two parts.
  public static func jpeg(exif: [UInt8]? = nil, xmp: [UInt8]? = nil, extended: [UInt8]? = nil) -> [UInt8] {
    var file: [UInt8] = [0xFF, 0xD8] + segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 0, 0, 1, 0, 1, 0, 0])
    if let exif { file += segment(0xE1, Array("Exif\0\0".utf8) + exif) }
    if let xmp { file += segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + xmp) }
    for half in extended.map({ [$0[..<($0.count / 2)], $0[($0.count / 2)...]] }) ?? [] {
      let header = Array("http://ns.adobe.com/xmp/extension/\0".utf8) + [UInt8](repeating: 0x41, count: 40)
      file += segment(0xE1, header + half)
    }
    file += segment(0xC0, [8] + high(3, 2) + high(4, 2) + [1, 1, 0x11, 0])
    return file + segment(0xDA, [1, 1, 0, 0, 63, 0]) + [0x12, 0xFF, 0, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9]
  }

  // MARK: PNG, WebP and GIF

  /// A part of a PNG; nobody looks at its checksum.
  public static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
    high(body.count, 4) + Array(name.utf8) + body + [0, 0, 0, 0]
  }

  /// A PNG.
  public static func png(exif: [UInt8]? = nil, xmp: [UInt8]? = nil, isPacked: Bool = false) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += chunk("IHDR", high(4, 4) + high(3, 4) + [8, 0, 0, 0, 0])
    if let exif { file += chunk("eXIf", exif) }
    if let xmp { file += chunk("iTXt", Array("XML:com.adobe.xmp\0".utf8) + [isPacked ? 1 : 0, 0, 0, 0] + xmp) }
    return file + chunk("IDAT", [1, 2, 3]) + chunk("IEND", [])
  }

  /// A WebP.
  public static func webp(exif: [UInt8]? = nil, xmp: [UInt8]? = nil) -> [UInt8] {
    func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
      Array(name.utf8) + low(body.count, 4) + body + (body.count % 2 == 1 ? [0] : [])
    }
    var body = Array("WEBP".utf8) + chunk("VP8X", [0, 0, 0, 0] + low(3, 3) + low(2, 3))
    body += chunk("ALPH", [7])
    if let exif { body += chunk("EXIF", exif) }
    if let xmp { body += chunk("XMP ", xmp) }
    return Array("RIFF".utf8) + low(body.count, 4) + body
  }

  /// A GIF.
  public static func gif(xmp: [UInt8]? = nil) -> [UInt8] {
    var file = Array("GIF89a".utf8) + low(4, 2) + low(3, 2) + [0x80, 0, 0, 0, 0, 0, 255, 255, 255]
    if let xmp {
      // The end of this text is such that a reader of blocks comes out behind it.
      file += [0x21, 0xFF, 11] + Array("XMP DataXMP".utf8) + xmp + [1] + (0...255).reversed().map { UInt8($0) } + [0]
    }
    file += [0x21, 0xFE, 2, 0x68, 0x69, 0] + [0x2C, 0, 0, 0, 0, 4, 0, 3, 0, 0, 2, 2, 0x4C, 1, 0]
    return file + [0x3B]
  }

  // MARK: Boxes

  /// A box of a HEIC or film.
  public static func box(_ name: String, _ body: [UInt8]) -> [UInt8] {
    high(body.count + 8, 4) + name.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } + body
  }

  /// A HEIC whose Exif and XMP stand behind its boxes, as telephones write it.
  public static func heic(exif: [UInt8]? = nil, xmp: [UInt8]? = nil, places: [UInt8]? = nil) -> [UInt8] {
    let items = [exif.map { ("Exif", [0, 0, 0, 0] + $0) }, xmp.map { ("mime", $0) }].compactMap { $0 }
    func meta(at start: Int) -> [UInt8] {
      var information = high(0, 4) + high(items.count, 2)
      var list = high(0, 4) + [0x44, 0] + high(items.count, 2)
      var place = start
      for (index, (kind, bytes)) in items.enumerated() {
        information += box("infe", high(0x0200_0000, 4) + high(index + 1, 2) + [0, 0] + Array(kind.utf8) + [0])
        list += high(index + 1, 2) + [0, 0] + high(1, 2) + high(place, 4) + high(bytes.count, 4)
        place += bytes.count
      }
      let sizes = box("iprp", box("ipco", box("ispe", high(0, 4) + high(4, 4) + high(3, 4))))
      let handler = box("hdlr", high(0, 8) + Array("pict".utf8) + high(0, 8) + high(0, 5))
      return box("meta", high(0, 4) + handler + box("iinf", information) + box("iloc", places ?? list) + sizes)
    }
    let start = box("ftyp", Array("heic".utf8) + high(0, 4) + Array("mif1heic".utf8))
    let head = start.count + meta(at: 0).count + 8
    return start + meta(at: head) + box("mdat", items.flatMap(\.1) + [1, 2, 3])
  }

  /// Where a film says where it was made.
  public enum FilmPlace: CaseIterable, Sendable {
    case none
    case userData
    case mobile
    case keys
    case track
    case xmp
    case redacted
  }

  /// A film with a place in one of its parts.
  public static func film(_ place: FilmPlace, brand: String = "mp42") -> [UInt8] {
    let text = Array("+52.3800+004.8900/".utf8)
    var user: [UInt8] = []
    var more: [UInt8] = []
    var track: [UInt8] = []
    func keys(_ name: String) -> [UInt8] {
      high(0, 4) + high(1, 4) + high(name.utf8.count + 8, 4) + Array("mdta".utf8) + Array(name.utf8)
    }
    switch place {
    case .none: user = box("\u{A9}too", high(3, 2) + high(0, 2) + Array("abc".utf8)) + high(0, 4)
    case .userData: user = box("\u{A9}xyz", high(text.count, 2) + high(0x15C7, 2) + text)
    case .redacted: user = box("\u{A9}xyz", high(0, 2) + high(0, 2) + [UInt8](repeating: 0, count: text.count))
    case .mobile: user = box("loci", high(0, 4) + high(0x15C7, 2) + Array("Amsterdam\0".utf8) + high(0, 13))
    case .keys:
      more = box("meta", box("hdlr", high(0, 24)) + box("keys", keys("com.apple.quicktime.location.ISO6709")))
    case .track:
      track = box("mdia", box("minf", box("stbl", box("stsd", keys("com.apple.quicktime.location.ISO6709")))))
    case .xmp:
      let name: [UInt8] = [
        0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
      ]
      more = box("uuid", name + ImageFiles.xmp(.somewhere))
    }
    let header = box("tkhd", high(0, 72) + high(4, 2) + high(0, 2) + high(3, 2) + high(0, 2))
    let film = box("moov", box("trak", header + track) + box("udta", user) + more)
    // A box of more than four gigabytes gives its length in eight bytes; a small one may do so too.
    let data = high(1, 4) + Array("mdat".utf8) + high(16 + 5, 8) + [1, 2, 3, 4, 5]
    return box("ftyp", Array(brand.utf8) + high(0, 4)) + data + film
  }

  /// One of each, with a place or without.
  public static func all(_ place: Place) -> [(type: String, file: [UInt8])] {
    let exif = exif(place, make: "samsung", model: "SM-S911B")
    let other = self.exif(place, lowFirst: true)
    return [
      ("image/jpeg", jpeg(exif: exif)), ("image/jpeg", jpeg(xmp: xmp(place))),
      ("image/jpeg", jpeg(extended: xmp(place))),
      ("image/png", png(exif: exif)), ("image/png", png(xmp: xmp(place))), ("image/webp", webp(exif: other)),
      ("image/webp", webp(xmp: xmp(place))), ("image/heic", heic(exif: exif)), ("image/heic", heic(xmp: xmp(place))),
      ("image/gif", gif(xmp: xmp(place))), ("image/tiff", other),
      ("video/mp4", film(place == .somewhere ? .userData : .none)),
      ("video/quicktime", film(place == .somewhere ? .keys : .none, brand: "qt  ")),
    ]
  }
}
