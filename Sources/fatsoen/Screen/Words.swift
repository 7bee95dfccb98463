import Conduct

extension Severity {
  /// The shape beside the word, readable without colour.
  var shape: String {
    switch self {
    case .information: "○"
    case .low: "◔"
    case .medium: "◑"
    case .high: "◕"
    case .critical: "●"
    }
  }

  /// Its colour.
  var style: Style {
    switch self {
    case .information: .severity0
    case .low: .severity1
    case .medium: .severity2
    case .high: .severity3
    case .critical: .severity4
    }
  }
}

extension Effect {
  /// The word on screen.
  var word: String {
    switch self {
    case .advice: "advies"
    case .review: "beoordelen"
    case .hold: "tegenhouden"
    }
  }
}

extension Verdict.Disposition {
  /// The word on screen.
  var word: String {
    switch self {
    case .clear: "niets gevonden"
    case .review: "beoordelen"
    case .hold: "tegenhouden"
    case .notScanned: "niet gescand"
    case .outOfScope: "1-op-1"
    }
  }
}

extension Signal.Mark {
  /// The words on screen.
  var word: String {
    switch self {
    case .spacing: "uit elkaar geschreven"
    case .leet: "cijfers voor letters"
    case .confusables: "gelijkende letters"
    case .invisibles: "onzichtbare tekens"
    case .masked: "letters verborgen"
    case .stretched: "letters uitgerekt"
    case .typo: "typefout"
    case .quoted: "tussen aanhalingstekens"
    }
  }
}

extension NumberCheck {
  /// Why a number is not what it seems.
  var refusal: String {
    switch self {
    case .bsn: "is geen burgerservicenummer: de elfproef klopt niet"
    case .iban: "is geen rekeningnummer: het controlegetal of de lengte klopt niet"
    case .phone: "is geen Nederlands telefoonnummer van een persoon"
    case .postcode: "is geen Nederlandse postcode"
    }
  }
}

extension ScanFault.Limit {
  /// The words on screen.
  var word: String {
    switch self {
    case .matches: "te veel mogelijkheden"
    case .time: "tijd op"
    case .engine: "fout in PCRE2"
    }
  }
}

/// "1 bericht", "2 berichten".
func count(_ number: Int, _ one: String, _ many: String) -> String { "\(grouped(number)) \(number == 1 ? one : many)" }

/// A whole number with a point between thousands, as Dutch writes it.
func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var result = ""
  for (i, digit) in digits.enumerated() {
    if i > 0, (digits.count - i) % 3 == 0 { result.append(".") }
    result.append(digit)
  }
  return number < 0 ? "-" + result : result
}
