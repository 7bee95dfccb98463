import Conduct

/// Messages laid out for one go of the prefilter: every text to match, one after another, and what each belongs to.
struct MessageBuffer: ~Copyable {
  /// One message, or one window of a long one. Places fit 32 bits: what is added is scanned long before.
  struct Message {
    /// The number that the caller gave.
    var number: Int
    /// Where the bytes as given stand: in `probe` when ASCII, else in `texts`.
    var start: Int32
    var count: Int32
    /// Scalars of the whole text before this window.
    var scalarsBefore: Int32
    var isASCII: Bool
    var wasRepaired: Bool
    /// The bytes that are this window's to judge: a hit that lies wholly outside them is another's.
    var ownedStart: Int
    var ownedEnd: Int
    /// Whether the readings are squeezed ones of `QuickFold`, so that `Normaliser` knows the way back.
    var isSqueezed = false
    var mayQuote = false
  }

  /// One text to match: an original, or a folded reading.
  struct Subject {
    var message: Int32
    /// What the prefilter sees.
    var probeStart: Int32
    var probeCount: Int32
    /// What PCRE2 sees: in `probe` itself, or in `texts`.
    var textStart: Int32
    var textCount: Int32
    /// -1 for the original, else the number of the reading.
    var reading: Int16
    var isInProbe: Bool
    /// Whether every byte is known to be ASCII, in both views alike.
    var isASCII: Bool

    /// Whether this is an original that folding leaves as it is, but for case.
    var isAlone = false
    /// Whether literals are looked for in this reading only, and not in the original before it.
    var standsForOriginal = false

    var probeEnd: Int32 { probeStart + probeCount }
    /// Whether it is worth knowing of each literal where it occurs.
    var isLong: Bool { probeCount > Occurrences.longest }
    var textEnd: Int32 { textStart + textCount }
  }

  private(set) var probe = ByteBuffer(capacity: 128 * 1024)
  private(set) var texts = ByteBuffer(capacity: 32 * 1024)
  private(set) var messages = Rows<Message>(capacity: 1024)
  private(set) var subjects = Rows<Subject>(capacity: 1024)
  /// The readings of messages that needed the normaliser.
  private(set) var readings: [Int: NormalisedText.Readings] = [:]
  /// Originals that were not in NFC.
  private(set) var composed: [Int: NormalisedText.View] = [:]
  /// Readings in which typing errors are undone.
  private(set) var corrections: [Int: NormalisedText.View] = [:]
  private(set) var hasRepaired = false
  private(set) var hasMasks = false

  mutating func removeAll() {
    probe.truncate(to: 0)
    texts.truncate(to: 0)
    messages.removeAll()
    subjects.removeAll()
    if !readings.isEmpty { readings.removeAll(keepingCapacity: true) }
    if !corrections.isEmpty { corrections.removeAll(keepingCapacity: true) }
    if !composed.isEmpty { composed.removeAll(keepingCapacity: true) }
    hasRepaired = false
    hasMasks = false
  }

  /// The text that PCRE2 sees.
  @inline(__always)
  func text(of subject: Subject) -> UnsafeBufferPointer<UInt8> {
    subject.isInProbe
      ? probe.slice(Int(subject.textStart), Int(subject.textCount))
      : texts.slice(Int(subject.textStart), Int(subject.textCount))
  }

  /// Moves to the subject in which a match ends; false when it ends in none. Vectorscan reports by rising ends; were it not
  /// to, a search finds the subject.
  @inline(__always)
  func move(_ cursor: inout Int, to end: Int) -> Bool {
    while end > Int(subjects[cursor].probeEnd), cursor + 1 < subjects.count {
      cursor += 1
    }
    if end > Int(subjects[cursor].probeStart) { return end <= Int(subjects[cursor].probeEnd) }
    guard let found = subjects.all.firstIndex(where: { end <= Int($0.probeEnd) }) else { return false }
    cursor = found
    return end > Int(subjects[found].probeStart)
  }

  /// The bytes of a message as given, repaired where needed.
  func given(_ message: Message) -> UnsafeBufferPointer<UInt8> {
    message.isASCII
      ? probe.slice(Int(message.start), Int(message.count)) : texts.slice(Int(message.start), Int(message.count))
  }

