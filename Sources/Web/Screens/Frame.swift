import Conduct
import Foundation
import Store

/// What stands around every page: the school, who is at work, and the five ways on.
struct Frame {
  let visit: Visit
  let title: String

  private struct Entry {
    var path: String
    var key: String
    /// Other addresses that belong to it.
    var also: [String] = []

    /// Whether a page belongs to it.
    func holds(_ path: String) -> Bool { ([self.path] + also).contains { path == $0 || path.hasPrefix($0 + "/") } }
  }

  private static func entries(of desk: Desk, isICT: Bool) -> [Entry] {
    let handled = ["/meldingen-school", "/maatregelen", "/bezwaren", "/brieven"]
    let today = Entry(path: "/vandaag", key: "today", also: ["/taken", "/vragen"])
    let queue = Entry(path: "/wachtrij", key: "queue", also: ["/tweede-blik"])
    var atWork = queue
    atWork.also += handled
    let keeping = [
      Entry(path: "/beheer/mensen", key: "people", also: ["/beheer/lid"]), Entry(path: "/regels", key: "rules"),
    ]
    return switch desk {
    case .staff where isICT: [today, atWork] + keeping + [Entry(path: "/help", key: "help")]
    case .teacher, .staff:
      [
        today, atWork, Entry(path: "/groepen", key: "groups"), Entry(path: "/proefbericht", key: "draft"),
        Entry(path: "/help", key: "help"),
      ]
    case .director:
      [
        today, queue, Entry(path: "/zaken", key: "cases", also: ["/personen"] + handled),
        Entry(path: "/school", key: "school"), Entry(path: "/beheer", key: "manage", also: ["/regels"]),
      ]
    case .parent:
      [
        Entry(path: "/start", key: "start"), Entry(path: "/melden", key: "report"),
        Entry(path: "/meldingen", key: "reports"), Entry(path: "/gegevens", key: "data"),
      ]
    case .board:
      [
        Entry(
          path: "/verwezen", key: "referred",
          also: ["/zaken", "/personen", "/wachtrij", "/tweede-blik", "/taken"] + handled),
        Entry(path: "/cijfers", key: "figures"),
      ]
    }
  }

  /// The ways on that have no place at the side.
  private static func more(of desk: Desk, isICT: Bool) -> [Entry] {
    let account = Entry(path: "/gegevens/wachtwoord", key: "account")
    return switch desk {
    case .parent, .board: [account]
    case .teacher where isICT:
      [
        Entry(path: "/beheer/mensen", key: "people"), Entry(path: "/regels", key: "rules"),
        Entry(path: "/rooster", key: "routine"), account,
      ]
    case .teacher, .director: [Entry(path: "/rooster", key: "routine"), account]
    case .staff:
      (isICT ? [Entry(path: "/proefbericht", key: "draft")] : []) + [Entry(path: "/rooster", key: "routine"), account]
    }
  }

  /// What every template may use.
  var values: [String: Any] {
    let texts = visit.texts
    let path = visit.path
    var values: [String: Any] = [
      "lang": texts.language, "title": title, "token": visit.formToken,
      "languages": visit.site.screens.languages.map { language in
        ["code": language, "name": texts("language.\(language)"), "here": language == texts.language] as [String: Any]
      },
    ]
    if let done = done { values["done"] = done }
    guard let visitor = visit.visitor, visitor.session.isConfirmed else { return values }
    values["signed_in"] = true
    values["school"] = visitor.school.name
    values["person"] = visitor.member.name
    values["home"] = visitor.desk.home
    values["desk"] = texts("desk.\(visitor.desk.rawValue)")
    let desks = visitor.desks.filter { $0 != visitor.desk }.map {
      ["name": texts("desk.\($0.rawValue)"), "value": "desk \($0.rawValue)"]
    }
    let others = visitor.session.others.map { ["name": $0.name, "value": "member \($0.id)"] }
    values["switches"] = desks + others
    values["can_switch"] = !(desks + others).isEmpty
    values["schools"] = visitor.elsewhere.map { ["name": $0.school.name, "value": $0.school.id.rawValue] }
    values["has_schools"] = !visitor.elsewhere.isEmpty
    if let tasks = visitor.tasks {
      values["tasks"] = [
        "open_tasks": tasks == 0 ? "" : texts.grouped(tasks), "open_tasks_said": texts.count("tasks.count", tasks),
        "at_tasks": path == "/taken",
      ]
    }
    values["may_search"] = Set<Desk>.staff.contains(visitor.desk)
    let isICT = visitor.member.holds(.ict, at: visit.now)
    values["navigation"] = Self.entries(of: visitor.desk, isICT: isICT).map { entry in
      [
        "path": entry.path, "name": texts("frame.\(entry.key)"), "icon": entry.key, "here": entry.holds(path),
      ] as [String: Any]
    }
    values["ways"] = Self.more(of: visitor.desk, isICT: isICT).map { entry in
      ["path": entry.path, "name": texts("frame.\(entry.key)"), "here": entry.holds(path)] as [String: Any]
    }
    return values
  }

  /// What was just done, as the address says it: only texts that are there for it can be shown.
  private var done: [String: Any]? {
    let code = visit.query("gedaan")
    guard !code.isEmpty, let text = visit.texts.ifAny("done.\(code)") else { return nil }
    var values: [String: Any] = ["text": text]
    let number = visit.query("terug")
    // For ten seconds, or until the next page, it can be undone with one key.
    if code == "decided", !number.isEmpty, number.allSatisfy(\.isNumber) { values["undo"] = number }
    return values
  }
}
