import Conduct
import Exchange
import Testing

@Suite struct HolidayTableTests {
  private func read(_ text: String) throws -> [HolidayLine] { try HolidayTable.read(Array(text.utf8)) }

  @Test func datesAreDutchOrISOAndGroupsMayBeNamed() throws {
    let lines = try read(
      """
      naam;van;tot;groepen
      Meivakantie;20-4-2026;3/5/2026;
      Studiedag;2026-03-11;;
      Margedag;11-03-2026;;g3 | g4

      """)
    #expect(lines.map(\.period.name) == ["Meivakantie", "Studiedag", "Margedag"])
    #expect(lines[0].period.from == Day(2026, 4, 20) && lines[0].period.through == Day(2026, 5, 3))
    #expect(lines[1].period.from == lines[1].period.through && lines[1].groups == [])
    #expect(lines[2].groups == ["g3", "g4"] && lines[2].line == 4)
    #expect(try read("Naam,Van,T/m\nKerst,2026-12-19,2027-01-03\n")[0].period.through == Day(2027, 1, 3))
  }

  @Test(arguments: [
    ("", "leeg"), ("naam;van;tot\n", "leeg"), ("naam;tot\nx;2026-01-01\n", "van ontbreekt"),
    ("naam;van;tot\nMei;31-2-2026;\n", "regel 2: “31-2-2026” is geen datum"),
    ("naam;van;tot\n;1-5-2026;\n", "regel 2: de naam ontbreekt"), ("naam;van;tot\nMei;;\n", "regel 2: de eerste dag"),
    ("naam;van;tot\nMei;3-5-2026;20-4-2026\n", "regel 2: de laatste dag ligt voor de eerste"),
    ("naam;van;tot\nMei;20-4-2026;3-5-2027\n", "regel 2: dit zijn meer dan 60 dagen"),
    ("naam;van;tot\nMei;1-5-2026;\nMei;2026-05-01;\n", "regel 3: staat er ook op regel 2"),
    ("naam;van;tot\nMei;1-5-2026;;;x\n", "regel 2: 5 velden"),
  ])
  func whatCannotBeReadIsNamedWithItsLine(text: String, problem: String) {
    #expect {
      _ = try read(text)
    } throws: { error in (error as? ExchangeError)?.message.contains(problem) == true }
  }

  @Test func allFaultsAreNamedAtOnce() {
    #expect {
      _ = try read("naam;van;tot\nA;x;\nB;1-5-2026;\nC;y;\n")
    } throws: { error in
      let message = (error as? ExchangeError)?.message ?? ""
      return message.contains("regel 2") && message.contains("regel 4") && !message.contains("regel 3")
    }
  }
}
