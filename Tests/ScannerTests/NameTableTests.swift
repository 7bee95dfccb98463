import Conduct
import Foundation
import Testing

@testable import Scanner

struct NameTableTests {
  private static let dictionary: SpellingDictionary = {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("names-\(UUID().uuidString).txt").path
    let words = """
      Femke
      Janssen
      Karel
      Lisanne
      Tim
      daar
      de
      gisteren
      grote
      heeft
      hoekster
      ik
      lachen
      speelt
      was
      ziek
      """
    try? words.write(toFile: file, atomically: true, encoding: .utf8)
    return SpellingDictionary(language: "nl", path: file)
  }()

  private static let school = SchoolContext(
    people: NameSchool.people(
      pupils: [
        "Tijmen||Hoekstra", "Tom||Evers", "Fem||Postma", "Lisanna||Koster", "Jippe||Vermaas", "Daan||Jansen",
        "Marijn||Olde", "Marlijn||Olde",
      ], members: ["Timothy||Blauwhof"]))

  @Test(
    "with a dictionary, one letter off is found where the word is nobody else's and spells nothing",
    arguments: [
      ("gisteren was Tijmem ziek", ["Tijmem=near:Tijmen||Hoekstra"]),
      ("Timjen speelt", ["Timjen=near:Tijmen||Hoekstra"]),
      ("Tijmen Hoekstr was ziek", ["Tijmen Hoekstr=near:Tijmen||Hoekstra"]),
      ("Daan Jansn was ziek", ["Daan Jansn=near:Daan||Jansen"]), ("Daan Janssen was ziek", []),
      ("gisteren was tijmem ziek", []), ("GISTEREN WAS TIJMEM ZIEK", []), ("daar was Hoekster", []),
      ("daar was Lisanne", []), ("daar was Femke", []), ("Tomke speelt", ["Tomke=diminutive:Tom||Evers"]),
      ("daar was Marlyn", []), ("Karel Evers was ziek", []),
      ("Grote Evers", ["Evers=family:Tom||Evers"]), ("ik was met Jip", ["Jip=near:Jippe||Vermaas"]), ("Jip lachen", []),
      ("ik was met Marijm", ["Marijm=near:Marijn||Olde"]), ("ik was met Marlijm", ["Marlijm=near:Marlijn||Olde"]),
      ("ik was met Marliin", ["Marliin=near:Marlijn||Olde"]),
    ])
  func near(text: String, found: [String]) {
    let scanner = ContentScanner(RuleSet(version: "test", rules: []), dictionary: Self.dictionary)
    #expect(scanner.scan(text, context: Self.school).mentions.map(NameSchool.line) == found)
  }

  @Test("the same texts without a dictionary know no near forms")
  func withoutDictionary() {
    let scanner = ContentScanner(RuleSet(version: "test", rules: []))
    #expect(scanner.scan("gisteren was Tijmem ziek", context: Self.school).mentions.isEmpty)
    #expect(scanner.scan("gisteren was Tijmen ziek", context: Self.school).mentions.count == 1)
  }

