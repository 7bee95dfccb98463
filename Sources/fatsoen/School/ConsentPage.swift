import Conduct
import Store

/// What holds for children, who said what, and how far a campaign is, on screen.
struct ConsentPage {
  let desk: Desk
  let viewer: MemberID
  let json: Bool

  /// Questions in words: "foto en film op portaal en website".
  static func words(_ questions: [Consent.Question]) -> String {
    let channels = Consent.Channel.allCases.filter { channel in questions.contains { $0.channel == channel } }
    // Where each channel has the same kinds, they are named once.
    let kinds = channels.map { channel in questions.filter { $0.channel == channel }.map(\.kind.name) }
    if let first = kinds.first, kinds.allSatisfy({ $0 == first }) {
      return "\(listed(first)) (\(listed(channels.map(\.name))))"
    }
    return listed(zip(channels, kinds).map { "\(listed($1)) (\($0.name))" })
  }

  private static func listed(_ words: [String]) -> String {
    words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " en " + (words.last ?? "")
  }

  /// What must go.
  static func lines(going pictures: [Picture]) -> [String] {
    if pictures.isEmpty { return [] }
    let numbers = Set(pictures.map(\.number)).sorted().map(String.init)
    return [
      "Weg te halen: \(numbers.count == 1 ? "beeld" : "beelden") \(listed(numbers)); zie fatsoen pictures."
    ]
  }

  // MARK: What holds

  func show(_ found: [PupilConsents], isOne: Bool) async throws {
    if json { return try Screen.print(found.map(Self.object)) }
    if found.isEmpty { return try Screen.print("Er zijn geen leerlingen die u kunt zien.") }
    let register = try await desk.store.peopleRegister(school: desk.id, at: Moment.now)
    let pupils = Dictionary(register.pupils.map { ($0.id, $0) }) { first, _ in first }
    let groups = Dictionary(register.groups.map { ($0.id, $0.name) }) { first, _ in first }
    let asked = Set(ConsentTerms(try await desk.store.policy(school: desk.id)).questions)
      .union(found.flatMap(\.answers.questions)).sorted()
    let kinds = Consent.Kind.allCases.filter { kind in asked.contains { $0.kind == kind } }
    let channels = Consent.Channel.allCases.filter { channel in asked.contains { $0.channel == channel } }
    var table = Table(
      [.init("leerling"), .init("groep", mayShrink: true)]
        + channels.map { .init($0.name, mayShrink: true) })
    func name(_ id: PupilID) -> String { pupils[id]?.name.full ?? id.rawValue }
    func rooms(_ id: PupilID) -> String {
      (pupils[id]?.groups ?? []).compactMap { groups[$0] }.sorted().joined(separator: ", ")
    }
    for one in found.sorted(by: { (rooms($0.pupil), name($0.pupil)) < (rooms($1.pupil), name($1.pupil)) }) {
      let answers = channels.map { channel in
        Table.Cell(Self.summary(of: one.answers, kinds: kinds, channel))
      }
      table.add([.init(name(one.pupil), .bold), .init(rooms(one.pupil))] + answers)
    }
    if !isOne { return try Screen.print(table.lines(on: .output)) }
    let one = found[0]
    try showOne(one, name(one.pupil), rooms(one.pupil), asked)
    try await showGuardians(one.guardians)
  }

  /// What may be shown at one channel ("foto, naam"); "nee" when nothing may, and "?" when nobody said so.
  private static func summary(
    of answers: ConsentAnswers, kinds: [Consent.Kind], _ channel: Consent.Channel
  ) -> String {
    func held(_ answer: Consent.Answer) -> [Consent.Kind] {
      kinds.filter { answers[Consent.Question($0, channel)] == answer }
    }
    if !held(.yes).isEmpty { return held(.yes).map(\.name).joined(separator: ", ") }
    return held(.no).isEmpty ? "?" : "nee"
  }

  /// All that holds for one child, in words.
  private func showOne(_ one: PupilConsents, _ name: String, _ group: String, _ asked: [Consent.Question]) throws {
    let terminal = Terminal.output
    let lines = [Consent.Answer.yes, .no, .unknown].compactMap { answer -> String? in
      let questions = asked.filter { one.answers[$0] == answer }
      return questions.isEmpty ? nil : "  \(answer.name): \(Self.words(questions))"
    }
    try Screen.print([terminal.style(name.onOneLine, .bold) + (group.isEmpty ? "" : ", \(group.onOneLine)")] + lines)
  }

  private func showGuardians(_ guardians: [GuardianConsent]) async throws {
    if guardians.isEmpty { return }
    let names = try await desk.names()
    var table = Table([
      .init("ouder", mayShrink: true), .init("wanneer"), .init("wat", mayShrink: true), .init("hoe"),
    ])
    for one in guardians {
      let name = (names[one.guardian] ?? one.guardian.rawValue) + (one.counts ? "" : " (telt niet meer)")
      var said: [(at: Int64, what: String, how: String)] = []
      if let asked = one.askedAt { said.append((asked, "gevraagd", "")) }
      if let reminded = one.remindedAt { said.append((reminded, "herinnerd", "")) }
      for statement in one.statements {
        said.append((statement.at, Self.words(statement), statement.evidence.name))
      }
      if said.isEmpty { table.add([.init(name, .bold), "", "nooit gevraagd", ""]) }
      for (place, line) in said.sorted(by: { $0.at < $1.at }).enumerated() {
        table.add([
          .init(place == 0 ? name : "", .bold), .init(Moment.date(line.at, in: desk.zone)), .init(line.what),
          .init(line.how),
        ])
      }
    }
    try Screen.print([""] + table.lines(on: .output))
  }

