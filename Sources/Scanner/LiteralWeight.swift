/// How often a literal is likely to occur in ordinary messages: the prefilter looks for the rarer ones. Only speed depends
/// on it.
enum LiteralWeight {
  /// Roughly how many of ten thousand words of Dutch messages are this one.
  private static let common: [String: Double] = [
    "de": 480, "het": 260, "een": 240, "ik": 230, "van": 210, "en": 260, "je": 220, "dat": 190, "is": 190, "in": 180,
    "te": 150, "niet": 140, "die": 120, "op": 120, "voor": 120, "met": 115, "zijn": 95, "er": 90, "maar": 85, "we": 85,
    "om": 70, "aan": 75, "wat": 75, "ze": 70, "ook": 70, "als": 70, "dit": 55, "hij": 55, "naar": 55, "bij": 50,
    "nog": 50,
    "was": 50, "heb": 50, "kan": 50, "mijn": 50, "wel": 50, "dan": 50, "zo": 50, "of": 45, "heeft": 45, "al": 40,
    "uit": 40,
    "ons": 40, "moet": 38, "over": 38, "jullie": 38, "u": 60, "door": 35, "kunnen": 35, "deze": 35, "haar": 35,
    "hebben": 45,
    "geen": 40, "hun": 30, "gaan": 30, "daar": 30, "hier": 35, "zou": 30, "worden": 30, "wordt": 30, "toch": 28,
    "nu": 40,
    "meer": 32, "goed": 35, "mee": 28, "onze": 28, "jij": 28, "iets": 25, "alle": 24, "kind": 25, "kinderen": 30,
    "school": 30, "weer": 28, "tot": 28, "moeten": 28, "veel": 25, "want": 24, "omdat": 20, "komen": 22, "gaat": 28,
    "komt": 24, "doen": 28, "iemand": 20, "heel": 25, "waar": 28, "hoe": 28, "wie": 24, "wil": 25, "weten": 15,
    "weet": 20,
    "dag": 25, "vandaag": 16, "morgen": 16, "graag": 18, "even": 20, "mag": 18, "laat": 12, "maken": 16, "groep": 20,
    "ouders": 16, "juf": 16, "meester": 10, "klas": 14, "jouw": 12, "jou": 15, "mij": 20, "me": 25, "hem": 22,
    "wij": 25,
    "zij": 22, "gewoon": 18, "echt": 20, "erg": 15, "altijd": 15, "nooit": 12, "niets": 10, "niks": 10, "alleen": 18,
    "mensen": 20, "eens": 14, "tegen": 14, "zonder": 10, "onder": 10, "na": 16, "per": 8, "dus": 20, "toen": 15,
    "ben": 30,
    "bent": 15, "waren": 18, "had": 22, "zal": 15, "zullen": 12, "willen": 14, "mogen": 10, "ga": 15, "zien": 15,
    "zeggen": 10,
    "eigen": 12, "andere": 14, "twee": 14, "eerste": 12, "tijd": 15, "huis": 12, "jaar": 18, "week": 16, "uur": 15,
    "bedankt": 10, "dank": 10, "beste": 10, "lekker": 8, "leuk": 12, "mooi": 8, "nieuwe": 12, "man": 8, "vrouw": 6,
    "the": 4, "and": 3, "you": 3, "to": 4, "for": 2, "this": 2, "all": 3, "my": 3, "it": 4, "no": 4, "on": 3, "so": 3,
    "be": 3, "are": 2, "not": 2, "have": 1, "with": 2, "your": 2, "do": 4, "go": 2, "out": 2,
    "af": 25, "steeds": 10, "laten": 12, "leven": 12, "waarom": 12, "elkaar": 14, "zelf": 16, "vol": 6, "ziet": 8,
    "oude": 8, "vind": 12, "vinden": 8, "vindt": 6, "minder": 8, "dood": 6, "weg": 12, "mannen": 6, "vrouwen": 6,
    "meisje": 4, "halen": 6, "bericht": 5, "brief": 4, "foto": 6, "keer": 14, "elke": 8, "ieder": 5, "iedereen": 12,
    "staat": 12, "staan": 8, "kom": 8, "doe": 8, "doet": 8, "laatste": 12, "nodig": 12, "samen": 12, "terug": 12,
    "werk": 12, "zeg": 6, "zegt": 8, "zelfs": 8, "beter": 8, "denk": 10, "denken": 8, "kon": 8, "werd": 20,
    "werden": 10, "vooral": 8, "volgens": 10, "tussen": 12, "tijdens": 10, "vanaf": 8, "buiten": 6, "binnen": 8,
    "anders": 8, "ander": 8, "zoals": 14, "soms": 6, "vaak": 8, "genoeg": 6, "geven": 8, "gehad": 6,
    "krijgen": 10, "krijgt": 8, "houden": 6, "helemaal": 8, "eigenlijk": 8, "misschien": 8, "meteen": 4, "hele": 10,
    "land": 8, "wereld": 8, "stad": 6, "geld": 8, "kant": 6, "vader": 5, "moeder": 6, "zoon": 4,
    "dochter": 4, "jongen": 4, "persoon": 3, "hebt": 10, "wilt": 6, "wilde": 5, "wist": 4, "zag": 4, "kwam": 8,
    "ging": 8, "gingen": 4, "drie": 8, "vier": 5, "vijf": 4, "tien": 3, "nieuw": 6, "oud": 4, "grote": 8, "groot": 5,
    "klein": 4, "kleine": 6, "lang": 6, "hard": 4, "snel": 5, "vroeger": 3, "later": 6, "straks": 4, "gisteren": 5,
    "avond": 5, "middag": 4, "nacht": 4, "maandag": 4, "vrijdag": 5, "thuis": 8, "lijst": 3, "boek": 4, "les": 4,
    "spelen": 5, "lezen": 5, "horen": 4, "hoort": 5, "kijken": 6, "kijk": 6, "vragen": 8, "vraag": 8, "hulp": 5,
    "blij": 5, "jammer": 4, "sorry": 4, "hallo": 4, "groetjes": 4, "groet": 3, "natuurlijk": 6, "zeker": 6, "ja": 12,
    "nee": 8, "och": 2, "hoor": 8, "a": 6, "b": 3, "c": 2, "d": 3, "e": 4, "i": 3, "v": 2,
  ]

