import Conduct
import Foundation
import Library
import Scanner
import Store

/// The half year before today at the invented school, with every kind of case: messages week by week, what was looked at
/// and decided, a report, a case that ends in a restriction and a reversed measure, and a step outside the school. Every
/// step is taken on its day, by who may take it.
struct DemoYear {
  private static let weeks = 25
  private static let day: Int64 = 86_400_000
  private static let hour: Int64 = 3_600_000

  /// A message that asks for a decision.
  private struct Incident {
    var week: Int
    var author: String
    var text: String
    var judgement: Judgement
  }

  private let store: Store
  private let school: SchoolID
  private let rules: LoadedRules
  private let start: Int64
  private let members: [String: Member]
  private let groups: [String: GroupID]

  init(store: Store, school: SchoolID, rules: LoadedRules, now: Int64) async throws {
    (self.store, self.school, self.rules) = (store, school, rules)
    start = now - Int64(Self.weeks + 1) * 7 * Self.day
    members = try await store.members(school: school).reduce(into: [:]) { found, member in
      if let handle = member.externalID { found[handle] = member }
    }
    groups = try await store.groups(school: school).reduce(into: [:]) { found, group in
      if let handle = group.externalID { found[handle] = group.id }
    }
  }

  func fill() async throws {
    try await DemoRegister(store: store, school: school, members: members, groups: groups).fill(at: start)
    for week in 0..<Self.weeks {
      let friday = start + Int64(week) * 7 * Self.day + 4 * Self.day
      try await take(week, at: friday)
      if week == 10 { try await report(at: friday + Self.hour) }
      if week == 12 { try await restrict("ouder-12", at: friday + 2 * Self.hour) }
      if week == 18 { try await stepOutside("ouder-21", at: friday + 2 * Self.hour) }
      try await everyday(week, at: friday + 3 * Self.hour)
      try await store.tick(school: school, at: friday + 2 * Self.day)
    }
  }

  // MARK: Messages and decisions

  private static func violation(_ severity: Severity, _ why: String) -> Judgement {
    .establish(Finding(clauses: [ClauseID("A33")], severity: severity, motivation: why))
  }

  private static let incidents = [
    Incident(
      week: 2, author: "ouder-7", text: "Wat een kutweer, en dan ook nog luizen.", judgement: .dismiss(.tooLight)),
    Incident(
      week: 3, author: "ouder-15", text: "In het boek van Floris staat 'jij sukkel', dat vond hij grappig.",
      judgement: .dismiss(.context, note: "Een citaat uit een boek.")),
    Incident(
      week: 5, author: "ouder-12", text: "Jij bent echt een sukkel, lees eerst je mail eens.",
      judgement: violation(.medium, "Een andere ouder wordt uitgescholden.")),
    Incident(
      week: 7, author: "ouder-30", text: "Bestel nu via mijn site, met code SCHOOL10 krijg je korting op alle kleding!",
      judgement: .establish(
        Finding(
          clauses: [ClauseID("A25")], severity: .low, motivation: "De groep is niet voor verkoop.", effects: [.remove]))
    ),
    Incident(
      week: 8, author: "ouder-12", text: "Hou je bek toch eens, achterlijke idioot.",
      judgement: violation(.high, "Opnieuw gescholden, na een gesprek.")),
    Incident(
      week: 11, author: "ouder-12", text: "Wat een kankerzooi is dit, en jij bent de grootste mongool van allemaal.",
      judgement: violation(.high, "Derde keer, en zwaarder.")),
    Incident(
      week: 14, author: "ouder-26", text: "Die achterlijke idioten van de gemeente snappen er niets van.",
      judgement: .dismiss(.context, note: "Niet tegen iemand in het portaal.")),
    Incident(
      week: 17, author: "ouder-21", text: "Ik weet waar je woont, juf, wacht maar, ik sla je in elkaar.",
      judgement: .establish(
        Finding(
          clauses: [ClauseID("A34")], severity: .critical, motivation: "Een dreigement tegen een leerkracht.",
          effects: [.remove]))),
    Incident(
      week: 21, author: "ouder-33", text: "Alle buitenlanders moeten van deze school af.",
      judgement: .establish(
        Finding(
          clauses: [ClauseID("A34")], severity: .high, motivation: "Een groep mensen wordt buitengesloten.",
          effects: [.remove]))),
  ]

