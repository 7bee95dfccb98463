import Conduct
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Letters
import Library
import NIOCore
import SQLiteDriver
import Store
import Synchronization
import TestSupport
import Testing

@testable import Web

/// A school with one person of each kind on a database in memory, and its site. The clock stands still until a test moves it.
final class WebSchool: Sendable {
  static let id = SchoolID("de-proefschool")
  static let start: Int64 = 1_795_424_400_000  // Monday 23 November 2026, 9.00 in Amsterdam
  static let password = "vier woorden die niet samengaan"
  static let ruleset = RuleSet(
    version: "sha256:rules",
    rules: [
      Rule(
        id: RuleID("nl.abuse.sample"), title: "Schelden", category: CategoryID("abuse"), severity: .high,
        pattern: "sukkel", explanation: "Dit woord is een belediging.")
    ])

  let folder: TemporaryFolder
  let store: Store
  let site: Site
  let clock: TestClock
  let group: Group
  let otherGroup: Group
  let director: Member
  let deputy: Member
  let teacher: Member
  let colleague: Member
  let board: Member
  let care: Member
  /// The author of what is flagged, and the other parent of that family.
  let parent: Member
  let partner: Member
  /// A parent of another family.
  let neighbour: Member

  private static let lists = Result { try Wordlists.load(directory: BuiltCommand.root.path + "/Wordlists") }
  /// The first shipped policy, read once.
  static let policy = Result {
    try Policy.load(
      file: BuiltCommand.root.path + "/Policies/a-de-jordaan-2017.yaml", categories: try lists.get().categories)
  }

  init() async throws {
    let start = Self.start
    let folder = try TemporaryFolder()
    let clock = TestClock(start)
    let store = try await Store.open(
      try SQLiteDatabase(url: "sqlite::memory:"), keyring: Keyring(directory: folder.path + "/keys"), at: start)
    try await store.createSchool(School(id: Self.id, name: "De Proefschool"), policy: try Self.policy.get(), at: start)
    try await store.keep(Self.ruleset, school: Self.id, at: start)
    let group = try await store.addGroup(name: "Groep 6", externalID: "g6", school: Self.id, at: start)
    let otherGroup = try await store.addGroup(name: "Groep 3", externalID: "g3", school: Self.id, at: start)
    func add(
      _ name: String, _ role: Role, _ group: GroupID? = nil, family: String? = nil, function: Assignment.Function? = nil
    ) async throws -> Member {
      try await store.addMember(
        MemberDraft(
          name: name, externalID: name.lowercased(), family: family.map(FamilyID.init(_:)),
          assignments: [Assignment(role: role, function: function, group: group, from: start)]), school: Self.id,
        at: start)
    }
    director = try await add("Directeur", .director)
    deputy = try await add("Adjunct", .director)
    board = try await add("Bestuurder", .board)
    teacher = try await add("Juf", .teacher, group.id)
    colleague = try await add("Meester", .teacher, group.id)
    care = try await add("Begeleider", .support, function: .care)
    parent = try await add("Ouder-1", .parent, group.id, family: "f-1")
    partner = try await add("Ouder-2", .parent, group.id, family: "f-1")
    neighbour = try await add("Ouder-3", .parent, group.id, family: "f-2")
    (self.folder, self.clock, self.store, self.group, self.otherGroup) = (folder, clock, store, group, otherGroup)
    let cheap = PasswordHash(cost: 2)
    let hash = try await cheap.make(Self.password)
    for member in [director, deputy, board, teacher, colleague, care, parent, partner, neighbour] {
      try await store.saveCredential(
        login: member.name.lowercased(), password: hash, of: member.id, school: Self.id, at: start)
    }
    site = Site(
      store: store, screens: try Screens(folder: BuiltCommand.root.path + "/Site"),
      settings: SiteSettings(address: "http://localhost", passwordHash: cheap, holidays: Self.holidays),
      rules: SiteRules(
        ruleSet: Self.ruleset,
        categories: try Self.lists.get().categories,
        reportCategories: try ReportCategory.load(file: BuiltCommand.root.path + "/Policies/reporting/categories.yaml"),
        workbench: Self.workbench,
        explain: { text, _ in .init(readings: [], verdict: try Self.verdict(on: text), clearings: []) },
        look: { draft, _ in try Self.verdict(on: draft.text) }, weigh: { _, _ in }),
      stationery: try Stationery(shipped: BuiltCommand.root.path + "/Reports", own: folder.path)
    ) { clock.now }
  }

