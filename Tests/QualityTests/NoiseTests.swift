import Foundation
import TestSupport
import Testing

/// Ordinary sentences, to count on which a rule hits.
enum Noise {
  /// A folder of labelled text from outside, when there is one.
  static let evaluation = ProcessInfo.processInfo.environment["FATSOEN_EVAL"].map { URL(fileURLWithPath: $0) }

  /// Ten thousand different sentences such as a school and its parents write, each time the same.
  static func sentences(_ count: Int = 10_000) -> [String] {
    var state: UInt64 = 20_261_121
    func pick(_ list: [String]) -> String {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return list[Int(state >> 33) % list.count]
    }
    var seen: Set<String> = []
    var sentences: [String] = []
    while sentences.count < count {
      var sentence = pick(frames)
      while let open = sentence.firstIndex(of: "{"), let close = sentence.firstIndex(of: "}") {
        let list = slots[String(sentence[sentence.index(after: open)..<close])] ?? [""]
        sentence.replaceSubrange(open...close, with: pick(list))
      }
      sentence = sentence.prefix(1).uppercased() + sentence.dropFirst()
      if seen.insert(sentence).inserted { sentences.append(sentence) }
    }
    return sentences
  }

  private static let frames = [
    "{when} gaan we met {group} naar {place}.", "Denkt u {when} aan {thing}?",
    "{name} is {when} {state}, {pronoun} blijft thuis.",
    "Wie heeft er nog {thing} voor {group}?", "{person} vertelde {when} over {topic}.",
    "Dank aan iedereen die {when} hielp bij {event}!",
    "We zoeken voor {event} nog ouders die {thing} willen meenemen.",
    "De kinderen van {group} leren deze week over {topic}.",
    "{name} heeft {thing} laten liggen bij {place}.", "Wilt u {thing} voor {event} inleveren bij {person}?",
    "Ik vond {event} {opinion}, vooral {topic}.", "Kan iemand {name} {when} meenemen naar {place}?",
    "{person} is {when} {state}; {person} neemt {group} over.",
    "Mijn {relation} is {state} en kan {when} niet naar {event}.",
    "Het was {opinion} bij {place}, we hebben {topic} gezien.", "Tijdens {event} stond {group} op {place}.",
    "Is {event} {when} of een dag later?", "Wij vinden dat {topic} op school {opinion} wordt uitgelegd.",
    "{name} was {opinion} op {event} en at daarna met {person}.", "Voor {topic} hebben we {thing} nodig, graag {when}.",
    "De {relation} van {name} haalt {pronoun} {when} op bij {place}.", "Hoe laat begint {event} {when} precies?",
    "Ons groepje maakte voor {topic} een werkstuk met {thing}.", "Let op: {place} is {when} dicht door {event}.",
  ]

