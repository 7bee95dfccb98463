public import Conduct

extension ContentScanner {
  /// Scans for one thread at a time, keeping its buffers. Texts are added and then scanned together, which is what
  /// makes a long stream fast; `scan` does both for one text.
  public final class Worker {
    /// A match of a rule's pattern, not yet judged.
    struct Hit {
      var message: Int
      var isOwn: Bool
      var rule: Int
      var subject: Int
      /// -1 for the original view.
      var reading: Int
      var range: Range<Int>
    }

    let scanner: ContentScanner
    var buffer = MessageBuffer()
    var matcher: Matcher
    var hits: [Hit] = []
    var faults: [(message: Int, fault: ScanFault)] = []
    private var candidates = Candidates()
    private var preparedTable: ObjectIdentifier?
    private var seen: [UInt32] = []
    private var seenOwn: [UInt32] = []
    private var serial: UInt32 = 1
    private var clock = MessageClock()

    init(_ scanner: ContentScanner) {
      self.scanner = scanner
      matcher = Matcher(matchLimit: scanner.settings.matchLimit)
      clock.budget = .milliseconds(scanner.settings.milliseconds)
      seen = [UInt32](repeating: 0, count: scanner.table.entries.count)
      for database in [scanner.table.prefilter.literalDatabase, scanner.table.prefilter.expressionDatabase] {
        if let database { _ = candidates.prepare(for: database) }
      }
    }

    /// Scans one text in UTF-8. Texts added before and not yet scanned are dropped.
    public func scan(
      _ text: UnsafeBufferPointer<UInt8>, context: SchoolContext = .none, explaining: Bool = false
    ) -> ScanResult {
      buffer.removeAll()
      add(text, number: 0)
      var result = ScanResult()
      scanAdded(context: context, explaining: explaining) { _, found in result = found }
      return result
    }

    /// Bytes that wait to be scanned; 64 to 256 KiB make a good go.
    public var addedBytes: Int { buffer.byteCount }

    /// Adds a text in UTF-8 under a number of the caller's. Invalid bytes are repaired; a text longer than the window is
    /// added in windows that overlap.
    public func add(_ text: UnsafeBufferPointer<UInt8>, number: Int) {
      guard text.count > scanner.settings.windowBytes || !UTF8Check.isValid(text) else {
        buffer.append(text, number: number)
        return
      }
      if !UTF8Check.isValid(text) {
        var repaired = String(decoding: text, as: UTF8.self)
        repaired.withUTF8 { addWindows($0, number: number, wasRepaired: true) }
      } else {
        addWindows(text, number: number, wasRepaired: false)
      }
    }

    private func addWindows(_ text: UnsafeBufferPointer<UInt8>, number: Int, wasRepaired: Bool) {
      let (size, overlap) = (scanner.settings.windowBytes, scanner.settings.overlapBytes)
      var start = 0
      var scalars = 0
      while true {
        let end = start + size >= text.count ? text.count : UTF8Check.cut(text, near: start + size)
        buffer.append(
          UnsafeBufferPointer(rebasing: text[start..<end]), number: number, scalarsBefore: scalars,
          isCutBefore: start > 0, isCutAfter: end < text.count, wasRepaired: wasRepaired)
        guard end < text.count else { return }
        let next = max(start + 1, UTF8Check.cut(text, near: end - overlap))
        for place in start..<next where text[place] & 0xC0 != 0x80 { scalars += 1 }
        start = next
      }
    }

    /// Scans all that was added, and calls `body` once for each number that has something to tell, in the order in which
    /// they were added: signals, faults, repairs, and clearings when explaining.
    public func scanAdded(
      context: SchoolContext = .none, explaining: Bool = false, _ body: (Int, ScanResult) -> Void
    ) {
      hits.removeAll(keepingCapacity: true)
      faults.removeAll(keepingCapacity: true)
      run(scanner.table, isOwn: false)
      if let own = context.own {
        seenOwn = [UInt32](repeating: 0, count: own.entries.count)
        run(own, isOwn: true)
      }
      tell(context: context, explaining: explaining, body)
      clock.reset()
      serial &+= UInt32(buffer.subjects.count)
      if serial > UInt32.max / 2 {
        serial = 1
        for index in seen.indices { seen[index] = 0 }
      }
      buffer.removeAll()
    }

