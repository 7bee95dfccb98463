import Conduct
import Foundation
import Testing

@testable import Exchange

@Suite struct ConsentTests {
  private func read(_ bytes: [UInt8]) throws -> ConsentFile {
    try ConsentCSV.read(try CSVTable(RosterSource(bytes, name: "a.csv")), name: "a.csv")
  }

  private func read(_ text: String) throws -> ConsentFile { try read(Array(text.utf8)) }

  @Test func aRowSaysWhoAnsweredWhatWhenAndHow() throws {
    let file = try read(
      """
      Leerling;Groep;Ouder;Soort;Kanaal;Antwoord;Datum;Bewijs
      Jip van Dam;groep 4;anna@thuis.test;foto;portaal;Ja;1-9-2026;papier: map 3
      Roos de Wit;;Anna;Beeld;website|sociale media;nee;2026-09-02;

      Roos de Wit;;Anna;alle;nieuwsbrief;ingetrokken;02/10/2026;portaal
      """)
    #expect(file.refused == [] && file.rows.count == 3)
    #expect(
      file.rows[0]
        == ConsentFile.Row(
          pupil: "Jip van Dam", group: "groep 4", guardian: "anna@thuis.test",
          questions: [Consent.Question(.photo, .portal)], answer: .yes, day: Day(2026, 9, 1), evidence: .paper,
          text: "map 3", place: "a.csv regel 2"))
    #expect(
      file.rows[1].questions.map(\.description) == [
        "photo.website", "photo.social_media", "film.website", "film.social_media",
      ])
    #expect(file.rows[1].group == nil && file.rows[1].evidence == .form && file.rows[1].answer == .no)
    #expect(file.rows[2].act == .withdrawal && file.rows[2].questions.count == 4)
    #expect(file.rows[2].place == "a.csv regel 5" && file.rows[2].day == Day(2026, 10, 2))
  }

  @Test func windows1252AndCommasAreRead() throws {
    let text =
      "leerling,ouder,soort,kanaal,antwoord,datum\r\n\"Jos\u{e9}, van Dam\",Zo\u{eb},foto's,pers,ja,2026-09-01\r\n"
    let file = try read(text.unicodeScalars.map { UInt8($0.value) })
    #expect(file.rows.map(\.pupil) == ["José, van Dam"] && file.rows.map(\.guardian) == ["Zoë"])
    #expect(file.rows[0].questions == [Consent.Question(.photo, .press)])
  }

  @Test(arguments: [
    (";Anna;foto;portaal;ja;2026-09-01;", "de leerling ontbreekt"),
    ("Jip;;foto;portaal;ja;2026-09-01;", "de ouder ontbreekt"),
    ("Jip;Anna;;portaal;ja;2026-09-01;", "soort ontbreekt"), ("Jip;Anna;haar;portaal;ja;2026-09-01;", "soort \"haar\""),
    ("Jip;Anna;foto;muur;ja;2026-09-01;", "kanaal \"muur\""),
    ("Jip;Anna;foto;portaal;misschien;2026-09-01;", "misschien"),
    ("Jip;Anna;foto;portaal;;2026-09-01;", "kies ja, nee of ingetrokken"),
    ("Jip;Anna;foto;portaal;ja;;", "de datum ontbreekt"),
    ("Jip;Anna;foto;portaal;ja;31-02-2026;", "geen datum"),
    ("Jip;Anna;foto;portaal;ja;2026-09-01;mondeling", "bewijs \"mondeling\""),
    ("Jip;Anna;foto;portaal;ja;2026-09-01;papier;te;veel", "velden"),
  ]) func aWrongRowIsNamedAndTheOthersAreRead(row: String, reason: String) throws {
    let file = try read(
      "leerling;ouder;soort;kanaal;antwoord;datum;bewijs\n\(row)\nJip;Anna;foto;portaal;ja;2026-09-01;\n")
    #expect(file.rows.count == 1 && file.refused.count == 1)
    #expect(file.refused.first?.place == "a.csv regel 2" && file.refused.first?.text.contains(reason) == true)
  }

  @Test func missingColumnsAndEmptyFilesAreRefused() {
    #expect(throws: ExchangeError.self) { try read("leerling;soort\nJip;foto\n") }
    #expect(throws: ExchangeError.self) { try read("") }
  }
}
