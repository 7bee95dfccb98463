public import Foundation

/// Times as portals and spreadsheets write them.
public enum PortalTime {
  /// Reads `2026-03-03T14:05:00+01:00`, `2026-03-03 14:05`, `3-3-2026 14:05` (also with `/` or without a time) or whole
  /// milliseconds since 1970; without a zone the school's own holds. Nil when it is none of these.
  public static func parse(_ text: String, in zone: TimeZone) -> Date? {
    let text = text.trimmingCharacters(in: .whitespaces)
    if text.count >= 9, let milliseconds = Int64(text) {
      return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
    var parts: [Int] = []
    var separators: [Character] = []
    var digits = ""
    for character in text {
      if character.isASCII, character.isNumber {
        digits.append(character)
      } else {
        guard let number = Int(digits) else {
          // Only a space after a comma or the T of ISO 8601 may follow another separator.
          if character == " ", separators.last == "," { continue }
          return nil
        }
        parts.append(number)
        separators.append(character)
        digits = ""
        if parts.count >= 5, character == "+" || character == "-" || character == "Z" || character == "z" { break }
      }
    }
    if let number = Int(digits) { parts.append(number) }
    return date(parts, separators, text, zone)
  }

  private static func date(_ parts: [Int], _ separators: [Character], _ text: String, _ zone: TimeZone) -> Date? {
    guard parts.count >= 3, let first = separators.first, "-/.".contains(first), separators[1] == first else {
      return nil
    }
    let isYearFirst = parts[0] > 31
    let (year, month, day) = isYearFirst ? (parts[0], parts[1], parts[2]) : (parts[2], parts[1], parts[0])
    guard (1970...2999).contains(year), (1...12).contains(month), (1...daysIn(month, of: year)).contains(day) else {
      return nil
    }
    var seconds = daysSince1970(year, month, day) * 86400
    var offset: Int?
    if parts.count > 3 {
      guard parts.count >= 5, separators.count > 3, ":.".contains(separators[3]) else { return nil }
      guard (0...23).contains(parts[3]), (0...59).contains(parts[4]) else { return nil }
      seconds += parts[3] * 3600 + parts[4] * 60
      var next = 5
      if separators.count > 4, separators[4] == ":" {
        guard parts.count > 5, (0...60).contains(parts[5]) else { return nil }
        seconds += parts[5]
        next = 6
        // Fractions of a second are dropped.
        if separators.count > 5, separators[5] == ".", parts.count > 6 { next = 7 }
      }
      if separators.count >= next {
        switch separators[next - 1] {
        case "Z", "z": offset = 0
        case "+", "-":
          guard let given = zoneOffset(text, sign: separators[next - 1]) else { return nil }
          offset = given
        default: return nil
        }
      }
    }
    if let offset { return Date(timeIntervalSince1970: Double(seconds - offset)) }
    // The zone's offset depends on the moment itself; a second look settles it around a change of clocks.
    let guess = Date(
      timeIntervalSince1970: Double(seconds - zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))))
    return Date(timeIntervalSince1970: Double(seconds - zone.secondsFromGMT(for: guess)))
  }

  /// The offset after the last sign, `+01:00`, `+0100` or `+01`, in seconds.
  private static func zoneOffset(_ text: String, sign: Character) -> Int? {
    guard let place = text.lastIndex(of: sign) else { return nil }
    let digits = text[text.index(after: place)...].filter { $0 != ":" }
    guard digits.allSatisfy(\.isNumber), digits.count == 2 || digits.count == 4, let value = Int(digits) else {
      return nil
    }
    let (hours, minutes) = digits.count == 2 ? (value, 0) : (value / 100, value % 100)
    guard hours <= 14, minutes < 60 else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  private static func daysIn(_ month: Int, of year: Int) -> Int {
    if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days from 1 January 1970 in the Gregorian calendar, counting years from March so that a leap day comes last.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468
  }
}
