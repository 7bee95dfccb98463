import Conduct
import Exchange
import Foundation
import TestSupport
import Testing

@Suite struct RosterTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  // MARK: EDEXML

  @Test func edexmlGivesGroupsPupilsAndStaffAndNothingThatIsNotNeeded() throws {
    let roster = try RosterFiles.read(("school.xml", bytes(RosterFiles.edexml)))
    #expect(roster.formats == [.edexml] && roster.school == "99XX" && roster.schoolYear == 2026)
    #expect(roster.groups.map(\.name) == ["Groep 3", "Groep 4", "Plusklas"])
    #expect(roster.pupils.map(\.name.full) == ["Jip van den Berg", "Noor"])
    #expect(roster.pupils[0].groups == ["edexml:g3", "edexml:s1"] && roster.pupils[0].born == Day(2019, 3, 4))
    #expect(roster.guardians.isEmpty)
    #expect(roster.workers.map(\.name.full) == ["Els Dekker", "A Mol"])
    #expect(
      roster.workers.map(\.proposals) == [
        [Roster.Proposal(role: .teacher, group: "edexml:g3")], [Roster.Proposal(role: .director)],
      ])
    #expect(roster.complete[.edexml] == [.groups, .pupils, .workers] && roster.remarks.isEmpty)
    // What identifies a child beyond that is nowhere in what was read.
    let all = "\(roster)"
    for secret in ["123456782", "6030", "5022", "jip.jpg", "ketenid", "Niet lezen"] { #expect(!all.contains(secret)) }
  }

  @Test(arguments: ["1998-1999", "2024-2025", "2026-2027", "2049-2050"])
  func schoolYearsBeyondThePublishedListAreRead(year: String) throws {
    let file = RosterFiles.edexml.replacing("2026-2027", with: year)
    let roster = try RosterFiles.read(("school.xml", bytes(file)))
    #expect(roster.schoolYear == Int(year.prefix(4)))
    // Read all the same, and said when it is not the year of today.
    #expect(roster.remarks.map(\.isRefusal) == (year == "2026-2027" ? [] : [false]))
  }

  @Test func aDoctypeIsRefusedBeforeAnythingIsRead() throws {
    let bomb = """
      <?xml version="1.0"?>
      <!-- a --><!DOCTYPE EDEX [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>
      <EDEX><school><schooljaar>&b;</schooljaar></school></EDEX>
      """
    #expect(throws: ExchangeError.documentType(line: 2)) { try RosterFiles.read(("a.xml", bytes(bomb))) }
    let external = "<!DOCTYPE EDEX SYSTEM \"file:///etc/passwd\"><EDEX></EDEX>"
    #expect(throws: ExchangeError.documentType(line: 1)) { try RosterFiles.read(("a.xml", bytes(external))) }
    let hidden = "<!--><x--><!DOCTYPE EDEX [<!ENTITY a \"b\">]><EDEX></EDEX>"
    #expect(throws: ExchangeError.documentType(line: 1)) { try RosterFiles.read(("a.xml", bytes(hidden))) }
    let padded = "<?xml version=\"1.0\"" + String(repeating: " ", count: 500) + "encoding=\"UTF-7\"?><EDEX></EDEX>"
    #expect(throws: ExchangeError.otherEncoding("UTF-7")) { try RosterFiles.read(("a.xml", bytes(padded))) }
    let long = "<!--" + String(repeating: "x", count: 200_000) + "--><!DOCTYPE EDEX []><EDEX></EDEX>"
    #expect(throws: ExchangeError.documentType(line: 1)) { try RosterFiles.read(("a.xml", bytes(long))) }
    let wide: [UInt8] = bytes(external).reduce(into: [0xFF, 0xFE]) { $0 += [$1, 0] }
    #expect(throws: ExchangeError.otherEncoding("UTF-16")) { try RosterFiles.read(("a.xml", wide)) }
    #expect(throws: ExchangeError.notUTF8(line: 2)) {
      try RosterFiles.read(("a.xml", bytes("<EDEX>\n<") + [0xE9] + bytes("/></EDEX>")))
    }
    let odd = "<?xml version=\"1.0\" encoding=\"UTF-7\"?><EDEX></EDEX>"
    #expect(throws: ExchangeError.otherEncoding("UTF-7")) { try RosterFiles.read(("a.xml", bytes(odd))) }
  }

  /// A row that is left out is nobody who left, and a file that names nobody of a kind does not say that all left.
  @Test func aFileWithARefusedRowOrWithoutStaffIsNotComplete() throws {
    let nameless = RosterFiles.edexml.replacing("<roepnaam>Noor</roepnaam>", with: "")
    let refused = try RosterFiles.read(("school.xml", bytes(nameless)))
    #expect(refused.complete.isEmpty && refused.pupils.count == 1)
    #expect(refused.remarks.map(\.isRefusal) == [true, false])
    let start = try #require(RosterFiles.edexml.range(of: "<leerkracht key"))
    let end = try #require(RosterFiles.edexml.range(of: "</leerkrachten>"))
    let unstaffed = RosterFiles.edexml.replacingCharacters(in: start.lowerBound..<end.lowerBound, with: "")
    #expect(try RosterFiles.read(("school.xml", bytes(unstaffed))).complete == [.edexml: [.groups, .pupils]])
  }

  @Test func otherXMLIsNamed() throws {
    #expect(throws: ExchangeError.otherXML(root: "leerlinggegevens_antwoord")) {
      try RosterFiles.read(("a.xml", bytes("<leerlinggegevens_antwoord/>")))
    }
  }

  /// A file that is cut off is refused wherever it is cut.
  @Test func aCutFileIsNeverHalfRead() throws {
    let all = bytes(RosterFiles.edexml)
    for end in stride(from: 1, to: all.count - 6, by: 7) {
      #expect(throws: ExchangeError.self, "\(end)") { try RosterFiles.read(("a.xml", Array(all[..<end]))) }
    }
  }

  /// Ten thousand files with a few bytes changed: each is read or refused with a reason, and none ends the process.
  @Test func mutatedFilesAreReadOrRefused() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("roster-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // a leftover folder in /tmp harms nobody
    let url = folder.appendingPathComponent("a.xml")
    let original = bytes(RosterFiles.edexml)
    var random = Seeded(20_261_121)
    var read = 0
    for _ in 0..<10_000 {
      var file = original
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let at = Int.random(in: 0..<file.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: file[at] = UInt8.random(in: 0...255, using: &random)
        case 1: file.remove(at: at)
        case 2: file.insert(contentsOf: Array("<&>\"'/".utf8).shuffled(using: &random).prefix(2), at: at)
        default: file.replaceSubrange(at..<min(at + 40, file.count), with: [])
        }
      }
      try Data(file).write(to: url)
      do {
        let roster = try RosterReader(today: RosterFiles.today).read(url, name: "a.xml")
        #expect(roster.pupils.count <= 3)
        read += 1
      } catch is ExchangeError {}
    }
    #expect(read > 100 && read < 9900, "\(read)")
  }

  // MARK: OneRoster

  @Test func oneRosterGivesParentsToo() throws {
    let roster = try RosterFiles.readFolder(RosterFiles.oneRoster)
    #expect(roster.formats == [.oneRoster] && roster.school == "99XX")
    #expect(roster.groups.map(\.name) == ["Groep 3"] && roster.groups[0].years == "3")
    #expect(roster.pupils.map(\.name.full) == ["Jip van den Berg"] && roster.pupils[0].groups == ["oneroster:c3"])
    let guardians = Dictionary(uniqueKeysWithValues: roster.guardians.map { ($0.name.full, $0.pupils) })
    #expect(guardians["Karin Berg"] == [.key("oneroster:u1")] && guardians["Ahmed Aziz"] == [.key("oneroster:u1")])
    // A second given name is no infix, and the preferred name counts.
    #expect(roster.workers.map(\.name.full) == ["Els Dekker"])
    #expect(roster.workers[0].proposals == [Roster.Proposal(role: .teacher, group: "oneroster:c3")])
    #expect(roster.complete[.oneRoster] == Set(Roster.Part.allCases))
  }

  @Test func anOlderOneRosterHasItsRoleInUsers() throws {
    let users = """
      sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
      u1,active,2026-09-01T00:00:00.000Z,true,o1,student,,,Jip,Berg,,,,,,u8,03,
      u8,active,2026-09-01T00:00:00.000Z,true,o1,parent,,,Karin,Berg,,,k@thuis.test,,,,,
      u9,active,2026-09-01T00:00:00.000Z,true,o1,relative,,,Oma,Berg,,,,,,,,
      """
    let roster = try RosterFiles.readFolder(["users.csv": users])
    #expect(roster.pupils.map(\.name.full) == ["Jip Berg"] && roster.guardians.map(\.name.full) == ["Karin Berg"])
    // Without a manifest nobody is said to be all there are; a relative is no official guardian.
    #expect(roster.complete.isEmpty && roster.remarks.map(\.text) == ["rol relative (1 keer) wordt niet overgenomen"])
  }

  @Test func aFileOfMoreSchoolsAsksWhichOne() throws {
    var tables = RosterFiles.oneRoster
    tables["orgs.csv"] = """
      sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
      o1,,,De Linde,school,99XX,
      o2,,,De Eik,school,98XX,
      """
    #expect(throws: ExchangeError.severalSchools(["De Linde", "De Eik"])) { try RosterFiles.readFolder(tables) }
    #expect(try RosterFiles.readFolder(tables, school: "de linde").pupils.count == 1)
    #expect(try RosterFiles.readFolder(tables, school: "98XX").groups.isEmpty)
    #expect(throws: ExchangeError.noSuchSchool("De Beuk", found: ["De Linde", "De Eik"])) {
      try RosterFiles.readFolder(tables, school: "De Beuk")
    }
  }

  // MARK: CSV

  @Test func thePortalsColumnsAreReadWithTheirStarsAndBrackets() throws {
    let roster = try RosterFiles.read(
      ("leerlingen.csv", bytes(RosterFiles.portalPupils)), ("ouders.csv", bytes(RosterFiles.portalParents)))
    #expect(roster.groups.map(\.name) == ["Groep 3", "Groep 4"])
    #expect(roster.pupils.map(\.name.full) == ["Jip van den Berg", "Sem Smit", "Sem Smit"])
    #expect(roster.pupils.map(\.born) == [Day(2019, 3, 4), Day(2018, 11, 11), Day(2019, 1, 2)])
    #expect(roster.guardians.compactMap(\.email).count == 4 && roster.complete.isEmpty)
  }

  @Test func windowsTextAndMissingFieldsAreTold() throws {
    let text =
      "Roepnaam;Achternaam;Geboortedatum;Klasnaam\nZo\u{EB};Smit;31-02-2019;Groep 3\n;Smit;;Groep 3\na;b;c;d;e\n"
    let roster = try RosterFiles.read(("a.csv", text.unicodeScalars.map { UInt8($0.value) }))
    #expect(roster.pupils.map(\.name.full) == ["Zoë Smit"])
    #expect(roster.remarks.map(\.place) == ["a.csv regel 2", "a.csv regel 3", "a.csv regel 4"])
    #expect(roster.remarks.map(\.isRefusal) == [false, true, true])
  }

  @Test func thePlainFileHasEverything() throws {
    let roster = try RosterFiles.read(("mensen.csv", bytes(RosterFiles.plain)))
    #expect(roster.remarks == [])
    #expect(roster.groups.map(\.kind) == [.class, .school, .mr])
    #expect(roster.guardians.map(\.name.full) == ["Karin Berg", "Ahmed Aziz"])
    #expect(roster.guardians.map(\.isInformed) == [nil, false])
    #expect(roster.workers[1].proposals == [Roster.Proposal(role: .teacher, function: .mr, group: "portal:mr")])
  }

  @Test(arguments: [
    ("soort;id\nhond;h1\n", "soort \"hond\" is niet bekend"), ("soort;id\nleerling;\n", "het id ontbreekt"),
    ("soort;id;rol;roepnaam\nmedewerker;p1;baas;Els\n", "rol \"baas\" is niet bekend"),
    ("soort;id;roepnaam;van\nouder;o1;Els;gisteren\n", "\"gisteren\" bij van is geen datum"),
  ])
  func aWrongRowIsRefusedWithItsLine(file: String, text: String) throws {
    let roster = try RosterFiles.read(("a.csv", bytes(file)))
    #expect(roster.remarks.count == 1 && roster.remarks[0].isRefusal && roster.remarks[0].place == "a.csv regel 2")
    #expect(roster.remarks[0].text.contains(text), "\(roster.remarks[0].text)")
  }

  @Test(arguments: ["", "a;b;c\n1;2;3\n", "PK\u{3}\u{4}kapot", "\u{0}\u{1}\u{2}"])
  func aFileOfAnotherKindIsRefused(text: String) throws {
    #expect(throws: ExchangeError.self) { try RosterFiles.read(("a.csv", bytes(text))) }
  }
}
