import Conduct
import Foundation
import Hummingbird
import Store

/// The own classes: who may be shown where, which pictures must go, who reads along, and how often the class hears from
/// school.
struct GroupsPage {
  static let routes: [Route] = [
    .get("/groepen", .desks(.staff)) { try await show($0) },
    .post("/groepen/beeld", .desks(.staff)) { try await settle($0) },
  ]

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let (store, member, school, now) = (visit.store, visitor.member.id, visitor.school.id, visit.now)
    let rooms = try await store.classrooms(for: member, school: school, at: now)
    let pictures = try await store.pictures(for: member, school: school, at: now)
    let authors = try await store.names(of: Set(pictures.map(\.picture.author)), school: school)
    // Who teaches no class has no rhythm to look after.
    let rhythm = rooms.isEmpty ? nil : try await store.rhythm(for: member, school: school, at: now)
    return visit.page(
      "groups", title: visit.texts("groups.title"),
      [
        "problem": problem as Any, "rooms": rooms.map { room($0, rhythm, visit) }, "is_empty": rooms.isEmpty,
        "pictures": pictures.map { picture($0, authors, visitor, visit) }, "has_pictures": !pictures.isEmpty,
      ], status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func settle(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    guard let number = visit.form.number("picture"), let kind = Duty.Kind(rawValue: visit.form["kind"]),
      let outcome = Picture.Outcome(rawValue: visit.form["outcome"])
    else { throw PageError.badForm }
    return try await visit.attempt {
      try await visit.store.settlePicture(
        number, kind, as: outcome, by: visitor.member.id, school: visitor.school.id, at: visit.now)
      return .redirect("/groepen?gedaan=picture_settled#beelden")
    } otherwise: {
      try await show(visit, problem: $0)
    }
  }

  // MARK: What is shown

  private static func room(_ room: Classroom, _ rhythm: Rhythm?, _ visit: Visit) -> [String: Any] {
    let texts = visit.texts
    let staff = room.readers.filter { $0.works(at: visit.now) }
    let parents = room.readers.filter { !$0.works(at: visit.now) }
    let functions = parents.filter { member in
      member.assignments.contains { $0.function != nil && $0.group == room.group.id && $0.isHeld(at: visit.now) }
    }
    return [
      "id": room.group.id.rawValue, "group": room.group.name,
      "children": texts.count("groups.children", room.children.count),
      "consents": consents(in: room, visit),
      "staff": staff.map(\.name).joined(separator: ", "), "parents": texts.count("groups.parents", parents.count),
      "functions": functions.map(\.name).joined(separator: ", "),
      "rhythm": weeks(rhythm?.weeks[room.group.id] ?? [], rhythm?.agreed, visit) as Any,
    ]
  }

  /// What is asked, with who may not be shown; questions with the same answers stand together.
  private static func consents(in room: Classroom, _ visit: Visit) -> [[String: Any]] {
    let texts = visit.texts
    let names = shortNames(of: room.children)
    func children(_ answer: Consent.Answer, _ question: Consent.Question) -> [String] {
      room.children.filter { $0.answers[question] == answer }.compactMap { names[$0.id] }
    }
    var lines: [(questions: [Consent.Question], no: [String], unknown: [String])] = []
    for question in room.questions {
      let (no, unknown) = (children(.no, question), children(.unknown, question))
      if let same = lines.firstIndex(where: { $0.no == no && $0.unknown == unknown }) {
        lines[same].questions.append(question)
      } else {
        lines.append(([question], no, unknown))
      }
    }
    return lines.map { line in
      let yes = room.children.count - line.no.count - line.unknown.count
      let asked = line.questions.map { texts("consent.\($0.kind.rawValue)_\($0.channel.rawValue)") }
      let isAll = lines.count == 1 && asked.count > 1
      return [
        "what": isAll ? texts("groups.everything") : asked.joined(separator: ", "),
        "asked": isAll ? asked.joined(separator: ", ") : "", "all": yes == room.children.count && yes > 0,
        "none": yes == 0,
        "some": yes > 0 && yes < room.children.count
          ? texts("groups.some", ["yes": String(yes), "all": String(room.children.count)]) : "",
        "no": line.no.joined(separator: ", "), "unknown": line.unknown.joined(separator: ", "),
      ]
    }
  }

  private static func weeks(_ weeks: [Rhythm.Week], _ agreed: ClosedRange<Int>?, _ visit: Visit) -> [String: Any]? {
    guard !weeks.isEmpty else { return nil }
    let texts = visit.texts
    return [
      "agreed": agreed.map {
        texts("groups.agreed", ["from": String($0.lowerBound), "to": String($0.upperBound)])
      } as Any,
      "weeks": weeks.map { week in
        [
          "monday": "\(week.monday.parts.day)-\(week.monday.parts.month)",
          "posts": texts.count("groups.posts", week.posts),
          "fits": texts("rhythm.\(week.measure.rawValue)"),
        ]
      },
    ]
  }

  private static func picture(
    _ item: PictureItem, _ authors: [MemberID: String], _ visitor: Visitor, _ visit: Visit
  ) -> [String: Any] {
    let (picture, texts) = (item.picture, visit.texts)
    return [
      "picture": picture.number, "what": texts("picture.\(picture.kind.rawValue)"), "file": picture.name as Any,
      "where": texts("channel.\(picture.channel.rawValue)"), "posted": visit.day(picture.postedAt),
      "by": visitor.member.isOne(of: [picture.author]) ? "" : authors[picture.author] ?? "",
      "term": (item.firstDue ?? item.due).map { visit.until($0) } as Any, "term_over": item.isOverdue(at: visit.now),
      "duties": item.duties.map { duty in
        [
          "kind": duty.kind.rawValue, "says": texts("picture_duty.\(duty.kind.rawValue)"),
          "outcomes": Picture.Outcome.allCases.filter {
            picture.refusal(of: $0, on: duty.kind, by: visitor.member, at: visit.now) == nil
          }.map { ["outcome": $0.rawValue, "name": texts("picture_outcome.\($0.rawValue)_\(duty.kind.rawValue)")] },
        ] as [String: Any]
      },
    ]
  }

  /// Children by their first name, with a letter of the family name where two have the same.
  private static func shortNames(of children: [Classroom.Child]) -> [PupilID: String] {
    let counts = Dictionary(grouping: children, by: \.name.given).mapValues(\.count)
    return Dictionary(
      children.map { child in
        let isShared = counts[child.name.given, default: 0] > 1
        let letter = child.name.family.first.map { " \($0)." } ?? ""
        return (child.id, child.name.given + (isShared ? letter : ""))
      }
    ) { first, _ in first }
  }
}
