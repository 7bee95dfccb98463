/// Reads the words of one text as names of a school's people.
struct NameMatcher {
  let reading: NameReading
  let table: NameTable
  let lexicon: Lexicon

  var words: UnsafeBufferPointer<NameWord> { reading.words }

  /// What stands at a word: the rows of its exact form, of the form without a possessive s, or of the one name nearby.
  private struct Key {
    var hash: UInt64
    var isNear = false
  }

  /// The name that begins with a word, or with particles before it but not before `free`.
  func match(
    at word: Int, from free: Int, _ people: inout Rows<Int32>, _ typed: inout [UInt8]
  ) -> NameMatch? {
    guard let key = key(of: word, &typed) else { return nil }
    var best: NameMatch?
    for row in table.forms[key.hash] {
      let form = table.forms.rows[row]
      if key.isNear, form.kind != .given && form.kind != .family { continue }
      let found =
        form.kind == .family
        ? family(Int(form.name), at: word, from: free, isNear: key.isNear, &people, &typed)
        : given(form, at: word, isNear: key.isNear, &people, &typed)
      guard let found, isBetter(found, than: best) else { continue }
      best = found
    }
    return best
  }

  private func isBetter(_ match: NameMatch, than other: NameMatch?) -> Bool {
    guard let other else { return true }
    if match.words.count != other.words.count { return match.words.count > other.words.count }
    return match.isSure && !other.isSure
  }

  private func key(of word: Int, _ typed: inout [UInt8]) -> Key? {
    let one = words[word]
    if !table.forms[one.hash].isEmpty { return Key(hash: one.hash) }
    if one.stem != 0, !table.forms[one.stem].isEmpty { return Key(hash: one.stem) }
    return near(word, &typed).map { Key(hash: $0, isNear: true) }
  }

  /// The one long name that a word misses by one letter. It is written as a name and spells nothing else.
  private func near(_ word: Int, _ typed: inout [UInt8]) -> UInt64? {
    let one = words[word]
    guard one.shape == .capital, one.count >= NearNames.leastLength - 1, table.near.mayHold(one),
      !lexicon.isKnown(one.hash), one.stem == 0 || !lexicon.isKnown(one.stem)
    else { return nil }
    typed.removeAll(keepingCapacity: true)
    one.appendLetters(of: reading.text, to: &typed)
    return table.near.only(near: one, typed)
  }

  /// Where the words of a name end that begin at a word, and where its letters do without a possessive s.
  private func ending(_ hashes: Range<Int32>, at word: Int, isNear: Bool = false) -> (word: Int, byte: Int)? {
    guard word + hashes.count <= words.count else { return nil }
    for step in 0..<hashes.count {
      let (one, hash) = (words[word + step], table.hashes[Int(hashes.lowerBound) + step])
      if step > 0, !reading.gap(before: word + step).isJoint { return nil }
      if one.hash == hash || (step == 0 && isNear) { continue }
      if step == hashes.count - 1, one.stem == hash { return (word + step + 1, Int(one.end) - 1) }
      return nil
    }
    return (word + hashes.count, Int(words[word + hashes.count - 1].end))
  }

  // MARK: given names

  private func given(
    _ form: NameTable.Form, at word: Int, isNear: Bool, _ people: inout Rows<Int32>, _ typed: inout [UInt8]
  ) -> NameMatch? {
    let name = table.givens[Int(form.name)]
    // A diminutive or short form is one word, whatever the name.
    let single = form.kind == .diminutive
    let (next, end): (Int, Int)
    if single {
      let one = words[word]
      (next, end) = (word + 1, Int(one.end) - (table.forms[one.hash].isEmpty ? 1 : 0))
    } else {
      guard let found = ending(name.words, at: word, isNear: isNear) else { return nil }
      (next, end) = found
    }
    // "Femke" is no small Fem when it is a name of its own.
    if (single && isFond(word)) || form.kind == .cut, lexicon.isKnown(words[word].hash) { return nil }
    let isShort = form.kind == .short || form.kind == .cut
    let members = table.members[Int(name.people.lowerBound)..<Int(name.people.upperBound)]
    let plain: NameMatch.Form = isNear || isShort ? .near : single ? .diminutive : .given
    let isWord = isWord(word..<next, name: form.kind == .given && !isNear ? name.words : nil)
    if end == Int(words[next - 1].end),
      let full = full(members, word..<next, &people, &typed, isNear: isNear, isWord: isWord)
    {
      return full
    }
    guard reading.isFree(Int(words[word].start)..<Int(words[next - 1].end)) else { return nil }
    let start = people.count
    for member in members { people.append(member) }
    guard fitsTitle(for: word, next, start, &people) else { return nil }
    let range = word..<next
    guard let isSure = givenIsSure(range, isWord: isWord || isShort) else { return nil }
    return NameMatch(
      words: range, end: end, people: start..<people.count, form: plain, isWord: isWord, isSure: isSure)
  }