  /// Appends one message, or window; false, and nothing appended, when it is not valid UTF-8.
  mutating func append(
    _ text: UnsafeBufferPointer<UInt8>, number: Int, scalarsBefore: Int = 0, owned: Range<Int>? = nil,
    wasRepaired: Bool = false
  ) -> Bool {
    var message = Message(
      number: number, start: 0, count: Int32(text.count), scalarsBefore: Int32(scalarsBefore), isASCII: true,
      wasRepaired: wasRepaired, ownedStart: owned?.lowerBound ?? 0, ownedEnd: owned?.upperBound ?? text.count)
    if wasRepaired { hasRepaired = true }
    guard !text.isEmpty else {
      messages.append(message)
      return true
    }
    // Copied first and looked at there, where there is room around it.
    let start = probe.count
    probe.append(text)
    let traits = TextTraits(probe.base + start, count: text.count)
    message.mayQuote = traits.mayQuote
    if !traits.hasNonASCII {
      message.start = Int32(start)
      messages.append(message)
      endSubject(start, reading: -1, isASCII: true)
      if traits.mayFold && !(traits.isOnlyStretched && addSqueezed(from: start, count: text.count)) {
        addReadings(text)
      }
      markAlone()
      return true
    }
    probe.truncate(to: start)
    guard UTF8Check.isValid(text) else { return false }
    message.isASCII = false
    message.start = Int32(texts.count)
    messages.append(message)
    texts.append(text)
    texts.append(0x0A)
    let outcome = traits.mayFold ? nil : addTogether(text, start: Int(message.start))
    if outcome == .accents { return true }
    addOriginal(text, start: Int(message.start))
    if outcome == .declined || (traits.mayFold && !traits.isOnlyStretched) {
      addReadings(text)
    } else if outcome != .same {
      addFolded(text, traits)
    }
    markAlone()
    return true
  }

  /// An original that no reading follows stands for the folded view too.
  @inline(__always)
  private mutating func markAlone() {
    let last = subjects.count - 1
    if subjects[last].reading < 0 { subjects[last].isAlone = true }
  }

  private mutating func endSubject(_ start: Int, reading: Int, isASCII: Bool) {
    let count = probe.count - start
    probe.append(0x0A)
    subjects.append(
      Subject(
        message: Int32(messages.count - 1), probeStart: Int32(start), probeCount: Int32(count), textStart: Int32(start),
        textCount: Int32(count), reading: Int16(reading), isInProbe: true, isASCII: isASCII))
  }

  /// The original and the folded reading of a text in which only accents differ from plain letters: the prefilter sees just
  /// the reading, since whatever it looks for in the original has a folded form to look for too. Gives what the quick fold
  /// made of the text; unless that is `accents`, nothing is appended.
  private mutating func addTogether(_ text: UnsafeBufferPointer<UInt8>, start: Int) -> QuickFold.Outcome {
    let place = probe.count
    let outcome = QuickFold.append(text, to: &probe)
    guard outcome == .accents else {
      probe.truncate(to: place)
      return outcome
    }
    let traits = TextTraits(probe.base + place, count: probe.count - place)
    guard !traits.mayFold else {
      probe.truncate(to: place)
      return .folded
    }
    subjects.append(
      Subject(
        message: Int32(messages.count - 1), probeStart: Int32(place), probeCount: 0, textStart: Int32(start),
        textCount: Int32(text.count), reading: -1, isInProbe: false, isASCII: false))
    endSubject(place, reading: 0, isASCII: !traits.hasNonASCII)
    subjects[subjects.count - 1].standsForOriginal = true
    return .accents
  }

