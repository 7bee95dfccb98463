import Conduct

extension ScanRun {
  /// Words with masked letters: where a literal of a rule fits the letters that are shown, the rule is tried on the text
  /// with that literal filled in.
  mutating func findMasked(_ table: RuleTable, isOwn: Bool) {
    guard buffer.hasMasks else { return }
    let plan = table.prefilter.plan
    for (index, subject) in buffer.subjects.enumerated() where subject.reading == 0 {
      guard let readings = buffer.readings[Int(subject.message)], !readings.masks.isEmpty else { continue }
      let bytes = readings.views[0].bytes
      let isMask = Set(readings.masks)
      var tried = Set<[Int]>()
      for place in readings.masks {
        for (number, literal) in plan.literals.enumerated() where literal.count >= 3 {
          for start in max(0, place - literal.count + 1)..<max(place, 1) where start + literal.count <= bytes.count {
            guard ScanRun.fits(literal, bytes, at: start, isMask: isMask), tried.insert([number, start]).inserted else {
              continue
            }
            var filled = bytes
            for step in 0..<literal.count { filled[start + step] = literal[step] }
            let postings = plan.postings[Int(plan.firstPostings[number])..<Int(plan.firstPostings[number + 1])]
            for rule in Set(postings.map { Int(plan.ways[Int($0.way)].rule) }).sorted() where table.views[rule].folded {
              filled.withUnsafeBufferPointer {
                match(
                  table.entries[rule], rule, in: $0, subject, index, isOwn: isOwn,
                  within: start..<(start + literal.count))
              }
            }
          }
        }
      }
    }
  }

  /// Whether the shown letters agree, at least two of them, the first among them.
  private static func fits(_ literal: [UInt8], _ bytes: [UInt8], at start: Int, isMask: Set<Int>) -> Bool {
    guard bytes[start] == literal[0] else { return false }
    var shown = 0
    for step in 0..<literal.count {
      let byte = bytes[start + step]
      if byte == literal[step] {
        shown += 1
      } else if byte != 0x5F || literal[step] < 0x61 || literal[step] > 0x7A || !isMask.contains(start + step) {
        return false
      }
    }
    return shown >= 2
  }
}