  private static let slots: [String: [String]] = [
    "when": [
      "maandag", "dinsdagmiddag", "woensdagochtend", "donderdag na school", "vrijdag om half negen", "morgen",
      "volgende week",
      "in de vakantie", "na de kerst", "vandaag", "overmorgen", "op 14 mei", "rond twaalf uur", "de hele week",
      "vanavond",
    ],
    "group": [
      "groep 1", "groep 3b", "groep vier", "groep 5", "de kleuters", "de bovenbouw", "groep 8", "de middenbouw",
      "onze klas",
      "de plusklas", "de peuters", "de leerlingenraad", "het schoolkoor", "de instroomgroep",
    ],
    "place": [
      "het museum", "de kinderboerderij", "het zwembad", "de bibliotheek", "de gymzaal", "het bos", "het strand",
      "de moestuin",
      "het plein", "de brandweer", "het verzorgingstehuis", "de schaatsbaan", "het theater", "de sporthal", "de moskee",
      "de kerk", "het politiebureau", "de markt", "de haven", "het asielzoekerscentrum", "de sterrenwacht",
    ],
    "thing": [
      "gymschoenen", "een lunchpakket", "twee rollen plakband", "een fietshelm", "oude kranten", "een springvorm",
      "laarzen",
      "een blauwe broodtrommel", "lege dozen", "een schep", "reservekleren", "de knikkerpot", "een zakje eikels",
      "het toestemmingsformulier", "een potlood", "de handpoppen", "een zaklamp", "kastanjes", "een schaar",
      "lijmstiften",
      "een ketting van kralen", "een schort", "verfkwasten", "een puzzel", "de zak met ballen", "vuilniszakken",
    ],
    "name": [
      "Noor", "Sem", "Fatima", "Daan", "Milou", "Youssef", "Eva", "Tygo", "Zoë", "Mees", "Amira", "Levi", "Julia",
      "Kees",
      "Bram", "Hannah", "Ömer", "Sofie", "Jip", "Roos",
    ],
    "pronoun": ["hij", "zij", "ze"],
    "state": [
      "ziek", "verkouden", "vrij", "op cursus", "jarig", "te laat", "op reis", "met verlof", "naar de tandarts",
      "grieperig",
      "in het ziekenhuis geweest", "aan het werk", "moe", "zwanger", "op bezoek bij familie",
    ],
    "person": [
      "juf Marieke", "meester Tom", "de conciërge", "de directeur", "mevrouw De Boer", "de intern begeleider",
      "een moeder",
      "opa", "de gymjuf", "de stagiaire", "een agent", "de wijkverpleegkundige", "de schrijver", "de muziekdocent",
    ],
    "topic": [
      "de Tweede Wereldoorlog", "breuken", "het menselijk lichaam", "de slavernij", "vulkanen", "het heelal",
      "de Ramadan",
      "Kerstmis", "vogels", "bijen", "pesten", "vriendschap", "de verkiezingen", "gezond eten", "de waterkringloop",
      "ridders", "dinosaurussen", "de tuin", "werkwoorden", "haaien", "geboorte", "verkeer", "homofobie", "racisme",
      "het toneelstuk", "de goochelaar", "de vossen",
    ],
    "event": [
      "de ouderavond", "het schoolfeest", "de avondvierdaagse", "het kerstdiner", "de sportdag", "het schoolreisje",
      "het slotfeest", "de rommelmarkt", "de voorstelling", "het kamp", "het sinterklaasfeest", "de Kinderpostzegels",
      "de musical", "het paasontbijt", "de modderdag", "de leesweek", "de open dag", "het voetbaltoernooi",
    ],
    "opinion": [
      "geweldig", "best spannend", "erg leuk", "te kort", "een beetje rommelig", "prachtig", "niet zo duidelijk",
      "knap",
      "heel gezellig", "lekker warm", "te druk", "ontroerend", "goed georganiseerd", "jammer genoeg kort",
    ],
    "relation": [
      "zoon", "dochter", "man", "vrouw", "oma", "opa", "broer", "zus", "moeder", "vader", "buurvrouw", "tante",
    ],
  ]
}

struct NoiseTests {
  /// Hits by rule, per 10,000 sentences.
  private static func hits(_ sentences: [String]) throws -> [String: Int] {
    var hits: [String: Int] = [:]
    for verdict in try Scan.verdicts(on: sentences) {
      for rule in Set(verdict.signals.map(\.rule)) { hits[rule, default: 0] += 1 }
    }
    return hits.mapValues { ($0 * 10_000 + sentences.count - 1) / sentences.count }
  }

  private static func check(_ sentences: [String], against record: Record) throws {
    let hits = try hits(sentences)
    print("noise: \(sentences.count) sentences,", hits.sorted { ($1.value, $0.key) < ($0.value, $1.key) })
    if Record.isWriting { return try record.write(hits.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }) }
    let figures = record.figures
    for (rule, count) in hits.sorted(by: { $0.key < $1.key }) {
      #expect(count <= figures[rule] ?? 0, "\(rule): \(count) per 10,000, recorded \(figures[rule] ?? 0)")
    }
  }

  @Test("no rule hits ordinary sentences of a school more often than was recorded", .enabled(if: !TestRun.isQuick))
  func own() throws {
    try Self.check(Noise.sentences(Scan.release == nil ? 1000 : 10_000), against: Record("noise-own"))
  }

  @Test("no rule hits the harmless half of the corpus but as advice")
  func corpus() throws {
    let folder = Scan.root.appendingPathComponent("Tests/Corpus")
    let rows = try ["portal", "complaints"].flatMap {
      try Scan.objects(in: folder.appendingPathComponent($0 + ".ndjson"))
    }
    let sentences = rows.filter { ($0["expect"] as? [String])?.isEmpty == true }.compactMap { $0["text"] as? String }
    try Self.check(sentences, against: Record("noise-corpus"))
  }

  @Test(
    "no rule hits ordinary Dutch from outside more often than was recorded",
    .enabled(if: Noise.evaluation != nil && Scan.release != nil),
    arguments: ["benign_nl_commonvoice", "benign_nl_lassysmall", "benign_nl_tatoeba1k"])
  func outside(_ name: String) throws {
    let file = try #require(Noise.evaluation).appendingPathComponent(name + ".ndjson")
    let sentences = try Scan.objects(in: file).compactMap { $0["text"] as? String }
    try Self.check(sentences, against: Record("noise-" + name))
  }
}
