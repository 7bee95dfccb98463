import Conduct
import Foundation
import Letters
import Testing

/// The shipped templates, and a folder of a school's own.
enum Shipped {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Reports").path

  static let details = SchoolDetails(
    address: "Lindestraat 1, 1234 AB Amsterdam", contact: "020 555 01 00, directie@de-meerkoet.example",
    privacy: "de functionaris gegevensbescherming, fg@de-meerkoet.example",
    complaints: "Landelijke Klachtencommissie Onderwijs, Postbus 1, 3500 AA Utrecht")

  static let wordings = LetterLanguage.allCases.map {
    Wording($0, zone: TimeZone(identifier: "Europe/Amsterdam") ?? .gmt)
  }

  static func stationery(own: String? = nil) throws -> Stationery { try Stationery(shipped: folder, own: own) }
}

/// A school's own folder for one test, gone afterwards.
final class OwnFolder {
  let path = NSTemporaryDirectory() + "fatsoen-\(UUID().uuidString)"

  init(_ files: [String: String]) throws {
    for (name, text) in files {
      let file = URL(filePath: path).appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }  // a leftover folder in /tmp harms nobody
}

/// What a reader of an HTML page sees, word by word.
func words(ofPage html: String) -> [Substring] {
  let visible = html.replacing(/(?s)<head>.*?<\/head>/, with: "").replacing(/<[^>]*>/, with: " ")
    .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  return words(of: visible)
}

func words(of text: String) -> [Substring] {
  text.lowercased().split { !$0.isLetter && !$0.isNumber }
}

@Suite struct TemplatesTests {
  @Test func everyLetterCanBeFinalInBothLanguagesAndSaysTheSameInBothForms() throws {
    let stationery = try Shipped.stationery()
    for letter in Samples.all(Shipped.details) {
      for wording in Shipped.wordings {
        let html = try stationery.write(letter, in: wording, as: .html, isFinal: true)
        let text = try stationery.write(letter, in: wording, as: .text, isFinal: true)
        let name = "\(letter.kind) \(wording.language)"
        #expect(html.isComplete && text.isComplete, "\(name)")
        for draft in [html, text] {
          #expect(!draft.text.contains("{{") && !draft.text.contains("nog invullen"), "\(name)")
        }
        let (page, plain) = (words(ofPage: html.text), words(of: text.text))
        #expect(page == plain, "\(name): \(page.difference(from: plain).prefix(6))")
        #expect(html.text.contains("<html lang=\"\(wording.language.rawValue)\">"))
        #expect(text.text.split(separator: "\n").allSatisfy { $0.count <= 72 }, "\(name)")
      }
    }
  }

  @Test func everyKindHasASample() {
    #expect(Set(Samples.all(Shipped.details).map(\.kind)) == Set(LetterKind.allCases))
  }

  @Test func theShippedTemplatesPassTheirOwnCheck() throws { try Shipped.stationery().check() }

