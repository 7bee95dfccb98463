import Exchange
import TestSupport
import Testing

@Suite struct ImageTests {
  @Test func everyKindIsKnownByItsBytesAndSaysWhereItWasMadeOrNot() throws {
    for (place, expected) in [(ImageFiles.Place.none, false), (.somewhere, true), (.zeros, false)] {
      for (type, file) in ImageFiles.all(place) {
        let facts = try ImageMetadata(file)
        #expect(facts.mediaType == type && facts.size == file.count)
        #expect(facts.hasLocation == expected && facts.remark == nil, "\(type) \(place): \(facts.remark ?? "")")
        let isMeasured = type == "image/tiff" || facts.pixels.map { $0.width == 4 && $0.height == 3 } == true
        #expect(isMeasured, "\(type)")
      }
    }
  }

  @Test(arguments: ImageFiles.FilmPlace.allCases)
  func aFilmKeepsItsPlaceInMoreThanOnePart(_ place: ImageFiles.FilmPlace) throws {
    #expect(try ImageMetadata(ImageFiles.film(place)).hasLocation == (place != .none && place != .redacted))
  }

  @Test(arguments: [
    ("Apple", "iPhone 15", ImageMetadata.Device.phone), ("Apple", "iPad (9th generation)", .tablet),
    ("samsung", "SM-X200", .tablet), ("samsung", "SM-S911B", .phone), ("Google", "Pixel 8", .phone),
    ("Xiaomi", "Redmi Pad SE", .tablet), ("Canon", "Canon EOS 250D", nil), ("SONY", "ILCE-6000", nil),
    ("samsung", "NX300", nil), ("", "", nil),
  ])
  func theCameraHintsAtAPhone(make: String, model: String, device: ImageMetadata.Device?) throws {
    let exif = ImageFiles.exif(.none, make: make, model: model)
    #expect(try ImageMetadata(ImageFiles.jpeg(exif: exif)).device == device)
  }

  @Test(arguments: [
    ([UInt8](), "leeg"), (Array("zomaar een tekst".utf8), "geen foto of film"), (Array("%PDF-1.7\n".utf8), "document"),
    ([0x1A, 0x45, 0xDF, 0xA3, 1, 2, 3], "deze soort"),
    (ImageFiles.png(xmp: [1, 2, 3], isPacked: true), "samengeperst"),
    (ImageFiles.box("ftyp", Array("mp42".utf8)), "houdt op"),
    (ImageFiles.box("moov", ImageFiles.box("cmov", [])), "samengeperst"),
    (ImageFiles.heic(exif: ImageFiles.exif(.none), places: [9, 0, 0, 0, 0, 0]), "lijst van delen"),
    (ImageFiles.jpeg(exif: [1, 2, 3]), "Exif"),
  ])
  func whatIsNotReadIsNotCalledWithoutAPlace(file: [UInt8], reason: String) throws {
    let facts = try ImageMetadata(file)
    #expect(facts.hasLocation == nil && facts.remark?.contains(reason) == true, "\(facts.remark ?? "-")")
  }

  /// A block that another part of the file does not vouch for leaves a doubt; a place that is found does not.
  @Test func oneBrokenPartDoesNotHideAPlaceInAnother() throws {
    let facts = try ImageMetadata(ImageFiles.jpeg(exif: [1, 2, 3], xmp: ImageFiles.xmp(.somewhere)))
    #expect(facts.hasLocation == true && facts.remark == nil)
  }

  @Test func aFilmOrPictureBehindAPictureCountsToo() throws {
    let plain = ImageFiles.jpeg()
    let gap = [UInt8](repeating: 0, count: 70_000) + Array("fffftyp".utf8)[..<3]
    for hidden in [ImageFiles.film(.userData), ImageFiles.jpeg(exif: ImageFiles.exif(.somewhere))] {
      #expect(try ImageMetadata(plain + gap + hidden).hasLocation == true)
      #expect(try ImageMetadata(plain + gap + hidden[..<40]).hasLocation == nil)
    }
    let two = try ImageMetadata(plain + gap + ImageFiles.film(.none))
    #expect(two.hasLocation == false && two.mediaType == "image/jpeg")
    #expect(try ImageMetadata(plain + gap).hasLocation == false)
  }

  @Test func aFileThatIsCutOffIsNeverCalledWithoutAPlace() throws {
    for (type, file) in ImageFiles.all(.somewhere) {
      for length in file.indices {
        #expect(try ImageMetadata(Array(file[..<length])).hasLocation != false, "\(type) \(length)")
      }
    }
  }

