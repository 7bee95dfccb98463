import Conduct

/// What is known so far of one message.
struct Judgement {
  private(set) var number = -1
  var result = ScanResult()
  /// Spans already judged, by rule.
  var judged: [(rule: Int, isOwn: Bool, span: Range<Int>)] = []

  /// Tells what there is, signals in order of place, and turns to another message.
  mutating func tell(_ body: (Int, consuming ScanResult) -> Void, next: Int) {
    defer {
      number = next
      judged.removeAll(keepingCapacity: true)
    }
    guard
      !result.signals.isEmpty || !result.mentions.isEmpty || !result.faults.isEmpty || !result.clearings.isEmpty
        || result.wasRepaired
    else { return }
    if result.signals.count > 1 {
      result.signals.sort { ($0.span.lowerBound, $0.rule) < ($1.span.lowerBound, $1.rule) }
    }
    var told = ScanResult()
    swap(&told, &result)
    body(number, told)
  }
}

/// What judging needs besides the hits.
private struct Setting {
  let table: RuleTable
  let names: NameList
  let context: SchoolContext
  let explaining: Bool
}

extension ScanRun {
  /// Judges the hits message by message and tells what stands.
  mutating func tell(
    table: RuleTable, names: NameList, context: SchoolContext, explaining: Bool,
    _ body: (Int, consuming ScanResult) -> Void
  ) {
    let setting = Setting(table: table, names: names, context: context, explaining: explaining)
    // Originals first, so that a folded reading only adds what they lack.
    hits.sort {
      ($0.message, $0.reading, $0.range.lowerBound, $0.rule) < ($1.message, $1.reading, $1.range.lowerBound, $1.rule)
    }
    let repaired = buffer.hasRepaired ? buffer.messages.indices.filter { buffer.messages[$0].wasRepaired } : []
    let others = faults.isEmpty && repaired.isEmpty ? [] : Set(faults.map(\.message) + repaired).sorted()
    var (next, other, name) = (0, 0, 0)
    var judgement = Judgement()
    swap(&judgement, &self.judgement)
    while next < hits.count || other < others.count || name < mentions.count {
      let message = min(
        next < hits.count ? hits[next].message : Int.max, other < others.count ? others[other] : Int.max,
        name < mentions.count ? mentions[name].message : Int.max)
      let number = buffer.messages[message].number
      if judgement.number != number { judgement.tell(body, next: number) }
      while next < hits.count, hits[next].message == message {
        judge(hits[next], &judgement, setting)
        next += 1
      }
      while name < mentions.count, mentions[name].message == message {
        judgement.result.mentions.append(mentions[name].mention)
        name += 1
      }
      if other < others.count, others[other] == message { other += 1 }
      if buffer.messages[message].wasRepaired { judgement.result.wasRepaired = true }
      // Judging may have added a fault, so this comes after it.
      for (place, fault) in faults where place == message && !judgement.result.faults.contains(fault) {
        judgement.result.faults.append(fault)
      }
    }
    judgement.tell(body, next: -1)
    swap(&judgement, &self.judgement)
  }

