import Conduct

/// Messages laid out for one go of the prefilter: every text to match, one after another, and what each belongs to.
struct MessageBuffer: ~Copyable {
  /// One message, or one window of a long one.
  struct Message {
    /// The number that the caller gave.
    var number: Int
    /// Where the bytes as given stand: in `probe` when ASCII, else in `texts`.
    var start: Int
    var count: Int
    var isASCII: Bool
    var wasRepaired: Bool
    /// Scalars of the whole text before this window.
    var scalarsBefore: Int
    /// Whether the window was cut off at its start, and at its end.
    var isCutBefore: Bool
    var isCutAfter: Bool
  }

  /// One text to match: an original, or a folded reading.
  struct Subject {
    var message: Int
    /// -1 for the original, else the number of the reading.
    var reading: Int
    /// What the prefilter sees.
    var probeStart: Int
    var probeCount: Int
    /// What PCRE2 sees: in `probe` itself, or in `texts`.
    var textStart: Int
    var textCount: Int
    var isInProbe: Bool
    /// Whether every byte is known to be ASCII, in both views alike.
    var isASCII = false

    var view: Signal.View { reading < 0 ? .original : .folded }
  }

  private(set) var probe = ByteBuffer(capacity: 128 * 1024)
  private(set) var texts = ByteBuffer(capacity: 32 * 1024)
  private(set) var messages: [Message] = []
  private(set) var subjects: [Subject] = []
  /// The readings of messages that needed the normaliser, or had a hit in a folded reading.
  private(set) var readings: [Int: NormalisedText.Readings] = [:]
  /// Originals that were not in NFC.
  private(set) var composed: [Int: NormalisedText.View] = [:]
  private(set) var hasRepaired = false
  private(set) var hasMasks = false

  mutating func removeAll() {
    probe.truncate(to: 0)
    texts.truncate(to: 0)
    messages.removeAll(keepingCapacity: true)
    subjects.removeAll(keepingCapacity: true)
    if !readings.isEmpty { readings.removeAll(keepingCapacity: true) }
    if !composed.isEmpty { composed.removeAll(keepingCapacity: true) }
    hasRepaired = false
    hasMasks = false
  }

  /// The text that PCRE2 sees.
  @inline(__always)
  func text(of subject: Subject) -> UnsafeBufferPointer<UInt8> {
    subject.isInProbe
      ? probe.slice(subject.textStart, subject.textCount) : texts.slice(subject.textStart, subject.textCount)
  }

  /// The bytes of a message as given, repaired where needed.
  func given(_ message: Message) -> UnsafeBufferPointer<UInt8> {
    message.isASCII ? probe.slice(message.start, message.count) : texts.slice(message.start, message.count)
  }

  /// Appends one message, or window; false, and nothing appended, when it is not valid UTF-8.
  mutating func append(
    _ text: UnsafeBufferPointer<UInt8>, number: Int, scalarsBefore: Int = 0, isCutBefore: Bool = false,
    isCutAfter: Bool = false, wasRepaired: Bool = false
  ) -> Bool {
    var message = Message(
      number: number, start: 0, count: text.count, isASCII: true, wasRepaired: wasRepaired,
      scalarsBefore: scalarsBefore, isCutBefore: isCutBefore, isCutAfter: isCutAfter)
    if wasRepaired { hasRepaired = true }
    guard let base = text.baseAddress, text.count > 0 else {
      messages.append(message)
      return true
    }
    let traits = TextTraits(base, count: text.count)
    if !traits.hasNonASCII {
      message.start = probe.count
      messages.append(message)
      addToProbe(text, reading: -1, isASCII: true)
      if traits.mayFold { addReadings(text) }
      return true
    }
    guard UTF8Check.isValid(text) else { return false }
    message.isASCII = false
    message.start = texts.count
    messages.append(message)
    texts.append(text)
    addOriginal(text, start: message.start)
    if traits.mayFold { addReadings(text) } else { addFolded(text) }
    return true
  }

