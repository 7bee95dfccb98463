extension Duty {
  /// The duty after what time brings at a moment, and what its holder is told; nil when time brings nothing. Doing so
  /// twice at one moment changes nothing more.
  public func afterTime(_ time: Int64, calendar: SchoolCalendar) -> (duty: Duty, notice: Notice.Kind)? {
    guard state == .running else { return nil }
    let deadline = calendar.deadline(of: clock)
    var next = self
    next.version += 1
    if let due = deadline.due, time > due {
      guard kind.escalates else {
        next.state = .passed
        return (next, .passed)
      }
      if kind.staysAtSchool && holder.role == .director { return nil }
      next.holder = holder.next
      next.firstDue = firstDue ?? due
      next.clock = TermClock(clock.term.afterEscalation, from: time)
      next.reminded = 0
      next.escalations += 1
      return (next, .escalated)
    }
    let reminders = deadline.reminders.count { $0 <= time }
    guard reminders > reminded else { return nil }
    next.reminded = reminders
    return (next, .reminder)
  }

  /// The duty with its clock stopped; nil when it does not run.
  public func paused(at time: Int64) -> Duty? {
    guard state == .running else { return nil }
    var next = self
    next.state = .paused
    next.clock.pauses.append(TermClock.Pause(from: time))
    next.version += 1
    return next
  }

  /// The duty with its clock going on; nil when it did not stand still.
  public func resumed(at time: Int64) -> Duty? {
    guard state == .paused, let last = clock.pauses.indices.last else { return nil }
    var next = self
    next.state = .running
    next.clock.pauses[last].until = max(time, clock.pauses[last].from)
    next.version += 1
    return next
  }

  /// The duty after it was done or is no longer needed; nil when it is over already.
  public func closed(as state: State) -> Duty? {
    guard self.state.isOpen else { return nil }
    var next = self
    next.state = state
    next.version += 1
    return next
  }

  /// Who is told, and may see it: those who hold it now, are there and whom it does not concern, or else the next in line.
  /// The board comes last, also when it is away; with nobody left there, nobody is told and the list says so.
  public func recipients(among members: [Member], about person: Member?, at time: Int64) -> [Member] {
    let free = members.filter { member in person.map { !member.isClose(to: $0) } ?? true }
    var holder = self.holder
    while true {
      let held = free.filter { holder.isHeld(by: $0, at: time) }
      let found = held.filter { !$0.isAway(at: time) }
      if !found.isEmpty { return found }
      if holder == Holder(.board) { return held }
      // Who is passed over leaves it to the others in the same role first.
      holder = holder.member == nil ? holder.next : Holder(holder.role, in: holder.group)
    }
  }
}

extension Duty.Holder {
  /// Whether a member holds it at a moment: everybody in the role, or the one who is named and still in it, and whoever
  /// stands in for that one.
  func isHeld(by member: Member, at time: Int64) -> Bool {
    guard let only = self.member else { return member.holds(role, in: group, at: time) }
    return member.assignments.contains {
      $0.role == role && $0.isHeld(at: time) && (member.id == only || $0.inPlaceOf == only)
    }
  }
}

extension Term {
  /// How long the next person gets: one school day; for what is measured in minutes the same again, in hours a sixth.
  var afterEscalation: Term {
    switch self {
    case .minutes, .schoolMinutes: self
    case .hours(let number): .hours(max(1, number / 6))
    case .schoolDays, .days, .weeks, .moment: .schoolDays(1)
    }
  }
}

extension Member {
  /// Whether a member may see what is due about a person though it waits for somebody else: the director, and the board,
  /// unless it concerns them or their family; what is about a director is the board's.
  public func mayOversee(_ person: Member?, at time: Int64) -> Bool {
    guard let person else { return holds(.director, in: nil, at: time) || holds(.board, in: nil, at: time) }
    return person.refusalOfHistory(to: self, at: time) == nil
      || holds(.board, in: nil, at: time) && !isClose(to: person)
  }
}

extension Review {
  /// The review with its message readable again; nil when nothing was taken away.
  public func restored() -> Review? {
    guard visibility == .removed || visibility == .held else { return nil }
    var next = self
    next.visibility = .restored
    next.version += 1
    return next
  }

  /// A double with its message removed, or readable again, as that of the first one; nil when nothing changes.
  public func following(_ original: Review) -> Review? {
    guard original.visibility == .removed else { return visibility == .removed ? restored() : nil }
    guard visibility != .removed else { return nil }
    var next = self
    next.visibility = .removed
    next.version += 1
    return next
  }
}