  private mutating func judge(_ hit: Hit, _ judgement: inout Judgement, _ setting: Setting) {
    let context = setting.context
    let table = (hit.isOwn ? context.own : nil) ?? setting.table
    let entry = table.entries[hit.rule]
    guard let state = context.state(of: entry) else { return }
    let subject = buffer.subjects[hit.subject]
    let message = buffer.messages[hit.message]
    guard judging.allows(hit.message, textCount: Int(subject.textCount)) else {
      fault(entry.id, .time, hit.message)
      return
    }
    let (local, found, marks) = origin(of: hit, subject, message)
    let before = Int(message.scalarsBefore)
    let span = (local.lowerBound + before)..<(local.upperBound + before)
    guard
      !judgement.judged.contains(where: { $0.rule == hit.rule && $0.isOwn == hit.isOwn && $0.span.overlaps(span) })
    else { return }
    let given = buffer.given(message)
    let bytes = found ?? given.bytes(ofScalars: local)
    // The neighbouring window sees more of what stands around it.
    guard bytes.lowerBound < message.ownedEnd, bytes.upperBound > message.ownedStart else { return }
    func text() -> String { String(decoding: UnsafeBufferPointer(rebasing: given[bytes]), as: UTF8.self) }
    if let reason = clearing(entry, hit, subject, setting, given: given, bytes: bytes) {
      // What the hit needs beside it may be disguised while the hit is not: a folded reading still gets its turn.
      if !entry.lacksCompany(reason) { judgement.judged.append((hit.rule, hit.isOwn, span)) }
      if setting.explaining, !judgement.result.clearings.contains(where: { $0.rule == entry.id && $0.span == span }) {
        judgement.result.clearings.append(
          Clearing(rule: entry.id, span: span, text: text(), view: hit.view, reason: reason))
      }
      return
    }
    judgement.judged.append((hit.rule, hit.isOwn, span))
    var signal = entry.template
    signal.severity = context.severity(of: entry)
    signal.span = span
    signal.text = text()
    signal.view = hit.view
    signal.marks = marks
    if hit.reading == MessageBuffer.corrected { signal.noteTypo(buffer.text(of: subject)[hit.range]) }
    if entry.weighs {
      let text = buffer.text(of: subject)
      signal.noteWords(
        table.heaviestWords(of: hit.rule, in: text).map {
          String(decoding: UnsafeBufferPointer(rebasing: text[$0]), as: UTF8.self).lowercased()
        })
    }
    if message.mayQuote, Surroundings(text: given, hit: bytes).isQuoted { signal.marks.insert(.quoted) }
    signal.isShadow = state == .shadow
    judgement.result.signals.append(signal)
  }

  /// Where a hit lies in its window of the text as given, in scalars and, where that is known, in bytes; and how it was
  /// written.
  private mutating func origin(
    of hit: Hit, _ subject: MessageBuffer.Subject, _ message: MessageBuffer.Message
  ) -> (scalars: Range<Int>, bytes: Range<Int>?, marks: Set<Signal.Mark>) {
    if subject.reading < 0 {
      if message.isASCII { return (hit.range, hit.range, []) }
      if let composed = buffer.composed[hit.message] { return (composed.origin(of: hit.range), nil, []) }
      return (buffer.given(message).scalars(ofBytes: hit.range), hit.range, [])
    }
    guard let view = buffer.reading(Int(subject.reading), ofMessage: hit.message) else {
      return (QuickFold.origin(of: hit.range, in: buffer.given(message)), nil, [])
    }
    let scalars = view.origin(of: hit.range)
    return (scalars, message.isASCII ? scalars : nil, Marks.names(view.marks(of: hit.range)))
  }

  /// What clears a hit, or nil: an exception, a name, or a condition that does not hold.
  private mutating func clearing(
    _ entry: RuleTable.Entry, _ hit: Hit, _ subject: MessageBuffer.Subject, _ setting: Setting,
    given: UnsafeBufferPointer<UInt8>, bytes: Range<Int>
  ) -> Clearing.Reason? {
    let text = buffer.text(of: subject)
    let surroundings = entry.conditions.isEmpty ? nil : Surroundings(text: text, hit: hit.range)
    // First what the hit needs: without it, a hit says nothing and leaves other readings their turn.
    if let label = failing(.needs, entry, hit, surroundings) { return .condition(label) }
    for pattern in entry.allow {
      if let cover = cover(of: hit, pattern, entry, in: text) { return .allowed(cover) }
    }
    // What is never remarked on at a school is no reason either where it weighs the most.
    if entry.weighs, !setting.context.exceptions.isEmpty {
      let table = (hit.isOwn ? setting.context.own : nil) ?? setting.table
      for word in table.heaviestWords(of: hit.rule, in: text) {
        var one = hit
        one.range = word
        for pattern in setting.context.exceptions {
          if let cover = cover(of: one, pattern, entry, in: text) { return .allowed(cover) }
        }
      }
    }
    for pattern in setting.context.exceptions {
      if let cover = cover(of: hit, pattern, entry, in: text) { return .allowed(cover) }
    }
    if entry.yieldsToNames,
      let name = setting.names.name(covering: bytes, in: given)
        ?? setting.context.names.name(covering: bytes, in: given)
    {
      return .name(name)
    }
    if let check = entry.check,
      !check.accepts(String(decoding: UnsafeBufferPointer(rebasing: text[hit.range]), as: UTF8.self))
    {
      return .number(check)
    }
    return failing(.forbids, entry, hit, surroundings).map { .condition($0) }
  }

