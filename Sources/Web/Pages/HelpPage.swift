import Conduct
import Hummingbird
import Store

/// What the product does for somebody at this desk, in a minute; the keys; and whom to ask.
struct HelpPage {
  static let routes: [Route] = [
    .get("/help", .desks(.all)) { visit in
      let desk = try visit.person().desk
      let texts = visit.texts
      let points = (1...6).compactMap { texts.ifAny("help.\(desk.rawValue).\($0)") }
      return visit.page(
        "help", title: texts("help.title"),
        [
          "intro": texts("help.\(desk.rawValue).intro"), "points": points.map { ["says": $0] },
          "ask": texts("help.\(desk.rawValue).ask"), "has_keys": Set<Desk>.handlers.contains(desk),
          "may_ask": Site.leads(to: "/start/vraag", from: [desk]),
          "keys": ["next", "previous", "number", "undo", "search", "help", "close"].map {
            ["press": texts("help.key.\($0).name"), "does": texts("help.key.\($0).does")]
          },
        ])
    }
  ]
}
