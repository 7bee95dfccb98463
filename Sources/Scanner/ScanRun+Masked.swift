import Conduct

extension ScanRun {
  /// Bytes of text on each side of a masked word that a rule gets to see.
  private static let context = 512

  /// Words with masked letters: where a literal of a rule fits the letters that are shown, the rule is tried on the text
  /// with that literal filled in.
  mutating func findMasked(_ table: RuleTable, isOwn: Bool) {
    guard buffer.hasMasks else { return }
    let plan = table.prefilter.plan
    subjects: for (index, subject) in buffer.subjects.all.enumerated() where subject.reading == 0 {
      guard let readings = buffer.readings[Int(subject.message)], !readings.masks.isEmpty else { continue }
      let bytes = readings.views[0].bytes
      var isMask = [Bool](repeating: false, count: bytes.count)
      for place in readings.masks { isMask[place] = true }
      var found: [Int: Int] = [:]
      for start in starts(of: bytes, isMask) {
        for number in table.prefilter.literalsByFirst[Int(bytes[start])].map(Int.init) {
          let literal = plan.literals[number]
          guard literal.count >= 3, ScanRun.fits(literal, bytes, at: start, isMask) else { continue }
          for rule in table.prefilter.rules(of: number) {
            guard table.views[rule].folded, found[rule, default: 0] < ScanRun.mostMatches else { continue }
            let entry = table.entries[rule]
            // One rule without time speaks for all that come after it in this text.
            guard hasTime(for: entry, entry.pattern.folded, subject, textCount: bytes.count, bytes: 256) else {
              continue subjects
            }
            for range in matches(entry, of: literal, filledIn: bytes, at: start, subject) {
              note(subject, index, rule, isOwn: isOwn, range, .folded)
              found[rule, default: 0] += 1
            }
          }
        }
      }
    }
  }

  /// Where a word with a mask may start: at a shown letter with a mask among the few letters after it.
  private func starts(of bytes: [UInt8], _ isMask: [Bool]) -> [Int] {
    var starts: [Int] = []
    var next = bytes.count
    for place in bytes.indices.reversed() {
      if isMask[place] {
        next = place
      } else if next - place < 24, next < bytes.count {
        starts.append(place)
      }
    }
    return starts.reversed()
  }

  /// The matches of a rule that overlap a literal filled in, seen with what stands around it.
  private mutating func matches(
    _ entry: RuleTable.Entry, of literal: ArraySlice<UInt8>, filledIn bytes: [UInt8], at start: Int,
    _ subject: MessageBuffer.Subject
  ) -> [Range<Int>] {
    var (low, high) = (max(0, start - ScanRun.context), min(bytes.count, start + literal.count + ScanRun.context))
    while low > 0, bytes[low] & 0xC0 == 0x80 { low -= 1 }
    while high < bytes.count, bytes[high] & 0xC0 == 0x80 { high += 1 }
    var text = Array(bytes[low..<high])
    let part = (start - low)..<(start - low + literal.count)
    text.replaceSubrange(part, with: literal)
    var ranges: [Range<Int>] = []
    do {
      try text.withUnsafeBufferPointer { text in
        var place = 0
        while let range = try entry.pattern.folded.nextMatch(in: text, from: &place, with: matcher),
          range.lowerBound < part.upperBound
        {
          if range.overlaps(part) { ranges.append((range.lowerBound + low)..<(range.upperBound + low)) }
        }
      }
    } catch let fault as Pattern.Fault {
      self.fault(entry.id, ScanFault.Limit(fault), Int(subject.message))
    } catch {
      self.fault(entry.id, .engine, Int(subject.message))
    }
    return ranges
  }

  /// Whether the shown letters agree, at least two of them, the first among them, and one is masked.
  private static func fits(_ literal: ArraySlice<UInt8>, _ bytes: [UInt8], at start: Int, _ isMask: [Bool]) -> Bool {
    guard start + literal.count <= bytes.count else { return false }
    var shown = 0
    for (place, letter) in zip(start..., literal) {
      if isMask[place] {
        guard letter >= 0x61, letter <= 0x7A else { return false }
      } else {
        guard bytes[place] == letter else { return false }
        shown += 1
      }
    }
    return shown >= 2 && shown < literal.count
  }
}
