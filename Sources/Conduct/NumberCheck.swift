/// Whether a number in a hit can be what a rule takes it for.
public enum NumberCheck: String, Codable, Sendable, CaseIterable {
  /// A citizen service number: nine digits (or eight, with a zero before them) that pass the 11-test.
  case bsn
  /// A bank account of ISO 13616: the length of its country, and 1 as what remains after division by 97.
  case iban
  /// A Dutch telephone number of a person: mobile or with an area code, not of a service (0800, 0900, 085, 088).
  case phone
  /// A Dutch postcode: four digits from 1000 and two letters that are in use.
  case postcode

  /// Whether a text holds at least one number that passes. A number in words passes, since only digits can be worked out.
  public func accepts(_ text: String) -> Bool {
    let signs = Array(text.uppercased().utf8)
    switch self {
    case .bsn: return Self.digitRuns(signs).contains(where: Self.isBSN)
    case .iban: return Self.startsOfWords(signs).contains { Self.isIBAN(signs[$0...]) }
    case .phone:
      let runs = Self.digitRuns(signs)
      return runs.isEmpty || runs.contains(where: Self.isPhone)
    case .postcode: return Self.startsOfWords(signs).contains { Self.isPostcode(signs[$0...]) }
    }
  }

  /// The 11-test: weights 9 to 2 and -1, and not all zero.
  private static func isBSN(_ digits: [UInt8]) -> Bool {
    guard digits.count == 8 || digits.count == 9 else { return false }
    let nine = digits.count == 8 ? [0] + digits : digits
    let sum = zip(nine, [9, 8, 7, 6, 5, 4, 3, 2, -1]).reduce(0) { $0 + Int($1.0) * $1.1 }
    return sum % 11 == 0 && nine.contains { $0 != 0 }
  }

  private static func isPhone(_ digits: [UInt8]) -> Bool {
    var national = digits[...]
    if national.starts(with: [0, 0, 3, 1]) {
      national = national.dropFirst(4)
    } else if national.starts(with: [3, 1]), national.count >= 11 {
      national = national.dropFirst(2)
    } else if national.first == 0 {
      national = national.dropFirst()
    } else {
      return false
    }
    // "+31 (0)6": the zero is said but not dialled.
    if national.first == 0 { national = national.dropFirst() }
    guard national.count == 9, let first = national.first, let second = national.dropFirst().first else { return false }
    return first == 6 ? (1...5).contains(second) || second == 8 : (1...5).contains(first) || first == 7
  }

  private static func isPostcode(_ text: ArraySlice<UInt8>) -> Bool {
    let signs = Array(text.filter { $0 != 0x20 }.prefix(6))
    guard signs.count == 6, isDigit(signs[0]), signs[0] != 0x30, signs[1...3].allSatisfy(isDigit),
      signs[4...].allSatisfy(isLetter)
    else { return false }
    return !["SA", "SD", "SS"].contains(String(decoding: signs[4...], as: UTF8.self))
  }

  /// Lengths by country, of the accounts that one meets at a Dutch school.
  private static let ibanLengths: [String: Int] = [
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27,
    "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20, "LV": 21, "MT": 31, "NL": 18,
    "NO": 15,
    "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26, "UA": 29,
  ]

  private static func isIBAN(_ text: ArraySlice<UInt8>) -> Bool {
    var signs: [UInt8] = []
    for sign in text where sign != 0x20 && sign != 0x2E && sign != 0x2D {
      guard isDigit(sign) || isLetter(sign) else { break }
      signs.append(sign)
    }
    guard signs.count >= 4, let length = ibanLengths[String(decoding: signs[..<2], as: UTF8.self)],
      signs.count >= length
    else { return false }
    var rest = 0
    for sign in signs[4..<length] + signs[..<4] {
      let value = isDigit(sign) ? Int(sign) - 0x30 : Int(sign) - 0x41 + 10
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97
    }
    return rest == 1
  }

  /// Runs of digits, with single spaces, points, hyphens, slashes and brackets among them left out.
  private static func digitRuns(_ signs: [UInt8]) -> [[UInt8]] {
    var runs: [[UInt8]] = []
    var gap = 3
    for sign in signs {
      if isDigit(sign) {
        if gap > 2 { runs.append([]) }
        runs[runs.count - 1].append(sign - 0x30)
        gap = 0
      } else {
        gap = " .-/()".utf8.contains(sign) ? gap + 1 : 3
      }
    }
    return runs
  }

  private static func startsOfWords(_ signs: [UInt8]) -> [Int] {
    signs.indices.filter { index in
      let isStart = index == 0 || !(isDigit(signs[index - 1]) || isLetter(signs[index - 1]))
      return isStart && (isDigit(signs[index]) || isLetter(signs[index]))
    }
  }

  private static func isDigit(_ sign: UInt8) -> Bool { sign >= 0x30 && sign <= 0x39 }
  private static func isLetter(_ sign: UInt8) -> Bool { sign >= 0x41 && sign <= 0x5A }
}
