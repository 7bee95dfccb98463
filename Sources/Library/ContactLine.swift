import Conduct

/// A line of a school's `contacts.txt`: a telephone number, bank account, mail address or domain, or street and number of
/// the school itself, as the pattern that clears hits on it.
struct ContactLine {
  /// The pattern, in PCRE2.
  let pattern: String

  /// Reads one line; throws when it is none of these.
  init(_ line: String, at location: SourceLocation) throws(Complaint) {
    let signs = line.uppercased().filter { !" .-/()".contains($0) }
    let digits = signs.filter(\.isNumber)
    if line.contains("@") {
      let parts = line.lowercased().split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[1].contains(".") else { throw Self.complaint(line, location) }
      let before = parts[0].isEmpty ? #"[\w.+-]*"# : WordList.escaped(String(parts[0]))
      pattern =
        before + "@" + parts[1].split(separator: ".").map { WordList.escaped(String($0)) }.joined(separator: #"\."#)
        + #"(?![\w-])"#
    } else if NumberCheck.iban.accepts(line) {
      pattern = #"\b"# + signs.map(String.init).joined(separator: "[ .-]?") + #"\b"#
    } else if digits.count >= 8, signs.allSatisfy({ $0.isNumber || $0 == "+" }) {
      let national =
        digits.hasPrefix("0031")
        ? digits.dropFirst(4) : digits.hasPrefix("31") ? digits.dropFirst(2) : digits.dropFirst()
      pattern =
        #"(?<!\d)(?:\+31|0031|0)(?:[ .-]?\(0\))?[ .-]?"# + national.map(String.init).joined(separator: "[ .-]?")
        + #"(?!\d)"#
    } else if digits.count > 0, line.contains(where: \.isLetter) {
      // The hit begins with who lives there, so that the street may come later.
      pattern =
        #"[^.!?\n]{0,60}"#
        + line.lowercased().split(separator: " ").map { WordList.escaped(String($0)) }
        .joined(separator: #"[\s,]+"#) + #"(?!\d)"#
    } else {
      throw Self.complaint(line, location)
    }
  }

  private static func complaint(_ line: String, _ location: SourceLocation) -> Complaint {
    Complaint(
      .error, code: "W005", at: location, problem: "“\(line)” is geen telefoonnummer, IBAN, mailadres of adres",
      advice: "schrijf per regel één contactgegeven van de school, zoals 020-1234567 of @school.nl")
  }
}
