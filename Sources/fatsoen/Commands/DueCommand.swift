import ArgumentParser
import Conduct
import Foundation
import Store

/// `fatsoen due`: what must be done, by whom, and before when.
struct DueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "Toont wat er voor wanneer moet gebeuren.",
    discussion: """
      Elke termijn wordt geteld met de kalender van de school: schooldagen en
      schooluren voor werk op school, dagen en weken voor wie bezwaar maakt.

      Voorbeelden:
        fatsoen due --as directie
        fatsoen due --as directie --all        ook wat op anderen wacht
        fatsoen due --as directie --notices    de berichten die voor u klaarstaan
      """)

  @OptionGroup var options: DeskOptions

  @Flag(help: "Ook wat op anderen wacht, voor zover u het mag zien.")
  var all = false

  @Flag(help: "Toont de herinneringen en andere berichten die voor u klaarstaan.")
  var notices = false

  func run() async throws {
    let (desk, member) = try await options.open()
    if notices { return try await showNotices(desk, member) }
    let items = try await desk.store.due(for: member.id, all: all, school: desk.id, at: Moment.now)
    if options.json { return try Screen.print(items.map(Self.json)) }
    if items.isEmpty { return try Screen.print("Er loopt geen termijn voor u.") }
    let terminal = Terminal.output
    var table = Table([
      .init("uiterlijk"), .init("wat", mayShrink: true), .init("waarover", mayShrink: true),
      .init("voor", mayShrink: true),
      .init("stand"),
    ])
    for item in items {
      let isLate = item.deadline.due.map { $0 < Moment.now } ?? false
      table.add([
        .init(item.deadline.due.map(desk.time) ?? "staat stil", isLate ? .severity4 : nil), .init(item.duty.kind.name),
        .init("\(item.duty.subject.kind.name) \(item.duty.subject.number)"),
        .init(item.recipients.map(\.name).joined(separator: ", ")),
        .init(Self.standing(item.duty, isLate: isLate, firstDue: item.duty.firstDue.map(desk.time))),
      ])
    }
    var seen: Set<String> = []
    let doubts = items.flatMap(\.deadline.doubts).filter { seen.insert($0).inserted }
    try Screen.print(
      table.lines(on: terminal) + doubts.map { terminal.style("let op: \($0)", .soft) })
  }

  private func showNotices(_ desk: Desk, _ member: Member) async throws {
    let notices = try await desk.store.notices(for: member.id, school: desk.id)
    if options.json { return try Screen.print(notices.map(Self.json)) }
    if notices.isEmpty { return try Screen.print("Er staat geen bericht voor u klaar.") }
    var table = Table([.init("sinds"), .init("bericht", mayShrink: true), .init("over")])
    for notice in notices {
      table.add([
        .init(Moment.short(notice.at, in: desk.zone), notice.isUrgent ? .severity4 : nil), .init(notice.kind.name),
        .init(notice.item),
      ])
    }
    try Screen.print(table.lines(on: .output))
  }

  private static func standing(_ duty: Duty, isLate: Bool, firstDue: String?) -> String {
    let moved = duty.escalations > 0 ? "\(duty.escalations)× doorgeschoven" : duty.state.name
    let words = duty.state == .paused ? duty.state.name : isLate ? "te laat" : moved
    return words + (firstDue.map { "; moest op \($0)" } ?? "")
  }

  private static func json(_ item: DutyItem) -> String {
    var object = JSONObjectText()
    object.add("id", text: item.duty.id.rawValue)
    object.add("kind", text: item.duty.kind.rawValue)
    object.add("subject", text: "\(item.duty.subject.kind.rawValue) \(item.duty.subject.number)")
    object.add("state", text: item.duty.state.rawValue)
    object.add("term", text: item.duty.clock.term.description)
    object.add("started", number: Int(item.duty.clock.start))
    object.add("due", number: item.deadline.due.map { Int($0) })
    object.add("first_due", number: item.duty.firstDue.map { Int($0) })
    object.add("role", text: item.duty.holder.role.rawValue)
    object.add("for", texts: item.recipients.map(\.id.rawValue))
    object.add("escalations", number: item.duty.escalations)
    object.add("doubts", texts: item.deadline.doubts)
    return object.text
  }

  private static func json(_ notice: Notice) -> String {
    var object = JSONObjectText()
    object.add("kind", text: notice.kind.rawValue)
    object.add("about", text: notice.item)
    object.add("at", number: Int(notice.at))
    object.add("urgent", notice.isUrgent ? "true" : "false")
    return object.text
  }
}