  /// Takes in a week of messages, and has every review decided by the director the same day.
  private func take(_ week: Int, at friday: Int64) async throws {
    var batch: [(message: Message, bytes: [UInt8])] = []
    var judgements: [String: Judgement] = [:]
    func add(_ handle: String, _ author: String, _ text: String, _ kind: Message.Kind, daysBefore: Int) {
      guard let member = members[author], let group = member.assignments.first?.group else { return }
      let sent = friday - Int64(daysBefore) * Self.day - Int64(text.utf8.count % 7) * Self.hour
      let message = Message(
        externalID: handle, author: member.id, persona: kind == .post ? .teacher : .parent, group: group, kind: kind,
        sentAt: sent, text: text, posting: Posting(topic: kind == .post ? .classLife : nil))
      batch.append((message, Array(text.utf8)))
    }
    for number in 0..<12 {
      let place = week * 12 + number
      if number.isMultiple(of: 4) {
        add(
          "j-\(place)", "juf-\(3 + place / 4 % 6)", DemoTexts.posts[place / 4 % DemoTexts.posts.count], .post,
          daysBefore: 4)
      } else {
        let text = DemoTexts.reactions[place * 5 % DemoTexts.reactions.count]
        add("j-\(place)", "ouder-\(1 + place * 7 % 40)", text, .reaction, daysBefore: number % 4)
      }
    }
    for (number, incident) in Self.incidents.enumerated() where incident.week == week {
      add("i-\(number)", incident.author, incident.text, .reaction, daysBefore: 0)
      judgements[incident.text] = incident.judgement
    }
    let worker = rules.scanner.makeWorker()
    let receipts = try await store.take(
      batch, under: rules.ruleSet, categories: rules.categories, frames: rules.frames, school: school, at: friday
    ) { text in
      text.withUnsafeBufferPointer { worker.scan($0, context: rules.context) }
    }
    for (receipt, sent) in zip(receipts, batch) {
      guard receipt.outcome == .queued, let review = receipt.review else { continue }
      try await decide(review, judgements[sent.message.text] ?? .dismiss(.falseHit), at: friday + Self.hour)
    }
  }

  private func decide(_ review: ReviewID, _ judgement: Judgement, at time: Int64) async throws {
    let director = try member("directie").id
    let claimed = try await store.claim(review, by: director, school: school, at: time)
    let ruling = try await store.decide(
      review, judgement, expecting: claimed.version, by: director, school: school, at: time)
    guard let proposal = ruling.proposal, proposal.kind == .talk else { return }
    // A first talk is held; what comes later waits for its case.
    let plan = Self.plan("Er is gebeld.", until: nil, at: time)
    let talk = try await store.prepare(
      proposal.id, plan, expecting: proposal.version, by: director, school: school, at: time)
    try await store.impose(talk.id, expecting: talk.version, by: director, school: school, at: time + Self.day)
  }

  // MARK: Stories

  private func report(at time: Int64) async throws {
    guard
      let rude = try ReportCategory.load(file: ShippedData.reportCategories()).first(where: { $0.id == "rude" })
    else { return }
    let teacher = try member("juf-6").id
    _ = try await store.submit(
      ReportDraft(
        reporter: try member("ouder-4").id, category: rude, message: "j-110",
        text: "Het klinkt aardig, maar het gaat over mijn kind.", hopes: "Dat iemand het uitlegt."),
      school: school, at: time)
    guard let item = try await store.queue(for: teacher, school: school, at: time).first?.review.id else { return }
    let claimed = try await store.claim(item, by: teacher, school: school, at: time)
    _ = try await store.decide(
      item, .dismiss(.context, note: "Het ging over iets anders; met beiden gesproken."), expecting: claimed.version,
      by: teacher, school: school, at: time + Self.hour)
  }

