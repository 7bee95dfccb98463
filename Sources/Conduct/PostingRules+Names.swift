extension PostingRules.Look {
  /// How many names make a list, which is usually a roster.
  private static let list = 4

  /// A child that a message speaks of.
  private struct Spoken {
    var pupil: PupilID
    var mention: Mention
    var frames: Set<PostingFrames.Frame>
  }

  /// Children by name (A14, A16, A38, B8).
  mutating func lookAtNames(_ mentions: [Mention]) {
    guard kind == .class || kind == .school else { return }
    let sentences = Sentences(message.text)
    let own = Set((register.children[message.author] ?? [:]).keys)
    var spoken: [Spoken] = []
    for mention in mentions {
      let sentence = sentences.around(mention.span)
      if let title = sentence.before.last, rules.frames.contains(title, in: .adult) { continue }
      let frames = rules.frames.frames(of: sentence.words)
      guard let pupil = pupil(meantBy: mention, frames: frames) else { continue }
      if let known = spoken.firstIndex(where: { $0.pupil == pupil }) {
        spoken[known].frames.formUnion(frames)
      } else {
        spoken.append(Spoken(pupil: pupil, mention: mention, frames: frames))
      }
    }
    let others = spoken.filter { !own.contains($0.pupil) }
    for child in spoken where own.contains(child.pupil) && child.frames.contains(.personal) {
      add(.ownChildPrivate, child.pupil, child.mention)
    }
    if isBySchool { lookAtConsent(others.map { ($0.pupil, $0.mention) }) }
    let isList = others.count >= Self.list
    if isList, let first = others.first { add(.listOfNames, first.pupil, first.mention) }
    for child in others {
      if child.frames.contains(.personal) {
        add(.pupilPrivate, child.pupil, child.mention)
      } else if child.frames.contains(.achievement) {
        if !child.frames.contains(.open) && !isList { add(.pupilAchievement, child.pupil, child.mention) }
      } else if !isList && !child.frames.contains(.everyday) && !child.frames.contains(.open) {
        add(.pupilNamed, child.pupil, child.mention)
      }
    }
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
  private func pupil(meantBy mention: Mention, frames: Set<PostingFrames.Frame>) -> PupilID? {
    let pupils = mention.people.compactMap { person -> PupilID? in
      if case .pupil(let id) = person, register.pupils[id] != nil { return id }
      return nil
    }
    let isGrave = frames.contains(.personal) || frames.contains(.achievement)
    if mention.form == .near && !isGrave { return nil }
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

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The words of the sentence around a place, without those at it, and those before it.
  func around(_ span: Range<Int>) -> (words: [Substring], before: [Substring]) {
    let span = span.clamped(to: 0..<scalars.count)
    var start = span.lowerBound
    while start > 0 && !isEnd(start - 1) { start -= 1 }
    var end = span.upperBound
    while end < scalars.count && !isEnd(end) { end += 1 }
    let before = words(start..<span.lowerBound)
    return (before + words(span.upperBound..<end), before)
  }

  private func isEnd(_ place: Int) -> Bool {
    switch scalars[place] {
    case "\n", "!", "?": true
    // A point inside a word or number ends nothing.
    case ".": place + 1 >= scalars.count || scalars[place + 1].properties.isWhitespace
    default: false
    }
  }

  private func words(_ range: Range<Int>) -> [Substring] {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    let folded = PersonName.fold(String(view))
    return folded.split { !$0.isLetter && !$0.isNumber }
  }
}
