import Testing

@testable import Scanner

/// Text built from what folding has to do with; the same for the same seed.
func hostileText(seed: UInt64, pieces: Int = 40) -> String {
  var state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
  let parts = [
    "k", "a", "n", "ee", "eee", "E", "ooo", "é", "Ë", "ß", "ij", " ", " ", " ", ".", "-", "!", "1", "0", "3", "@", "$",
    "*",
    "#", "'", "\"", "“", "”", "…", "€", "£", "²", "а", "К", "\u{200B}", "\u{301}", "👍", "👨\u{200D}👩", "❤\u{FE0F}", "\n",
    "kut", "hoer", "Kanker", "teef", "x", "y", "\t", "\u{AD}", "ſ", "\u{212A}", "ﬁ", "ⓚ", "日", "ı", "İ", "ss", "/", "_",
    "7",
    "5", "8", "•", "–", "·", "…",
  ]
  var text = ""
  for _ in 0..<pieces {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    text += parts[Int(state >> 33) % parts.count]
  }
  return text
}

struct QuickFoldTests {
  @Test("the quick readings are the thorough ones, and know the way back")
  func quickReadingsAreTheThoroughOnes() {
    for seed in 0..<4000 {
      let text = hostileText(seed: UInt64(seed), pieces: seed % 3 == 0 ? 6 : 25)
      Array(text.utf8).withUnsafeBufferPointer { bytes in
        var buffer = MessageBuffer()
        guard buffer.append(bytes, number: 0) else {
          Issue.record("not valid: \(text)")
          return
        }
        let thorough = Normaliser.readings(bytes)
        let made = buffer.subjects.all.filter { $0.reading >= 0 }
        #expect(made.count == thorough.views.count, "\(text.debugDescription)")
        for subject in made where Int(subject.reading) < thorough.views.count {
          let view = thorough.views[Int(subject.reading)]
          let quick = buffer.text(of: subject)
          #expect(
            quick.map(Normaliser.plain) == view.bytes,
            "\(text.debugDescription): \(String(decoding: quick, as: UTF8.self)) for \(view.text)")
          guard quick.count == view.bytes.count, buffer.reading(Int(subject.reading), ofMessage: 0) == nil else {
            continue
          }
          for start in 0..<quick.count where quick[start] & 0xC0 != 0x80 {
            #expect(QuickFold.origin(of: start..<(start + 1), in: bytes) == view.origin(of: start..<(start + 1)))
          }
        }
      }
    }
  }
}
