import CZip
import Conduct
import Exchange
import Foundation
import Testing

@Suite struct ZipTests {
  /// A zip with these files, as another program would make it.
  private func zip(_ files: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("roster-\(UUID().uuidString).zip").path
    defer { try? FileManager.default.removeItem(atPath: path) }  // a leftover file in /tmp harms nobody
    let archive = try #require(zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, nil))
    var kept: [UnsafeMutablePointer<UInt8>] = []
    defer { kept.forEach { $0.deallocate() } }
    for (name, bytes) in files {
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
      copy.initialize(from: bytes, count: bytes.count)
      kept.append(copy)
      let source = zip_source_buffer(archive, copy, zip_uint64_t(bytes.count), 0)
      try #require(zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0)
    }
    try #require(zip_close(archive) == 0)
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func refusal(_ bytes: [UInt8]) throws -> String {
    do {
      _ = try RosterFiles.read(("export.zip", bytes))
      return ""
    } catch ExchangeError.refusedZip(let reason) { return reason }
  }

  @Test(arguments: ["", "export/2026/"]) func oneRosterIsReadFromAZipAsFromAFolder(folder: String) throws {
    let files = try zip(RosterFiles.oneRoster.map { (folder + $0.key, Array($0.value.utf8)) })
    let roster = try RosterFiles.read(("export.zip", files))
    #expect(roster.pupils == (try RosterFiles.readFolder(RosterFiles.oneRoster)).pupils)
    #expect(roster.guardians.count == 3 && roster.complete[.oneRoster] == Set(Roster.Part.allCases))
  }

  @Test func edexmlIsReadFromAZip() throws {
    let file = try zip([("school.xml", Array(RosterFiles.edexml.utf8))])
    #expect(try RosterFiles.read(("export.zip", file)).pupils.count == 2)
  }

  @Test(arguments: ["../users.csv", "/etc/users.csv", "a/../../users.csv", "c:\\users.csv", "a\\..\\users.csv"])
  func aPlaceOutsideTheZipIsRefused(name: String) throws {
    #expect(try refusal(zip([(name, Array("x".utf8))])).contains("buiten het zipbestand"))
  }

  @Test func aZipThatWouldGrowIsRefused() throws {
    let bomb = try zip([("users.csv", [UInt8](repeating: 0x61, count: 65 << 20))])
    #expect(bomb.count < 1 << 20)
    #expect(try refusal(bomb).contains("64 MB"))
    // A zip that lies about the size of what is in it: the size stands in the directory at the end.
    var lie = bomb
    let size: [UInt8] = [0x00, 0x00, 0x10, 0x04]
    let small: [UInt8] = [0x10, 0x00, 0x00, 0x00]
    var at = 0
    while at + 4 <= lie.count {
      if lie[at..<(at + 4)].elementsEqual(size) { lie.replaceSubrange(at..<(at + 4), with: small) }
      at += 1
    }
    #expect(lie != bomb)
    #expect(throws: ExchangeError.self) { try RosterFiles.read(("export.zip", lie)) }
  }

  @Test func aDamagedZipIsRefusedWhereverItIsCut() throws {
    let file = try zip([("school.xml", Array(RosterFiles.edexml.utf8))])
    for end in stride(from: 5, to: file.count - 1, by: 13) {
      #expect(throws: ExchangeError.self, "\(end)") { try RosterFiles.read(("export.zip", Array(file[..<end]))) }
    }
  }

  @Test func aSpreadsheetIsToldApart() throws {
    let file = try zip([
      ("[Content_Types].xml", Array("<Types/>".utf8)), ("xl/workbook.xml", Array("<workbook/>".utf8)),
    ])
    #expect(throws: ExchangeError.unknownKind("het is een Excel-bestand; open het en sla het op als CSV")) {
      try RosterFiles.read(("leerlingen.xlsx", file))
    }
  }

  @Test func aFileLargerThanASchoolIsRefusedUnread() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("roster-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: url) }  // a leftover file in /tmp harms nobody
    _ = FileManager.default.createFile(atPath: url.path, contents: nil)
    let handle = try FileHandle(forWritingTo: url)
    // Two hundred megabytes that take no room on the disk.
    try handle.truncate(atOffset: 200 << 20)
    try handle.close()
    #expect(throws: ExchangeError.tooLarge(bytes: 200 << 20, most: 64 << 20)) {
      try RosterReader(today: RosterFiles.today).read(url, name: "groot.csv")
    }
  }
}
