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
    /// Whether every byte is ASCII, as far as is known without looking.
    var isASCII = false

    var view: Signal.View { reading < 0 ? .original : .folded }
  }

  private(set) var probe = ByteBuffer(capacity: 128 * 1024)
  private(set) var texts = ByteBuffer(capacity: 32 * 1024)
  private(set) var messages: [Message] = []
  private(set) var subjects: [Subject] = []
  /// Messages whose readings needed the normaliser, with what it found.
  private(set) var normalised: [Int: NormalisedText] = [:]

  var byteCount: Int { probe.count }

  mutating func removeAll() {
    probe.truncate(to: 0)
    texts.truncate(to: 0)
    messages.removeAll(keepingCapacity: true)
    subjects.removeAll(keepingCapacity: true)
    if !normalised.isEmpty { normalised.removeAll(keepingCapacity: true) }
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

  /// Appends one message, or window, of valid or invalid UTF-8.
  mutating func append(
    _ text: UnsafeBufferPointer<UInt8>, number: Int, scalarsBefore: Int = 0, isCutBefore: Bool = false,
    isCutAfter: Bool = false, wasRepaired: Bool = false
  ) {
    var message = Message(
      number: number, start: 0, count: text.count, isASCII: true, wasRepaired: wasRepaired,
      scalarsBefore: scalarsBefore, isCutBefore: isCutBefore, isCutAfter: isCutAfter)
    guard let base = text.baseAddress, text.count > 0 else {
      messages.append(message)
      return
    }
    let traits = TextTraits(base, count: text.count)
    if !traits.hasNonASCII {
      message.start = probe.count
      messages.append(message)
      addToProbe(text, reading: -1)
      subjects[subjects.count - 1].isASCII = true
      if traits.mayFold { addReadings(text) }
      return
    }
    message.isASCII = false
    message.start = texts.count
    messages.append(message)
    texts.append(text)
    addOriginal(text, start: message.start)
    addFolded(text, mayFold: traits.mayFold)
  }

  /// A text that the prefilter and PCRE2 both see as it is.
  private mutating func addToProbe(_ text: UnsafeBufferPointer<UInt8>, reading: Int) {
    let start = probe.count
    probe.append(text)
    endSubject(start, reading: reading)
  }

  private mutating func endSubject(_ start: Int, reading: Int) {
    let count = probe.count - start
    probe.reserve(1)
    probe.append(0x0A)
    subjects.append(
      Subject(
        message: messages.count - 1, reading: reading, probeStart: start, probeCount: count, textStart: start,
        textCount: count, isInProbe: true))
  }

  /// The original with scalars above ASCII: PCRE2 sees it in NFC, the prefilter in simple case folding.
  private mutating func addOriginal(_ text: UnsafeBufferPointer<UInt8>, start: Int) {
    let probeStart = probe.count
    probe.reserve(text.count * 2 + 1)
    var place = 0
    var isComposed = true
    while place < text.count {
      let byte = text[place]
      if byte < 0x80 {
        probe.append(byte)
        place += 1
        continue
      }
      let scalar = nextScalar(text, &place)
      if scalar >= 0x300 && scalar < 0x2000 || scalar >= 0x20D0 && scalar < 0x2190
        || scalar >= 0x2ADC && scalar < 0x1F000
      {
        isComposed = false
      }
      let lower = UnicodeTables.simpleCase(scalar)
      if lower < 0x80 {
        probe.append(UInt8(lower))
      } else {
        appendUTF8(lower, to: &probe)
      }
    }
    var subject = Subject(
      message: messages.count - 1, reading: -1, probeStart: probeStart, probeCount: probe.count - probeStart,
      textStart: start, textCount: text.count, isInProbe: false)
    if !isComposed {
      let normal = normalise(text)
      if normal.original.bytes.count != text.count || !normal.original.bytes.elementsEqual(text) {
        probe.truncate(to: probeStart)
        for scalar in normal.original.text.unicodeScalars {
          appendUTF8(UnicodeTables.simpleCase(scalar.value), to: &probe)
        }
        subject.probeCount = probe.count - probeStart
        subject.textStart = texts.count
        subject.textCount = normal.original.bytes.count
        normal.original.bytes.withUnsafeBufferPointer { texts.append($0) }
      }
    }
    probe.reserve(1)
    probe.append(0x0A)
    subjects.append(subject)
  }

  private mutating func addFolded(_ text: UnsafeBufferPointer<UInt8>, mayFold: Bool) {
    let index = messages.count - 1
    guard !mayFold, normalised[index] == nil else {
      addReadings(text)
      return
    }
    let start = probe.count
    switch QuickFold.append(text, to: &probe) {
    case .same: return
    case .declined: addReadings(text)
    case .folded:
      if TextTraits(probe.base + start, count: probe.count - start).mayFold {
        probe.truncate(to: start)
        addReadings(text)
      } else {
        endSubject(start, reading: 0)
      }
    }
  }

  /// The folded readings as the normaliser makes them.
  private mutating func addReadings(_ text: UnsafeBufferPointer<UInt8>) {
    let normal = normalise(text)
    for (reading, view) in normal.folded.enumerated() {
      view.bytes.withUnsafeBufferPointer { addToProbe($0, reading: reading) }
    }
  }

  /// What the normaliser makes of the message added last; kept for the places of its hits.
  private mutating func normalise(_ text: UnsafeBufferPointer<UInt8>) -> NormalisedText {
    let index = messages.count - 1
    if let known = normalised[index] { return known }
    let normal = Normaliser.normalise(text)
    normalised[index] = normal
    return normal
  }

  /// What the normaliser makes of any message.
  mutating func normalised(_ index: Int) -> NormalisedText {
    if let known = normalised[index] { return known }
    let normal = Normaliser.normalise(given(messages[index]))
    normalised[index] = normal
    return normal
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
