extension PostingRules.Look {
  /// How many names make a list, which is usually a roster.
  private static let list = 4

  /// How a message speaks of a child, from what is no matter to what is personal.
  private enum Way: Int, Comparable {
    case everyday
    case named
    case achievement
    case personal

    static func < (a: Way, b: Way) -> Bool { a.rawValue < b.rawValue }
  }

  /// A child that a message speaks of, where it does so most.
  private struct Spoken {
    var pupil: PupilID
    var mention: Mention
    var way: Way
  }

  /// Children by name (A14, A16, A38, B8).
  mutating func lookAtNames(_ mentions: [Mention]) {
    guard kind == .class || kind == .school else { return }
    let text = Sentences(message.text)
    let spoken = spoken(mentions, in: text)
    let own = Set((register.children[message.author] ?? [:]).keys)
    lookAtOwnChild(spoken.first { own.contains($0.pupil) && $0.way == .personal }?.mention, in: text)
    let others = spoken.filter { !own.contains($0.pupil) }
    if isBySchool { lookAtConsent(others.map { ($0.pupil, $0.mention) }) }
    let isList = others.count >= Self.list
    if isList, let first = others.first { add(.listOfNames, first.pupil, first.mention) }
    for child in others {
      switch child.way {
      case .personal: add(.pupilPrivate, child.pupil, child.mention)
      case .achievement where !isList: add(.pupilAchievement, child.pupil, child.mention)
      case .named where !isList: add(.pupilNamed, child.pupil, child.mention)
      case .achievement, .named, .everyday: break
      }
    }
  }

  /// Something personal about the author's own child, by name or as "mijn zoon" (B8).
  private mutating func lookAtOwnChild(_ mention: Mention?, in text: Sentences) {
    guard !isBySchool else { return }
    if let mention { return add(.ownChildPrivate, at: mention.span, mention.text) }
    let frames = rules.frames
    let isTold = text.all.contains { words in
      words.indices.dropFirst().contains { place in
        frames.contains(words[place], in: .ownChild)
          && words[max(0, place - 2)..<place].contains { frames.contains($0, in: .own) }
      } && frames.contains(words, in: .personal)
    }
    if isTold { add(.ownChildPrivate) }
  }

  /// The children that are spoken of, each once.
  private func spoken(_ mentions: [Mention], in text: Sentences) -> [Spoken] {
    let frames = rules.frames
    // Whoever is introduced as an adult is one throughout.
    let adults = Set(
      text.all.flatMap { words in
        words.indices.dropFirst().filter { frames.contains(words[$0 - 1], in: .adult) }.map { String(words[$0]) }
      })
    let isOpen = text.all.contains { frames.contains($0, in: .open) }
    var spoken: [Spoken] = []
    for mention in mentions where !adults.contains(PersonName.fold(mention.text)) {
      let sentence = text.around(mention.span)
      if frames.contains(sentence.words, in: .fiction) { continue }
      let goesOn = sentence.next.first.map { frames.contains($0, in: .pronoun) } ?? false
      let words = sentence.words + (goesOn ? sentence.next : [])
      let isPersonal = frames.contains(words, in: .personal)
      let isAchievement = frames.contains(words, in: .achievement)
      guard let pupil = pupil(meantBy: mention, isGrave: isPersonal || isAchievement) else { continue }
      let isKin = sentence.before.suffix(3).contains { frames.contains($0, in: .kin) }
      let way: Way =
        if isPersonal {
          .personal
        } else if isAchievement {
          isOpen ? .everyday : .achievement
        } else {
          isKin || isOpen || frames.contains(sentence.previous + sentence.words, in: .everyday) ? .everyday : .named
        }
      if let known = spoken.firstIndex(where: { $0.pupil == pupil }) {
        if spoken[known].way < way { spoken[known] = Spoken(pupil: pupil, mention: mention, way: way) }
      } else {
        spoken.append(Spoken(pupil: pupil, mention: mention, way: way))
      }
    }
    return spoken
  }

  private mutating func add(_ rule: PostingRule, _ pupil: PupilID, _ mention: Mention) {
    add(rule, at: mention.span, mention.text, about: [pupil])
  }

  private mutating func lookAtConsent(_ children: [(pupil: PupilID, mention: Mention)]) {
    for (pupil, mention) in children {
      switch register.consents.answer(of: pupil, .name, .portal) {
      case .yes: break
      case .no: add(.nameWithoutConsent, pupil, mention)
      case .unknown: add(.nameNotAsked, pupil, mention)
      }
    }
  }

  /// The one child that a name means here: a child of this group, or any child of the school by its whole name. What may
  /// as well be somebody else means nobody.
  private func pupil(meantBy mention: Mention, isGrave: Bool) -> PupilID? {
    let pupils = mention.people.compactMap { person -> PupilID? in
      if case .pupil(let id) = person, register.pupils[id] != nil { return id }
      return nil
    }
    if mention.form == .family { return nil }
    if let group = message.group, kind == .class {
      if let here = pupils.first(where: { register.pupils[$0]?.groups.contains(group) == true }) { return here }
    } else if pupils.count == mention.people.count, isGrave, mention.form == .given, !mention.isWord {
      return pupils.first
    }
    return mention.form == .full ? pupils.first : nil
  }
}

/// The sentences of a text, as folded words.
private struct Sentences {
  private let scalars: [Unicode.Scalar]
  private let ranges: [Range<Int>]
  /// The words of each sentence.
  let all: [[Substring]]

  init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    var ranges: [Range<Int>] = []
    var start = 0
    for place in scalars.indices where Self.isEnd(place, scalars) {
      if place > start { ranges.append(start..<place) }
      start = place + 1
    }
    if start < scalars.count { ranges.append(start..<scalars.count) }
    self.scalars = scalars
    self.ranges = ranges
    all = ranges.map { Self.words($0, scalars) }
  }

  /// The words of the sentence around a place, without those at it, and those before it; and of the sentences beside it.
  func around(
    _ span: Range<Int>
  ) -> (words: [Substring], before: [Substring], previous: [Substring], next: [Substring]) {
    guard let sentence = ranges.lastIndex(where: { $0.lowerBound <= span.lowerBound }) else { return ([], [], [], []) }
    let range = ranges[sentence]
    let before = Self.words(range.lowerBound..<min(span.lowerBound, range.upperBound), scalars)
    let after = Self.words(min(span.upperBound, range.upperBound)..<range.upperBound, scalars)
    return (
      before + after, before, sentence > 0 ? all[sentence - 1] : [], sentence + 1 < all.count ? all[sentence + 1] : []
    )
  }

  private static func isEnd(_ place: Int, _ scalars: [Unicode.Scalar]) -> Bool {
    switch scalars[place] {
    case "\n", "!", "?": true
    // A point inside a word or number ends nothing.
    case ".": place + 1 >= scalars.count || scalars[place + 1].properties.isWhitespace
    default: false
    }
  }

  private static func words(_ range: Range<Int>, _ scalars: [Unicode.Scalar]) -> [Substring] {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return PersonName.fold(String(view)).split { !$0.isLetter && !$0.isNumber }
  }
}
