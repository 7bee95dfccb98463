import CZip

/// The files in a zip, read whole into memory and never onto the disk. A zip that names places outside itself, or that
/// would grow beyond what a roster can be, is refused.
struct ZipArchive {
  /// The most that all files together may be once unpacked, in bytes.
  static let largest = RosterSource.largest
  /// The most files in one zip.
  static let mostFiles = 1000

  /// The files by name, folders left out.
  let files: [(name: String, bytes: [UInt8])]

  /// Unpacks; throws `ExchangeError.refusedZip` with the reason.
  init(_ bytes: [UInt8]) throws {
    files = try bytes.withUnsafeBytes { buffer in
      var fault = zip_error_t()
      zip_error_init(&fault)
      defer { zip_error_fini(&fault) }
      guard let source = zip_source_buffer_create(buffer.baseAddress, zip_uint64_t(buffer.count), 0, &fault) else {
        throw ExchangeError.refusedZip(String(cString: zip_error_strerror(&fault)))
      }
      guard let archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &fault) else {
        zip_source_free(source)
        throw ExchangeError.refusedZip(String(cString: zip_error_strerror(&fault)))
      }
      defer { zip_discard(archive) }
      return try Self.files(of: archive)
    }
  }

  private static func files(of archive: OpaquePointer) throws -> [(name: String, bytes: [UInt8])] {
    let count = zip_get_num_entries(archive, 0)
    if count > mostFiles { throw ExchangeError.refusedZip("het heeft \(count) bestanden; hoogstens \(mostFiles)") }
    var files: [(name: String, bytes: [UInt8])] = []
    var total = 0
    for index in 0..<zip_uint64_t(max(0, count)) {
      var facts = zip_stat_t()
      zip_stat_init(&facts)
      guard zip_stat_index(archive, index, 0, &facts) == 0, let raw = facts.name else {
        throw ExchangeError.refusedZip("bestand \(index + 1) heeft geen naam")
      }
      let name = String(cString: raw)
      try check(name)
      if name.hasSuffix("/") { continue }
      if facts.valid & zip_uint64_t(ZIP_STAT_ENCRYPTION_METHOD) != 0, facts.encryption_method != 0 {
        throw ExchangeError.refusedZip("\(name) is met een wachtwoord versleuteld; pak het eerst uit")
      }
      // What the zip says of itself may be a lie, so that the bytes are counted as well while they come.
      guard facts.size <= zip_uint64_t(largest - total) else { throw tooLarge }
      files.append((name, try content(of: index, name: name, in: archive, atMost: largest - total)))
      total += files[files.count - 1].bytes.count
    }
    return files
  }

  private static var tooLarge: ExchangeError {
    .refusedZip("uitgepakt is het groter dan \(largest >> 20) MB; een school past in enkele MB")
  }

  private static func check(_ name: String) throws {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isOutside =
      name.hasPrefix("/") || name.contains("\\") || name.contains(":") || name.unicodeScalars.contains { $0.value < 32 }
      || parts.contains("..")
    if isOutside { throw ExchangeError.refusedZip("\"\(name)\" wijst naar een plaats buiten het zipbestand") }
  }

  private static func content(
    of index: zip_uint64_t, name: String, in archive: OpaquePointer, atMost most: Int
  ) throws -> [UInt8] {
    guard let file = zip_fopen_index(archive, index, 0) else {
      throw ExchangeError.refusedZip("\(name) is niet te lezen: \(String(cString: zip_strerror(archive)))")
    }
    defer { zip_fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = block.withUnsafeMutableBytes { zip_fread(file, $0.baseAddress, zip_uint64_t($0.count)) }
      guard count >= 0 else { throw ExchangeError.refusedZip("\(name) is beschadigd") }
      if count == 0 { return bytes }
      bytes += block[..<Int(count)]
      if bytes.count > most { throw tooLarge }
    }
  }
}