  @Test("a name of the register quiets a word of a rule, with a capital only, for that school only")
  func quieting() {
    let rules = [
      rule("nl.abuse.lul", #"\blul\b"#, yieldsToNames: true), rule("nl.abuse.cock", #"\bcock\b"#, yieldsToNames: true),
      rule("nl.abuse.dik", #"\bdik\b"#, yieldsToNames: true),
    ]
    let school = NameSchool(pupils: ["Mees||Dik"], members: ["Robert|De|Cock", "Anton||Lul"], rules: rules)
    func hits(_ text: String, _ context: SchoolContext) -> [String] {
      school.scanner.scan(text, context: context).signals.map(\.text)
    }
    for text in ["meneer Lul", "Robert De Cock", "Robert de Cock", "Mees Dik", "Anton Lul"] {
      #expect(hits(text, school.context) == [], "\(text)")
      #expect(hits(text, .none).count == 1, "\(text)")
    }
    #expect(hits("wat een lul", school.context) == ["lul"])
    #expect(hits("LUL", school.context) == ["LUL"])
    #expect(hits("Cock", school.context) == ["Cock"])
    #expect(hits("dik", school.context) == ["dik"])
  }

  @Test("places count scalars of the text as given, in every kind of text, and names come once and in order")
  func places() {
    let name = "Tijmen Hoekstra"
    for filler in ["a b. ", "é ", "😀 ", "een kilo appels en peren. ", "g00d zo. ", "k*t en d*r ", "Zoë e\u{301} "] {
      for count in [0, 1, 300, 9_000] {
        let before = String(repeating: filler, count: count)
        let text = before + name + " was er. " + before + "Daan Jansen ook."
        let found = NameSchool.example.scanner.scan(text, context: Self.school).mentions
        #expect(found.map(\.text) == [name, "Daan Jansen"], "\(filler)")
        let scalars = Array(text.unicodeScalars)
        for mention in found {
          #expect(String(String.UnicodeScalarView(scalars[mention.span])) == mention.text)
        }
      }
    }
  }

  @Test("a long text of names is read in windows without one being lost or told twice")
  func windows() {
    let text = String(repeating: "Gisteren was Tijmen Hoekstra er, en daarna kwam Daan ook nog. ", count: 4_000)
    let found = NameSchool.example.scanner.scan(text, context: Self.school).mentions
    #expect(found.count == 8_000)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.span.upperBound <= $1.span.lowerBound })
    #expect(Set(found.map(\.text)) == ["Tijmen Hoekstra", "Daan"])
  }

  @Test("invalid bytes are repaired and the names around them found")
  func repaired() {
    let bytes = [0xFF] + Array(" hier is Tijmen Hoekstra".utf8) + [0xC3] + Array(" en Daan".utf8)
    let result = bytes.withUnsafeBufferPointer { NameSchool.example.scanner.scan($0, context: Self.school) }
    #expect(result.wasRepaired && result.mentions.map(\.text) == ["Tijmen Hoekstra", "Daan"])
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    #expect(result.mentions.allSatisfy { String(String.UnicodeScalarView(scalars[$0.span])) == $0.text })
  }

  @Test("many texts in one go have their own names; a scan without people has none")
  func manyTexts() {
    let worker = NameSchool.example.scanner.makeWorker()
    let texts = ["niets", "Daan was ziek", "Zoë zegt niets", "hier is Tijmen"].map { Array($0.utf8) }
    func told(_ context: SchoolContext) -> [Int: [String]] {
      var told: [Int: [String]] = [:]
      for (number, text) in texts.enumerated() { text.withUnsafeBufferPointer { worker.add($0, number: number) } }
      worker.scanAdded(context: context) { told[$0] = $1.mentions.map(\.text) }
      return told
    }
    #expect(told(Self.school) == [1: ["Daan"], 3: ["Tijmen"]])
    #expect(told(.none).isEmpty)
    #expect(told(NameSchool.example.context) == [1: ["Daan"], 2: ["Zoë"], 3: ["Tijmen"]])
  }

  @Test("the same people are made into a table once; one more makes a new table and compiles nothing")
  func reuse() {
    let contexts = SchoolContexts()
    var people = NameSchool.people(pupils: ["Daan||Visser"], members: [])
    var overlay = Overlay(ruleSet: RuleSet(version: "", rules: [rule("school.abuse.own", #"\bslome\b"#)]))
    func context(_ version: String) -> SchoolContext {
      contexts.context(of: SchoolID("a"), version: version) {
        overlay
      } people: {
        people
      }
    }
    let first = context("1")
    overlay.names = ["Slome"]
    let renamed = context("2")
    #expect(renamed.people === first.people && renamed.own === first.own)
    people.append(NamedPerson(.pupil(PupilID("z")), PersonName(given: "Zoë")))
    let grown = context("3")
    #expect(grown.people !== first.people && grown.own === first.own)
    let scanner = NameSchool.example.scanner
    #expect(scanner.scan("Zoë en Daan", context: grown).mentions.count == 2)
    #expect(scanner.scan("Zoë en Daan", context: renamed).mentions.count == 1)
    people = []
    #expect(scanner.scan("Zoë en Daan", context: context("4")).mentions.isEmpty)
  }

  @Test("names of nothing, of signs and of one letter harm nobody")
  func emptyNames() {
    let odd = ["", "||", "J.||", "-", "|van|", "|de|de", "’t|’t|’t", "\u{200B}", "A|B|C", "😀||😀"]
    let context = SchoolContext(people: NameSchool.people(pupils: odd, members: odd))
    for text in ["", "van de", "J. de A B C ’t - 😀 \u{200B}", "A. C", "de jas van de de"] {
      _ = NameSchool.example.scanner.scan(text, context: context)
    }
    #expect(NameSchool.example.scanner.scan("wat een dag", context: context).mentions.isEmpty)
  }
}