    /// Finds the matches of a table's patterns in all that was added.
    private func run(_ table: RuleTable, isOwn: Bool) {
      guard scanner.settings.usesPrefilter else {
        for rule in table.entries.indices { confirmEverywhere(table, rule, isOwn: isOwn) }
        runMasked(table, isOwn: isOwn)
        return
      }
      if let database = table.prefilter.literalDatabase {
        if collect(database) {
          confirmLiterals(table, isOwn: isOwn)
        } else {
          for rule in Set(table.prefilter.ruleOfLiteral) { confirmEverywhere(table, Int(rule), isOwn: isOwn) }
        }
      }
      if let database = table.prefilter.expressionDatabase {
        if collect(database) {
          confirmExpressions(table, isOwn: isOwn)
        } else {
          for rule in table.entries.indices { confirmEverywhere(table, rule, isOwn: isOwn) }
        }
      }
      for rule in table.prefilter.alwaysRun { confirmEverywhere(table, Int(rule), isOwn: isOwn) }
      runMasked(table, isOwn: isOwn)
    }

    private func collect(_ database: Prefilter.Database) -> Bool {
      guard buffer.probe.count > 0 else { return true }
      return candidates.prepare(for: database)
        && candidates.collect(database, UnsafePointer(buffer.probe.base), count: buffer.probe.count)
    }

    /// The inner loop: candidates by literal, confirmed by a look at the word's ends where the pattern asks no more.
    private func confirmLiterals(_ table: RuleTable, isOwn: Bool) {
      let count = candidates.count
      guard count > 0 else { return }
      var cursor = 0
      buffer.subjects.withUnsafeBufferPointer { subjects in
        table.shapes.withUnsafeBufferPointer { shapes in
          table.prefilter.ruleOfLiteral.withUnsafeBufferPointer { ruleOfLiteral in
            for index in 0..<count {
              let (number, end) = candidates[index]
              Worker.move(&cursor, to: end, in: subjects)
              let rule = Int(ruleOfLiteral[number])
              let subject = subjects[cursor]
              if subject.isASCII, let shape = shapes[rule] {
                let text = buffer.text(of: subject)
                if table.views[rule].original, let range = shape.match(in: text, literalEnd: end - subject.probeStart) {
                  note(subject, cursor, rule, isOwn: isOwn, range)
                }
                continue
              }
              confirm(table, rule, cursor, isOwn: isOwn)
            }
          }
        }
      }
    }

    private func confirmExpressions(_ table: RuleTable, isOwn: Bool) {
      var cursor = 0
      for index in 0..<candidates.count {
        let (rule, end) = candidates[index]
        buffer.subjects.withUnsafeBufferPointer { Worker.move(&cursor, to: end, in: $0) }
        confirm(table, rule, cursor, isOwn: isOwn)
      }
    }

    private func confirmEverywhere(_ table: RuleTable, _ rule: Int, isOwn: Bool) {
      guard table.entries[rule].rule.status != .retired else { return }
      for subject in buffer.subjects.indices { confirm(table, rule, subject, isOwn: isOwn) }
    }

    /// Moves to the subject in which a match ends. Vectorscan reports by rising ends; were it not to, a search finds it.
    @inline(__always)
    private static func move(
      _ cursor: inout Int, to end: Int, in subjects: UnsafeBufferPointer<MessageBuffer.Subject>
    ) {
      while end > subjects[cursor].probeStart + subjects[cursor].probeCount + 1, cursor + 1 < subjects.count {
        cursor += 1
      }
      if end <= subjects[cursor].probeStart {
        cursor = subjects.firstIndex { end <= $0.probeStart + $0.probeCount + 1 } ?? 0
      }
    }

