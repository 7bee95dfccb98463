import Conduct
import Foundation
import Hummingbird
import Store

/// A measure on a page of its own: for the second person, for a teacher with a light one, and for what goes outside.
struct MeasurePage {
  static let routes: [Route] = [
    .get("/maatregelen/:number", .desks([.teacher, .director, .board])) { visit in try await show(visit) },
    .post("/maatregelen/:number", .desks([.teacher, .director, .board])) { visit in
      try await visit.attempt {
        try await take(visit)
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
    .post("/maatregelen/:number/buiten", .desks([.director, .board])) { visit in
      try await visit.attempt {
        try await ReferralView.take(visit)
        return visit.back(to: "/maatregelen/\(visit.parameter("number"))", done: "referral_\(visit.form["step"])")
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
  ]

  static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let school = visitor.school.id
    let file = try await visit.store.measure(
      visit.parameter("number"), for: visitor.member.id, school: school, at: visit.now)
    let measure = file.measure
    let hands = Set([measure.proposedBy, measure.preparedBy, measure.approvedBy, measure.imposedBy].compactMap(\.self))
    let back = visit.form["back"].isEmpty ? nil : SignInPage.safe(visit.form["back"])
    let view = MeasureView(
      visit: visit, file: file, policy: try await visit.store.policy(school: school),
      names: try await visit.store.names(of: hands, school: school), back: back)
    var values = view.values
    values["problem"] = problem as Any
    if visitor.desks.contains(.director) { values["person_path"] = "/personen/\(file.member.id)" }
    values["list_path"] = visitor.desk == .board ? "/verwezen" : visitor.desk == .director ? "/zaken" : "/vandaag"
    return visit.page(
      "case-measure-page",
      title: visit.texts(
        "measure_page.title",
        ["kind": visit.texts("measure.\(measure.kind.rawValue)"), "number": String(measure.number)]), values,
      status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func take(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let (store, school, member, now) = (visit.store, visitor.school.id, visitor.member.id, visit.now)
    let file = try await store.measure(visit.parameter("number"), for: member, school: school, at: now)
    let (id, version, text) = (file.measure.id, file.measure.version, visit.form["text"])
    let step = visit.form["step"]
    try visit.checkStep("measure_step", step, version: version)
    switch step {
    case "prepare", "prepare_again":
      var plan = try PlanForm.plan(visit)
      plan.replaces = file.measure.plan?.replaces
      try await store.prepare(id, plan, expecting: version, by: member, school: school, at: now)
    case "approve": try await store.approve(id, expecting: version, by: member, school: school, at: now)
    case "refuse": try await store.refuse(id, reason: text, expecting: version, by: member, school: school, at: now)
    case "announce":
      guard let respondBy = try visit.end(of: "day") else { throw StoreError.invalid(visit.texts("step.day_missing")) }
      try await store.announce(id, respondBy: respondBy, expecting: version, by: member, school: school, at: now)
    case "respond": try await store.respond(id, answer: text, expecting: version, by: member, school: school, at: now)
    case "impose", "impose_external":
      try await store.impose(id, expecting: version, by: member, school: school, at: now)
    case "acknowledge": try await store.acknowledge(id, expecting: version, by: member, school: school, at: now)
    case "reaffirm":
      try await store.reaffirm(
        id, reason: text, reviewAt: try visit.start(of: "day"), expecting: version, by: member, school: school, at: now)
    case "lift": try await store.lift(id, reason: text, expecting: version, by: member, school: school, at: now)
    default: throw PageError.badForm
    }
    return visit.back(to: "/maatregelen/\(file.measure.number)", done: "measure_\(step)")
  }
}
