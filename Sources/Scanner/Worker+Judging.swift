import Conduct

extension ContentScanner.Worker {
  /// Judges the hits message by message and tells what stands.
  func tell(context: SchoolContext, explaining: Bool, _ body: (Int, ScanResult) -> Void) {
    let repaired = buffer.messages.indices.filter { buffer.messages[$0].wasRepaired }
    guard !hits.isEmpty || !faults.isEmpty || !repaired.isEmpty else { return }
    // Originals first, so that a folded reading only adds what they lack.
    hits.sort {
      ($0.message, $0.reading, $0.range.lowerBound, $0.rule) < ($1.message, $1.reading, $1.range.lowerBound, $1.rule)
    }
    var next = 0
    var current: Judgement?
    func turn(to number: Int) {
      if let done = current, done.number == number { return }
      if let done = current, done.hasSomethingToTell { body(done.number, done.finished()) }
      current = Judgement(worker: self, number: number, context: context, explaining: explaining)
    }
    // Judging a hit may add a fault of its message, so faults are looked at after the message's hits.
    let hasOthers = !faults.isEmpty || !repaired.isEmpty
    let others = hasOthers ? Set(faults.map(\.message) + repaired).sorted() : []
    var other = 0
    while next < hits.count || other < others.count {
      let message = min(
        next < hits.count ? hits[next].message : Int.max, other < others.count ? others[other] : Int.max)
      turn(to: buffer.messages[message].number)
      while next < hits.count, hits[next].message == message {
        current?.judge(hits[next])
        next += 1
      }
      if other < others.count, others[other] == message { other += 1 }
      if buffer.messages[message].wasRepaired { current?.result.wasRepaired = true }
      for (place, fault) in faults where place == message {
        if current?.result.faults.contains(fault) == false { current?.result.faults.append(fault) }
      }
    }
    if let done = current, done.hasSomethingToTell { body(done.number, done.finished()) }
  }

  /// What is known so far of one message.
  struct Judgement {
    let worker: ContentScanner.Worker
    let number: Int
    let context: SchoolContext
    let explaining: Bool
    var result = ScanResult()
    /// Spans already judged, by rule.
    private var judged: [RuleID: [Range<Int>]] = [:]

    init(worker: ContentScanner.Worker, number: Int, context: SchoolContext, explaining: Bool) {
      self.worker = worker
      self.number = number
      self.context = context
      self.explaining = explaining
    }

    var hasSomethingToTell: Bool {
      !result.signals.isEmpty || !result.faults.isEmpty || !result.clearings.isEmpty || result.wasRepaired
    }

    func finished() -> ScanResult {
      var result = result
      if result.signals.count > 1 {
        result.signals.sort { ($0.span.lowerBound, $0.rule) < ($1.span.lowerBound, $1.rule) }
      }
      return result
    }

    mutating func judge(_ hit: ContentScanner.Worker.Hit) {
      let table = hit.isOwn ? context.own ?? worker.scanner.table : worker.scanner.table
      let entry = table.entries[hit.rule]
      guard let state = context.state(of: entry.rule) else { return }
      let subject = worker.buffer.subjects[hit.subject]
      let message = worker.buffer.messages[hit.message]
      // The neighbouring window sees whole what this one sees cut.
      if message.isCutBefore && hit.range.lowerBound == 0
        || message.isCutAfter && hit.range.upperBound == subject.textCount
      {
        return
      }
      let place = place(of: hit, subject, message)
      guard !(judged[entry.rule.id] ?? []).contains(where: { $0.overlaps(place.span) }) else { return }
      let given = worker.buffer.given(message)
      let bytes = byteRange(place.local, in: given, isASCII: message.isASCII)
      let text = String(decoding: UnsafeBufferPointer(rebasing: given[bytes]), as: UTF8.self)
      let view = subject.view
      if let reason = clearing(entry, hit, subject, given: given, bytes: bytes) {
        // What the hit needs beside it may be disguised while the hit is not: a folded reading still gets its turn.
        if !lacksCompany(entry, reason) { judged[entry.rule.id, default: []].append(place.span) }
        let cleared = Clearing(rule: entry.rule.id, span: place.span, text: text, view: view, reason: reason)
        if explaining, !result.clearings.contains(where: { $0.rule == cleared.rule && $0.span == cleared.span }) {
          result.clearings.append(cleared)
        }
        return
      }
      judged[entry.rule.id, default: []].append(place.span)
      var marks = place.marks
      if Surroundings(text: given, hit: bytes).isQuoted { marks.insert(.quoted) }
      result.signals.append(
        Signal(
          rule: entry.rule.id, title: entry.rule.title, category: entry.rule.category,
          severity: context.switches[entry.rule.id]?.severity ?? entry.rule.severity,
          effect: entry.rule.effect ?? .hold, span: place.span, text: text, view: view, marks: marks,
          isShadow: state == .shadow, explanation: entry.rule.explanation))
    }