    /// Runs a rule's pattern over a subject, once.
    private func confirm(_ table: RuleTable, _ rule: Int, _ index: Int, isOwn: Bool) {
      let stamp = serial &+ UInt32(index)
      if isOwn {
        guard seenOwn[rule] != stamp else { return }
        seenOwn[rule] = stamp
      } else {
        guard seen[rule] != stamp else { return }
        seen[rule] = stamp
      }
      let subject = buffer.subjects[index]
      guard subject.reading < 0 ? table.views[rule].original : table.views[rule].folded else { return }
      let entry = table.entries[rule]
      match(
        entry, subject.view, in: buffer.text(of: subject), message: subject.message
      ) { range in
        note(subject, index, rule, isOwn: isOwn, range)
      }
    }

    private func match(
      _ entry: RuleTable.Entry, _ view: Signal.View, in text: UnsafeBufferPointer<UInt8>, message: Int,
      _ body: (Range<Int>) -> Void
    ) {
      let pattern = entry.pattern.for(view)
      guard clock.allows(message, textCount: text.count, preparing: pattern) else {
        fault(entry.rule.id, .time, message)
        return
      }
      do {
        var found = 0
        try pattern.forEachMatch(in: text, with: matcher) { range in
          body(range)
          found += 1
          // One message needs no more examples of the same thing than a person will read.
          return found < 64
        }
      } catch {
        switch error {
        case .matchLimit: fault(entry.rule.id, .matches, message)
        case .engine: fault(entry.rule.id, .engine, message)
        }
      }
    }

    @inline(__always)
    private func note(
      _ subject: MessageBuffer.Subject, _ index: Int, _ rule: Int, isOwn: Bool, _ range: Range<Int>
    ) {
      hits.append(
        Hit(
          message: subject.message, isOwn: isOwn, rule: rule, subject: index, reading: subject.reading, range: range))
    }

    func fault(_ rule: RuleID, _ limit: ScanFault.Limit, _ message: Int) {
      let fault = ScanFault(rule: rule, limit: limit)
      guard !faults.contains(where: { $0.message == message && $0.fault == fault }) else { return }
      faults.append((message, fault))
    }

    /// Words with masked letters: where a literal of a rule fits the letters that are shown, the rule is tried on the text
    /// with that literal filled in.
    private func runMasked(_ table: RuleTable, isOwn: Bool) {
      for (index, subject) in buffer.subjects.enumerated() where subject.reading == 0 {
        guard let normal = buffer.normalised[subject.message], !normal.masks.isEmpty else { continue }
        let bytes = normal.folded[0].bytes
        let isMask = Set(normal.masks)
        var tried = Set<[Int]>()
        for place in normal.masks {
          for (number, literal) in table.prefilter.literals.enumerated() {
            let rule = Int(table.prefilter.ruleOfLiteral[number])
            guard literal.count >= 3, table.views[rule].folded else { continue }
            for offset in 1..<literal.count {
              let start = place - offset
              guard start >= 0, start + literal.count <= bytes.count,
                Worker.fits(literal, bytes, at: start, isMask: isMask), tried.insert([rule, number, start]).inserted
              else { continue }
              var filled = bytes
              for step in 0..<literal.count { filled[start + step] = literal[step] }
              filled.withUnsafeBufferPointer { text in
                match(table.entries[rule], .folded, in: text, message: subject.message) { range in
                  guard range.overlaps(start..<(start + literal.count)) else { return }
                  note(subject, index, rule, isOwn: isOwn, range)
                }
              }
            }
          }
        }
      }
    }

    /// Whether the shown letters agree, with at least two of them.
    private static func fits(_ literal: [UInt8], _ bytes: [UInt8], at start: Int, isMask: Set<Int>) -> Bool {
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
}
