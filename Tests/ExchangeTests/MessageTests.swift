import Conduct
import Exchange
import Foundation
import Testing

private let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt

private func reader(_ bytes: [UInt8], step: Int) -> LineBlocks.Read {
  var at = 0
  return { buffer in
    let count = min(step, buffer.count, bytes.count - at)
    buffer.copyBytes(from: bytes[at..<(at + count)])
    at += count
    return count
  }
}

private func rows(_ bytes: [UInt8], step: Int = 5) throws -> [String] {
  var csv = try MessageCSV(zone: zone, read: reader(bytes, step: step))
  var result: [String] = []
  while let next = try csv.next() {
    switch next {
    case .success(let row):
      result.append("\(row.line) \(row.id) \(row.author) \(String(decoding: row.text, as: UTF8.self))")
    case .failure(let refused): result.append("\(refused.line) ! \(refused.reason)")
    }
  }
  return result
}

@Test(arguments: [
  ("id,author,group,text\n1,a,g,hoi\n", ["2 1 a hoi"]),
  (
    "nummer;auteur;groep;tekst\r\n1;a;g;\"een; \"\"twee\"\"\r\ndrie\"\r\n2;b;g;x",
    ["2 1 a een; \"twee\"\r\ndrie", "4 2 b x"]
  ),
  ("\u{FEFF}ID;Schrijver;Klas;Bericht\n1;a;g;één\n\n", ["2 1 a één"]),
])
func bothSeparatorsQuotesAndDutchNamesAreRead(file: String, expected: [String]) throws {
  for step in [1, 5, 1000] { #expect(try rows(Array(file.utf8), step: step) == expected) }
}

@Test func windows1252IsRecognised() throws {
  let file = Array("id;auteur;groep;tekst\n1;a;g;prijs ".utf8) + [0x80] + Array(" caf".utf8) + [0xE9, 0x0A]
  #expect(try rows(file) == ["2 1 a prijs € café"])
}

@Test func missingColumnsAreNamedWithWhatWasFound() {
  #expect(throws: ExchangeError.missingColumns(["auteur", "groep"].sorted(), found: ["id", "tekst"])) {
    do { _ = try rows(Array("id;tekst\n1;x\n".utf8)) } catch ExchangeError.missingColumns(let names, let found) {
      throw ExchangeError.missingColumns(names.sorted(), found: found)
    }
  }
}

@Test(arguments: [
  ("id;auteur;groep;tekst;rol\n1;a;g;x;tovenaar\n", "2 ! onbekende rol"),
  ("id;auteur;groep;tekst;soort\n1;a;g;x;postduif\n", "2 ! onbekende soort"),
  ("id;auteur;groep;tekst;datum\n1;a;g;x;gisteren\n", "2 ! \"gisteren\" is geen tijd"),
  ("id;auteur;groep;tekst\n1;a;g;x\n1;a;g;y\n", "3 ! het id 1 staat al op regel 2"),
  ("id;auteur;groep;tekst\n1;a;g\n", "2 ! 3 velden"),
  ("id;auteur;groep;tekst\n;a;g;x\n", "2 ! het id ontbreekt"),
])
func aWrongRowIsRefusedWithItsLine(file: String, start: String) throws {
  let last = try #require(try rows(Array(file.utf8)).last)
  #expect(last.hasPrefix(start), "\(last)")
}

@Test func aQuoteThatIsNeverClosedNamesItsLine() {
  #expect(throws: ExchangeError.openQuote(line: 2)) {
    try rows(Array("id;auteur;groep;tekst\n1;a;g;\"open\n2;b;g;y\n".utf8))
  }
}

@Test(arguments: [
  ("2026-03-03T14:05:00Z", 1_772_546_700), ("2026-03-03T14:05:00+01:00", 1_772_543_100),
  ("2026-03-03 14:05", 1_772_543_100), ("3-3-2026 14:05", 1_772_543_100), ("03/03/2026 14.05", 1_772_543_100),
  ("2026-03-03", 1_772_492_400), ("1772543100000", 1_772_543_100), ("2026-07-01 12:00:30.5", 1_782_900_030),
])
func timesOfPortalsAreRead(text: String, seconds: Int) {
  #expect(PortalTime.parse(text, in: zone)?.timeIntervalSince1970 == Double(seconds))
}

@Test(arguments: ["", "gisteren", "2026-13-01", "31-2-2026", "2026-03-03 25:00", "3-3", "2026-03-03 14"])
func whatIsNoTimeIsNotTakenForOne(text: String) { #expect(PortalTime.parse(text, in: zone) == nil) }

@Test func ndjsonMessagesUseTheSameNames() throws {
  let file = "{\"id\":7,\"auteur\":\"a\",\"groep\":null,\"soort\":\"1-op-1\",\"tekst\":\"h\\u00e9\"}\n\n{\"id\":8}\n"
  var messages = MessageNDJSON(zone: zone, read: reader(Array(file.utf8), step: 3))
  let row = try #require(try messages.next()).get()
  #expect(row.id == "7" && row.group == nil && row.kind == .oneToOne)
  #expect(String(decoding: row.text, as: UTF8.self) == "hé")
  #expect(throws: RefusedRow.self) { try messages.next()?.get() }
  #expect(try messages.next() == nil)
}
