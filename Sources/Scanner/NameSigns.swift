/// Dutch words beside which a word is a name, or is none.
enum NameSigns {
  /// What comes before the name of a grown-up.
  static let titles = hashes(
    """
    juf juffrouw juffie meester meneer mevrouw mw mevr dhr heer dokter directeur directrice leraar lerares
    oma opa oom tante ome conciërge buurman buurvrouw conducteur agent politieagent brandweerman brandweervrouw chauffeur
    buschauffeur trainer trainster coach boswachter gids clown zanger zangeres schrijver schrijfster burgemeester wethouder
    koning koningin prins prinses uitgeverij firma bakkerij café restaurant
    """)
  /// What comes before the name of a family.
  static let households = hashes("familie fam gezin")
  /// What comes before the name of a child.
  static let relations = hashes(
    "zusje broertje zus broer dochter zoon dochtertje zoontje leerling klasgenoot klasgenootje vriendje vriendinnetje")
  /// After these a word is a thing, whatever its capital.
  static let articles = hashes("de het een n den der die deze dit dat geen elke iedere")
  /// Between a sign of the end of an abbreviation and a name.
  static let abbreviations = hashes("mw mevr dhr fam o a nl evt ipv bv enz dr drs ir mr prof st")
  /// What people do; after a noun without an article it makes that a name.
  static let deeds = hashes(
    """
    heeft had kan kon gaat ging komt kwam wil wilde zit zat doet deed mag mocht moet moest zei zegt vertelde vertelt vroeg
    vraagt kreeg krijgt vindt vond speelt speelde zal zou weet wist slaat sloeg pest pestte huilt huilde belt belde ligt
    lag kijkt keek viert vierde leest las rent rende wint won werkt woont roept riep denkt dacht voelt wacht slaapt sliep
    zingt zong fietst oefent maakt maakte brengt bracht haalt haalde geeft gaf helpt hielp luistert scheldt schold pakt pakte
    leert eet drinkt tekent knutselt zwemt loopt liep blijft bleef hoort hoorde schreef schrijft lacht lachte mist miste gooit gooide duwt duwde schopt schopte
    plast bijt beet spuugt liegt loog steelt stal gedraagt draagt doubleert dreigt krabt vloekt
    """)
  static let states = hashes("is was wordt werd")
  /// After a verb these say that what came first is no subject: "Dik is hij".
  static let subjects = hashes("hij ze zij ik jij je we wij jullie dat dit")
  static let linking = hashes("en of met plus and")
  static let addressed = hashes("je jij jou jouw jullie u uw")
  static let companions = hashes("ik hij zij wij haar zijn jij mijn hun")
  static let groups = hashes("groep groepen klas")
  static let belonging = hashes("uit van in")
  /// Words that begin a sentence or a phrase with a capital and are no family name.
  static let beginnings = hashes(
    """
    ik jij je hij zij ze wij we jullie u het de een er dat dit deze die wat wie waar wanneer hoe waarom want maar en of als
    dus ook nog niet wel mijn onze jouw uw haar zijn hun hun kan kunnen wil willen heeft hebben is was zijn ben gaat komt
    groep klas school team bso mr or tso cito dank bedankt hoi hallo dag beste lieve groetjes groeten goedemorgen
    goedemiddag in op bij van voor naar met aan om te tot over onder na vandaag morgen gisteren vanmiddag maandag dinsdag
    woensdag donderdag vrijdag zaterdag zondag nee ja oke ok sorry misschien tnx thx
    thnx top hey hee hai yo ha heey super fijn welkom gefeliciteerd
    """)

  static func isTitle(_ hash: UInt64) -> Bool {
    titles.contains(hash) || households.contains(hash) || relations.contains(hash)
  }

  static let particles = Set(NameForms.particles.map { WordHash($0).value })
  static let v = hash("v")
  static let d = hash("d")
  static let vd = hash("vd")
  static let van = hash("van")
  static let de = hash("de")
  /// What may follow "van" in a particle of two words that people shorten to "vd".
  static let shortened = hashes("de der den")
  /// Particles that are prepositions as well: what follows them with a capital is a place as often as a name.
  static let prepositions = hashes("op aan bij in tot te af")
  /// Particles in which no Dutch sentence speaks of things.
  static let strict = hashes("der den von di del el al ait bou ibn vd d")

  static func hash(_ word: String) -> UInt64 { WordHash(NameWord.letters(of: word).joined()).value }

  private static func hashes(_ words: String) -> Set<UInt64> {
    Set(NameWord.letters(of: words).map { WordHash($0).value })
  }
}
