import Conduct

/// What one thread knows of a table's rules and lists while it scans, each under the stamp of the subject that it is about,
/// and the candidates that the literals leave.
struct TableState: ~Copyable {
  /// A rule that is a mere word, where its literal occurs.
  struct Word: BitwiseCopyable {
    var rule: UInt32
    var subject: Int32
    /// Where the literal ends in the probe.
    var end: Int32
  }

  /// A rule to try on a subject, and between which places in the probe its matches start.
  struct Chosen: BitwiseCopyable {
    var rule: UInt32
    var subject: Int32
    var first: Int32
    var last: Int32

    /// The same two places in the subject's own text.
    func places(in subject: MessageBuffer.Subject) -> (first: Int, last: Int) {
      (max(0, Int(first) - Int(subject.probeStart)), Int(last) - Int(subject.probeStart))
    }
  }

  /// What happened to a rule in a subject.
  struct Progress: BitwiseCopyable {
    /// The subject that it was tried on last.
    var tried: UInt32 = 0
    /// The subject that it was chosen for last, and its place among the chosen.
    var stamp: UInt32 = 0
    var place: Int32 = 0
    /// The subject of its last hits, and how far those came in the original and in the folded view.
    var counted: UInt32 = 0
    var original = Course()
    var folded = Course()
  }

  /// How far the matches of a rule reach in a subject, and how many there are, as PCRE2 would count them.
  struct Course: BitwiseCopyable {
    var reached: Int32 = 0
    var hits: Int32 = 0
  }

  private(set) var words = Rows<Word>(capacity: 64)
  private(set) var chosen = Rows<Chosen>(capacity: 64)
  private var progress: Rows<Progress>
  private var lists: SeenLists
  /// Lists of the subject at hand of which ways wait for the others.
  private var waiting = Rows<UInt32>(capacity: 64)
  private var ignoringNeeds = false
  private var occurrences = Occurrences()

  init(_ table: RuleTable) {
    progress = Rows(repeating: Progress(), count: table.entries.count)
    lists = SeenLists(count: table.prefilter.plan.firstWays.count - 1)
  }

  /// Whether a rule was not yet tried on a subject.
  mutating func isFirst(_ rule: Int, stamp: UInt32) -> Bool {
    if progress[rule].tried == stamp { return false }
    progress[rule].tried = stamp
    return true
  }

  /// How far a rule came in a view of a subject.
  @inline(__always)
  mutating func course(_ rule: Int, _ view: Signal.View, stamp: UInt32) -> Course {
    if progress[rule].counted != stamp {
      progress[rule].counted = stamp
      progress[rule].original = Course()
      progress[rule].folded = Course()
    }
    return view == .original ? progress[rule].original : progress[rule].folded
  }

  /// Notes how far a rule came in a view of the subject that was asked for last.
  @inline(__always)
  mutating func note(_ course: Course, _ rule: Int, _ view: Signal.View) {
    if view == .original { progress[rule].original = course } else { progress[rule].folded = course }
  }

  /// Whether a mere word's hit comes after those already found in the same subject, and is not one too many.
  mutating func isNext(_ range: Range<Int>, rule: Int, stamp: UInt32) -> Bool {
    var course = course(rule, .original, stamp: stamp)
    guard range.lowerBound >= Int(course.reached), Int(course.hits) < ScanRun.mostMatches else { return false }
    course.reached = Int32(range.upperBound)
    course.hits += 1
    note(course, rule, .original)
    return true
  }

