import ArgumentParser
import Conduct
import Foundation
import Library
import Store

/// `fatsoen queue`: what waits for a person.
struct QueueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "Toont wat op u wacht, het dringendste eerst.",
    discussion: """
      Voorbeelden:
        fatsoen queue --as juf-els
        fatsoen queue --as directie --json
      """)

  @OptionGroup var options: DeskOptions

  func run() async throws {
    let (desk, member) = try await options.open()
    // A person sees one screenful, and is told that there is more; a machine gets all.
    let found = try await desk.store.queue(
      for: member.id, school: desk.id, at: Moment.now, limit: options.json ? .max : Self.most + 1)
    if options.json { return try Screen.print(found.map(Self.json)) }
    // Names of categories are a courtesy: without the word lists their ids serve.
    let categories = (try? RuleOptions.shipped().categories) ?? []
    let table = QueueTable(
      items: Array(found.prefix(Self.most)), isCut: found.count > Self.most, desk: desk, categories: categories,
      terminal: .output)
    try Screen.print(table.lines)
  }

  private static let most = 200

  private static func json(_ item: QueueItem) -> String {
    var object = JSONObjectText(review: item.review)
    object.add("author", text: item.author)
    object.add("group", text: item.group)
    object.add("categories", texts: item.categories.map(\.rawValue))
    object.add("claimed_by", text: item.claimedBy)
    object.add("excerpt", text: item.excerpt)
    object.add("priority", number: item.priority.score)
    object.add("why", texts: item.priority.reasons)
    return object.text
  }
}

/// The queue as a person reads it.
struct QueueTable {
  var items: [QueueItem]
  /// Whether there are more than these.
  var isCut = false
  var desk: Desk
  var categories: [Conduct.Category]
  var terminal: Terminal

  var lines: [String] {
    if items.isEmpty { return ["Niets te beoordelen. Mooi."] }
    var table = Table([
      .init("nr", isNumber: true), .init("ernst"), .init("waarover", mayShrink: true),
      .init("waarom nu", mayShrink: true),
      .init("van", mayShrink: true), .init("groep", mayShrink: true), .init("sinds"), .init("stand", mayShrink: true),
      .init("tekst", mayShrink: true, least: 24),
    ])
    for item in items {
      let review = item.review
      var state = item.claimedBy ?? review.state.name
      if review.visibility == .held { state += ", verborgen" }
      let what = review.reason == .notScanned ? "niet gescand" : item.categories.map(name(of:)).joined(separator: ", ")
      table.add([
        .init("#\(review.number)", .bold),
        .init("\(review.severity.shape) \(review.severity.name)", review.severity.style),
        .init(what), .init(item.priority.reasons.dropFirst().joined(separator: ", "), .soft), .init(item.author),
        .init(item.group ?? "school"),
        .init(Moment.short(review.receivedAt, in: desk.zone)), .init(state),
        // The most severe texts are not thrown at whoever only looks at the list.
        .init(review.severity == .critical ? "(zie show)" : item.excerpt ?? "", .soft),
      ])
    }
    return table.lines(on: terminal)
      + [
        "",
        terminal.style(
          (isCut ? "meer dan " : "")
            + "\(count(items.count, "open beoordeling", "open beoordelingen")) · bekijken: fatsoen show NR", .soft),
      ]
  }
}

extension QueueTable {
  private func name(of category: CategoryID) -> String {
    categories.first { $0.id == category }?.name ?? category.rawValue
  }
}

extension JSONObjectText {
  /// The fields of a review that a machine may want.
  init(review: Review) {
    self.init()
    add("number", number: review.number)
    add("id", text: review.id.rawValue)
    add("state", text: review.state.rawValue)
    add("visibility", text: review.visibility.rawValue)
    add("severity", number: review.severity.rawValue)
    add("reason", text: review.reason.rawValue)
    add("route", text: review.route.rawValue)
    add("version", number: review.version)
    add("received_at", number: Int(review.receivedAt))
    add("due_at", number: review.dueAt.map(Int.init))
    add("ruleset", text: review.ruleset)
    add("policy", text: review.policy)
  }
}