  /// Whether a diminutive ends in -ke.
  private func isFond(_ word: Int) -> Bool {
    let end = Int(words[word].end)
    return end >= 2 && reading.text[end - 1] | 0x20 == UInt8(ascii: "e")
      && reading.text[end - 2] | 0x20 == UInt8(ascii: "k")
  }

  /// Whether a name is an ordinary word, as it is written or as it is in the register.
  private func isWord(_ range: Range<Int>, name: Range<Int32>?) -> Bool {
    func isOne(_ hash: UInt64, _ count: Int32) -> Bool { count < 3 || lexicon.isWord(hash) }
    if range.allSatisfy({ isOne(words[$0].hash, words[$0].count) }) { return true }
    guard let name else { return false }
    return name.allSatisfy { lexicon.isWord(table.hashes[Int($0)]) }
  }

  /// The longest family name of these people after a given name, or its first letter ("Daan B.").
  private func full(
    _ members: ArraySlice<Int32>, _ given: Range<Int>, _ people: inout Rows<Int32>, _ typed: inout [UInt8],
    isNear: Bool,
    isWord: Bool
  ) -> NameMatch? {
    let next = given.upperBound
    guard next < words.count, reading.gap(before: next).isJoint else { return nil }
    var best: (word: Int, byte: Int, isNear: Bool, isWord: Bool)?
    var start = people.count
    for member in members {
      let families = table.facts[Int(member)].families
      for place in families {
        let family = table.families[Int(table.familiesOf[Int(place)])]
        guard let first = particles(family, from: next),
          let found = surname(family, at: first, isNear: isNear, &typed)
        else { continue }
        if let best, found.word < best.word || (found.word == best.word && found.isNear && !best.isNear) { continue }
        if best.map({ $0.word < found.word || ($0.isNear && !found.isNear) }) ?? true {
          start = people.count
          let isPlain = !isStrict(family) && family.words.allSatisfy { lexicon.isWord(table.hashes[Int($0)]) }
          best = (found.word, found.byte, found.isNear, isPlain)
        }
        if people.count == start || people[people.count - 1] != member { people.append(member) }
      }
    }
    if let best {
      guard isWritten(given, best.word, isWord: isWord, familyIsWord: best.isWord),
        reading.isFree(Int(words[given.lowerBound].start)..<Int(words[best.word - 1].end)),
        fitsTitle(for: given.lowerBound, best.word, start, &people)
      else { return nil }
      return NameMatch(
        words: given.lowerBound..<best.word, end: best.byte, people: start..<people.count,
        form: isNear || best.isNear ? .near : .full, isWord: isWord && best.isWord, isSure: true)
    }
    return initial(members, given, &people)
  }

  private func surname(
    _ family: NameTable.Family, at word: Int, isNear: Bool, _ typed: inout [UInt8]
  ) -> (word: Int, byte: Int, isNear: Bool)? {
    if let end = ending(family.words, at: word) { return (end.word, end.byte, false) }
    guard !isNear, family.words.count == 1, word < words.count,
      near(word, &typed) == table.hashes[Int(family.words.lowerBound)]
    else { return nil }
    return (word + 1, Int(words[word].end), true)
  }

  /// A given name with the first letter of the family name.
  private func initial(
    _ members: ArraySlice<Int32>, _ given: Range<Int>, _ people: inout Rows<Int32>
  ) -> NameMatch? {
    let next = given.upperBound
    guard words[next].count == 1, reading.isCapital(next), reading.follows(next),
      case let letter = reading.text[Int(words[next].start)] | 0x20, isLetterByte(letter)
    else { return nil }
    let start = people.count
    for member in members {
      let families = table.facts[Int(member)].families
      let fits = families.contains { place in
        let initials = table.families[Int(table.familiesOf[Int(place)])].initials
        return initials[0] == letter || initials[1] == letter
      }
      if fits { people.append(member) }
    }
    guard people.count > start, fitsTitle(for: given.lowerBound, next, start, &people) else { return nil }
    return NameMatch(
      words: given.lowerBound..<(next + 1), end: Int(words[next].end), people: start..<people.count, form: .full,
      isWord: false, isSure: true)
  }

