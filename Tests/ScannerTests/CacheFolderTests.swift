import Foundation
import Testing

@testable import Scanner

@Suite struct CacheFolderTests {
  @Test func onlyTheNewestOfAKindStay() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fatsoen-cache-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for number in 0..<(CacheFolder.most + 5) {
      let file = folder.appendingPathComponent("prefilter-\(number).bin")
      try Data([1]).write(to: file)
      let day = Date(timeIntervalSince1970: 1_790_000_000 + Double(number) * 86400)
      try FileManager.default.setAttributes([.modificationDate: day], ofItemAtPath: file.path)
    }
    for name in ["speller-1.bin", "rulebook-1.cache", "prefilter-note.txt"] {
      try Data([2]).write(to: folder.appendingPathComponent(name))
    }
    CacheFolder.write(Data([3]), to: folder.appendingPathComponent("prefilter-new.bin"), kind: "prefilter")
    let left = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    let newest = (6..<(CacheFolder.most + 5)).map { "prefilter-\($0).bin" } + ["prefilter-new.bin"]
    #expect(left == Set(newest + ["speller-1.bin", "rulebook-1.cache", "prefilter-note.txt"]))
  }
}
