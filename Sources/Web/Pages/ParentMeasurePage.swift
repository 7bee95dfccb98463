import Conduct
import Hummingbird
import Store

/// A measure about oneself: what it is, why, until when, and how to answer or object.
struct ParentMeasurePage: ParentPage {
  static let path = "/start/maatregel/:number"

  private let visit: Visit
  private let visitor: Visitor
  private let own: OwnMeasure

  init(_ visit: Visit) async throws {
    self.visit = visit
    visitor = try visit.person()
    let matters = try await visit.store.ownMatters(
      of: visitor.member.id, school: visitor.school.id, at: visit.now)
    guard let own = matters.measures.first(where: { String($0.measure.number) == visit.parameter("number") }) else {
      throw PageError.notFound
    }
    self.own = own
  }

  func answer(_ problem: String?) throws -> Answer {
    let (texts, measure) = (visit.texts, own.measure)
    let plan = measure.plan
    func day(_ key: String, _ time: Int64?) -> Any {
      time.map { texts("own_measure.\(key)", ["day": visit.day($0)]) } as Any
    }
    let isAnnounced = measure.state == .announced
    var values: [String: Any] = [
      "draft": "maatregel-\(measure.number)", "name": texts("own_measure_kind.\(measure.kind.rawValue)"),
      "state": texts("own_measure_state.\(measure.state.rawValue)"), "is_announced": isAnnounced,
      "from": day("from", measure.from ?? plan?.from), "until": day("until", measure.until ?? plan?.until),
      "review_at": day("review", plan?.reviewAt), "motivation": plan?.motivation as Any, "facts": plan?.facts as Any,
      "weighing": plan?.weighing as Any, "scope": plan?.scope as Any, "substitute": plan?.substituteChannel as Any,
      "contact": plan?.contactPoint as Any, "how": plan?.redress as Any, "is_gone": plan == nil,
      "can_answer": own.mayAnswer, "can_acknowledge": own.mayAcknowledge,
      "answer_by": isAnnounced && own.mayAnswer
        ? measure.respondBy.map { visit.until($0) } as Any : nil as String? as Any,
      "read_at": measure.acknowledgedAt.map { texts("own_measure.read", ["day": visit.day($0)]) } as Any,
    ]
    values["rectified"] = own.rectifications.map { ["line": $0.text ?? "", "at": visit.moment($0.at)] }
    values["can_rectify"] = true
    values["has_rectified"] = !own.rectifications.isEmpty
    values.merge(RedressPart(own.redress, visit).values) { $1 }
    return visit.page(
      "parent-measure", title: texts("own_measure_kind.\(measure.kind.rawValue)"), values, after: problem)
  }

  func take(_ step: String) async throws -> Answer {
    let (member, school, words) = (visitor.member.id, visitor.school.id, visit.form["words"])
    let here = "/start/maatregel/\(own.measure.number)"
    switch step {
    case "answer":
      try await visit.store.answerMeasure(own.measure.id, text: words, by: member, school: school, at: visit.now)
      return .redirect(here + "?gedaan=own_answered")
    case "acknowledge":
      try await visit.store.acknowledge(
        own.measure.id, expecting: own.measure.version, by: member, school: school, at: visit.now)
      return .redirect(here + "?gedaan=own_measure_read")
    case "rectify":
      try await visit.store.rectifyOwn(
        .measure, own.measure.id.rawValue, text: words, by: member, school: school, at: visit.now)
      return .redirect(here + "?gedaan=own_rectified")
    case "appeal":
      let appeal = try await visit.store.appeal(
        against: .measure(own.measure.id), for: member, grounds: words, by: member, school: school, at: visit.now)
      return .redirect("/start/bezwaar/\(appeal.number)?gedaan=own_appeal_filed")
    default: throw PageError.badForm
    }
  }
}

/// An invitation to say one's own side, before anything is decided.
struct ParentInvitationPage: ParentPage {
  static let path = "/start/uitnodiging/:number"

  private let visit: Visit
  private let visitor: Visitor
  private let invitation: OwnInvitation

  init(_ visit: Visit) async throws {
    self.visit = visit
    visitor = try visit.person()
    let matters = try await visit.store.ownMatters(of: visitor.member.id, school: visitor.school.id, at: visit.now)
    let number = visit.parameter("number")
    guard let invitation = matters.invitations.first(where: { String($0.number) == number }) else {
      throw PageError.notFound
    }
    self.invitation = invitation
  }

  func answer(_ problem: String?) throws -> Answer {
    visit.page(
      "parent-invitation", title: visit.texts("invited.title"),
      [
        "draft": "uitnodiging-\(invitation.number)", "invitation": invitation.text, "answer": invitation.answer as Any,
        "can_answer": invitation.mayAnswer, "answer_by": visit.until(invitation.respondBy),
      ], after: problem)
  }

  func take(_ step: String) async throws -> Answer {
    guard step == "answer" else { throw PageError.badForm }
    try await visit.store.answerInvitation(
      invitation.id, text: visit.form["words"], by: visitor.member.id, school: visitor.school.id, at: visit.now)
    return .redirect("/start/uitnodiging/\(invitation.number)?gedaan=own_answered")
  }
}
