import Conduct
import Testing

@testable import Library

struct ContactTests {
  @Test(
    "a line of the school's contacts becomes what clears hits on it",
    arguments: [
      (
        "020-1234567",
        #"(?<!\d)(?:\+31|0031|0)(?:[ .-]?\(0\))?[ .-]?2[ .-]?0[ .-]?1[ .-]?2[ .-]?3[ .-]?4[ .-]?5[ .-]?6[ .-]?7(?!\d)"#
      ),
      ("@school.nl", #"[\w.+-]*@school\.nl(?![\w-])"#),
      ("Kerkstraat 8", #"[^.!?\n]{0,60}kerkstraat[\s,]+8(?!\d)"#),
    ])
  func lines(_ line: String, _ pattern: String) throws {
    #expect(try ContactLine(line, at: .init(file: "contacts.txt", line: 1)).pattern == pattern)
  }

  @Test("another way of writing an IBAN or a number makes the same pattern")
  func same() throws {
    func pattern(_ line: String) throws -> String { try ContactLine(line, at: .init(file: "c", line: 1)).pattern }
    #expect(try pattern("NL91 ABNA 0417 1643 00") == pattern("nl91abna0417164300"))
    #expect(try pattern("+31 20 123 45 67") == pattern("020-1234567"))
  }

  @Test("a line that is no contact is refused with its place", arguments: ["school", "@school", "1234"])
  func refused(_ line: String) {
    #expect(throws: Complaint.self) { try ContactLine(line, at: .init(file: "contacts.txt", line: 3)) }
  }
}