  /// A workbench that finds a rule wrong when its first example does not hold its first word, and says of texts with that
  /// word that they will be flagged.
  static let workbench = RuleWorkbench(
    check: { change in
      guard case .rule(let own) = change.content, !own.matches[0].contains(own.words.first ?? "") else { return [] }
      return [.init(code: "X001", problem: "deze zin moet opvallen", advice: "explain", isError: true)]
    },
    preview: { change, texts, _ in
      let words: [String] =
        switch change.content {
        case .rule(let own): own.words
        case .exception(let words): words
        case .setting: []
        }
      return texts.enumerated().filter { text in words.contains { text.element.contains($0) } }.map { place, _ in
        let found = Signal(
          rule: RuleID("school.abuse.own-0"), title: "Eigen woord", category: CategoryID("abuse"), severity: .medium,
          effect: .review, span: 0..<3, text: "", view: .original)
        return .init(
          place: place, before: Verdict(ScanResult(), policies: [], categories: []),
          after: Verdict(ScanResult(signals: [found]), policies: [], categories: []))
      }
    },
    unfit: { _ in [:] }, conditions: { [.init(name: "quoted", label: "tussen aanhalingstekens")] })

  /// One region; a file says what is wrong in it.
  private static let holidays = SiteHolidays(regions: ["noord"]) { region, file, school, _ in
    if let file { throw SiteError.refused("regel 2: “\(String(decoding: file, as: UTF8.self))” is geen datum") }
    guard let region else { return (.unset(timeZone: school.timeZone), []) }
    let folder = BuiltCommand.root.path + "/Calendars"
    return (try SchoolCalendar.load(file: "\(folder)/\(region).yaml", shipped: folder), [])
  }

  /// What the rule of the sample says of a text.
  static func verdict(on text: String) throws -> Verdict {
    Verdict(found(in: text), policies: [try policy.get()], categories: [])
  }

  static func found(in text: String, category: String = "abuse", severity: Severity = .high) -> ScanResult {
    let scalars = Array(text.unicodeScalars)
    let word = Array("sukkel".unicodeScalars)
    guard let place = scalars.indices.first(where: { scalars[$0...].starts(with: word) }) else {
      return ScanResult(signals: [])
    }
    return ScanResult(signals: [
      Signal(
        rule: RuleID("nl.abuse.sample"), title: "Schelden", category: CategoryID(category), severity: severity,
        effect: .hold, span: place..<place + word.count, text: "sukkel", view: .original)
    ])
  }

  /// Adopts a roster with two children, each with a guardian who signs in as `kind-1` and `kind-2`; gives the children.
  func children() async throws -> (PupilID, PupilID) {
    var roster = Roster()
    roster.formats = [.oneRoster]
    roster.groups = [Roster.Group(key: "oneroster:c1", name: "Klas 1", years: "1", place: "x")]
    for number in [1, 2] {
      let key = "oneroster:u\(number)"
      roster.pupils.append(
        Roster.Pupil(
          key: key, name: PersonName(given: "Kind \(number)", family: "Test"), groups: ["oneroster:c1"], place: "x"))
      roster.guardians.append(
        Roster.Guardian(
          key: "oneroster:a\(number)", name: PersonName(given: "Ouder", family: "Test \(number)"),
          email: "a\(number)@thuis.test", pupils: [.key(key)], place: "x"))
    }
    _ = try await store.adopt(roster, school: Self.id, at: Self.start)
    let register = try await store.peopleRegister(school: Self.id, at: Self.start)
    let hash = try await PasswordHash(cost: 2).make(Self.password)
    for number in [1, 2] {
      let guardian = try #require(register.members.first { $0.email == "a\(number)@thuis.test" })
      try await store.saveCredential(
        login: "kind-\(number)", password: hash, of: guardian.id, school: Self.id, at: Self.start)
    }
    let pupils = register.pupils.sorted { $0.name.given < $1.name.given }
    return (pupils[0].id, pupils[1].id)
  }

  /// Takes a message in in which nothing was found.
  func place(_ text: String, by author: Member, kind: Message.Kind = .post, in group: Group? = nil) async throws {
    let message = Message(
      externalID: UUID().uuidString, author: author.id, group: (group ?? self.group).id, kind: kind, sentAt: clock.now,
      text: text)
    _ = try await store.receive(
      [Intake(message: message, found: ScanResult(signals: []), ruleset: Self.ruleset.version)], school: Self.id,
      at: clock.now)
  }

  /// Takes a message in that waits for somebody; gives the number of its review.
  @discardableResult
  func flagged(
    _ text: String = "Wat een sukkel ben je.", by author: Member? = nil, category: String = "abuse",
    severity: Severity = .high
  ) async throws -> Int {
    let message = Message(
      externalID: UUID().uuidString, author: (author ?? parent).id, group: group.id, kind: .reaction,
      sentAt: clock.now, text: text)
    let receipts = try await store.receive(
      [
        Intake(
          message: message, found: Self.found(in: text, category: category, severity: severity),
          ruleset: Self.ruleset.version)
      ],
      school: Self.id, at: clock.now)
    let id = try #require(receipts.first?.review)
    return try await store.review(id, for: director.id, school: Self.id, at: clock.now).review.number
  }
}

/// A clock that a test moves.
final class TestClock: Sendable {
  private let time: Mutex<Int64>

  init(_ start: Int64) { time = Mutex(start) }

  var now: Int64 { time.withLock { $0 } }

  func advance(minutes: Int64) { time.withLock { $0 += minutes * 60_000 } }
}

/// A folder that goes when the test does.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "fatsoen-web-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }  // a leftover folder harms nobody
}
