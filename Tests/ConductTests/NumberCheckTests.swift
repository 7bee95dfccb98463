import Conduct
import Testing

struct NumberCheckTests {
  @Test(
    "numbers that can be what they seem pass, others do not",
    arguments: [
      (NumberCheck.bsn, "BSN van Lotte is 123456782", true), (.bsn, "bsn 123456783", false),
      (.bsn, "1234 56 782", true), (.bsn, "1234.56.782", true), (.bsn, "10000008", true), (.bsn, "000000000", false),
      (.bsn, "bsn 12345678", false), (.bsn, "in 2024 kreeg zij bsn 111222333", true), (.bsn, "geen nummer", false),
      (.iban, "NL91ABNA0417164300", true), (.iban, "NL91 ABNA 0417 1643 00", true), (.iban, "nl91abna0417164300", true),
      (.iban, "NL92ABNA0417164300", false), (.iban, "NL91ABNA041716430", false), (.iban, "BE68 5390 0754 7034", true),
      (.iban, "DE89370400440532013000", true), (.iban, "GB82 WEST 1234 5698 7654 32", true),
      (.iban, "FR1420041010050500013M02606", true), (.iban, "ZZ91ABNA0417164300", false),
      (.iban, "rekening NL91ABNA0417164300 van Sanne", true),
      (.phone, "06-12345678", true), (.phone, "+31 6 12345678", true), (.phone, "0031612345678", true),
      (.phone, "+31 (0)6 12 34 56 78", true), (.phone, "06-72345678", false), (.phone, "020-1234567", true),
      (.phone, "0900-1234567", false), (.phone, "088 123 45 67", false), (.phone, "06-1234567", false),
      (.phone, "nul zes twaalf drie vier vijf zes", true), (.phone, "12345678", false),
      (.postcode, "1234 AB", true), (.postcode, "1234AB", true), (.postcode, "0234 AB", false),
      (.postcode, "1234 SS", false), (.postcode, "adres 1012 jk 5", true), (.postcode, "12345 AB", false),
    ])
  func check(_ check: NumberCheck, _ text: String, _ passes: Bool) {
    #expect(check.accepts(text) == passes, "\(check) \(text)")
  }
}