  /// Whether given name and family name are written so that two words are a name.
  private func isWritten(_ given: Range<Int>, _ end: Int, isWord: Bool, familyIsWord: Bool) -> Bool {
    guard isWord && familyIsWord else {
      // "Roos bakker": the name that is no word speaks for the other.
      return !isWord || !familyIsWord || reading.isCapital(given.lowerBound)
    }
    return reading.isCapital(given.lowerBound) && reading.isCapital(end - 1)
  }

  // MARK: family names

  /// Whether a family name has a particle beside which no word is a thing.
  private func isStrict(_ family: NameTable.Family) -> Bool {
    family.particles.contains { NameSigns.strict.contains(table.hashes[Int($0)]) }
  }

  /// Where the words of a family name begin after its particles, which begin at a word.
  private func particles(_ family: NameTable.Family, from word: Int) -> Int? {
    if family.particles.isEmpty { return word }
    if let end = ending(family.particles, at: word)?.word, end < words.count, reading.gap(before: end).isJoint {
      return end
    }
    guard let length = shortLength(family, at: word), word + length < words.count else { return nil }
    return word + length
  }

  /// "v.d." and "vd" for "van der".
  private func shortLength(_ family: NameTable.Family, at word: Int) -> Int? {
    guard family.particles.count == 2, table.hashes[Int(family.particles.lowerBound)] == NameSigns.van,
      NameSigns.shortened.contains(table.hashes[Int(family.particles.lowerBound) + 1]), word < words.count
    else { return nil }
    if words[word].hash == NameSigns.vd { return 1 }
    return words[word].hash == NameSigns.v && word + 1 < words.count && words[word + 1].hash == NameSigns.d ? 2 : nil
  }

  private func family(
    _ number: Int, at word: Int, from free: Int, isNear: Bool, _ people: inout Rows<Int32>, _ typed: inout [UInt8]
  ) -> NameMatch? {
    let family = table.families[number]
    guard let end = ending(family.words, at: word, isNear: isNear) else { return nil }
    guard let first = start(of: family, before: word, from: free) else { return nil }
    let isWord = family.words.allSatisfy { lexicon.isWord(table.hashes[Int($0)]) || words[word].count < 3 }
    guard reading.isFree(Int(words[first].start)..<Int(words[end.word - 1].end)) else { return nil }
    let start = people.count
    let members = table.members[Int(family.people.lowerBound)..<Int(family.people.upperBound)]
    // Initials: those whose given name begins so.
    if first > free, words[first - 1].count == 1, reading.isCapital(first - 1), reading.gap(before: first).isSpace {
      var low = first - 1
      while low > free, words[low - 1].count == 1, reading.isCapital(low - 1),
        Int(words[low].start) - Int(words[low - 1].end) <= 2
      {
        low -= 1
      }
      let letter = reading.text[Int(words[low].start)] | 0x20
      for member in members where table.facts[Int(member)].initial == letter { people.append(member) }
      guard people.count > start, fitsTitle(for: low, end.word, start, &people) else { return nil }
      return NameMatch(
        words: low..<end.word, end: end.byte, people: start..<people.count, form: isNear ? .near : .full, isWord: false,
        isSure: reading.isCapital(word))
    }
    for member in members { people.append(member) }
    guard fitsTitle(for: first, end.word, start, &people) else { return nil }
    guard
      let isSure = familyIsSure(
        first..<end.word, word, isWord: isWord, isNear: isNear,
        isStrict: isStrict(family))
    else { return nil }
    return NameMatch(
      words: first..<end.word, end: end.byte, people: start..<people.count, form: isNear ? .near : .family,
      isWord: isWord, isSure: isSure)
  }

  /// Where a family name begins whose own words begin at a word; nil when what stands before it makes it another name.
  private func start(of family: NameTable.Family, before word: Int, from free: Int) -> Int? {
    var first = word
    for length in [family.particles.count, 2, 1] where word - length >= free {
      if particles(family, from: word - length) == word {
        first = word - length
        break
      }
    }
    if first == word, !family.particles.isEmpty { return nil }
    guard first > free, reading.gap(before: first).isJoint, reading.gap(before: first).isSpace,
      NameSigns.particles.contains(words[first - 1].hash), words[first - 1].count > 1
    else { return first }
    // What is left may be a preposition ("de jas van Jansen"), with a small letter or at the start of a sentence.
    let left = words[first - 1].hash
    let isPreposition = !NameSigns.strict.contains(left) && !NameSigns.articles.contains(left)
    return isPreposition && (!reading.isCapital(first - 1) || reading.startsSentence(first - 1)) ? first : nil
  }
}
