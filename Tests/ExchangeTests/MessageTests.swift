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

private func messages(_ file: String, ndjson: Bool) throws -> [Result<MessageRow, RefusedRow>] {
  var result: [Result<MessageRow, RefusedRow>] = []
  let read = reader(Array(file.utf8), step: 7)
  if ndjson {
    var messages = MessageNDJSON(zone: zone, read: read)
    while let next = try messages.next() { result.append(next) }
  } else {
    var messages = try MessageCSV(zone: zone, read: read)
    while let next = try messages.next() { result.append(next) }
  }
  return result
}

private let attached = [
  AttachmentRow(
    name: "klas 3.jpg", kind: .photo, mediaType: "image/jpeg", size: 123, pupils: ["Jip van den Berg", "l2"],
    isOwnDevice: true, channel: .socialMedia, file: "map/klas 3.jpg"),
  AttachmentRow(name: "dans.mp4", kind: .film, pupils: []),
  AttachmentRow(name: "https://voorbeeld.test/a:b", kind: .link),
]

@Test(arguments: [
  (
    """
    id;auteur;groep;tekst;topic;namens;geschreven;spoed;ontvanger;bijlagen
    1;a;g;x;Lesstof;OR;3-3-2026 14:05;ja;Ouder een;foto: klas 3.jpg [leerlingen: Jip van den Berg, l2] [eigen toestel: ja] \
    [kanaal: sociale media] [bestand: map/klas 3.jpg] [type: image/JPEG] [grootte: 123]|film: dans.mp4 [Leerlingen: geen] \
    | link: https://voorbeeld.test/a:b
    2;a;g;x;;;;;;

    """, false
  ),
  (
    #"""
    {"id":1,"author":"a","group":"g","text":"x","topic":"lesson_material","on_behalf_of":"or","written_at":"2026-03-03 14:05","emergency":true,"recipient":"Ouder een","attachments":[{"name":"klas 3.jpg","kind":"photo","type":"image/jpeg","size":123,"pupils":["Jip van den Berg","l2"],"own_device":true,"channel":"social_media","file":"map/klas 3.jpg"},{"kind":"film","name":"dans.mp4","pupils":[],"size":null},{"kind":"link","name":"https://voorbeeld.test/a:b"}]}
    {"id":2,"author":"a","group":"g","text":"x","attachments":[]}

    """#, true
  ),
  (
    #"""
    {"id":1,"auteur":"a","groep":"g","tekst":"x","topic":"lesstof","namens":"or","geschreven":"2026-03-03 14:05","spoed":"ja","ontvanger":"Ouder een","bijlagen":[{"naam":"klas 3.jpg","soort":"foto","type":"image/jpeg","grootte":123,"leerlingen":["Jip van den Berg","l2"],"eigen toestel":"ja","kanaal":"sociale media","bestand":"map/klas 3.jpg"},{"soort":"film","naam":"dans.mp4","leerlingen":[]},{"soort":"link","naam":"https://voorbeeld.test/a:b"}]}
    {"id":2,"auteur":"a","groep":"g","tekst":"x","bijlagen":null}

    """#, true
  ),
])
func whatAMessageSaysOfItselfIsReadInEachNotation(file: String, ndjson: Bool) throws {
  let rows = try messages(file, ndjson: ndjson).map { try $0.get() }
  try #require(rows.count == 2)
  #expect(rows[0].topic == .lessonMaterial && rows[0].onBehalfOf == .or && rows[0].isEmergency)
  #expect(rows[0].writtenAt?.timeIntervalSince1970 == 1_772_543_100 && rows[0].recipient == "Ouder een")
  #expect(rows[0].attachments == attached)
  #expect(rows[1].topic == nil && rows[1].attachments == [] && !rows[1].isEmergency && rows[1].writtenAt == nil)
}

@Test(arguments: [
  ("topic;weer", "onbekend topic \"weer\"; kies uit klas, lesstof"), ("namens;ict", "kies uit mr, or, tso"),
  ("geschreven;gisteren", "is geen tijd"), ("spoed;misschien", "spoed \"misschien\"; kies uit ja, nee"),
  ("bijlagen;klas.jpg", "is geen soort: naam"), ("bijlagen;foto: a.jpg |", "is geen soort: naam"),
  ("bijlagen;tekening: a.jpg", "soort \"tekening\" is niet bekend; kies uit foto, film"),
  ("bijlagen;foto: a.jpg [kanaal: krant]", "kanaal \"krant\" is niet bekend; kies uit portaal"),
  ("bijlagen;foto: a.jpg [maker: ik]", "onbekend veld \"maker\"; kies uit naam, soort"),
  ("bijlagen;foto: a.jpg [kanaal: pers] [kanaal: pers]", "kanaal staat er twee keer"),
  ("bijlagen;foto: a.jpg [leerlingen: Jip,]", "een lege naam"),
  ("bijlagen;foto: a.jpg [leerlingen:]", "klopt het veld niet"),
  ("bijlagen;foto: a.jpg [leerlingen: Jip] x", "klopt het veld niet"), ("bijlagen;foto: a]b", "is geen soort: naam"),
  ("bijlagen;foto: a.jpg [grootte: veel]", "schrijf het aantal bytes"),
  ("bijlagen;foto: a.jpg [type: jpeg]", "image/jpeg"),
  ("bijlagen;[1", "geen lijst van objecten"),
])
func anUnknownValueIsRefusedWithItsLineAndTheChoices(column: String, reason: String) throws {
  let (name, value) = (column.split(separator: ";")[0], column.split(separator: ";")[1])
  let rows = try messages("id;auteur;groep;tekst;\(name)\n1;a;g;x;\(value)\n", ndjson: false)
  #expect(throws: RefusedRow.self) { try rows[0].get() }
  guard case .failure(let refused) = rows[0] else { return }
  #expect(refused.line == 2 && refused.reason.contains(reason), "\(refused.reason)")
}

@Test(arguments: [
  (#"{"kind":"photo"}"#, "de naam ontbreekt"), (#"{"name":"a"}"#, "de soort ontbreekt; kies uit foto"),
  (#"{"name":"a","kind":"photo","pupils":"Jip"}"#, "pupils is geen lijst van teksten"),
  (#"{"name":"a","kind":"photo","size":"1"}"#, "size is geen heel getal"),
  (#"{"name":"a","kind":"photo","size":-1}"#, "heel getal"), (#"{"name":7,"kind":"photo"}"#, "name is geen tekst"),
  (#"{"name":"a","kind":"photo","own_device":1}"#, "own_device is geen true of false"),
  (#"{"name":"a","naam":"a","kind":"photo"}"#, "naam staat er twee keer"),
  (#"{"name":"a","kind":"photo","gps":true}"#, "onbekend veld \"gps\""), ("7", "geen lijst van objecten"),
])
func anAttachmentInJSONIsAsStrict(object: String, reason: String) throws {
  for list in ["[\(object)]", "[{\"name\":\"b\",\"kind\":\"link\"},\(object)]"] {
    let line = #"{"id":1,"author":"a","group":"g","text":"x","attachments":\#(list)}"#
    guard case .failure(let refused) = try messages(line, ndjson: true)[0] else {
      Issue.record("genomen: \(line)")
      continue
    }
    #expect(refused.line == 1 && refused.reason.contains(reason), "\(refused.reason)")
  }
}
