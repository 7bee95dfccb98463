import ArgumentParser
import Conduct
import Foundation
import Library
import Store

/// `fatsoen bench-store`: what the store costs with many reviews in many schools.
struct BenchStoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-store",
    abstract: "Meet de wachtrij, besluiten, overnemen en narekenen op een database.",
    discussion: """
      Vult een lege database met verzonnen scholen, of neemt die van een eerdere
      keer, meet, en schrijft als laatste regel één JSON-object met de cijfers.

      Voorbeeld:
        fatsoen bench-store --database sqlite:///tmp/meting.db --reviews 10000
      """,
    shouldDisplay: false)

  @OptionGroup var options: DatabaseOptions

  @Option(help: ArgumentHelp("Aantal beoordelingen; een op de tien staat open.", valueName: "aantal"))
  var reviews = 10_000

  @Option(help: ArgumentHelp("Aantal scholen.", valueName: "aantal"))
  var schools = 2

  @Option(
    help: ArgumentHelp(
      "Neemt alleen alles in behandeling als deze leerkracht: zegt ready, wacht op het einde van de standaardinvoer, en "
        + "noemt wat lukte.", valueName: "nr"))
  var claim: Int?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Meet alleen dit: \(BenchSchool.Part.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "deel"))
  var only: [BenchSchool.Part] = []

  func validate() throws {
    if schools < 1 || reviews < schools * 10 { throw ValidationError("--reviews is ten minste tien per school") }
  }

  func run() async throws {
    let address = try options.address()
    let database = try address.open()
    let store = try await Store.open(database, keyring: options.keyring(), at: Moment.now)
    if let claim { return try await claimAll(BenchSchool(number: 0, store: store), as: claim) }
    let start = ContinuousClock.now
    let all = (0..<schools).map { BenchSchool(number: $0, store: store) }
    let isEmpty = try await store.schools().isEmpty
    if isEmpty {
      let categories = try Wordlists.load(directory: ShippedData.wordlists()).categories
      let policy = try Policy.load(file: ShippedData.policies()[0], categories: categories)
      for school in all {
        try await school.create(policy)
        try await school.fill(reviews: reviews / schools)
      }
    }
    var figures = JSONObjectText()
    figures.add("reviews", number: reviews)
    figures.add("schools", number: schools)
    if isEmpty { figures.add("fill_s", fixed((ContinuousClock.now - start).seconds)) }
    if let bytes = try await size(address, database) { figures.add("bytes_per_review", number: bytes / reviews) }
    for (name, value) in try await measured(all) { figures.add(name, fixed(value)) }
    try Screen.print(figures.text)
  }

  private func measured(_ schools: [BenchSchool]) async throws -> [(String, Double)] {
    try await BenchSchool.measure(schools, only.isEmpty ? BenchSchool.Part.allCases : only)
  }

  private func claimAll(_ school: BenchSchool, as number: Int) async throws {
    let member = try await store(school, "juf-\(number)")
    let items = try await school.store.queue(for: member, school: school.id, at: BenchSchool.now, limit: .max)
    try Screen.print("ready")
    // Whoever started several lets them begin at the same moment.
    while readLine() != nil {}
    // Each begins elsewhere and goes round: from one place all would follow the first, who then gets everything.
    let first = items.count * (number % 8) / 8
    for item in items[first...] + items[..<first] {
      do {
        try await school.store.claim(item.review.id, by: member, school: school.id, at: BenchSchool.now)
        try Screen.print(item.review.id.rawValue)
      } catch StoreError.notAllowed(.claimedByAnother) { continue }
    }
  }

  private func store(_ school: BenchSchool, _ handle: String) async throws -> MemberID {
    try await school.store.member(handle, school: school.id).id
  }

  /// What the database takes on the disk.
  private func size(_ address: DatabaseAddress, _ database: any SQLDatabase) async throws -> Int? {
    let isFile = address.file != nil
    let rows = try await database.read {
      try $0.run(
        // What still stands in the write-ahead log alone counts too.
        isFile
          ? "SELECT page_count * page_size AS size FROM pragma_page_count, pragma_page_size"
          : """
          SELECT SUM(pg_total_relation_size(oid)) AS size FROM pg_class
          WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind = 'r'
          """, [])
    }
    guard case .integer(let size) = rows.first?["size"] else { return nil }
    return Int(size)
  }

  private func fixed(_ value: Double) -> String { String(format: "%.3f", value) }
}

extension BenchSchool.Part: ExpressibleByArgument {}
