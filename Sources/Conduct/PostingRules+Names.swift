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
    /// The child, or the children who may be meant: two of one class may have one name.
    var pupils: [PupilID]
    var mention: Mention
    var way: Way
  }

  /// Children by name (A14, A16, A38, B8).
  mutating func lookAtNames(_ mentions: [Mention]) {
    guard kind == .class || kind == .school else { return }
    let text = Sentences(message.text, rules.frames)
    let spoken = spoken(mentions, in: text)
    let own = Set((register.children[message.author] ?? [:]).keys)
    lookAtOwnChild(spoken.first { $0.pupils.contains(where: own.contains) && $0.way == .personal }?.mention, in: text)
    let others = spoken.filter { !$0.pupils.contains(where: own.contains) }
    if isBySchool { lookAtConsent(others) }
    let isList = others.count >= Self.list
    if isList, let first = others.first { add(.listOfNames, first) }
    for child in others {
      switch child.way {
      case .personal: add(.pupilPrivate, child)
      case .achievement where !isList: add(.pupilAchievement, child)
      case .named where !isList: add(.pupilNamed, child)
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
        words[place].isIn(.ownChild) && words[max(0, place - 2)..<place].contains { $0.isIn(.own) }
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
        words.indices.dropFirst().filter { words[$0 - 1].isIn(.adult) }.map { words[$0].text }
      })
    let isOpen = text.all.contains { frames.contains($0, in: .open) }
    var spoken: [Spoken] = []
    for mention in mentions where !adults.contains(PersonName.fold(mention.text)) {
      let sentence = text.around(mention.span)
      if frames.contains(sentence.words, in: .fiction) { continue }
      let goesOn = sentence.next.first?.isIn(.pronoun) ?? false
      let words = sentence.words + (goesOn ? sentence.next : [])
      let isPersonal = frames.contains(words, in: .personal)
      let isAchievement = frames.contains(words, in: .achievement)
      let pupils = pupils(meantBy: mention, isGrave: isPersonal || isAchievement)
      if pupils.isEmpty { continue }
      let isKin = sentence.before.suffix(3).contains { $0.isIn(.kin) }
      let way: Way =
        if isPersonal {
          .personal
        } else if isAchievement {
          isOpen ? .everyday : .achievement
        } else {
          isKin || isOpen || frames.contains(sentence.previous + sentence.words, in: .everyday) ? .everyday : .named
        }
      if let known = spoken.firstIndex(where: { $0.pupils == pupils }) {
        if spoken[known].way < way { spoken[known] = Spoken(pupils: pupils, mention: mention, way: way) }
      } else {
        spoken.append(Spoken(pupils: pupils, mention: mention, way: way))
      }
    }
    return spoken
  }

  /// Adds a signal about a child, whose name is told only when it is sure who is meant.
  private mutating func add(_ rule: PostingRule, _ child: Spoken) {
    add(rule, at: child.mention.span, child.mention.text, about: child.pupils.count == 1 ? child.pupils : [])
  }

  /// Of children with one name the strictest answer holds.
  private mutating func lookAtConsent(_ children: [Spoken]) {
    for child in children {
      let answers = child.pupils.map { register.consents.answer(of: $0, .name, .portal) }
      if answers.contains(.no) {
        add(.nameWithoutConsent, child)
      } else if answers.contains(.unknown) {
        add(.nameNotAsked, child)
      }
    }
  }

  /// The children whom a name may mean here: those of this group, or of the school by their whole name. What may as well be
  /// somebody of another group means nobody.
  private func pupils(meantBy mention: Mention, isGrave: Bool) -> [PupilID] {
    let pupils = mention.people.compactMap { person -> PupilID? in
      if case .pupil(let id) = person, register.pupils[id] != nil { return id }
      return nil
    }.sorted()
    if mention.form == .family { return [] }
    if let group = message.group, kind == .class {
      let here = pupils.filter { register.pupils[$0]?.groups.contains(group) == true }
      if !here.isEmpty { return here }
    } else if pupils.count == 1, mention.people.count == 1, isGrave, mention.form == .given, !mention.isWord {
      return pupils
    }
    return mention.form == .full ? pupils : []
  }
}

extension PostingRules {
  /// A folded word of a text.
  struct Word: Hashable {
    var text: String
    /// Where it begins, in Unicode scalars of the text.
    var place: Int
    /// The frames that it belongs to by itself.
    var marks: PostingFrames.Marks

    func isIn(_ frame: PostingFrames.Frame) -> Bool { marks.contains(.of(frame)) }
  }
}

/// The sentences of a text, as folded words.
private struct Sentences {
  typealias Word = PostingRules.Word

  /// Where each sentence begins, in Unicode scalars of the text.
  private var starts: [Int] = []
  /// The words of each sentence.
  private(set) var all: [[Word]] = []

  init(_ text: String, _ frames: PostingFrames) {
    var sentence: [Word] = []
    var word: [UInt8] = []
    var (isPlain, begin, start, place) = (true, 0, 0, 0)
    func endWord() {
      if word.isEmpty { return }
      let read = String(decoding: word, as: UTF8.self)
      let folded = isPlain ? read : PersonName.fold(read)
      sentence.append(Word(text: folded, place: begin, marks: frames.marks(of: folded)))
      word.removeAll(keepingCapacity: true)
      isPlain = true
    }
    func endSentence() {
      endWord()
      if place > start {
        starts.append(start)
        all.append(sentence)
        sentence = []
      }
      start = place + 1
    }
    var wasPoint = false
    for scalar in text.unicodeScalars {
      // A point inside a word or number ends nothing.
      if wasPoint, scalar.properties.isWhitespace {
        place -= 1
        endSentence()
        place += 1
      }
      wasPoint = scalar == "."
      if scalar == "\n" || scalar == "!" || scalar == "?" {
        endSentence()
      } else if Self.isLetter(scalar) || !word.isEmpty && Self.isAccent(scalar) {
        if word.isEmpty { begin = place }
        if scalar.isASCII && !Self.isAccent(scalar) {
          word.append(UInt8(scalar.value) | (scalar.value >= 65 && scalar.value <= 90 ? 32 : 0))
        } else {
          word.append(contentsOf: scalar.utf8)
          isPlain = false
        }
      } else {
        endWord()
      }
      place += 1
    }
    endSentence()
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 48...57, 65...90, 97...122: return true
    case 0..<128: return false
    default: return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }

  /// What folding takes away; people type the first two for an apostrophe ("m`n").
  private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x60, 0x5E, 0xB7: return true
    case 0..<128: return false
    default: return scalar.properties.generalCategory == .nonspacingMark
    }
  }

  /// The words of the sentence around a place, without those at it, and those before it; and of the sentences beside it.
  func around(_ span: Range<Int>) -> (words: [Word], before: [Word], previous: [Word], next: [Word]) {
    guard let sentence = starts.lastIndex(where: { $0 <= span.lowerBound }) else { return ([], [], [], []) }
    let before = all[sentence].filter { $0.place < span.lowerBound }
    let after = all[sentence].filter { $0.place >= span.upperBound }
    return (
      before + after, before, sentence > 0 ? all[sentence - 1] : [], sentence + 1 < all.count ? all[sentence + 1] : []
    )
  }
}