  /// The name of the first condition of a kind that does not hold, or nil.
  private mutating func failing(
    _ sense: Condition.Sense, _ entry: RuleTable.Entry, _ hit: Hit, _ surroundings: Surroundings?
  ) -> String? {
    guard let surroundings else { return nil }
    for condition in entry.conditions
    where condition.sense == sense && !holds(condition, entry, hit, surroundings) {
      return condition.label
    }
    return nil
  }

  /// The match of an exception that a hit lies wholly inside, or nil.
  private mutating func cover(
    of hit: Hit, _ pattern: PatternPair, _ entry: RuleTable.Entry, in text: UnsafeBufferPointer<UInt8>
  ) -> String? {
    let pattern = pattern.for(hit.view)
    judging.prepare(pattern, for: min(hit.range.upperBound, text.count))
    do {
      let range = try nearness.cover(of: hit.range, pattern, in: text, subject: hit.subject, with: matcher)
      return range.map { String(decoding: UnsafeBufferPointer(rebasing: text[$0]), as: UTF8.self) }
    } catch {
      fault(entry.id, ScanFault.Limit(error), hit.message)
      return nil
    }
  }

  private mutating func holds(
    _ condition: RuleTable.CompiledCondition, _ entry: RuleTable.Entry, _ hit: Hit, _ surroundings: Surroundings
  ) -> Bool {
    var isPresent = false
    for test in condition.tests where !isPresent {
      switch test {
      case .quoted: isPresent = surroundings.isQuoted
      case .notDutch: isPresent = nearness.isForeign(surroundings.text, subject: hit.subject)
      case .near(let pair, let window):
        let pattern = pair.for(hit.view)
        let (stretch, other) = surroundings.stretches(window)
        judging.prepare(pattern, for: stretch.count + (other?.count ?? 0))
        isPresent =
          occurs(pattern, surroundings.text, stretch, Nearness.Side(window.side), condition, entry, hit)
          || other.map { occurs(pattern, surroundings.text, $0, .after, condition, entry, hit) } ?? false
      }
    }
    return isPresent == (condition.sense == .needs)
  }

  private mutating func occurs(
    _ pattern: Pattern, _ text: UnsafeBufferPointer<UInt8>, _ stretch: Range<Int>, _ side: Nearness.Side,
    _ condition: RuleTable.CompiledCondition, _ entry: RuleTable.Entry, _ hit: Hit
  ) -> Bool {
    do {
      return try nearness.occurs(pattern, in: text, stretch, side, subject: hit.subject, with: matcher)
    } catch {
      // What could not be tested leaves the hit standing; the fault sends the message to a person anyway.
      fault(entry.id, ScanFault.Limit(error), hit.message)
      return condition.sense == .needs
    }
  }
}

extension Signal {
  /// Says what a misspelt hit was read as. Where the hit itself is spelt well, what it needs beside it is not.
  fileprivate mutating func noteTypo(_ reading: Slice<UnsafeBufferPointer<UInt8>>) {
    if !marks.contains(.spacing) { marks.insert(.typo) }
    explanation += " Met een spelfout geschreven; gelezen als “\(String(decoding: reading, as: UTF8.self))”."
  }
}

extension Signal {
  /// Says which words weighed the most.
  fileprivate mutating func noteWords(_ words: [String]) {
    guard let last = words.last else { return }
    let others = words.dropLast().map { "“\($0)”" }.joined(separator: ", ")
    explanation += " Het zwaarst wegen \(others) en “\(last)”."
  }
}

extension RuleTable.Entry {
  /// Whether a hit was cleared only because something that it needs was not found.
  fileprivate func lacksCompany(_ reason: Clearing.Reason) -> Bool {
    guard case .condition(let label) = reason else { return false }
    return conditions.contains { $0.label == label && $0.sense == .needs }
  }
}