  /// What is read at most of a file of this size, whatever it says of itself.
  private func most(_ size: Int) -> Int { 4 * size + 20_000_000 }

  private func read(_ file: [UInt8]) throws -> (facts: ImageMetadata, bytes: Int) {
    var bytes = 0
    let facts = try ImageMetadata(size: file.count) { place, buffer in
      let part = file[place..<min(file.count, place + buffer.count)]
      buffer.copyBytes(from: part)
      bytes += part.count
      return part.count
    }
    return (facts, bytes)
  }

  @Test(.timeLimit(.minutes(5)), arguments: 0..<ImageFiles.all(.somewhere).count)
  func tenThousandBrokenFilesOfEachKindAreReadToTheEndOrNot(index: Int) throws {
    let (_, file) = ImageFiles.all(.somewhere)[index]
    var random = Seeded(UInt64(index) + 1)
    for _ in 0..<10_000 {
      var broken = file
      for _ in 0..<Int.random(in: 1...4, using: &random) where !broken.isEmpty {
        let place = Int.random(in: broken.indices, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: broken[place] = UInt8.random(in: 0...255, using: &random)
        case 1: broken[place] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF].randomElement(using: &random) ?? 0
        case 2: broken.removeSubrange(place...)
        case 3: broken.remove(at: place)
        case 4: broken.insert(contentsOf: broken[place...].prefix(40), at: place)
        default:
          for next in broken[place...].prefix(4).indices { broken[next] = 0xFF }
        }
      }
      let (facts, bytes) = try read(broken)
      #expect(bytes <= most(broken.count))
      #expect((facts.hasLocation == nil) == (facts.remark != nil))
    }
  }

  @Test(.timeLimit(.minutes(1))) func aFileThatSendsItsReaderToAndFroIsGivenUp() throws {
    // Directories that point at one another, and one that points at itself.
    let around = Array("MM".utf8) + ImageFiles.high(42, 2) + ImageFiles.high(8, 4) + [0, 0] + ImageFiles.high(8, 4)
    #expect(try ImageMetadata(ImageFiles.jpeg(exif: around)).hasLocation == nil)
    // A list that gives one item again and again, each time as the whole file.
    let size = 2_000_000
    let item =
      ImageFiles.high(1, 2) + [0, 0] + ImageFiles.high(1, 2) + ImageFiles.high(0, 4) + ImageFiles.high(size, 4)
    let list =
      ImageFiles.high(0, 4) + [0x44, 0] + ImageFiles.high(60_000, 2)
      + [[UInt8]](repeating: item, count: 60_000).flatMap(\.self)
    let file = ImageFiles.heic(xmp: [1], places: list) + ImageFiles.box("free", [UInt8](repeating: 1, count: size))
    let (facts, bytes) = try read(file)
    #expect(facts.hasLocation == false && bytes <= most(file.count))
    var deep: [UInt8] = []
    for _ in 0..<3000 { deep = ImageFiles.box("udta", deep) }
    #expect(try ImageMetadata(ImageFiles.box("moov", deep)).remark?.contains("te veel") == true)
    let crowd = [[UInt8]](repeating: ImageFiles.jpeg(), count: 40).flatMap(\.self)
    #expect(try ImageMetadata(crowd).remark?.contains("te veel") == true)
  }

  @Test func aLargeFileIsReadInSmallBlocks() throws {
    let head = ImageFiles.jpeg(exif: ImageFiles.exif(.none)).dropLast(2)
    let size = 200 << 20
    var largest = 0
    let facts = try ImageMetadata(size: size) { place, buffer in
      largest = max(largest, buffer.count)
      buffer.initializeMemory(as: UInt8.self, repeating: 0x55)
      let from = max(0, min(place, head.count))
      for (offset, byte) in head[from...].prefix(buffer.count).enumerated() where place < head.count {
        buffer[offset] = byte
      }
      for (offset, byte) in [UInt8(0xFF), 0xD9].enumerated() {
        let end = size - 2 + offset - place
        if buffer.indices.contains(end) { buffer[end] = byte }
      }
      return buffer.count
    }
    #expect(facts.hasLocation == false && facts.remark == nil && largest <= 1 << 16)
  }

  @Test func aFaultOfTheDiskIsNoFaultOfThePicture() {
    struct DiskFault: Error {}
    #expect(throws: DiskFault.self) { try ImageMetadata(size: 10) { _, _ in throw DiskFault() } }
  }
}
