import Conduct

extension NameTable {
  /// A table under way.
  struct Making {
    private(set) var facts: [Person] = []
    private(set) var givens: [Given] = []
    private(set) var families: [Family] = []
    private(set) var hashes: [UInt64] = []
    private(set) var members: [Int32] = []
    private(set) var familiesOf: [Int32] = []
    private(set) var rows: [(hash: UInt64, row: Form)] = []
    /// The words for which one error counts too.
    private(set) var long: [[UInt8]] = []
    private var numbers: [[[UInt8]]: Int] = [:]
    private var givenNames: [(words: [[UInt8]], people: [Int32])] = []
    private var familyNumbers: [NameForms.Family: Int] = [:]
    private var familyNames: [(name: NameForms.Family, people: [Int32])] = []

    mutating func add(_ named: NamedPerson) {
      let number = Int32(facts.count)
      let given = NameForms.given(named.name.given)
      if !given.isEmpty {
        let place = numbers[given] ?? givenNames.count
        if place == givenNames.count {
          numbers[given] = place
          givenNames.append((given, []))
        }
        givenNames[place].people.append(number)
      }
      let start = Int32(familiesOf.count)
      for family in NameForms.families(infix: named.name.infix, family: named.name.family) {
        let place = familyNumbers[family] ?? familyNames.count
        if place == familyNames.count {
          familyNumbers[family] = place
          familyNames.append((family, []))
        }
        if familyNames[place].people.last == number { continue }
        familyNames[place].people.append(number)
        familiesOf.append(Int32(place))
      }
      let isPupil = if case .pupil = named.person { true } else { false }
      // Those who have only initials too.
      let initial = NameWord.letters(of: named.name.given).first?[0] ?? 0
      facts.append(Person(initial: initial, isPupil: isPupil, families: start..<Int32(familiesOf.count)))
    }

    /// Ends the making: gives all names their forms.
    mutating func addFamilies() {
      for (number, one) in givenNames.enumerated() {
        givens.append(Given(words: keep(one.words), people: keep(one.people)))
        add(.given, number, one.words[0])
        guard one.words.count == 1 else { continue }
        long.append(one.words[0])
      }
      // Forms that are not the name itself come after all that are.
      let known = Set(givenNames.map(\.words[0]))
      for (number, one) in givenNames.enumerated() {
        if one.words.count > 1 {
          let joined = Array(one.words.joined())
          if !known.contains(joined) { addWhole(.given, number, joined, of: one.people) }
        } else {
          for form in NameForms.diminutives(of: one.words[0]) where !known.contains(form) {
            add(.diminutive, number, form)
          }
        }
      }
      addShorts(known)
      for (number, one) in familyNames.enumerated() {
        let first = one.name.particles.first ?? one.name.words[0]
        families.append(
          Family(
            particles: keep(one.name.particles), words: keep(one.name.words), people: keep(one.people),
            initials: SIMD2(first[0], one.name.words[0][0])))
        add(.family, number, one.name.words[0])
        long.append(one.name.words[0])
      }
      long = Array(Set(long)).sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Short forms that only one given name here begins with.
    private mutating func addShorts(_ known: Set<[UInt8]>) {
      var owners: [[UInt8]: (number: Int, isUsual: Bool)] = [:]
      for (number, one) in givenNames.enumerated() {
        for short in one.words.count > 1 ? [(one.words[0], true)] : NameForms.shorts(of: one.words[0]) {
          owners[short.0] = (owners[short.0] == nil ? number : -1, short.1)
        }
      }
      let sorted = givenNames.map(\.words[0]).sorted { $0.lexicographicallyPrecedes($1) }
      let single = Set(givenNames.filter { $0.words.count == 1 }.map(\.words[0]))
      for (short, owner) in owners where owner.number >= 0 && !single.contains(short) {
        var (low, high) = (0, sorted.count)
        while low < high {
          let middle = (low + high) / 2
          if sorted[middle].lexicographicallyPrecedes(short) { low = middle + 1 } else { high = middle }
        }
        guard low + 1 >= sorted.count || !sorted[low + 1].starts(with: short) else { continue }
        addWhole(owner.isUsual ? .short : .cut, owner.number, short, of: givenNames[owner.number].people)
      }
    }

    /// A form of one word that stands for a whole given name.
    private mutating func addWhole(_ kind: Kind, _ number: Int, _ word: [UInt8], of people: [Int32]) {
      let name = givens.count
      givens.append(Given(words: keep([word]), people: givens[number].people))
      add(kind, name, word)
    }

    private mutating func add(_ kind: Kind, _ number: Int, _ word: [UInt8]) {
      rows.append((WordHash(word).value, Form(kind: kind, name: Int32(number))))
    }

    private mutating func keep(_ words: [[UInt8]]) -> Range<Int32> {
      let start = Int32(hashes.count)
      hashes += words.map { WordHash($0).value }
      return start..<Int32(hashes.count)
    }

    private mutating func keep(_ people: [Int32]) -> Range<Int32> {
      let start = Int32(members.count)
      members += people
      return start..<Int32(members.count)
    }
  }
}