  /// The inner loop: from the literals that occur to the rules that may match, and where. Who wants an explanation wants to
  /// see what lacks what it needs nearby, too.
  mutating func choose(
    _ table: RuleTable, _ candidates: borrowing Candidates, _ buffer: borrowing MessageBuffer, serial: UInt32,
    ignoringNeeds: Bool
  ) {
    self.ignoringNeeds = ignoringNeeds
    words.removeAll()
    chosen.removeAll()
    let count = candidates.count
    guard count > 0 else { return }
    let prefilter = table.prefilter
    let (plan, lengths) = (prefilter.plan, prefilter.lengths)
    let probe = buffer.probe.base
    var cursor = 0
    var current = 0
    var isLong = buffer.subjects[0].isLong
    for index in 0..<count {
      let (number, end) = candidates[index]
      guard buffer.move(&cursor, to: end) else { continue }
      let start = Int32(truncatingIfNeeded: end) - Int32(bitPattern: lengths[number])
      // A literal with a line feed may begin in the subject before, which is another text.
      guard start >= buffer.subjects[cursor].probeStart else { continue }
      if cursor != current {
        finish(prefilter, probe, buffer.subjects[current], current, stamp: serial &+ UInt32(current))
        current = cursor
        isLong = buffer.subjects[current].isLong
      }
      let stamp = serial &+ UInt32(cursor)
      // The bytes beside a subject are line feeds.
      let goesOn = isLetterByte(probe[end])
      let firstList = Int(plan.firstLists[number])
      if !isLong { lists.note(number, at: start, goesOn: goesOn) }
      for place in firstList..<Int(plan.firstSightings[number + 1]) {
        let sighting = plan.sightings[place]
        if goesOn, sighting.standsAtEnd { continue }
        let list = sighting.target
        if lists.add(list), list < prefilter.waitedCount { waiting.append(UInt32(list)) }
        // In a long text every place counts.
        if isLong {
          occurrences.add(list, start)
          lists.see(list, at: start, stamp: stamp)
        }
      }
      for place in Int(plan.firstSightings[number])..<firstList {
        let sighting = plan.sightings[place]
        if goesOn, sighting.standsAtEnd { continue }
        let target = sighting.target
        let rule = plan.rules[target]
        let subject = buffer.subjects[cursor]
        if subject.isASCII, table.isWord[Int(rule)] {
          words.append(Word(rule: rule, subject: Int32(cursor), end: Int32(end)))
        } else {
          let (first, last) = TableState.starts(plan.parts[target], probe, subject, first: start, last: start)
          if isLong {
            occurrences.add(Occurrences.Stretch(rule: rule, first: first, last: last))
          } else {
            choose(rule, cursor, stamp, first, last)
          }
        }
      }
    }
    finish(prefilter, probe, buffer.subjects[current], current, stamp: serial &+ UInt32(current))
  }

  /// Looks which ways of the lists that occurred in a subject have all they need.
  private mutating func finish(
    _ prefilter: Prefilter, _ probe: UnsafeMutablePointer<UInt8>, _ subject: MessageBuffer.Subject, _ index: Int,
    stamp: UInt32
  ) {
    let plan = prefilter.plan
    if subject.isLong { occurrences.sort() }
    for place in 0..<waiting.count {
      let list = Int(waiting[place])
      for way in Int(plan.firstWays[list])..<Int(plan.firstWays[list + 1]) {
        let way = plan.ways[way]
        guard hasAll(way, prefilter), let (first, last) = starts(of: way, plan, probe, subject, stamp: stamp)
        else { continue }
        if subject.isLong {
          addStretches(of: way, plan, probe, subject, first, last)
        } else {
          choose(way.rule, index, stamp, first, last)
        }
      }
    }
    waiting.removeAll()
    lists.forget()
    if subject.isLong {
      occurrences.tell { stretch in
        chosen.append(Chosen(rule: stretch.rule, subject: Int32(index), first: stretch.first, last: stretch.last))
      }
      occurrences.removeAll()
    }
  }

  /// Whether all lists of a way occur in the subject.
  @inline(__always)
  private func hasAll(_ way: Prefilter.Way, _ prefilter: Prefilter) -> Bool {
    for part in Int(way.firstPart)..<Int(way.endOfParts) where !lists.has(prefilter.listsOfParts[part]) {
      guard ignoringNeeds, prefilter.plan.parts[part].turn == 0 else { return false }
    }
    return true
  }

