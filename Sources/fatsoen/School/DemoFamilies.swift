import Conduct
import Store

/// The children of the invented school with their parents, and what these allow.
struct DemoFamilies {
  private static let day: Int64 = 86_400_000
  private static let surnames = [
    "de Wit", "Bakker", "van Dijk", "Yilmaz", "Peters", "el Amrani", "Smit", "van den Berg", "Kuipers", "Jansen",
  ]

  let store: Store
  let school: SchoolID
  let now: Int64

  /// The children with their parents, as a roster would bring them.
  func begin(_ families: [(handle: String, group: String, number: Int)], at start: Int64) async throws {
    var roster = Roster()
    roster.groups = [Roster.Group(key: "portal:school", name: "Hele school", kind: .school, place: "voorbeeld")]
    roster.groups += Set(families.map(\.group)).sorted().map {
      Roster.Group(
        key: "portal:\($0)", name: "Groep \($0.dropFirst())", years: String($0.dropFirst()), place: "voorbeeld")
    }
    for number in Set(families.map(\.number)).sorted() {
      guard let group = families.first(where: { $0.number == number })?.group else { continue }
      let name = DemoTexts.children[number - 1]
      let (infix, family) = Self.split(Self.surnames[number % Self.surnames.count])
      roster.pupils.append(
        Roster.Pupil(
          key: "portal:leerling-\(number)", name: PersonName(given: name, infix: infix, family: family),
          groups: ["portal:\(group)"], place: "voorbeeld"))
    }
    for family in families {
      roster.guardians.append(
        Roster.Guardian(
          key: "portal:\(family.handle)", name: PersonName(given: ""), email: nil,
          pupils: [.key("portal:leerling-\(family.number)")], isInformed: true, place: "voorbeeld"))
    }
    _ = try await store.adopt(roster, school: school, at: start)
  }

  /// What happens these days: the yearly question is out, a picture is placed, and a family changes its mind about it.
  func goOn(ruleset: RuleSet) async throws {
    let director = try await store.member("directie", school: school).id
    let asked = now - 12 * Self.day
    try await store.askConsent(by: director, school: school, at: asked)
    let register = try await store.peopleRegister(school: school, at: asked)
    let questions = ConsentTerms(try await store.policy(school: school)).questions
    for (number, pupil) in register.pupils.enumerated() where number % 8 != 7 {
      for one in register.guardianships where one.pupil == pupil.id {
        _ = try await store.answerConsent(
          ConsentAnswers(number % 9 == 4 ? .no : .yes, to: questions), of: pupil.id, for: one.member,
          by: one.member, school: school, at: asked + Self.day)
      }
    }
    try await store.remindConsent(by: director, school: school, at: now - 3 * Self.day)
    let groups = try await store.groups(school: school)
    guard let group = groups.first(where: { $0.externalID == "g6" }) else { return }
    let teacher = try await store.member("juf-6", school: school).id
    let seen = try await store.consentRegister(school: school, at: now)
    let shown = register.pupils.filter {
      $0.groups.contains(group.id) && seen.answer(of: $0.id, .photo, .portal) == .yes
    }.prefix(2)
    let message = Message(
      externalID: "demo-foto", author: teacher, persona: .teacher, group: group.id, sentAt: now - 2 * Self.day,
      text: "De boot is af! Kijk maar.",
      posting: Posting(
        topic: .classLife,
        attachments: [
          Attachment(
            name: "boot.jpg", kind: .photo, mediaType: "image/jpeg", pupils: shown.map(\.id), isOwnDevice: true,
            hasLocation: false)
        ]))
    _ = try await store.receive(
      [Intake(message: message, found: ScanResult(), ruleset: ruleset.version)], school: school, at: now - 2 * Self.day)
    // One family changes its mind, so that the picture has to go.
    if let pupil = shown.first, let parent = register.guardianships.first(where: { $0.pupil == pupil.id })?.member {
      _ = try await store.withdrawConsent(of: pupil.id, for: parent, by: parent, school: school, at: now - Self.day)
    }
  }

  private static func split(_ name: String) -> (infix: String, family: String) {
    let words = name.split(separator: " ").map(String.init)
    return (words.dropLast().joined(separator: " "), words.last ?? "")
  }
}
