extension NameMatcher {
  /// The title before a word, as its hash.
  private func title(before word: Int) -> UInt64? {
    guard reading.follows(word), NameSigns.isTitle(words[word - 1].hash) else { return nil }
    return words[word - 1].hash
  }

  /// Drops from `start` on whom a title before the name rules out; whether anybody is left.
  func fitsTitle(for first: Int, _ end: Int, _ start: Int, _ people: inout Rows<Int32>) -> Bool {
    guard let title = title(before: first), !NameSigns.households.contains(title) else { return people.count > start }
    let wantsPupil = NameSigns.relations.contains(title)
    var kept = start
    for place in start..<people.count where wantsPupil == table.facts[Int(people[place])].isPupil {
      people[kept] = people[place]
      kept += 1
    }
    people.truncate(to: kept)
    return kept > start
  }

  /// Whether a given name alone is a name for sure; nil when it is none.
  func givenIsSure(_ range: Range<Int>, isWord: Bool) -> Bool? {
    let (first, end) = (range.lowerBound, range.upperBound)
    guard !namesOther(after: end), !namesOther(before: first) else { return nil }
    if title(before: first) != nil { return true }
    guard isWord else { return true }
    guard words[first].shape == .capital else { return nil }
    if reading.follows(first), NameSigns.articles.contains(words[first - 1].hash) { return nil }
    guard reading.startsSentence(first) else { return !isInTitleCase(first, end) }
    return isSubject(end, states: true) || isAddressed(end) || isPlaced(end)
      || reading.hasApostrophe(at: Int(words[end - 1].end))
  }

  /// Whether a family name alone is a name for sure; nil when it is none. `main` is the word after its particles.
  func familyIsSure(_ range: Range<Int>, _ main: Int, isWord: Bool, isNear: Bool, isStrict: Bool) -> Bool? {
    let (first, end) = (range.lowerBound, range.upperBound)
    if title(before: first) != nil { return true }
    // One letter off, a family name alone is too often somebody else's.
    if isNear { return nil }
    guard !namesOther(after: end), !namesOther(before: first), !followsGiven(first) else { return nil }
    guard isWord, !isStrict else { return words[main].count >= 4 || reading.isCapital(main) ? true : nil }
    guard words[main].shape == .capital else { return nil }
    if main > first { return true }
    if reading.follows(first), NameSigns.articles.contains(words[first - 1].hash) { return nil }
    guard reading.startsSentence(first) else { return !isInTitleCase(first, end) }
    return isSubject(end, states: false)
  }

  /// Whether the word before is a given name of this school, of somebody else.
  private func followsGiven(_ word: Int) -> Bool {
    reading.follows(word) && reading.isCapital(word - 1) && table.isGiven(words[word - 1].hash)
      && !lexicon.isWord(words[word - 1].hash)
  }

  /// Whether a family name that is not this school's follows: then it is somebody else.
  private func namesOther(after word: Int) -> Bool {
    var next = word
    while next < word + 3, reading.follows(next), !reading.isCapital(next), words[next].count > 1 || next > word,
      NameSigns.particles.contains(words[next].hash), !NameSigns.prepositions.contains(words[next].hash)
    {
      next += 1
    }
    guard reading.follows(next), words[next].shape == .capital else { return false }
    if words[next].count == 1 {
      // "Daan B." of whom nobody here has a B; but "Daan U bent" speaks to somebody.
      return next == word && Int(words[next].end) < reading.text.count && reading.text[Int(words[next].end)] == 0x2E
    }
    let hash = words[next].hash
    if NameSigns.isTitle(hash) || NameSigns.beginnings.contains(hash) || table.isGiven(hash) { return false }
    if words[next].stem != 0, table.isGiven(words[next].stem) { return false }
    return true
  }

  /// Whether a given name that is not this school's stands before.
  private func namesOther(before word: Int) -> Bool {
    guard reading.follows(word), words[word - 1].shape == .capital, words[word - 1].count > 1 else { return false }
    let hash = words[word - 1].hash
    if NameSigns.isTitle(hash) || NameSigns.beginnings.contains(hash) || table.isGiven(hash) { return false }
    if NameSigns.particles.contains(hash) { return false }
    return !lexicon.isWord(hash)
  }

  /// Whether capitals say nothing here, since the words beside the name have them too.
  private func isInTitleCase(_ first: Int, _ end: Int) -> Bool {
    func isPlainCapital(_ word: Int) -> Bool {
      reading.isCapital(word) && !reading.startsSentence(word) && !NameSigns.isTitle(words[word].hash)
        && !table.isGiven(words[word].hash) && lexicon.isWord(words[word].hash)
    }
    return reading.follows(first) && isPlainCapital(first - 1)
  }

  /// Whether a verb follows that makes the word before it its subject.
  private func isSubject(_ word: Int, states: Bool) -> Bool {
    guard reading.follows(word) else { return false }
    let hash = words[word].hash
    guard NameSigns.deeds.contains(hash) || (states && NameSigns.states.contains(hash)) else { return false }
    return !(reading.follows(word + 1) && NameSigns.subjects.contains(words[word + 1].hash))
  }

  /// Whether a comma follows, and then words to somebody: "Roos, kun je …".
  private func isAddressed(_ word: Int) -> Bool {
    guard word < words.count, reading.gap(before: word).isComma else { return false }
    for next in word..<min(word + 4, words.count) {
      if next > word, !reading.follows(next) { return false }
      if NameSigns.addressed.contains(words[next].hash) { return true }
    }
    return false
  }

  /// Whether the group follows ("Roos uit groep 5", "Roos (groep 5)"), or company ("Roos en haar moeder").
  private func isPlaced(_ word: Int) -> Bool {
    guard word < words.count else { return false }
    if NameSigns.groups.contains(words[word].hash), reading.text[Int(words[word].start) - 1] == 0x28 { return true }
    guard reading.follows(word), reading.follows(word + 1) else { return false }
    let (first, second) = (words[word].hash, words[word + 1].hash)
    return (NameSigns.belonging.contains(first) && NameSigns.groups.contains(second))
      || (NameSigns.linking.contains(first) && NameSigns.companions.contains(second))
  }
}
