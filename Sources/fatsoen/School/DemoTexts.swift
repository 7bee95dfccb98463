/// What people write in the half year of the invented school.
enum DemoTexts {
  static let children = [
    "Mees", "Noor", "Sem", "Lot", "Bram", "Fenna", "Teun", "Saar", "Daan", "Liv", "Jip", "Roos", "Finn", "Evi", "Guus",
    "Tess", "Luuk", "Nora", "Sam", "Yara", "Pim", "Zoë", "Ties", "Isa", "Boaz", "Lina", "Floris", "Mila", "Jens", "Kee",
    "Otis", "Romy", "Hugo", "Ayla", "Siem", "Vera", "Kaan", "Juna", "Milan", "Puck",
  ]

  static let posts = [
    "Vandaag hebben we de moestuin omgespit. Wie heeft er nog zaadjes over?",
    "Morgen is het gymdag, denken jullie aan schoenen en een flesje water?",
    "We zijn begonnen met het thema ruimte. Lege dozen zijn welkom.",
    "Vrijdag sluiten we de week af met een kring op het plein, kom gerust kijken.",
    "De luizencontrole is maandag na het eerste uur.",
    "Wie kan er woensdag mee naar de bibliotheek? We zoeken nog twee begeleiders.",
    "De toetsweek begint volgende week. Gewoon goed slapen en ontbijten is genoeg.",
    "In de gang hangen de tekeningen van de herfstwandeling.",
    "De kinderen hebben vandaag zelf brood gebakken, het rook heerlijk.",
    "Dinsdag komt de schoolfotograaf. Broers en zussen kunnen om half negen.",
    "We lezen samen een nieuw boek; vraag er thuis maar eens naar.",
    "De studiedag is op donderdag, dan zijn alle kinderen vrij.",
  ]

  static let reactions = [
    "Leuk, dank je wel voor het bericht!", "Ik geef morgen iets mee.", "Wij kunnen helaas niet, volgende keer graag.",
    "Is er ook opvang op die dag?", "Wat fijn dat jullie dit doen.", "Ik help graag mee op woensdag.",
    "Hoe laat zijn ze terug?", "Hij had het er thuis de hele avond over.", "Mag er ook een oma mee?",
    "Gymschoenen zijn kwijt, heeft iemand ze gezien? Maat 33, blauw.", "Wij zijn die dag in Sexbierum bij familie.",
    "Helemaal goed, tot dan!", "Dat was een mooie middag, complimenten.",
    "Kan het ook een dag later ingeleverd worden?",
    "Zij kijkt er enorm naar uit.", "Ik heb nog een springvorm staan.", "Prima geregeld weer.",
    "Dank, we zetten het op de kalender.",
  ]
}
