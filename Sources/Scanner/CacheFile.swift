import FoundationEssentials

/// A file of the cache: sections of plain values as this processor keeps them, good only for the very sources that they were
/// made from. A file that is absent, damaged or of other sources is as good as none.
struct CacheFile {
  private static let magic = Array("fatsoen cache 1\n".utf8)

  private let file: URL
  private let kind: String
  private let key: [UInt8]

  /// Names a file by what it is made from.
  init(directory: String, kind: String, key: ContentHash) {
    self.kind = kind
    self.key = key.bytes
    file = URL(filePath: directory).appending(path: "\(kind)-\(key.digits.prefix(24)).bin")
  }

  /// The sections, when all is there and whole.
  func read(sections count: Int) -> Sections? {
    guard let data = try? Data(contentsOf: file, options: .mappedIfSafe) else { return nil }
    let head = CacheFile.magic.count + 2 * key.count
    var place = head + 8 * count
    guard data.count >= place, data.prefix(CacheFile.magic.count + key.count).elementsEqual(CacheFile.magic + key)
    else {
      return nil
    }
    let sum = data.withUnsafeBytes { ContentHash.of(UnsafeRawBufferPointer(rebasing: $0[head...])).bytes }
    guard data[(head - key.count)..<head].elementsEqual(sum) else { return nil }
    var ranges: [Range<Int>] = []
    for number in 0..<count {
      let size = data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: head + 8 * number, as: UInt64.self) }
      guard size <= UInt64(data.count - place) else { return nil }
      ranges.append(place..<(place + Int(size)))
      place += Int(size)
    }
    return place == data.count ? Sections(data: data, ranges: ranges) : nil
  }

  /// Writes the sections; where that fails the next start makes them anew.
  func write(_ sections: [Section]) {
    var body: [UInt8] = []
    for section in sections { withUnsafeBytes(of: UInt64(section.bytes.count)) { body.append(contentsOf: $0) } }
    for section in sections { body += section.bytes }
    let sum = body.withUnsafeBytes { ContentHash.of($0).bytes }
    CacheFolder.write(Data(CacheFile.magic + key + sum + body), to: file, kind: kind)
  }

  /// Values as they are written.
  struct Section {
    fileprivate let bytes: [UInt8]

    init<Element: BitwiseCopyable>(_ elements: [Element]) { bytes = elements.withUnsafeBytes { Array($0) } }

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = Array(bytes) }
  }

  /// Sections that were read.
  struct Sections {
    fileprivate let data: Data
    fileprivate let ranges: [Range<Int>]

    /// The values of a section; nil when its size is no whole number of them.
    func array<Element: BitwiseCopyable>(_ number: Int, of type: Element.Type = Element.self) -> [Element]? {
      let range = ranges[number]
      let (count, rest) = range.count.quotientAndRemainder(dividingBy: MemoryLayout<Element>.stride)
      guard rest == 0 else { return nil }
      return [Element](unsafeUninitializedCapacity: count) { buffer, filled in
        data.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyBytes(from: $0[range]) }
        filled = count
      }
    }

    /// The bytes of a section, while `body` runs.
    func withBytes<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
      data.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[ranges[number]])) }
    }
  }
}
