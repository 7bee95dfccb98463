import ArgumentParser
import Conduct
import Store

/// `fatsoen notices`: what somebody is to be told.
struct NoticesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notices",
    abstract: "Toont wat u te horen krijgt en nog niet is verstuurd.",
    discussion: """
      Voorbeelden:
        fatsoen notices --as ouder-4
        fatsoen notices --as directie --json
      """)

  @OptionGroup var options: DeskOptions

  func run() async throws {
    let (desk, member) = try await options.open()
    let notices = try await desk.store.notices(for: member.id, school: desk.id)
    if options.json { return try Screen.print(notices.map(Self.json)) }
    if notices.isEmpty { return try Screen.print("Er is niets voor u.") }
    var table = Table([.init("sinds"), .init(""), .init("wat", mayShrink: true), .init("over", mayShrink: true)])
    for notice in notices {
      table.add([
        .init(Moment.short(notice.at, in: desk.zone)), .init(notice.isUrgent ? "meteen" : "", .bold),
        .init(notice.text ?? notice.kind.name), .init(notice.item, .soft),
      ])
    }
    try Screen.print(table.lines(on: .output))
  }

  private static func json(_ notice: Notice) -> String {
    var object = JSONObjectText()
    object.add("kind", text: notice.kind.rawValue)
    object.add("at", number: Int(notice.at))
    object.add("item", text: notice.item)
    object.add("urgent", notice.isUrgent ? "true" : "false")
    object.add("text", text: notice.text)
    return object.text
  }
}
