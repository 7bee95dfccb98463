/// Gathers the ways in which rules may match into a plan, in which a list that many ways need stands once.
struct PlanMaking {
  private struct Key: Hashable {
    var bytes: [UInt8]
    var standsAtStart: Bool
  }

  private struct WayKey: Hashable {
    var rule: UInt32
    /// The list that it waits for, and after it what it needs, with turns.
    var lists: [UInt32]
  }

  private var lists: [Set<RequiredLiteral>: UInt32] = [:]
  /// The same by identity; the ways of a rule share their lists.
  private var numbers: [ObjectIdentifier: (list: RequiredLiterals, number: UInt32)] = [:]
  private var sightings: [Key: Set<Prefilter.Sighting>] = [:]
  /// The ways by the list that they are waiting for.
  private var waiting: [[(rule: UInt32, parts: [Prefilter.Part])]] = []
  /// Where among those the ways of a rule stand that need the same lists.
  private var places: [WayKey: Int] = [:]
  private var parts: [Prefilter.Part] = []
  private var rules: [UInt32] = []

  /// Adds a way in which a rule may match, and literals that must occur besides, one of each list.
  mutating func add(_ way: RequiredWay, needs: [RequiredLiterals], rule: UInt32) {
    if way.lists.count == 1 && needs.isEmpty {
      // Nothing else is needed, so that each sighting is enough.
      let number = UInt32(parts.count)
      parts.append(PlanMaking.part(way.lists[0], list: .max))
      rules.append(rule)
      see(way.lists[0].literals.all, target: number, isEnough: true)
      return
    }
    var parts: [Prefilter.Part] = []
    for list in way.lists {
      var part = PlanMaking.part(list, list: number(of: list.literals))
      part.turn += UInt16(parts.count { $0.list == part.list })
      parts.append(part)
    }
    let key = parts[way.rarest].list
    for literals in needs {
      parts.append(Prefilter.Part(list: number(of: literals), least: 0, most: .max, runs: .max, turn: 0))
    }
    let place = WayKey(rule: rule, lists: [key] + parts.flatMap { [$0.list, UInt32($0.turn)] })
    guard let known = places[place] else {
      places[place] = waiting[Int(key)].count
      waiting[Int(key)].append((rule, parts))
      return
    }
    for (index, part) in parts.enumerated() { waiting[Int(key)][known].parts[index].widen(to: part) }
  }

  // Static: a call on the value itself would hold a copy of it while `number(of:)` changes it.
  private static func part(_ list: RequiredList, list number: UInt32) -> Prefilter.Part {
    Prefilter.Part(
      list: number, least: UInt32(clamping: list.before.least),
      most: list.before.most.map { UInt32(clamping: $0) } ?? .max,
      runs: list.before.runs.map { UInt16(clamping: $0) } ?? .max, turn: 1)
  }

  private mutating func number(of literals: RequiredLiterals) -> UInt32 {
    if let known = numbers[ObjectIdentifier(literals)] { return known.number }
    let key = Set(literals.all)
    let number = lists[key] ?? UInt32(lists.count)
    numbers[ObjectIdentifier(literals)] = (literals, number)
    guard number == lists.count else { return number }
    lists[key] = number
    waiting.append([])
    see(literals.all, target: number, isEnough: false)
    return number
  }

  private mutating func see(_ literals: [RequiredLiteral], target: UInt32, isEnough: Bool) {
    for literal in literals {
      let sighting = Prefilter.Sighting(target: target, isEnough: isEnough, standsAtEnd: literal.standsAtEnd)
      // A text with accents may be looked at without them only.
      for scalars in [literal.scalars] + [QuickFold.withoutAccents(literal.scalars)].compactMap(\.self) {
        var bytes: [UInt8] = []
        for scalar in scalars { appendUTF8(scalar, to: &bytes) }
        sightings[Key(bytes: bytes, standsAtStart: literal.standsAtStart), default: []].insert(sighting)
      }
    }
  }

  /// The plan, in a fixed order, so that the same rules make the same cache.
  var plan: Prefilter.Plan {
    var plan = Prefilter.Plan()
    plan.wordCount = sightings.keys.count(where: \.standsAtStart)
    let sorted = sightings.sorted {
      $0.key.standsAtStart == $1.key.standsAtStart
        ? $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) : $0.key.standsAtStart
    }
    // Lists that ways wait for come first.
    let order = waiting.indices.filter { !waiting[$0].isEmpty } + waiting.indices.filter { waiting[$0].isEmpty }
    var places = [Int](repeating: 0, count: order.count)
    for (place, list) in order.enumerated() { places[list] = place }
    for (key, found) in sorted {
      plan.literals.append(key.bytes)
      plan.firstLists.append(UInt32(plan.sightings.count + found.count { $0.isEnough }))
      plan.sightings += found.map { $0.isEnough ? $0 : $0.of(places[$0.target]) }.sorted { $0.order < $1.order }
      plan.firstSightings.append(UInt32(plan.sightings.count))
    }
    plan.parts = parts
    plan.rules = rules
    for list in order {
      for way in waiting[list] {
        let first = UInt32(plan.parts.count)
        for var part in way.parts {
          part.list = UInt32(places[Int(part.list)])
          plan.parts.append(part)
        }
        plan.rules += way.parts.map { _ in way.rule }
        plan.ways.append(Prefilter.Way(rule: way.rule, firstPart: first, endOfParts: UInt32(plan.parts.count)))
      }
      plan.firstWays.append(UInt32(plan.ways.count))
    }
    return plan
  }
}