  /// A case with both sides heard, a restriction, and an appeal that reverses it.
  private func restrict(_ handle: String, at time: Int64) async throws {
    let (director, parent) = (try member("directie").id, try member(handle).id)
    var file = try await store.openCase(
      about: parent, reason: "Drie overtredingen in zes weken.", by: director, school: school, at: time)
    let day = Self.day
    for (step, after) in [
      (Case.Step(.investigate), 0),
      (Case.Step(.invite, words: "Wij horen graag uw kant.", respondBy: time + 14 * day), 0),
      (Case.Step(.hearOther, words: "De leerkracht: ik durfde de groep niet meer te openen."), 2),
      (Case.Step(.hear, words: "Ik was boos om mijn kind."), 3),
      (Case.Step(.conclude, words: "De berichten staan vast."), 4),
      (Case.Step(.decide, words: "Een beperking van vier weken."), 4),
    ] as [(Case.Step, Int64)] {
      file = try await store.advance(
        file.id, step, expecting: file.version, by: director, school: school, at: time + after * day)
    }
    let at = time + 5 * day
    let proposed = try await store.propose(
      .postingRestriction, about: parent, reason: "Besloten in de zaak.", by: director, school: school, at: at)
    var measure = try await store.prepare(
      proposed.id, Self.plan("Drie keer in zes weken gescholden.", until: at + 28 * day, at: at),
      expecting: proposed.version, by: director, school: school, at: at)
    measure = try await store.announce(
      measure.id, respondBy: at + 14 * day, expecting: measure.version, by: director, school: school, at: at)
    measure = try await store.respond(
      measure.id, answer: "Ik vind het te zwaar.", expecting: measure.version, by: director, school: school, at: at)
    measure = try await store.impose(
      measure.id, expecting: measure.version, by: director, school: school, at: at + day)
    var appeal = try await store.appeal(
      against: .measure(measure.id), for: parent, grounds: "Niet alles was aan een persoon gericht.",
      by: parent, school: school, at: at + 3 * day)
    let board = try member("bestuur")
    for step: Appeal.Step in [.admit(excuse: nil, suspends: false), .assign(board), .begin] {
      appeal = try await store.advance(
        appeal.id, step, expecting: appeal.version, by: board.id, school: school, at: at + 4 * day)
    }
    _ = try await store.decide(
      appeal.id, .reversed(alsoUndoing: []), motivation: "Een kortere, lichtere maatregel had eerst gemoeten.",
      expecting: appeal.version, by: board.id, school: school, at: at + 9 * day)
  }

  /// A step outside the school, by two people.
  private func stepOutside(_ handle: String, at time: Int64) async throws {
    let (director, board) = (try member("directie").id, try member("bestuur").id)
    let proposed = try await store.propose(
      .communityOfficer, about: try member(handle).id, reason: "Een dreigement.", by: director, school: school, at: time
    )
    var measure = try await store.prepare(
      proposed.id, Self.plan("Een leerkracht is bedreigd.", until: nil, at: time), expecting: proposed.version,
      by: director, school: school, at: time)
    measure = try await store.approve(
      measure.id, expecting: measure.version, by: board, school: school, at: time + Self.day)
    measure = try await store.impose(
      measure.id, expecting: measure.version, by: director, school: school, at: time + Self.day)
    let referral = try await store.fill(
      [
        .recipient: "Wijkagent", .facts: "Een dreigement in het portaal.", .shared: "Naam en bericht.",
        .contact: "Gebeld.",
      ],
      of: measure.id, expecting: 1, by: director, school: school, at: time + Self.day)
    _ = try await store.send(
      measure.id, expecting: referral.version, by: director, school: school, at: time + Self.day)
  }

  /// What goes on without a case.
  private func everyday(_ week: Int, at time: Int64) async throws {
    guard let group = groups["g6"] else { return }
    if week == 6 {
      _ = try await store.address(
        try member("ouder-19").id, text: "Aan het hek gesproken over de toon.", clause: ClauseID("A47"), on: time,
        by: try member("juf-6").id, school: school, at: time)
    }
    if week == 9 {
      _ = try await store.ask(
        "Hoe zet ik meldingen op mijn telefoon uit?", in: group, by: try member("ouder-24").id, school: school, at: time
      )
    }
  }

  private func member(_ handle: String) throws -> Member {
    guard let member = members[handle] else { throw CommandError("de voorbeeldschool mist het lid \(handle)") }
    return member
  }

  private static func plan(_ why: String, until: Int64?, at time: Int64) -> Measure.Plan {
    Measure.Plan(
      motivation: why, ruleKnown: "De afspraken staan in het portaal.",
      priorWarning: "Na het eerste bericht gesproken.",
      facts: "De berichten zijn vastgesteld.", weighing: "Veilig lezen weegt hier zwaarder.",
      contactPoint: "De directie.", redress: "Bezwaar bij het bestuur.", hearing: "Gehoord.", until: until,
      reviewAt: until == nil ? time + 14 * day : nil, scope: "Reageren in de groep; lezen blijft.",
      substituteChannel: "De leerkracht mailt.", internalSteps: "Gesproken.", mandate: "Namens het bestuur.")
  }
}