  /// A text that the prefilter and PCRE2 both see as it is.
  private mutating func addToProbe(_ text: UnsafeBufferPointer<UInt8>, reading: Int, isASCII: Bool) {
    let start = probe.count
    probe.append(text)
    endSubject(start, reading: reading, isASCII: isASCII)
  }

  private mutating func endSubject(_ start: Int, reading: Int, isASCII: Bool) {
    let count = probe.count - start
    probe.reserve(1)
    probe.append(0x0A)
    subjects.append(
      Subject(
        message: messages.count - 1, reading: reading, probeStart: start, probeCount: count, textStart: start,
        textCount: count, isInProbe: true, isASCII: isASCII))
  }

  /// The original with scalars above ASCII: PCRE2 sees it in NFC, the prefilter in simple case folding.
  private mutating func addOriginal(_ text: UnsafeBufferPointer<UInt8>, start: Int) {
    var subject = Subject(
      message: messages.count - 1, reading: -1, probeStart: probe.count, probeCount: 0, textStart: start,
      textCount: text.count, isInProbe: false)
    if addLowered(text) {
      if let view = Normaliser.composed(text) {
        composed[messages.count - 1] = view
        probe.truncate(to: subject.probeStart)
        subject.textStart = texts.count
        subject.textCount = view.bytes.count
        view.bytes.withUnsafeBufferPointer {
          texts.append($0)
          _ = addLowered($0)
        }
      }
    }
    subject.probeCount = probe.count - subject.probeStart
    probe.reserve(1)
    probe.append(0x0A)
    subjects.append(subject)
  }

  /// Appends a text in simple case folding (ASCII as it is, since Vectorscan folds that) to the probe; true when it may
  /// not be in NFC.
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
      probe.reserve(4)
      appendUTF8(scalar < 0x100 ? MessageBuffer.latin1[Int(scalar)] : UnicodeTables.simpleCase(scalar), to: &probe)
    }
    return mayCompose
  }

  private static let latin1: [UInt32] = (0..<0x100).map { UnicodeTables.simpleCase($0) }

  private mutating func addFolded(_ text: UnsafeBufferPointer<UInt8>) {
    let start = probe.count
    switch QuickFold.append(text, to: &probe) {
    case .same: return
    case .declined: addReadings(text)
    case .folded:
      let traits = TextTraits(probe.base + start, count: probe.count - start)
      if traits.mayFold {
        probe.truncate(to: start)
        addReadings(text)
      } else {
        endSubject(start, reading: 0, isASCII: !traits.hasNonASCII)
      }
    }
  }

  /// The folded readings as the normaliser makes them.
  private mutating func addReadings(_ text: UnsafeBufferPointer<UInt8>) {
    let found = Normaliser.readings(text)
    guard !found.views.isEmpty else { return }
    readings[messages.count - 1] = found
    if !found.masks.isEmpty { hasMasks = true }
    for (number, view) in found.views.enumerated() {
      view.bytes.withUnsafeBufferPointer { addToProbe($0, reading: number, isASCII: false) }
    }
  }

  /// A folded reading with the way back, made now if only its bytes were made before.
  mutating func reading(_ number: Int, ofMessage index: Int) -> NormalisedText.View {
    if readings[index] == nil { readings[index] = Normaliser.readings(given(messages[index])) }
    let views = readings[index]?.views ?? []
    return number < views.count ? views[number] : NormalisedText.View(capacity: 0)
  }
}

@inline(__always)
func appendUTF8(_ scalar: UInt32, to bytes: inout ByteBuffer) {
  if scalar < 0x80 {
    bytes.append(UInt8(scalar))
  } else if scalar < 0x800 {
    bytes.append(UInt8(0xC0 | scalar >> 6))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  } else if scalar < 0x10000 {
    bytes.append(UInt8(0xE0 | scalar >> 12))
    bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  } else {
    bytes.append(UInt8(0xF0 | scalar >> 18))
    bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
    bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  }
}