  private static func words(_ statement: ConsentStatement) -> String {
    let year = "\(statement.year)-\(statement.year + 1)"
    if statement.act == .withdrawal { return "ingetrokken: \(words(statement.answers.questions))" }
    return [Consent.Answer.yes, .no].compactMap { answer in
      let questions = statement.answers.questions.filter { statement.answers[$0] == answer }
      return questions.isEmpty ? nil : "\(answer.name): \(words(questions))"
    }.joined(separator: "; ") + ", \(year)"
  }

  private static func object(_ one: PupilConsents) -> String {
    var object = JSONObjectText()
    object.add("pupil", text: one.pupil.rawValue)
    object.add("answers", json(one.answers))
    let guardians = one.guardians.map { guardian in
      var object = JSONObjectText()
      object.add("guardian", text: guardian.guardian.rawValue)
      object.add("counts", guardian.counts ? "true" : "false")
      object.add("asked", number: guardian.askedAt.map { Int($0) })
      object.add("reminded", number: guardian.remindedAt.map { Int($0) })
      object.add("answers", json(guardian.answers))
      let said = guardian.statements.map { statement in
        var object = JSONObjectText()
        object.add("act", text: statement.act.rawValue)
        object.add("at", number: Int(statement.at))
        object.add("year", number: statement.year)
        object.add("evidence", text: statement.evidence.rawValue)
        object.add("answers", json(statement.answers))
        return object.text
      }
      object.add("statements", "[" + said.joined(separator: ",") + "]")
      return object.text
    }
    object.add("guardians", "[" + guardians.joined(separator: ",") + "]")
    return object.text
  }

  private static func json(_ answers: ConsentAnswers) -> String {
    var object = JSONObjectText()
    for question in answers.questions { object.add(question.description, text: answers[question].rawValue) }
    return object.text
  }

  // MARK: A campaign

  /// Shows how far a campaign is; without a year the last one.
  func show(year: Int?) async throws {
    let (campaign, figures) = try await desk.store.consentCampaign(
      year: year, for: viewer, school: desk.id, at: Moment.now)
    if json { return try Screen.print(Self.object(campaign, figures)) }
    var lines = [
      "Toestemming \(campaign.name), gevraagd vanaf \(Moment.date(campaign.askedAt, in: desk.zone))",
      "\(count(figures.asked, "ouder", "ouders")) gevraagd over \(count(figures.pupils, "leerling", "leerlingen")); "
        + "\(figures.reminded) herinnerd",
      "Volledig beantwoord: \(figures.answered) van \(figures.pupils)"
        + (figures.percentage.map { " (\($0)%)" } ?? ""), "",
    ]
    var table = Table([
      .init("waarvoor"), .init("ja", isNumber: true), .init("nee", isNumber: true), .init("onbekend", isNumber: true),
    ])
    for question in campaign.questions {
      let held = figures.holds[question] ?? [:]
      table.add(
        [.init("\(question.kind.name), \(question.channel.name)")]
          + [Consent.Answer.yes, .no, .unknown].map { .init("\(held[$0] ?? 0)") })
    }
    lines += table.lines(on: .output)
    if !figures.overdue.isEmpty { lines += try await overdue(figures.overdue) }
    try Screen.print(lines)
  }

  private func overdue(_ late: [PupilID]) async throws -> [String] {
    let register = try await desk.store.peopleRegister(school: desk.id, at: Moment.now)
    let groups = Dictionary(register.groups.map { ($0.id, $0.name) }) { first, _ in first }
    let set = Set(late)
    var named: [String: [String]] = [:]
    for pupil in register.pupils where set.contains(pupil.id) {
      let group = pupil.groups.compactMap { groups[$0] }.min() ?? "zonder groep"
      named[group, default: []].append(pupil.name.full)
    }
    return ["", Terminal.output.style("Nog een antwoord nodig, en te laat", .bold)]
      + named.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value.sorted().joined(separator: ", "))" }
  }

  private static func object(_ campaign: ConsentCampaign, _ figures: ConsentCampaign.Figures) -> String {
    var object = JSONObjectText()
    object.add("year", number: campaign.year)
    object.add("asked_at", number: Int(campaign.askedAt))
    object.add("pupils", number: figures.pupils)
    object.add("answered", number: figures.answered)
    object.add("percentage", number: figures.percentage)
    object.add("asked", number: figures.asked)
    object.add("reminded", number: figures.reminded)
    object.add("open", texts: figures.open.map(\.rawValue))
    object.add("overdue", texts: figures.overdue.map(\.rawValue))
    var holds = JSONObjectText()
    for question in campaign.questions {
      var counts = JSONObjectText()
      for answer in Consent.Answer.allCases {
        counts.add(answer.rawValue, number: figures.holds[question]?[answer] ?? 0)
      }
      holds.add(question.description, counts.text)
    }
    object.add("holds", holds.text)
    return object.text
  }
}