    /// Whether a hit was cleared only because something it needs was not found.
    private func lacksCompany(_ entry: RuleTable.Entry, _ reason: Clearing.Reason) -> Bool {
      guard case .condition(let label) = reason else { return false }
      return entry.conditions.contains { $0.label == label && $0.sense == .needs }
    }

    /// Where a hit lies in the whole text and in its window, in scalars, and how it was written.
    private func place(
      of hit: ContentScanner.Worker.Hit, _ subject: MessageBuffer.Subject, _ message: MessageBuffer.Message
    ) -> (span: Range<Int>, local: Range<Int>, marks: Set<Signal.Mark>) {
      var local = hit.range
      var marks: Set<Signal.Mark> = []
      if !message.isASCII || subject.reading >= 0 {
        let normal = worker.buffer.normalised(hit.message)
        let view = subject.reading < 0 ? normal.original : normal.folded[subject.reading]
        local = view.origin(of: hit.range)
        let bits = view.marks[hit.range].reduce(0, |)
        let names: [(UInt8, Signal.Mark)] = [
          (Marks.spacing, .spacing), (Marks.leet, .leet), (Marks.confusables, .confusables),
          (Marks.invisibles, .invisibles), (Marks.masked, .masked), (Marks.stretched, .stretched),
        ]
        for (bit, mark) in names where bits & bit != 0 { marks.insert(mark) }
      }
      let before = message.scalarsBefore
      return ((local.lowerBound + before)..<(local.upperBound + before), local, marks)
    }

    /// What clears a hit, or nil: an exception, a name, or a condition that does not hold.
    private func clearing(
      _ entry: RuleTable.Entry, _ hit: ContentScanner.Worker.Hit, _ subject: MessageBuffer.Subject,
      given: UnsafeBufferPointer<UInt8>, bytes: Range<Int>
    ) -> Clearing.Reason? {
      let text = worker.buffer.text(of: subject)
      let view = subject.view
      for pattern in entry.allow + context.exceptions {
        var cover: Range<Int>?
        attempt(entry, hit) { () throws(Pattern.Fault) in
          try pattern.for(view).forEachMatch(in: text, with: worker.matcher) { range in
            if range.lowerBound <= hit.range.lowerBound && range.upperBound >= hit.range.upperBound { cover = range }
            return cover == nil && range.lowerBound <= hit.range.lowerBound
          }
        }
        if let cover { return .allowed(String(decoding: UnsafeBufferPointer(rebasing: text[cover]), as: UTF8.self)) }
      }
      if entry.rule.yieldsToNames,
        let name = worker.scanner.names.name(covering: bytes, in: given)
          ?? context.names.name(covering: bytes, in: given)
      {
        return .name(name)
      }
      let surroundings = Surroundings(text: text, hit: hit.range)
      for condition in entry.conditions where !holds(condition, entry, hit, surroundings, view) {
        return .condition(condition.label)
      }
      return nil
    }

    private func holds(
      _ condition: RuleTable.CompiledCondition, _ entry: RuleTable.Entry, _ hit: ContentScanner.Worker.Hit,
      _ surroundings: Surroundings, _ view: Signal.View
    ) -> Bool {
      // A test that could not finish leaves the hit standing: the fault sends the message to a person anyway.
      let isUnknownPresent = condition.sense == .needs
      let isPresent = condition.tests.contains { test in
        switch test {
        case .quoted: return surroundings.isQuoted
        case .near(let pattern, let window):
          return surroundings.stretches(window).contains { stretch in
            var occurs = isUnknownPresent
            attempt(entry, hit) { () throws(Pattern.Fault) in
              occurs = try pattern.for(view).occurs(
                in: UnsafeBufferPointer(rebasing: surroundings.text[stretch]), with: worker.matcher)
            }
            return occurs
          }
        }
      }
      return condition.sense == .needs ? isPresent : !isPresent
    }

    /// Runs what may reach a limit, and notes it as the rule's fault.
    private func attempt(
      _ entry: RuleTable.Entry, _ hit: ContentScanner.Worker.Hit, _ body: () throws(Pattern.Fault) -> Void
    ) {
      do { try body() } catch {
        switch error {
        case .matchLimit: worker.fault(entry.rule.id, .matches, hit.message)
        case .engine: worker.fault(entry.rule.id, .engine, hit.message)
        }
      }
    }

    /// The bytes of a range of scalars.
    private func byteRange(_ scalars: Range<Int>, in text: UnsafeBufferPointer<UInt8>, isASCII: Bool) -> Range<Int> {
      if isASCII { return scalars }
      var place = 0
      var index = 0
      while index < scalars.lowerBound, place < text.count {
        _ = nextScalar(text, &place)
        index += 1
      }
      let start = place
      while index < scalars.upperBound, place < text.count {
        _ = nextScalar(text, &place)
        index += 1
      }
      return start..<place
    }
  }
}
