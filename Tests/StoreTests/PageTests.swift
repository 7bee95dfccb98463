import Conduct
import Testing

@testable import Store

extension SampleSchool {
  /// All rows of a table, in the order of its key.
  func rows(of table: Schema.Table) async throws -> [SQLRow] {
    try await pages(of: table).flatMap { $0 }
  }

  /// The rows of a table as copying and verifying read them.
  func pages(of table: Schema.Table, bytes: Int64 = Store.pageBytes) async throws -> [[SQLRow]] {
    try await database.read { connection in
      var pages: [[SQLRow]] = []
      try Store.eachPage(of: table, id, bytes: bytes, on: connection) { pages.append($0) }
      return pages
    }
  }
}

/// Contents are read a few at a time, however large they are.
@Suite struct PageTests {
  @Test func pagesAreBoundedByBytesAndHoldEveryRowOnce() async throws {
    let school = try await SampleSchool.busy()
    let payload = try #require(Schema.tables.first { $0.name == "payload" })
    #expect(payload.contents == ["box"])
    let all = try await school.database.read { try $0.run("SELECT id FROM payload ORDER BY id", []) }
    func size(_ row: SQLRow) -> Int { if case .bytes(let box) = row["box"] { box.count } else { 0 } }
    for most: Int64 in [1, 300, 2000, 1 << 20] {
      let pages = try await school.pages(of: payload, bytes: most)
      #expect(pages.flatMap { $0 }.map { $0["id"] } == all.map { $0["id"] })
      #expect(pages.allSatisfy { $0.count == 1 || $0.map(size).reduce(0, +) <= most })
      // No page stops before it must.
      for (page, next) in zip(pages, pages.dropFirst()) {
        #expect((page + next.prefix(1)).map(size).reduce(0, +) > most)
      }
    }
    for table in Schema.tables {
      let count = try await school.database.read {
        try $0.run("SELECT COUNT(*) AS n FROM \(table.name)", [])[0].int("n")
      }
      #expect(try await school.rows(of: table).count == count, "\(table.name)")
    }
  }

  @Test func tenEnclosuresOfOneMegabyteAreNeverReadTogether() async throws {
    let school = try await SampleSchool.make()
    let bytes =
      Array("%PDF-1.4\n1 0 obj\n".utf8) + [UInt8](repeating: 0x20, count: 1 << 20)
      + Array("\nstartxref\n9\n%%EOF\n".utf8)
    for _ in 0..<2 { _ = try await school.report(nil, .passedOn, enclosures: Array(repeating: bytes, count: 5)) }
    let payload = try #require(Schema.tables.first { $0.name == "payload" })
    let pages = try await school.pages(of: payload)
    #expect(pages.count > 1)
    #expect(try await school.store.verify(school: school.id).faults == [])
    _ = try await school.store.replaceKey(
      of: school.id, by: school.director.id, at: SampleSchool.start + 1)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }
}
