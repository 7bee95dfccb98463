import Conduct

/// One thread's scanning: the texts that were added, the candidates of the prefilter, and the hits that were confirmed.
/// A plain value, so that the inner loops check nothing but the text.
struct ScanRun: ~Copyable {
  /// A match of a rule's pattern, not yet judged.
  struct Hit {
    var message: Int
    var rule: Int
    var subject: Int
    var range: Range<Int>
    /// -1 for the original view.
    var reading: Int16
    var isOwn: Bool

    var view: Signal.View { reading < 0 ? .original : .folded }
  }

  /// One message needs no more examples of the same thing than a person will read.
  static let mostMatches = 64

  private let table: RuleTable
  private let settings: ContentScanner.Settings
  var buffer = MessageBuffer()
  let matcher: Matcher
  var hits: [Hit] = []
  var faults: [(message: Int, fault: ScanFault)] = []
  private var candidates = Candidates()
  /// For each rule the subject that it was tried on last, so that it is tried once.
  private var seen: [UInt32]
  private var seenOwn: [UInt32] = []
  /// For each rule that is a mere word, how far its hits in that subject reach and how many there are, as PCRE2 would
  /// count them.
  private var reached: [(end: Int32, count: Int32)]
  private var reachedOwn: [(end: Int32, count: Int32)] = []
  private var serial: UInt32 = 1
  /// For each way to match the lists of which a literal occurred, under the stamp of the subject.
  private var progress: [UInt64] = []
  private var found: [(rule: Int, subject: Int, end: Int)] = []
  private var clock: MessageClock
  /// Judging has half the time that matching has.
  var judging: MessageClock
  /// Kept for its memory.
  var judgement = Judgement()

  init(_ table: RuleTable, settings: ContentScanner.Settings) {
    self.table = table
    self.settings = settings
    matcher = Matcher(matchLimit: settings.matchLimit)
    clock = MessageClock(milliseconds: settings.milliseconds)
    judging = MessageClock(milliseconds: (settings.milliseconds + 1) / 2)
    seen = [UInt32](repeating: 0, count: table.entries.count)
    reached = Array(repeating: (0, 0), count: table.entries.count)
  }