  /// The common words by what may be looked for in them, packed: whole, from the start, to the end, anywhere.
  private static let known: [UInt64: Double] = {
    var known: [UInt64: Double] = [:]
    for (word, count) in common {
      let bytes = Array(word.utf8)
      for start in bytes.indices {
        for end in (start + 1)...bytes.count {
          for (atStart, atEnd) in [(false, false), (true, false), (false, true), (true, true)]
          where (!atStart || start == 0) && (!atEnd || end == bytes.count) {
            if let key = pack(bytes[start..<end], atStart, atEnd) { known[key, default: 0] += count }
          }
        }
      }
    }
    return known
  }()

  /// Seven letters at most fit beside the two edges; no longer part is common.
  private static func pack(_ bytes: ArraySlice<UInt8>, _ standsAtStart: Bool, _ standsAtEnd: Bool) -> UInt64? {
    guard bytes.count <= 7 else { return nil }
    return bytes.reduce(standsAtStart ? 2 : 1) { $0 << 8 | UInt64($1) } << 1 | (standsAtEnd ? 1 : 0)
  }

  /// Likely occurrences in ten thousand words.
  static func expected(_ scalars: ArraySlice<UInt32>, standsAtStart: Bool, standsAtEnd: Bool) -> Double {
    let weight = scalars.reduce(0) { $0 + ($1 < 0x80 ? 1 : $1 < 0x250 ? 2 : 4) }
    // Without more knowledge: each further letter makes it some four times rarer, and words that are not common are rare.
    var expected: Double = weight > 6 ? 0.7 : [3000, 1200, 150, 30, 8, 3, 1.5][weight]
    if standsAtStart || standsAtEnd { expected *= standsAtStart && standsAtEnd ? 0.02 : 0.1 }
    guard scalars.allSatisfy({ $0 < 0x80 }) else {
      // What is looked for without its accents too is found as often as that.
      guard let plain = QuickFold.withoutAccents(Array(scalars)) else { return expected }
      return expected + self.expected(plain[...], standsAtStart: standsAtStart, standsAtEnd: standsAtEnd)
    }
    let bytes = scalars.map { UInt8($0) }
    // Only a literal of one word can be part of one.
    guard bytes.allSatisfy(isWordByte) else { return expected * 0.2 }
    return expected + (pack(bytes[...], standsAtStart, standsAtEnd).flatMap { known[$0] } ?? 0)
  }
}
