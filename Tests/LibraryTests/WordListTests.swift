import Conduct
import Foundation
import Testing

@testable import Library

@Suite struct WordListTests {
  private func regex(_ line: String, language: String = "nl") throws -> NSRegularExpression {
    var complaints: [Complaint] = []
    let list = WordList(line, file: "x.txt", language: language, complaints: &complaints)
    #expect(complaints == [])
    let pattern = try #require(try WordList.pattern(of: list.words + list.exceptions, heads: "(?:kop|hoofd)"))
    return try NSRegularExpression(pattern: pattern, options: .caseInsensitive)
  }

  @Test(arguments: [
    ("sukkel", "Een SUKKEL!", "sukkels, sukkelt, 2sukkel"),
    ("sukkel +n", "sukkels, sukkeltjes", "sukkelend"),
    ("dom +a", "domme, domste", "domein, stommer"),
    ("zeuren +v", "gezeurd, zeurende, zeurt", "zeurpiet"),
    ("lul (letje, len)", "lulletje, lullen, lul", "lulkoek"),
    ("lul (-letje)", "lulletje", "lulletjes"),
    ("kalf (=kalveren)", "kalveren, kalf", "kalfs"),
    ("wijf (ven, fje)", "wijven, wijfje", "wijfven"),
    ("mongo (’s, s)", "mongo's, mongos, mongo", "mongool"),
    ("kut+", "kutkop, kut-hoofd, kutkoppen, kut kop", "kut, kutjurk, kutxkop"),
    ("+wijf +n", "rotwijf, wijven, kutwijfje", "wijfelen"),
    ("kut*", "kutdag, kutzooi, kut", "skutsje"),
    ("*lul", "droplul, lul", "lullig"),
    ("*kut*", "verkutten", "kat"),
    ("hou je bek", "hou je bek, hou-je-bek, Hou  je\nbek", "houjebek"),
    ("pinda-chinees", "pindachinees, pinda-chinees, pinda chinees", "pinda"),
    ("vieze hoer +n", "vieze hoeren, vieze hoertje", "hoer, viezer hoer"),
    ("!kuthoek", "kuthoek", "kuthoeken"),
    ("gek # met uitleg", "gek", "uitleg"),
  ])
  func `each notation finds its words and no others`(line: String, hits: String, misses: String) throws {
    let regex = try regex(line)
    func found(_ text: String) -> Bool {
      regex.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }
    for hit in hits.split(separator: ", ") { #expect(found(String(hit)), "\(line): \(hit) \(regex.pattern)") }
    for miss in misses.split(separator: ", ") { #expect(!found(String(miss)), "\(line): \(miss) \(regex.pattern)") }
  }

  @Test func `English inflects by its own rules and other languages not at all`() throws {
    let regex = try regex("bully +n", language: "en")
    #expect(regex.pattern.contains("bull(?:ies|y)"))
    var complaints: [Complaint] = []
    _ = WordList("aptal +n\naptal\n", file: "tr/x.txt", language: "tr", complaints: &complaints)
    #expect(complaints.map(\.location.line) == [1])
    #expect(complaints.first?.advice == "voor de taal tr zijn er geen regels; geef elke vorm op een eigen regel")
  }

  @Test func `a compound without heads says what is missing`() throws {
    var complaints: [Complaint] = []
    let list = WordList("kut+", file: "x.txt", language: "nl", complaints: &complaints)
    #expect { try WordList.pattern(of: list.words, heads: nil) } throws: { ($0 as? Complaint)?.code == "W002" }
  }
}
