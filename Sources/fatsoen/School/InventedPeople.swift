import Conduct

/// People of a school that does not exist, always the same for the same number: the names are common ones, as in life.
enum InventedPeople {
  private static let givens = """
    Noor Daan Emma Sem Julia Lucas Mila Levi Tess Finn Sophie Luuk Zoë James Sara Milan Nora Bram Yara Liam Eva Mees Saar \
    Noah Anna Thijs Lotte Jesse Fleur Max Roos Thomas Evi Lars Isa Ruben Lynn Tim Fenna Sam Liv Stijn Vera Gijs Lisa Hugo \
    Maud Julian Femke Adam Esmee Niels Elin Jens Nina Tijn Amira Mohamed Aya Yusuf Elif Kaan Lina Omar Zeynep Emir Fatima \
    Hamza Maja Jakub Zofia Antoni Storm Sterre Wolf Jip Bo Puck Beer Pien Guus Floor Siem Jip Rosalie Oliver Sofie Benjamin \
    Karin Marijke Peter Sandra Jeroen Petra Marcel Monique Erik Ingrid Rob Anita Patrick Wendy Michel Linda Frank Esther \
    Dennis Miranda Martin Natasja Bas Chantal Sander Ilse Wouter Mirjam
    """.split(separator: " ").map(String.init)
  private static let families: [(infix: String, name: String)] = """
    de_Jong Jansen de_Vries van_den_Berg Bakker van_Dijk Visser Janssen Smit Meijer de_Boer Mulder de_Groot Bos Vos Peters \
    Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer Kok Jacobs van_der_Linden de_Haan \
    Vermeulen van_den_Heuvel van_der_Veen van_den_Broek de_Bruijn de_Bruin van_der_Heijden Schouten van_Beek Willems \
    van_Vliet van_de_Ven Hoekstra Maas Verhoeven Koster van_Dam van_der_Wal Prins Blom Huisman Peeters de_Jonge Kuipers \
    van_Veen Post Kuiper Veenstra Kramer van_den_Brink Scholten van_Wijk Postma Martens Vink de_Ruiter Timmermans Groen \
    Gerritsen Jonker van_Loon Boer van_der_Velde Willemsen Smeets de_Lange de_Vos Bosch van_Dongen Schipper de_Koning \
    Yılmaz Kaya Demir Çelik Şahin El_Amrani El_Idrissi Ben_Ali Bouali Nguyen Kowalski Nowak Wiśniewska Mahabier \
    Ramdin Pinas Martina Tromp
    """.split(separator: " ").map { text in
      let parts = text.split(separator: "_").map(String.init)
      return (parts.dropLast().joined(separator: " "), parts[parts.count - 1])
    }

  /// So many pupils and grown-ups of school `number`.
  static func named(pupils: Int, adults: Int, school number: Int) -> [NamedPerson] {
    (0..<(pupils + adults)).map { index in
      // Two numbers without a common factor, so that names meet in ever other ways.
      let place = index + number * 7
      let family = families[(place * 31 + index / 97) % families.count]
      let name = PersonName(
        given: givens[(place * 17 + index / 113) % givens.count], infix: family.infix,
        // Every third has a name that few have.
        family: index % 3 == 0 ? rare(place) : family.name)
      return NamedPerson(
        index < pupils ? .pupil(PupilID("l-\(number)-\(index)")) : .member(MemberID("m-\(number)-\(index)")), name)
    }
  }

  private static func rare(_ number: Int) -> String {
    let first = [
      "Ker", "Hol", "Wou", "Dijk", "Stee", "Bloe", "Ooster", "Rij", "Vel", "Grave", "Zand", "Lam", "Hoog", "Mid",
    ]
    let last = [
      "ma", "stra", "ink", "kamp", "horst", "huis", "mans", "dal", "veld", "beek", "sma", "wijk", "berg", "voort",
      "laar",
    ]
    return first[number % first.count] + last[number / first.count % last.count]
  }
}