  /// The original with scalars above ASCII: PCRE2 sees it in NFC, the prefilter in simple case folding.
  private mutating func addOriginal(_ text: UnsafeBufferPointer<UInt8>, start: Int) {
    var subject = Subject(
      message: Int32(messages.count - 1), probeStart: Int32(probe.count), probeCount: 0, textStart: Int32(start),
      textCount: Int32(text.count), reading: -1, isInProbe: false, isASCII: false)
    if addLowered(text), let view = Normaliser.composed(text) {
      composed[messages.count - 1] = view
      probe.truncate(to: Int(subject.probeStart))
      subject.textStart = Int32(texts.count)
      subject.textCount = Int32(view.bytes.count)
      view.bytes.withUnsafeBufferPointer {
        texts.append($0)
        _ = addLowered($0)
      }
      texts.append(0x0A)
    }
    subject.probeCount = Int32(probe.count) - subject.probeStart
    probe.append(0x0A)
    subjects.append(subject)
  }

  /// Appends a text in simple case folding (ASCII as it is, since Vectorscan folds that) to the probe, and tells whether
  /// the text may not be in NFC.
  private mutating func addLowered(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var mayCompose = false
    var place = 0
    while place < text.count {
      let plain = text.asciiEnd(from: place)
      if plain > place {
        probe.append(UnsafeBufferPointer(rebasing: text[place..<plain]))
        place = plain
        continue
      }
      let scalar = nextScalar(text, &place)
      if scalar >= 0x300, !QuickFold.isStable(scalar) { mayCompose = true }
      let lowered = scalar < 0x100 ? MessageBuffer.latin1[Int(scalar)] : UnicodeTables.simpleCase(scalar)
      appendUTF8(lowered, to: &probe)
    }
    return mayCompose
  }

  private static let latin1: [UInt32] = (0..<0x100).map { UnicodeTables.simpleCase($0) }

  private mutating func addFolded(_ text: UnsafeBufferPointer<UInt8>, _ given: TextTraits) {
    let start = probe.count
    switch QuickFold.append(text, to: &probe) {
    case .same: if given.mayFold { addReadings(text) }
    case .declined: addReadings(text)
    case .folded, .accents:
      let count = probe.count - start
      let traits = TextTraits(probe.base + start, count: count)
      if !traits.mayFold && !given.mayFold {
        endSubject(start, reading: 0, isASCII: !traits.hasNonASCII)
        return
      }
      if !traits.hasNonASCII && traits.isOnlyStretched {
        // The reading with its stretched letters stays in the probe as what the squeezed ones are made from.
        probe.append(0x0A)
        if addSqueezed(from: start, count: count) { return }
      }
      probe.truncate(to: start)
      addReadings(text)
    }
  }

  /// The two readings of ASCII text in the probe in which no word has more than one stretched letter.
  private mutating func addSqueezed(from start: Int, count: Int) -> Bool {
    probe.reserve(2 * count + 2)
    for number in 0..<2 {
      let place = probe.count
      guard QuickFold.appendSqueezed(probe.slice(start, count), doubling: number == 1, to: &probe) else { return false }
      endSubject(place, reading: number, isASCII: true)
    }
    messages[messages.count - 1].isSqueezed = true
    return true
  }

  /// A folded reading with the way back, or nil when `QuickFold` knows it.
  mutating func reading(_ number: Int, ofMessage index: Int) -> NormalisedText.View? {
    if number == Int(MessageBuffer.corrected) { return corrections[index] }
    if readings[index] == nil, messages[index].isSqueezed {
      readings[index] = Normaliser.readings(given(messages[index]))
    }
    guard let views = readings[index]?.views, number < views.count else { return nil }
    return views[number]
  }

  /// Adds the reading in which typing errors are undone.
  mutating func add(_ correction: NormalisedText.View, of message: Int) {
    corrections[message] = correction
    let start = probe.count
    correction.bytes.withUnsafeBufferPointer { probe.append($0) }
    endSubject(start, reading: Int(MessageBuffer.corrected), isASCII: false)
    subjects[subjects.count - 1].message = Int32(message)
  }

  /// The folded readings as the normaliser makes them.
  private mutating func addReadings(_ text: UnsafeBufferPointer<UInt8>) {
    let found = Normaliser.readings(text)
    guard !found.views.isEmpty else { return }
    readings[messages.count - 1] = found
    if !found.masks.isEmpty { hasMasks = true }
    for (number, view) in found.views.enumerated() {
      let start = probe.count
      view.bytes.withUnsafeBufferPointer { probe.append($0) }
      endSubject(start, reading: number, isASCII: false)
    }
  }
}
