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
  /// Names of the school's people, by message.
  var mentions: [(message: Int, mention: Mention)] = []
  private var finder = NameFinder()
  private let lexicon: Lexicon
  private var candidates = Candidates()
  /// What is known of the rules of the table, and of those of the school that was served last.
  private var shared: TableState?
  private var own: TableState?
  private var ownTable: RuleTable?
  /// The stamp of the first subject.
  private var serial: UInt32 = 1
  private var clock: MessageClock
  /// Judging has half the time that matching has.
  var judging: MessageClock
  /// What judging found near the hits so far.
  var nearness = Nearness()
  /// Kept for its memory.
  var judgement = Judgement()

  init(_ table: RuleTable, nameWords: NameWords, settings: ContentScanner.Settings) {
    self.table = table
    lexicon = Lexicon(own: nameWords, speller: table.speller)
    self.settings = settings
    matcher = Matcher(matchLimit: settings.matchLimit)
    clock = MessageClock(milliseconds: settings.milliseconds)
    judging = MessageClock(milliseconds: (settings.milliseconds + 1) / 2)
    shared = nil
    own = nil
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
    mentions.removeAll(keepingCapacity: true)
    if let people = context.people { findNames(people) }
    if let speller = table.speller { buffer.addCorrections(speller, people: context.people) }
    // Taken out while it serves, since the run itself changes too.
    var state = shared.take() ?? TableState(table)
    find(table, &state, explaining: explaining, isOwn: false)
    shared = consume state
    if let school = context.own {
      var state = (school === ownTable ? own.take() : nil) ?? TableState(school)
      find(school, &state, explaining: explaining, isOwn: true)
      own = consume state
      ownTable = school
    }
    if !faults.isEmpty { forgetFaultsOfTrials(table, context) }
    if !hits.isEmpty || !faults.isEmpty || !mentions.isEmpty || buffer.hasRepaired {
      tell(table: table, names: names, context: context, explaining: explaining, body)
    }
    clock.reset()
    judging.reset()
    nearness.removeAll()
    serial &+= UInt32(buffer.subjects.count)
    if serial > UInt32.max / 2 {
      serial = 1
      shared = nil
      ownTable = nil
    }
    buffer.removeAll()
  }

  /// Finds the people of the school in all that was added, in the texts as given.
  private mutating func findNames(_ people: NameTable) {
    for index in buffer.messages.indices {
      let message = buffer.messages[index]
      let text = buffer.given(message)
      var (reached, scalars) = (0, Int(message.scalarsBefore))
      finder.find(people, lexicon, in: text) { range, match, who in
        if message.isASCII {
          scalars += range.lowerBound - reached
        } else {
          for place in reached..<range.lowerBound where text[place] & 0xC0 != 0x80 { scalars += 1 }
        }
        reached = range.lowerBound
        // The neighbouring window sees more of what stands around it.
        guard range.lowerBound >= message.ownedStart, range.lowerBound < message.ownedEnd else { return }
        let written = String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self)
        mentions.append(
          (
            index,
            Mention(
              people: who.map { people.people[Int($0)] },
              span: scalars..<(scalars + (message.isASCII ? range.count : written.unicodeScalars.count)),
              text: written, form: Mention.Form(match.form), isWord: match.isWord)
          ))
      }
    }
  }

  /// Finds the matches of a table's patterns in all that was added.
  private mutating func find(_ table: RuleTable, _ state: inout TableState, explaining: Bool, isOwn: Bool) {
    let prefilter = table.prefilter
    if settings.usesPrefilter {
      if collect(prefilter.literalDatabase, prefilter.words) {
        state.choose(table, candidates, buffer, serial: serial, ignoringNeeds: explaining)
        confirmChosen(table, &state, isOwn: isOwn)
      } else {
        for rule in Set(prefilter.plan.rules) { confirmEverywhere(table, &state, Int(rule), isOwn: isOwn) }
      }
      if let database = prefilter.expressionDatabase {
        if !findExpressions(table, &state, database, isOwn: isOwn) {
          for rule in table.expressionRules { confirmEverywhere(table, &state, rule, isOwn: isOwn) }
        }
      }
      for rule in prefilter.plan.alwaysRun { confirmEverywhere(table, &state, Int(rule), isOwn: isOwn) }
    } else {
      for rule in table.entries.indices { confirmEverywhere(table, &state, rule, isOwn: isOwn) }
    }
    findMasked(table, isOwn: isOwn)
    weigh(table, isOwn: isOwn)
  }

  private mutating func collect(_ database: Prefilter.Database?, _ words: WordTable? = nil) -> Bool {
    candidates.collect(database, words, in: UnsafePointer(buffer.probe.base), count: buffer.probe.count)
  }

  /// From candidates to hits; by a look at the word's ends where the pattern asks no more.
  private mutating func confirmChosen(_ table: RuleTable, _ state: inout TableState, isOwn: Bool) {
    for place in 0..<state.words.count {
      let word = state.words[place]
      let (rule, index) = (Int(word.rule), Int(word.subject))
      let subject = buffer.subjects[index]
      guard
        let range = table.shapes[rule]?.match(
          in: buffer.text(of: subject), literalEnd: Int(word.end - subject.probeStart))
      else { continue }
      if subject.standsForOriginal { confirm(table, &state, rule, index - 1, isOwn: isOwn) }
      let views = table.views[rule]
      let isOriginal = subject.reading < 0 && views.original
      guard isOriginal || (views.folded && (subject.reading >= 0 || subject.isAlone)),
        state.isNext(range, rule: rule, stamp: serial &+ UInt32(index))
      else { continue }
      note(subject, index, rule, isOwn: isOwn, range, isOriginal ? .original : .folded)
    }
    // First all originals for which a reading stands, since the stretches of a text are walked one after another.
    for place in 0..<state.chosen.count {
      let chosen = state.chosen[place]
      let index = Int(chosen.subject)
      let subject = buffer.subjects[index]
      guard subject.standsForOriginal else { continue }
      // Accents take more room in the text than in its reading, so that places lie as much later at most.
      let original = buffer.subjects[index - 1]
      let (first, last) = chosen.places(in: subject)
      let most = last + Int(original.textCount - subject.textCount)
      confirm(table, &state, Int(chosen.rule), index - 1, isOwn: isOwn, from: first, upTo: most)
    }
    for place in 0..<state.chosen.count {
      let chosen = state.chosen[place]
      let (rule, index) = (Int(chosen.rule), Int(chosen.subject))
      let subject = buffer.subjects[index]
      guard subject.isInProbe else {
        confirm(table, &state, rule, index, isOwn: isOwn)
        continue
      }
      let (first, last) = chosen.places(in: subject)
      confirm(table, &state, rule, index, isOwn: isOwn, from: first, upTo: last)
    }
  }

  /// From expressions to the texts that they were found in. Those above ASCII are searched as PCRE2 will see them, since
  /// an expression may ask for capitals and accents.
  private mutating func findExpressions(
    _ table: RuleTable, _ state: inout TableState, _ database: Prefilter.Database, isOwn: Bool
  ) -> Bool {
    guard collect(database) else { return false }
    var cursor = 0
    for index in 0..<candidates.count {
      let (rule, end) = candidates[index]
      if buffer.move(&cursor, to: end) { confirm(table, &state, rule, cursor, isOwn: isOwn) }
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
        confirm(table, &state, rule, subject, isOwn: isOwn)
      }
    }
    return true
  }

  private mutating func confirmEverywhere(
    _ table: RuleTable, _ state: inout TableState, _ rule: Int, isOwn: Bool
  ) {
    guard table.entries[rule].state != .retired else { return }
    for subject in buffer.subjects.indices { confirm(table, &state, rule, subject, isOwn: isOwn) }
  }

  /// Runs a rule's pattern over a subject, once.
  private mutating func confirm(
    _ table: RuleTable, _ state: inout TableState, _ rule: Int, _ index: Int, isOwn: Bool
  ) {
    guard state.isFirst(rule, stamp: serial &+ UInt32(index)) else { return }
    confirm(table, &state, rule, index, isOwn: isOwn, from: 0, upTo: Pattern.anywhere)
  }

  /// Runs a rule's pattern over a subject, for matches that start between two places; places come from left to right.
  private mutating func confirm(
    _ table: RuleTable, _ state: inout TableState, _ rule: Int, _ index: Int, isOwn: Bool, from first: Int,
    upTo last: Int
  ) {
    let subject = buffer.subjects[index]
    let (views, entry) = (table.views[rule], table.entries[rule])
    if views.original && subject.reading < 0 {
      match(entry, &state, rule, subject, index, isOwn: isOwn, .original, from: first, upTo: last)
      // A text that folding leaves as it is has one view, which stands for both.
      guard subject.isAlone, entry.pattern.differs else { return }
    } else if subject.reading < 0 && !subject.isAlone {
      return
    }
    if views.folded { match(entry, &state, rule, subject, index, isOwn: isOwn, .folded, from: first, upTo: last) }
  }

  /// Notes the matches of a rule in a text.
  private mutating func match(
    _ entry: RuleTable.Entry, _ state: inout TableState, _ rule: Int, _ subject: MessageBuffer.Subject, _ index: Int,
    isOwn: Bool, _ view: Signal.View, from first: Int, upTo last: Int
  ) {
    let text = buffer.text(of: subject)
    let pattern = entry.pattern.for(view)
    guard hasTime(for: entry, pattern, subject, textCount: text.count, bytes: min(last, text.count) - first) else {
      return
    }
    var course = state.course(rule, view, stamp: serial &+ UInt32(index))
    defer { state.note(course, rule, view) }
    do {
      var start = min(max(first, Int(course.reached)), text.count)
      while start > 0, start < text.count, text[start] & 0xC0 == 0x80 { start -= 1 }
      while Int(course.hits) < ScanRun.mostMatches,
        let range = try pattern.nextMatch(in: text, from: &start, upTo: last, with: matcher)
      {
        note(subject, index, rule, isOwn: isOwn, range, view)
        course.reached = Int32(range.upperBound)
        course.hits += 1
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
    for entry: RuleTable.Entry, _ pattern: Pattern, _ subject: MessageBuffer.Subject, textCount: Int, bytes: Int
  ) -> Bool {
    if clock.allows(Int(subject.message), textCount: textCount, preparing: pattern, for: max(0, bytes)) { return true }
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

  /// A rule on trial changes nothing, also when it reaches a limit of its own; time that is up is every rule's.
  private mutating func forgetFaultsOfTrials(_ table: RuleTable, _ context: SchoolContext) {
    let entries = table.entries + (context.own?.entries ?? [])
    faults.removeAll { one in
      one.fault.limit != .time && entries.contains { $0.id == one.fault.rule && context.state(of: $0) == .shadow }
    }
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
