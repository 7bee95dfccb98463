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
    let list = QueueList(
      items: Array(found.prefix(Self.most)), isCut: found.count > Self.most, desk: desk, categories: categories,
      terminal: .output)
    try Screen.print(list.lines)
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
struct QueueList {
  var items: [QueueItem]
  /// Whether there are more than these.
  var isCut = false
  var desk: Desk
  var categories: [Conduct.Category]
  var terminal: Terminal

  var lines: [String] {
    if items.isEmpty { return ["Niets te beoordelen. Mooi."] }
    return items.flatMap { card($0) + [""] }
      + [
        terminal.style(
          (isCut ? "meer dan " : "")
            + "\(count(items.count, "open beoordeling", "open beoordelingen")) · bekijken: fatsoen show NR", .soft)
      ]
  }

  /// One item in three lines: what and whose it is, why it waits here, and how the text begins.
  private func card(_ item: QueueItem) -> [String] {
    let review = item.review
    var state = item.claimedBy.map { "bij \($0)" } ?? review.state.name
    if review.visibility == .held { state += ", verborgen" }
    let what =
      switch review.reason {
      case .notScanned: "niet gescand"
      case .report where item.categories.isEmpty: "gemeld"
      case .signals, .report: item.categories.map(name(of:)).joined(separator: ", ")
      }
    let number = "#\(review.number)".padded(to: numberWidth)
    let severity = "\(review.severity.shape) \(review.severity.name)"
    let facts = [what, item.author, item.group ?? "school", state].map(\.onOneLine)
    let indent = String(repeating: " ", count: numberWidth + 2)
    let room = terminal.width - indent.columns
    // The most severe texts are not thrown at whoever only looks at the list.
    let text = review.severity == .critical ? "(zie show)" : item.excerpt?.onOneLine ?? ""
    return [
      terminal.style(number, .bold) + "  " + terminal.style(severity, review.severity.style)
        + " · \(facts.joined(separator: " · "))".cut(to: max(20, room - severity.columns))
    ] + "waarom nu: \(why(item))".wrapped(to: max(20, room)).map { indent + $0 }
      + (text.isEmpty ? [] : [indent + terminal.style(text.cut(to: max(20, room)), .soft)])
  }

  private var numberWidth: Int { items.map { "#\($0.review.number)".columns }.max() ?? 2 }

  /// Why it stands where it stands, in words; what nothing hurries came in just now.
  private func why(_ item: QueueItem) -> String {
    let reasons = item.priority.reasons.dropFirst().joined(separator: ", ")
    let since = "sinds \(Moment.short(item.review.receivedAt, in: desk.zone))"
    return reasons.isEmpty ? since : "\(reasons), \(since)"
  }

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
