import Testing

@testable import Library

@Suite struct InflectionTests {
  @Test(arguments: [
    ("sukkel", "sukkel sukkels sukkeltje sukkeltjes"),
    ("zak", "zak zakken zakje zakjes"),
    ("lul", "lul lullen lulletje lulletjes"),
    ("trut", "trut trutten trutje trutjes"),
    ("bom", "bom bommen bommetje bommetjes"),
    ("boom", "boom bomen boompje boompjes"),
    ("idioot", "idioot idioten idiootje idiootjes"),
    ("mongool", "mongool mongolen mongooltje mongooltjes"),
    ("debiel", "debiel debielen debieltje debieltjes"),
    ("wijf", "wijf wijven wijfje wijfjes"),
    ("dief", "dief dieven diefje diefjes"),
    ("wolf", "wolf wolven wolfje wolfjes"),
    ("mafkees", "mafkees mafkezen mafkeesje mafkeesjes"),
    ("dwaas", "dwaas dwazen dwaasje dwaasjes"),
    ("hufter", "hufter hufters huftertje huftertjes"),
    ("varken", "varken varkens varkentje varkentjes"),
    ("kreng", "kreng krengen krengetje krengetjes"),
    ("leerling", "leerling leerlingen leerlingetje leerlingetjes"),
    ("koning", "koning koningen koninkje koninkjes"),
    ("hoer", "hoer hoeren hoertje hoertjes"),
    ("slet", "slet sletten sletje sletjes"),
    ("bitch", "bitch bitches bitchje bitchjes"),
    ("homo", "homo homo's homootje homootjes"),
    ("baby", "baby baby's baby'tje baby'tjes"),
    ("tante", "tante tantes tantetje tantetjes"),
    ("knie", "knie knieën knietje knietjes"),
    ("moskee", "moskee moskeeën moskeetje moskeetjes"),
    ("smeerlapperij", "smeerlapperij smeerlapperijen smeerlapperijtje smeerlapperijtjes"),
    ("lelijkheid", "lelijkheid lelijkheden"),
    ("fascist", "fascist fascisten fascistje fascistjes"),
    ("schoft", "schoft schoften schoftje schoftjes"),
    ("viezerik", "viezerik viezeriken viezerikje viezerikjes"),
    ("klootzak", "klootzak klootzakken klootzakje klootzakjes"),
    ("prinses", "prinses prinsessen prinsesje prinsesjes"),
    ("vlag", "vlag vlaggen vlaggetje vlaggetjes"),
    ("kip", "kip kippen kippetje kippetjes"),
    ("arm", "arm armen armpje armpjes"),
    ("film", "film filmen filmpje filmpjes"),
    ("bezem", "bezem bezems bezempje bezempjes"),
    ("vrouw", "vrouw vrouwen vrouwtje vrouwtjes"),
    ("huis", "huis huizen huisje huisjes"),
    ("hals", "hals halzen halsje halsjes"),
    ("kans", "kans kansen kansje kansjes"),
    ("leraar", "leraar leraars leraren leraartje leraartjes"),
    ("lafaard", "lafaard lafaards lafaarden lafaardje lafaardjes"),
    ("rechter", "rechter rechters rechtertje rechtertjes"),
    ("neger", "neger negers negertje negertjes"),
    ("bijl", "bijl bijlen bijltje bijltjes"),
    ("neus", "neus neuzen neusje neusjes"),
    ("eikel", "eikel eikels eikeltje eikeltjes"),
    ("professor", "professor professors professoren"),
    ("filosoof", "filosoof filosofen filosoofje"),
    ("muts", "muts mutsen mutsje"),
    ("hond", "hond honden hondje"),
    ("aap", "aap apen aapje"),
    ("teef", "teef teven teefje"),
    ("gluiperd", "gluiperd gluiperds gluiperdje"),
    ("kop", "kop koppen kopje koppetje"),
    ("kraai", "kraai kraaien kraaitje"),
  ])
  func `Dutch nouns have their plural and diminutives`(word: String, forms: String) {
    let made = Set(DutchInflection.noun(word))
    for form in forms.split(separator: " ") { #expect(made.contains(String(form)), "\(word): \(form) in \(made)") }
  }

  @Test(arguments: [
    ("sukkel", "sukkelen sukkellen sukkelletje"), ("zak", "zaken zaks zaktje"), ("idioot", "idiooten idiootten"),
    ("wijf", "wijfen wijffen"), ("boom", "boommen boommetje"), ("hufter", "hufteren hufterretje"),
    ("homo", "homos homotje"), ("lelijkheid", "lelijkheiden"),
  ])
  func `Dutch nouns have no forms that spelling rules out`(word: String, wrong: String) {
    let made = Set(DutchInflection.noun(word))
    for form in wrong.split(separator: " ") { #expect(!made.contains(String(form)), "\(word): \(form)") }
  }

  @Test(arguments: [
    ("dom", "dom domme dommer dommere domst domste doms dommen"),
    ("achterlijk", "achterlijk achterlijke achterlijker achterlijkst achterlijkste achterlijks achterlijken"),
    ("vies", "vies vieze viezer viest vieste viezen"),
    ("lief", "lief lieve liever liefst liefste"),
    ("boos", "boos boze bozer boost booste"),
    ("lelijk", "lelijk lelijke lelijker lelijkste"),
    ("zwaar", "zwaar zware zwaarder zwaarst zwaarste"),
    ("lekker", "lekker lekkere lekkerder lekkerst"),
    ("gek", "gek gekke gekker gekst gekken"),
    ("grof", "grof grove grover grofst"),
    ("laf", "laf laffe laffer lafst"),
    ("half", "half halve halven"),
    ("racistisch", "racistisch racistische racistischer"),
    ("lui", "lui luie luier luist"),
    ("mooi", "mooi mooie mooier mooist"),
    ("debiel", "debiel debiele debieler debielst"),
    ("hersenloos", "hersenloos hersenloze hersenlozen"),
    ("blind", "blind blinde blinder blindst"),
    ("grappig", "grappig grappige grappiger grappigst"),
    ("bezopen", "bezopen bezopenen"),
    ("rood", "rood rode roder roodst"),
    ("gehandicapt", "gehandicapt gehandicapte gehandicapten"),
    ("vals", "vals valse valser valst"),
    ("beige", "beige"),
  ])
  func `Dutch adjectives are inflected and compared`(word: String, forms: String) {
    let made = Set(DutchInflection.adjective(word))
    for form in forms.split(separator: " ") { #expect(made.contains(String(form)), "\(word): \(form) in \(made)") }
  }

  @Test(arguments: [
    ("zeuren", "zeuren zeur zeurt zeurde zeurden gezeurd zeurend zeurende"),
    ("pakken", "pak pakt pakte pakten gepakt"),
    ("lopen", "loop loopt"),
    ("haten", "haat haatte haatten gehaat gehate hatend hatende"),
    ("leven", "leef leeft leefde geleefd"),
    ("reizen", "reis reist reisde gereisd"),
    ("bedreigen", "bedreig bedreigt bedreigde bedreigd bedreigde bedreigend"),
    ("beledigen", "beledig beledigt beledigde beledigd beledigende"),
    ("discrimineren", "discrimineer discrimineert discrimineerde gediscrimineerd"),
    ("schommelen", "schommel schommelt schommelde geschommeld"),
    ("melden", "meld meldt meldde gemeld"),
    ("pesten", "pest pestte pestten gepest gepeste pestend"),
    ("straffen", "straf straft strafte gestraft"),
    ("verraden", "verraad verraadt verraadde verraad"),
    ("spugen", "spuug spuugt spuugde gespuugd"),
    ("verkrachten", "verkracht verkrachtte verkrachten verkrachtende"),
    ("kwetsen", "kwets kwetst kwetste gekwetst"),
    ("slopen", "sloop sloopt sloopte gesloopt"),
    ("beven", "beef beeft beefde gebeefd"),
    ("geven", "geef geeft"),
  ])
  func `Dutch verbs have stem, past and participles`(word: String, forms: String) {
    let made = Set(DutchInflection.verb(word) ?? [])
    for form in forms.split(separator: " ") { #expect(made.contains(String(form)), "\(word): \(form) in \(made)") }
  }

  @Test(arguments: ["gaan", "zien", "doe", "en", "skiën"])
  func `verbs without a regular infinitive are refused`(word: String) { #expect(DutchInflection.verb(word) == nil) }

  @Test(arguments: [
    (Inflection.noun, "bitch", "bitch bitches"), (.noun, "bully", "bully bullies"), (.noun, "boy", "boy boys"),
    (.noun, "idiot", "idiot idiots"), (.noun, "ass", "ass asses"),
    (.adjective, "dumb", "dumb dumber dumbest dumbly"), (.adjective, "fat", "fat fatter fattest fatly"),
    (.adjective, "silly", "silly sillier silliest sillily"), (.adjective, "lame", "lame lamer lamest lamely"),
    (.verb, "kill", "kill kills killed killing"), (.verb, "stab", "stab stabs stabbed stabbing"),
    (.verb, "hate", "hate hates hated hating"), (.verb, "bully", "bully bullies bullied bullying"),
    (.verb, "harass", "harass harasses harassed harassing"), (.verb, "lie", "lie lies lied lying"),
    (.verb, "need", "need needs needed needing"),
  ])
  func `English words are inflected`(kind: Inflection, word: String, forms: String) {
    #expect(kind.forms(of: word, language: "en")?.joined(separator: " ") == forms)
  }
}