  /// Adds a text, repaired and in windows where need be.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, number: Int) {
    if text.count <= settings.windowBytes, buffer.append(text, number: number) { return }
    if UTF8Check.isValid(text) {
      addWindows(text, number: number, wasRepaired: false)
    } else {
      let repaired = Array(String(decoding: text, as: UTF8.self).utf8)
      repaired.withUnsafeBufferPointer { addWindows($0, number: number, wasRepaired: true) }
    }
  }

  private mutating func addWindows(_ text: UnsafeBufferPointer<UInt8>, number: Int, wasRepaired: Bool) {
    // A cut may lie a kibibyte early, so that less than this would get nowhere.
    let size = max(settings.windowBytes, 8 * 1024)
    let shared = min(max(settings.overlapBytes, 0), size / 2)
    var (start, owned, scalars) = (0, 0, 0)
    while true {
      let end = start + size >= text.count ? text.count : UTF8Check.cut(text, near: start + size)
      let next = end < text.count ? UTF8Check.cut(text, near: end - shared) : end
      let border = next + (end - next) / 2
      _ = buffer.append(
        UnsafeBufferPointer(rebasing: text[start..<end]), number: number, scalarsBefore: scalars,
        owned: (owned - start)..<(border - start), wasRepaired: wasRepaired)
      guard end < text.count else { return }
      for place in start..<next where text[place] & 0xC0 != 0x80 { scalars += 1 }
      (start, owned) = (next, border)
    }
  }

  /// Scans and judges all that was added, then forgets it.
  mutating func scan(
    names: NameList, context: SchoolContext, explaining: Bool, _ body: (Int, consuming ScanResult) -> Void
  ) {
    hits.removeAll(keepingCapacity: true)
    faults.removeAll(keepingCapacity: true)
    if let speller = table.speller { buffer.addCorrections(speller) }
    find(table, isOwn: false)
    if let own = context.own {
      seenOwn = [UInt32](repeating: 0, count: own.entries.count)
      reachedOwn = Array(repeating: (0, 0), count: own.entries.count)
      find(own, isOwn: true)
    }
    if !hits.isEmpty || !faults.isEmpty || buffer.hasRepaired {
      tell(table: table, names: names, context: context, explaining: explaining, body)
    }
    clock.reset()
    judging.reset()
    // Twice, since the school's own rules have stamps of their own.
    serial &+= 2 * UInt32(buffer.subjects.count)
    if serial > UInt32.max / 2 {
      serial = 1
      progress.removeAll()
      for index in seen.indices { seen[index] = 0 }
    }
    buffer.removeAll()
  }

  /// Finds the matches of a table's patterns in all that was added.
  private mutating func find(_ table: RuleTable, isOwn: Bool) {
    if settings.usesPrefilter {
      if collect(table.prefilter.literalDatabase, table.prefilter.words) {
        confirmLiterals(table, isOwn: isOwn)
      } else {
        for rule in Set(table.prefilter.plan.ways.map(\.rule)) { confirmEverywhere(table, Int(rule), isOwn: isOwn) }
      }
      if let database = table.prefilter.expressionDatabase {
        if !findExpressions(table, database, isOwn: isOwn) {
          for rule in table.expressionRules { confirmEverywhere(table, rule, isOwn: isOwn) }
        }
      }
      for rule in table.prefilter.plan.alwaysRun { confirmEverywhere(table, Int(rule), isOwn: isOwn) }
    } else {
      for rule in table.entries.indices { confirmEverywhere(table, rule, isOwn: isOwn) }
    }
    findMasked(table, isOwn: isOwn)
  }

  private mutating func collect(_ database: Prefilter.Database?, _ words: WordTable? = nil) -> Bool {
    candidates.collect(database, words, in: UnsafePointer(buffer.probe.base), count: buffer.probe.count)
  }

  /// The inner loop: from literals to ways to match, and from those to hits; by a look at the word's ends where the
  /// pattern asks no more.
  private mutating func confirmLiterals(_ table: RuleTable, isOwn: Bool) {
    let count = candidates.count
    guard count > 0 else { return }
    let plan = table.prefilter.plan
    if progress.count < plan.ways.count { progress = [UInt64](repeating: 0, count: plan.ways.count) }
    let stampBase = serial &+ (isOwn ? UInt32(buffer.subjects.count) : 0)
    let subjects = buffer.subjects.all
    var found: [(rule: Int, subject: Int, end: Int)] = []
    swap(&found, &self.found)
    found.removeAll(keepingCapacity: true)
    var cursor = 0
    plan.postings.withUnsafeBufferPointer { postings in
      plan.ways.withUnsafeBufferPointer { ways in
        progress.withUnsafeMutableBufferPointer { progress in
          for index in 0..<count {
            let (number, end) = candidates[index]
            guard ScanRun.move(&cursor, to: end, in: subjects) else { continue }
            let stamp = UInt64(stampBase &+ UInt32(cursor)) << 32
            for place in Int(plan.firstPostings[number])..<Int(plan.firstPostings[number + 1]) {
              let posting = postings[place]
              // The bytes beside a subject are line feeds.
              if posting.standsAtEnd, isLetterByte(buffer.probe.base[end]) { continue }
              let way = ways[Int(posting.way)]
              if way.lists != 1 {
                let known = progress[Int(posting.way)]
                let before = known & 0xFFFF_FFFF_0000_0000 == stamp ? UInt32(truncatingIfNeeded: known) : 0
                // The parts of a match come one after another.
                let earlier = posting.list &- 1
                guard before & earlier == earlier else { continue }
                progress[Int(posting.way)] = stamp | UInt64(before | posting.list)
                guard before | posting.list == way.lists else { continue }
              }
              found.append((Int(way.rule), cursor, end))
            }
          }
        }
      }
    }
    for candidate in found {
      let subject = subjects[candidate.subject]
      guard subject.isASCII, let shape = table.shapes[candidate.rule] else {
        if subject.standsForOriginal { confirm(table, candidate.rule, candidate.subject - 1, isOwn: isOwn) }
        confirm(table, candidate.rule, candidate.subject, isOwn: isOwn)
        continue
      }
      guard
        let range = shape.match(in: buffer.text(of: subject), literalEnd: candidate.end - Int(subject.probeStart))
      else { continue }
      if subject.standsForOriginal { confirm(table, candidate.rule, candidate.subject - 1, isOwn: isOwn) }
      let views = table.views[candidate.rule]
      let isOriginal = subject.reading < 0 && views.original
      guard isOriginal || (views.folded && (subject.reading >= 0 || subject.isAlone)),
        isNext(range, candidate.rule, candidate.subject, isOwn: isOwn)
      else { continue }
      note(subject, candidate.subject, candidate.rule, isOwn: isOwn, range, isOriginal ? .original : .folded)
    }
    swap(&found, &self.found)
  }

  /// From expressions to the texts that they were found in. Those above ASCII are searched as PCRE2 will see them, since
  /// an expression may ask for capitals and accents.
  private mutating func findExpressions(_ table: RuleTable, _ database: Prefilter.Database, isOwn: Bool) -> Bool {
    guard collect(database) else { return false }
    var cursor = 0
    for index in 0..<candidates.count {
      let (rule, end) = candidates[index]
      if ScanRun.move(&cursor, to: end, in: buffer.subjects.all) { confirm(table, rule, cursor, isOwn: isOwn) }
    }
    guard candidates.collect(database, nil, in: UnsafePointer(buffer.texts.base), count: buffer.texts.count) else {
      return false
    }
    let originals = candidates.count == 0 ? [] : buffer.subjects.indices.filter { !buffer.subjects[$0].isInProbe }
    var next = originals[...]
    for index in 0..<candidates.count {
      let (rule, end) = candidates[index]
      next = next.drop { Int(buffer.subjects[$0].textEnd) < end }
      if let subject = next.first, end > Int(buffer.subjects[subject].textStart) {
        confirm(table, rule, subject, isOwn: isOwn)
      }
    }
    return true
  }

  private mutating func confirmEverywhere(_ table: RuleTable, _ rule: Int, isOwn: Bool) {
    guard table.entries[rule].state != .retired else { return }
    for subject in buffer.subjects.indices { confirm(table, rule, subject, isOwn: isOwn) }
  }

  /// Moves to the subject in which a match ends; false when it ends in none. Vectorscan reports by rising ends; were it not
  /// to, a search finds the subject.
  @inline(__always)
  private static func move(
    _ cursor: inout Int, to end: Int, in subjects: UnsafeBufferPointer<MessageBuffer.Subject>
  ) -> Bool {
    while end > Int(subjects[cursor].probeEnd), cursor + 1 < subjects.count {
      cursor += 1
    }
    if end > Int(subjects[cursor].probeStart) { return end <= Int(subjects[cursor].probeEnd) }
    guard let found = subjects.firstIndex(where: { end <= Int($0.probeEnd) }) else { return false }
    cursor = found
    return end > Int(subjects[found].probeStart)
  }

  /// Runs a rule's pattern over a subject, once.
  private mutating func confirm(_ table: RuleTable, _ rule: Int, _ index: Int, isOwn: Bool) {
    let stamp = serial &+ UInt32(index)
    if isOwn {
      guard seenOwn[rule] != stamp else { return }
      seenOwn[rule] = stamp
    } else {
      guard seen[rule] != stamp else { return }
      seen[rule] = stamp
    }
    let subject = buffer.subjects[index]
    let (views, entry, text) = (table.views[rule], table.entries[rule], buffer.text(of: subject))
    if views.original && subject.reading < 0 {
      match(entry, rule, in: text, subject, index, isOwn: isOwn, .original)
      // A text that folding leaves as it is has one view, which stands for both.
      guard subject.isAlone, entry.pattern.differs else { return }
    } else if subject.reading < 0 && !subject.isAlone {
      return
    }
    if views.folded { match(entry, rule, in: text, subject, index, isOwn: isOwn, .folded) }
  }

  /// Whether a mere word's hit comes after those already found in the same subject, and is not one too many.
  private mutating func isNext(_ range: Range<Int>, _ rule: Int, _ index: Int, isOwn: Bool) -> Bool {
    let stamp = serial &+ UInt32(index)
    return isOwn
      ? ScanRun.isNext(range, stamp, &seenOwn[rule], &reachedOwn[rule])
      : ScanRun.isNext(range, stamp, &seen[rule], &reached[rule])
  }

  private static func isNext(
    _ range: Range<Int>, _ stamp: UInt32, _ seen: inout UInt32, _ reached: inout (end: Int32, count: Int32)
  ) -> Bool {
    if seen != stamp {
      seen = stamp
      reached = (0, 0)
    }
    guard range.lowerBound >= Int(reached.end), Int(reached.count) < mostMatches else { return false }
    reached = (Int32(range.upperBound), reached.count + 1)
    return true
  }

  /// Notes the matches of a rule in a text.
  private mutating func match(
    _ entry: RuleTable.Entry, _ rule: Int, in text: UnsafeBufferPointer<UInt8>, _ subject: MessageBuffer.Subject,
    _ index: Int, isOwn: Bool, _ view: Signal.View
  ) {
    let pattern = entry.pattern.for(view)
    guard hasTime(for: entry, pattern, subject, textCount: text.count) else { return }
    do {
      var start = 0
      var found = 0
      while found < ScanRun.mostMatches, let range = try pattern.nextMatch(in: text, from: &start, with: matcher) {
        note(subject, index, rule, isOwn: isOwn, range, view)
        found += 1
        if text.count > 2048, !clock.allows(Int(subject.message), textCount: text.count) {
          fault(entry.id, .time, Int(subject.message))
          return
        }
      }
    } catch {
      fault(entry.id, ScanFault.Limit(error), Int(subject.message))
    }
  }

  /// Whether the message has time left for a rule; when not, that is a fault.
  mutating func hasTime(
    for entry: RuleTable.Entry, _ pattern: Pattern, _ subject: MessageBuffer.Subject, textCount: Int
  ) -> Bool {
    if clock.allows(Int(subject.message), textCount: textCount, preparing: pattern) { return true }
    fault(entry.id, .time, Int(subject.message))
    return false
  }

  @inline(__always)
  mutating func note(
    _ subject: MessageBuffer.Subject, _ index: Int, _ rule: Int, isOwn: Bool, _ range: Range<Int>, _ view: Signal.View
  ) {
    hits.append(
      Hit(
        message: Int(subject.message), rule: rule, subject: index, range: range,
        reading: view == .original ? -1 : max(subject.reading, 0), isOwn: isOwn))
  }

  mutating func fault(_ rule: RuleID, _ limit: ScanFault.Limit, _ message: Int) {
    let fault = ScanFault(rule: rule, limit: limit)
    guard !faults.contains(where: { $0.message == message && $0.fault == fault }) else { return }
    faults.append((message, fault))
  }
}

extension ScanFault.Limit {
  init(_ fault: Pattern.Fault) {
    switch fault {
    case .matchLimit: self = .matches
    case .engine: self = .engine
    }
  }
}