  /// Level B1: short sentences. Values that people wrote are their own.
  @Test func noDutchSentenceOfATemplateIsLongerThanTwentyFiveWords() throws {
    let folder = Shipped.folder + "/nl/"
    for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasSuffix(".txt") {
      let text = try String(contentsOfFile: folder + file, encoding: .utf8)
        .replacing(/\{\{[#^\/$<>!][^}]*\}\}/, with: "\n").replacing(/\{\{[^}]*\}\}/, with: "x")
      for sentence in text.split(whereSeparator: { ".!?:\n".contains($0) }) {
        #expect(sentence.split(separator: " ").count <= 25, "\(file): \(sentence)")
      }
    }
  }

  @Test func aPageStandsOnItsOwnAndHasOneHeading() throws {
    for letter in Samples.all(Shipped.details) {
      let page = try Shipped.stationery().write(letter, in: Shipped.wordings[0], as: .html).text
      #expect(page.matches(of: /<h1>/).count == 1, "\(letter.kind)")
      #expect(page.matches(of: /src=|href=|@import|url\(/).isEmpty, "\(letter.kind)")
      #expect(page.contains("name=\"viewport\""))
    }
  }
}

@Suite struct OwnTemplatesTests {
  private func sample(_ kind: LetterKind) throws -> any Letter {
    try #require(Samples.all(Shipped.details).first { $0.kind == kind })
  }

  private func fault(_ files: [String: String]) throws -> LettersError? {
    let own = try OwnFolder(files)
    do {
      try Shipped.stationery(own: own.path).check()
      return nil
    } catch let error as LettersError { return error }
  }

  @Test func aSchoolsOwnTemplateAndDetailsTakeTheirPlace() throws {
    let own = try OwnFolder([
      "nl/objection.txt": "Bel ons: {{contact}}. Bezwaar tot {{appeal_until}} bij {{appeal_to}}, dan {{complaints}}.\n",
      "school.txt": "# Van onze school\ncontact: 010 1\nprivacy: fg@x\nklachten: LKC\n\nadres: Straat 1",
    ])
    let stationery = try Shipped.stationery(own: own.path)
    #expect(
      stationery.details == SchoolDetails(address: "Straat 1", contact: "010 1", privacy: "fg@x", complaints: "LKC"))
    let letter = try #require(Samples.all(stationery.details).first { $0.kind == .reasons })
    let text = try stationery.write(letter, in: Shipped.wordings[0], as: .text, isFinal: true).text
    #expect(text.contains("Bel ons: 010 1."))
    #expect(
      try stationery.write(letter, in: Shipped.wordings[1], as: .text, isFinal: true).text.contains("DO YOU DISAGREE"))
  }

  @Test(arguments: [
    ("nl/reasons.html", "<p>\n{{#removed}}weg", 2, "staat nog een deel open"),
    ("nl/reasons.html", "een\ntwee {{/removed}}", 2, "iets anders"),
    ("nl/reasons.html", "een\ntwee {{reden", 2, "niet af"),
    ("nl/reasons.txt", "een\n\n{{naam_van_de_melder}}", 3, "is er niet in deze brief"),
    ("nl/reasons.html", "{{{facts}}}", 1, "twee haken"),
    ("nl/reasons.html", "x {{&facts}}", 1, "twee haken"),
    ("en/month.txt", "{{=<% %>=}}", 1, "kent een brief niet"),
    ("nl/reasons.html", "een\n{{> nergens}}", 2, "bestaat niet"),
    ("nl/objection.html", "{{> objection}}", 1, "bestaat zo uit zichzelf"),
    ("school.txt", "adres: x\ntelefoon: 010", 2, "naam: waarde"),
  ])
  func aBrokenTemplateIsNamedWithFileAndLine(file: String, text: String, line: Int, says: String) throws {
    let error = try fault([file: text])
    guard case .invalid(let path, let found, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path.hasSuffix(file) && found == line && reason.contains(says), "\(reason)")
  }

  @Test func twoPartsThatAreMadeOfEachOtherAreRefused() throws {
    let error = try fault(["nl/data.html": "{{> objection}}", "nl/objection.html": "{{> data}}"])
    #expect(error?.description.contains("uit zichzelf") == true)
  }

  @Test func aTemplateUnderANameThatNobodyUsesIsRefused() throws {
    #expect(try fault(["nl/reason.html": "x"])?.description.contains("zo heet geen sjabloon") == true)
  }

  @Test func aFolderThatIsNotThereIsRefused() {
    #expect(throws: LettersError.unreadable(path: "/nergens", reason: "deze map bestaat niet")) {
      try Shipped.stationery(own: "/nergens")
    }
  }

  @Test func aTemplateThatLeavesOutWhatALetterMustSayCannotBeFinal() throws {
    let own = try OwnFolder(["nl/objection.html": "<p>Pech.</p>"])
    let stationery = try Shipped.stationery(own: own.path)
    let draft = try stationery.write(try sample(.reasons), in: Shipped.wordings[0], as: .html)
    #expect(draft.missing.contains { $0.contains("laat weg") && $0.contains("{{appeal_until}}") })
    #expect(throws: LettersError.incomplete(draft.missing)) {
      try stationery.write(try sample(.reasons), in: Shipped.wordings[0], as: .html, isFinal: true)
    }
    #expect(try stationery.write(try sample(.reasons), in: Shipped.wordings[0], as: .text).isComplete)
  }
}