  /// Between which places the matches of a way start, or nil when it lacks something.
  @inline(__always)
  private mutating func starts(
    of way: Prefilter.Way, _ plan: Prefilter.Plan, _ probe: UnsafeMutablePointer<UInt8>,
    _ subject: MessageBuffer.Subject, stamp: UInt32
  ) -> (first: Int32, last: Int32)? {
    let parts = Int(way.firstPart)..<Int(way.endOfParts)
    // The parts come one after another.
    var reached = Int32.min
    for number in parts {
      let part = plan.parts[number]
      let seen = lists.places(of: Int(part.list), plan, stamp: stamp)
      if part.turn == 0 {
        guard seen.count > 0 || ignoringNeeds else { return nil }
      } else {
        guard seen.last >= reached, seen.count >= part.turn else { return nil }
        reached = max(reached, seen.first)
      }
    }
    // What is left of the places in which the match may start.
    var (first, last) = (subject.probeStart, Int32.max)
    for number in parts where plan.parts[number].turn > 0 && first <= last {
      let part = plan.parts[number]
      let seen = lists[Int(part.list)]
      let starts = TableState.starts(part, probe, subject, first: seen.first, last: seen.last)
      first = max(first, starts.first)
      last = min(last, starts.last)
    }
    return first <= last ? (first, last) : nil
  }

  /// Notes where in a long subject, between two places, the matches of a way may start: near its part that says most about
  /// that, and where the others occur as far away as they do in a match.
  private mutating func addStretches(
    of way: Prefilter.Way, _ plan: Prefilter.Plan, _ probe: UnsafeMutablePointer<UInt8>,
    _ subject: MessageBuffer.Subject, _ earliest: Int32, _ latest: Int32
  ) {
    let parts = (Int(way.firstPart)..<Int(way.endOfParts)).lazy.map { plan.parts[$0] }.filter { $0.turn > 0 }
    guard
      let anchor = parts.filter({ $0.isBounded }).min(by: { lists[Int($0.list)].count < lists[Int($1.list)].count }),
      case let sightings = occurrences.sightings(of: Int(anchor.list)), sightings.count <= Occurrences.most
    else { return occurrences.add(Occurrences.Stretch(rule: way.rule, first: earliest, last: latest)) }
    for sighting in sightings {
      let place = occurrences.place(sighting)
      var (first, last) = TableState.starts(anchor, probe, subject, first: place, last: place)
      (first, last) = (max(first, earliest), min(last, latest))
      guard first <= last else { continue }
      let isWhole = parts.allSatisfy { part in
        // Where a reading stands for the original, a distance may be shorter there.
        let least = subject.standsForOriginal ? 0 : Int64(part.least)
        guard let place = occurrences.next(Int(part.list), from: Int32(clamping: Int64(first) + least)) else {
          return false
        }
        // The later it occurs, the later its matches start.
        return TableState.starts(part, probe, subject, first: place, last: place).first <= last
      }
      if isWhole { occurrences.add(Occurrences.Stretch(rule: way.rule, first: first, last: last)) }
    }
  }

  /// Where matches start whose part starts between two places. A scalar above ASCII takes up to four bytes, and where a
  /// reading stands for the original, a distance in scalars may be another there.
  @inline(__always)
  private static func starts(
    _ part: Prefilter.Part, _ probe: UnsafeMutablePointer<UInt8>, _ subject: MessageBuffer.Subject, first: Int32,
    last: Int32
  ) -> (first: Int32, last: Int32) {
    let isPlain = subject.isASCII && !subject.standsForOriginal
    let last = subject.standsForOriginal ? last : Int32(clamping: Int64(last) - Int64(part.least))
    let most = Int64(part.most) * (isPlain ? 1 : 4)
    let bound =
      part.most == .max ? subject.probeStart : Int32(clamping: max(Int64(first) - most, Int64(subject.probeStart)))
    guard part.runs != .max, first - bound > 16 else { return (bound, last) }
    return (max(bound, Int32(runsBack(Int(part.runs), from: Int(first), in: probe, to: Int(bound)))), last)
  }

  /// Notes a rule to try; one that is there already is tried in all places between.
  private mutating func choose(_ rule: UInt32, _ subject: Int, _ stamp: UInt32, _ first: Int32, _ last: Int32) {
    let number = Int(rule)
    guard progress[number].stamp != stamp else {
      let place = Int(progress[number].place)
      chosen[place].first = min(chosen[place].first, first)
      chosen[place].last = max(chosen[place].last, last)
      return
    }
    progress[number].stamp = stamp
    progress[number].place = Int32(chosen.count)
    chosen.append(Chosen(rule: rule, subject: Int32(subject), first: first, last: last))
  }
}
