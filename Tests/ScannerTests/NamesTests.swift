import Conduct
import Testing

@testable import Scanner

struct NamesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var found: [String]
    var testDescription: String { text }
    init(_ text: String, _ found: String...) { (self.text, self.found) = (text, found) }
  }

  /// What is found at the example school; each case stands beside one that looks like it and is none.
  static let names: [Case] = [
    // Full names.
    Case("Daan Visser was ziek.", "Daan Visser=full:Daan||Visser"),
    Case("Gisteren heeft Daan de Wit gewonnen.", "Daan de Wit=full:Daan|de|Wit"),
    Case("Daan De Wit is jarig", "Daan De Wit=full:Daan|de|Wit"),
    Case("de tas van roos van der berg", "roos van der berg=full:Roos|van der|Berg"),
    Case("Roos v.d. Berg is er niet", "Roos v.d. Berg=full:Roos|van der|Berg"),
    Case("Roos vd Berg is er niet", "Roos vd Berg=full:Roos|van der|Berg"),
    Case("Sterre van den Heuvel las voor", "Sterre van den Heuvel=full:Sterre|van den|Heuvel"),
    Case("Zoë van 't Hart zingt", "Zoë van 't Hart=full:Zoë|van 't|Hart"),
    Case("zoe van ’t hart zingt", "zoe van ’t hart=full:Zoë|van 't|Hart"),
    Case("Anne-Marie de Groot", "Anne-Marie de Groot=full:Anne-Marie|de|Groot"),
    Case("Anne Marie de Groot", "Anne Marie de Groot=full:Anne-Marie|de|Groot"),
    Case("Annemarie de Groot", "Annemarie de Groot=full:Anne-Marie|de|Groot"),
    Case("Sem El Amrani scoort", "Sem El Amrani=full:Sem|El|Amrani"),
    Case("sem el amrani scoort", "sem el amrani=full:Sem|El|Amrani"),
    Case("Sem el-Amrani scoort", "Sem el-Amrani=full:Sem|El|Amrani"),
    Case("Sem Elamrani scoort", "Sem Elamrani=full:Sem|El|Amrani"),
    Case("Noor Ben Ali zwemt", "Noor Ben Ali=full:Noor|Ben|Ali"),
    Case("Bram ten Velde en zijn vader", "Bram ten Velde=full:Bram|ten|Velde"),
    Case("SEM EL AMRANI", "SEM EL AMRANI=full:Sem|El|Amrani"),
    Case("ÇAĞLA ÖZTÜRK", "ÇAĞLA ÖZTÜRK=full:Çağla||Öztürk"),
    Case("cagla ozturk heeft gebeld", "cagla ozturk=full:Çağla||Öztürk"),
    Case("Cag\u{306}la komt", "Cag\u{306}la=given:Çağla||Öztürk"),
    Case("Karin Bakker-de Vries belt", "Karin Bakker-de Vries=full:Karin||Bakker-de Vries"),
    Case("Karin Bakker belt", "Karin Bakker=full:Karin||Bakker-de Vries"),
    Case("Karin de Vries belt", "Karin de Vries=full:Karin||Bakker-de Vries"),
    Case("J. van der Berg belt terug", "J. van der Berg=full:Jan|van der|Berg"),
    Case("Bel J.P. van der Berg", "J.P. van der Berg=full:Jan|van der|Berg"),
    Case("E. Bos komt langs", "E. Bos=full:Els||Bos"),
    Case("Daan V. was er ook", "Daan V=full:Daan||Visser"),
    Case("Daan W. was er ook", "Daan W=full:Daan|de|Wit"),
    Case("Roos Bakker heeft de beker", "Roos Bakker=full:Roos||Bakker"),
    Case("Mees Dik", "Mees Dik=full:Mees||Dik"),
    // Given names.
    Case("Ik zag Daan gisteren.", "Daan=given:Daan|de|Wit,Daan||Visser"),
    Case("ik zag daan gisteren", "daan=given:Daan|de|Wit,Daan||Visser"),
    Case("IK ZAG DAAN GISTEREN", "DAAN=given:Daan|de|Wit,Daan||Visser"),
    Case("Zoe is vandaag vrij", "Zoe=given:Zoë|van 't|Hart"),
    Case("Zoe\u{308} is vandaag vrij", "Zoe\u{308}=given:Zoë|van 't|Hart"),
    Case("Heeft Tijmen zijn jas nog?", "Tijmen=given:Tijmen||Hoekstra"),
    Case(
      "Daan, Sem en Lotte gaan mee", "Daan=given:Daan|de|Wit,Daan||Visser", "Sem=given:Sem|El|Amrani",
      "Lotte=given:Lotte||Verhaar"),
    Case("Daan/Sem ruimen op", "Daan=given:Daan|de|Wit,Daan||Visser", "Sem=given:Sem|El|Amrani"),
    Case("(Lotte) en \"Tijmen\"", "Lotte=given:Lotte||Verhaar", "Tijmen=given:Tijmen||Hoekstra"),
    Case("“Tijmen”, zei ze", "Tijmen=given:Tijmen||Hoekstra"),
    Case("@Tijmen kom je?", "Tijmen=given:Tijmen||Hoekstra"),
    Case("Tnx Tijmen!", "Tijmen=given:Tijmen||Hoekstra"),
    Case("Storm keek op", "Storm=given:Storm||Yilmaz"),
    Case("Tijmen😀", "Tijmen=given:Tijmen||Hoekstra"),
    Case(
      "Daan van Roos zijn klas", "Daan=given:Daan|de|Wit,Daan||Visser",
      "Roos=given:Roos|van der|Berg,Roos||Bakker,Roos||Kok"),
    // Possessives.
    Case("Daans jas hangt hier", "Daan=given:Daan|de|Wit,Daan||Visser"),
    Case("de beker is Tijmens beker", "Tijmen=given:Tijmen||Hoekstra"),
    Case("Anna's fiets", "Anna=given:Anna||Kowalska"),
    Case("Anna’s fiets", "Anna=given:Anna||Kowalska"),
    Case("dit is Bo's tas", "Bo=given:Bo||Kramer"),
    Case("dat is Roos' boek", "Roos=given:Roos|van der|Berg,Roos||Bakker,Roos||Kok"),
    Case("Roos' boek ligt hier", "Roos=given:Roos|van der|Berg,Roos||Bakker,Roos||Kok"),
    Case("bij Jips moeder", "Jip=given:Jip||Smeets"),
    Case("meneer Van der Bergs auto", "Van der Berg=family:Jan|van der|Berg"),
    // Diminutives.
    Case("ons Daantje is er weer", "Daantje=diminutive:Daan|de|Wit,Daan||Visser"),
    Case("onze Annetje", "Annetje=diminutive:Anna||Kowalska"),
    Case("Lotje is lief", "Lotje=diminutive:Lotte||Verhaar"),
    Case("Brammetje viel", "Brammetje=diminutive:Bram|ten|Velde"),
    Case("Bramtje viel", "Bramtje=diminutive:Bram|ten|Velde"),
    Case("Brampje viel", "Brampje=diminutive:Bram|ten|Velde"),
    Case("dat Jipje weer", "Jipje=diminutive:Jip||Smeets"),
    Case("tijmentje viel", "tijmentje=diminutive:Tijmen||Hoekstra"),
    Case("Tijmentjes fiets", "Tijmentje=diminutive:Tijmen||Hoekstra"),
    // Words that are names, with a capital that says so.
    Case("Dat heeft Roos gedaan", "Roos=given:Roos|van der|Berg,Roos||Bakker,Roos||Kok"),
    Case("Kan Storm morgen spelen?", "Storm=given:Storm||Yilmaz"),
    Case("ik vind Wolf lief", "Wolf=given:Wolf||Sanders"),
    Case("Voor Sterre is het lastig", "Sterre=given:Sterre|van den|Heuvel"),
    Case("samen met Bo", "Bo=given:Bo||Kramer"),
    Case("Hoi Roos, tot morgen", "Roos=given:Roos|van der|Berg,Roos||Bakker,Roos||Kok"),
    // … and with words beside them that do.
    Case("Roos heeft haar tas vergeten", "Roos=given:Roos|van der|Berg,Roos||Bakker,Roos||Kok"),
    Case("Storm is jarig", "Storm=given:Storm||Yilmaz"),
    Case("Wolf was te laat", "Wolf=given:Wolf||Sanders"),
    Case(
      "Roos en Daan zijn vriendinnen", "Roos=given:Roos|van der|Berg,Roos||Bakker,Roos||Kok",
      "Daan=given:Daan|de|Wit,Daan||Visser"),
    Case("Storm, kun je morgen komen?", "Storm=given:Storm||Yilmaz"),
    Case("Storm uit groep 5 viel", "Storm=given:Storm||Yilmaz"),
    Case("Jip (groep 3) is er niet", "Jip=given:Jip||Smeets"),
    Case("Wolf en zijn moeder", "Wolf=given:Wolf||Sanders"),
    Case(
      "Roos\nStorm\nDaan", "Roos=given:Roos|van der|Berg,Roos||Bakker,Roos||Kok", "Storm=given:Storm||Yilmaz",
      "Daan=given:Daan|de|Wit,Daan||Visser"),
    Case("juf Roos", "Roos=given:Roos||Kok"),
    Case("juf roos is ziek", "roos=given:Roos||Kok"),
    Case("JUF ROOS IS ZIEK", "ROOS=given:Roos||Kok"),
    Case("haar zusje Sterre", "Sterre=given:Sterre|van den|Heuvel"),
    // Family names.
    Case("meneer De Boer belt", "De Boer=family:Piet|de|Boer"),
    Case("meester de boer belt", "de boer=family:Piet|de|Boer"),
    Case("Ik sprak de Boer gisteren", "de Boer=family:Piet|de|Boer"),
    Case("familie Yilmaz komt", "Yilmaz=family:Fatima||Yilmaz,Storm||Yilmaz"),
    Case("mevrouw Yilmaz komt", "Yilmaz=family:Fatima||Yilmaz"),
    Case("mw. Jansen komt", "Jansen=family:Thea||Jansen"),
    Case("Jansen heeft gebeld", "Jansen=family:Thea||Jansen"),
    Case("de jas van Jansen", "Jansen=family:Thea||Jansen"),
    Case("juf Bos zei het", "Bos=family:Els||Bos"),
    Case("dhr. Van der Berg", "Van der Berg=family:Jan|van der|Berg"),
    Case("de heer v.d. Berg", "v.d. Berg=family:Jan|van der|Berg"),
    Case("meneer De Cock", "De Cock=family:Robert|De|Cock"),
    Case("meneer Lul kwam", "Lul=family:Anton||Lul"),
    Case("het gezin Amrani"),
    Case("het gezin El Amrani", "El Amrani=family:Sem|El|Amrani"),
    // A short form that only one given name begins with.
    Case("ik speelde met Sam", "Sam=near:Samuel||Okafor"),
  ]

  static let traps: [Case] = [
    Case("Een roos is mooi"), Case("Roos, tulp en lelie"), Case("de rode roos"), Case("De roos bloeit"),
    Case("Storm op komst"), Case("Er komt storm"), Case("de storm van gisteren"), Case("STORM OP KOMST"),
    Case("een storm van kritiek"), Case("De Wolf en de zeven geitjes"), Case("de wolf"),
    Case("Wolf gezien bij het bos"),
    Case("Het thema is: Storm"), Case("Nodig: Roos, lijm en een schaar"), Case("- Roos\n- Lijm"), Case("mees en merel"),
    Case("Dik is hij zeker niet"), Case("Dik was dat boek"), Case("een dikke beer"), Case("We gaan naar het bos"),
    Case("Het Bos is mooi"), Case("De Bakker bakt brood"), Case("de bakker"), Case("Bakker gezocht voor het feest"),
    Case("de kok kookt"), Case("Kok gezocht"), Case("brood van bakker Bart"), Case("Naar Bakker Bart"),
    Case("Max Verstappen won"), Case("Anna Frank schreef"), Case("Daan de Ridder is van een andere school"),
    Case("Daan Janssens voetbalt elders"), Case("Tom Jones zingt"), Case("Tijmen van Zanten"),
    Case("Karel de Boer"), Case("Joke Jansen"), Case("K. Jansen is een ander"), Case("A. van der Berg"),
    Case("Daan B. zit op een andere school"), Case("van de berg af"), Case("op de berg"), Case("de boer op"),
    Case("De boer melkt"), Case("hij is de boer"), Case("de berg"), Case("het Heuvelpad"), Case("Heuvel"),
    Case("Velde"), Case("Hart"), Case("Amrani"), Case("het hart"), Case("Van der Meer"), Case("van den Berg"),
    Case("Ben je thuis?"), Case("Can you help?"), Case("I can help"), Case("Will you come?"),
    Case("daan@school.nl"), Case("www.daan.nl"), Case("daan.nl"), Case("https://school.nl/daan"), Case("@daan"),
    Case("mail@Tijmen"), Case("@Tijmen.nl"),
    Case("daan2012"), Case("daan_v"), Case("#tijmen"), Case("tijmen-x"), Case("Jan-Daan"), Case("Daan-Willem"),
    Case("D'Anna"), Case("Roos-project"), Case("de Storm-actie"), Case("daantjes-dag"), Case("Danen"), Case("Annabel"),
    Case("Tijmes"), Case("Lotus"), Case("lotgenoten"), Case("annex"), Case("bramen plukken"), Case("semester"),
    Case("sempre"), Case("noord"), Case("wolven"), Case("storms"), Case("rozen"), Case("sterren"),
    Case("Sterren kijken"),
    Case("maximaal"), Case("maximum"), Case("D4an"), Case("d a a n"), Case("Dаan"), Case("juf Storm"),
    Case("meester Tijmen"), Case("meneer Visser"), Case("Grote Wolf"), Case("wij lezen De Grote Boze Wolf"),
    Case("roos en tulp"), Case("Bo"), Case("bo"), Case("BO"), Case("een jip"), Case("Jip en de rest"), Case("sterk"),
    Case("Bruin brood"), Case("dik"), Case("Mees"), Case("Beste beer"), Case("lul niet"), Case("wat een lul"),
    Case("cock"), Case("Anne"), Case("Marie"), Case("anne"), Case("van Groot"), Case("Groot feest"),
    Case("Hart van goud"),
    Case("Tijmem"), Case("sam"), Case("Sammie"), Case(""), Case("…"), Case("’s ochtends"), Case("Thijmen"),
  ]

  @Test("names of the school are found as they are written", arguments: names)
  func finds(_ one: Case) { #expect(NameSchool.example.found(in: one.text) == one.found) }

  @Test("what only looks like a name of the school is none", arguments: traps)
  func passes(_ one: Case) { #expect(NameSchool.example.found(in: one.text) == []) }

  @Test("half of the cases are traps, and there are many")
  func balance() { #expect(NamesTests.names.count + NamesTests.traps.count >= 150 && NamesTests.traps.count >= 75) }
}
