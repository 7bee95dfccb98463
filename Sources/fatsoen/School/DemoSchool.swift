import Conduct
import Foundation
import Library
import Store

/// An invented school with invented people and messages, to look around in.
struct DemoSchool {
  static let id = SchoolID("de-meerkoet")

  private let store: Store
  private let now: Int64

  init(store: Store, now: Int64) {
    self.store = store
    self.now = now
  }

  /// Makes the school, its groups, its people and their half year, unless they are there.
  func create(policy: Policy, rules: LoadedRules) async throws {
    if try await store.schools().contains(where: { $0.id == Self.id }) { return }
    try await store.createSchool(
      School(id: Self.id, name: "Basisschool De Meerkoet"), policy: policy, at: now - 200 * Self.day)
    let start = now - 200 * Self.day
    var groups: [String: GroupID] = [:]
    for year in 3...8 {
      groups["g\(year)"] = try await store.addGroup(
        name: "Groep \(year)", externalID: "g\(year)", school: Self.id, at: start
      ).id
    }
    for person in Self.people {
      let assignment = Assignment(
        role: person.role, function: person.function, group: person.group.flatMap { groups[$0] }, from: start)
      _ = try await store.addMember(
        MemberDraft(
          name: person.name, externalID: person.handle, family: person.family.map(FamilyID.init(_:)),
          assignments: [assignment]), school: Self.id, at: start)
    }
    let families = DemoFamilies(store: store, school: Self.id, now: now)
    try await families.begin(Self.families.compactMap(\.place), at: start)
    try await DemoYear(store: store, school: Self.id, rules: rules, now: now).fill()
    try await families.goOn(ruleset: rules.ruleSet)
  }

  /// The messages as NDJSON for `import`, spread over the last three weeks.
  func messages() -> String {
    let last = Self.messages.count
    return Self.messages.enumerated().map { i, message in
      var object = JSONObjectText()
      object.add("id", text: "demo-\(i + 1)")
      object.add("author", text: message.author)
      object.add("group", text: message.group)
      object.add("kind", text: message.kind.rawValue)
      object.add("at", number: Int(now - Int64(last - i) * Self.day - 3_600_000 * Int64(i % 5)))
      object.add("text", text: message.text)
      return object.text + "\n"
    }.joined()
  }

  private static let day: Int64 = 86_400_000

  private struct Person {
    var handle: String
    var name: String
    var role: Role
    var group: String?
    var family: String?
    var function: Assignment.Function?

    /// Of a parent: the class of the child and the number of the family.
    var place: (handle: String, group: String, number: Int)? {
      guard let group, let number = family.flatMap({ Int($0.dropFirst()) }) else { return nil }
      return (handle, group, number)
    }
  }

  private static let people: [Person] =
    [
      Person(handle: "bestuur", name: "Bestuur De Meerkoet", role: .board),
      Person(handle: "directie", name: "Directeur De Meerkoet", role: .director),
      Person(handle: "ib", name: "Intern begeleider", role: .support, function: .care),
    ] + (3...8).map { Person(handle: "juf-\($0)", name: "Leerkracht groep \($0)", role: .teacher, group: "g\($0)") }
    + families

  /// Forty families; in every fifth both parents read along.
  private static let families: [Person] = (1...40).flatMap { number in
    // The first five are those of the messages below.
    let group = number < 3 ? "g3" : number < 6 ? "g6" : "g\(3 + number % 6)"
    let name = "Ouder van \(DemoTexts.children[number - 1])"
    let first = Person(handle: "ouder-\(number)", name: name, role: .parent, group: group, family: "f\(number)")
    var second = first
    second.handle += "b"
    second.name = "Andere ouder van \(DemoTexts.children[number - 1])"
    return number.isMultiple(of: 5) && number > 5 ? [first, second] : [first]
  }

  private typealias Line = (author: String, group: String, kind: Message.Kind, text: String)

  private static let messages: [Line] = [
    ("juf-6", "g6", .post, "Vandaag hebben we breuken geoefend met taart. Wie heeft er nog een springvorm voor ons?"),
    ("ouder-3", "g6", .reaction, "Leuk! Ik geef er morgen een mee."),
    ("ouder-4", "g6", .reaction, "Wat een kankerschool is dit ook, altijd hetzelfde gezeur."),
    ("juf-3", "g3", .post, "Denken jullie aan gymschoenen op donderdag?"),
    ("ouder-1", "g3", .reaction, "Hoera, eindelijk weer gym! Dank voor de herinnering."),
    ("juf-6", "g6", .post, "Vrijdag gaan we met de skûtsjes varen. Neem een regenjas mee."),
    ("ouder-5", "g6", .reaction, "Wij zijn dit weekend in Sexbierum, dus wij brengen hem daarna."),
    ("ouder-4", "g6", .reaction, "Jij bent een achterlijke idioot, juf, je kunt er helemaal niets van."),
    ("ouder-2", "g3", .reaction, "Volgende week spreek ik in het ziekenhuis over mijn kankeronderzoek, vraag gerust."),
    ("juf-3", "g3", .post, "Wie wil helpen bij het voorlezen? Laat het weten voor woensdag."),
    ("ouder-2", "g3", .reaction, "Ik help graag op dinsdag."),
    ("ouder-3", "g6", .oneToOne, "Mag ik u even bellen over Sem?"),
    ("ouder-4", "g6", .reaction, "Jullie zijn allemaal k4nk3rlijers, zoek een andere baan."),
    ("ouder-5", "g6", .reaction, "Zo praten we hier niet met elkaar. Het is juist een fijne klas."),
    ("ouder-8", "g5", .reaction, "Sorry dat ik er niet was. Ik zie het niet meer zitten."),
    ("juf-6", "g6", .post, "De foto's van het varen staan in het album van de groep."),
  ]
}
