import Conduct
import Foundation
import Yams

extension RuleChange {
  /// The change as the files of a school's own folder: what people write in a page and what they write in a folder are one
  /// notation.
  var folder: Folder {
    func file(_ name: String, _ text: String) -> Folder.File { Folder.File(name: name, bytes: Data(text.utf8)) }
    func yaml(_ object: [String: Any]) -> String { (try? Yams.dump(object: object, allowUnicode: true)) ?? "" }
    var files: [Folder.File] = []
    switch content {
    case .rule(let own):
      let words = "own-\(number).txt"
      var entry: [String: Any] = [
        "id": rule?.rawValue ?? "", "title": own.title, "category": own.category.rawValue,
        "severity": own.severity.rawValue, "status": (state == .live ? Rule.Status.live : .shadow).rawValue,
        "why": own.explanation, "match": own.matches, "pass": own.passes,
      ]
      if own.pattern.isEmpty { entry["words"] = words } else { entry["pattern"] = own.pattern }
      for (key, list) in [("allow", own.allow), ("needs", own.needs), ("forbids", own.forbids)] where !list.isEmpty {
        entry[key] = list
      }
      if own.pattern.isEmpty { files.append(file(words, own.words.joined(separator: "\n"))) }
      files.append(file("own-\(number).rules.yaml", yaml(["rules": [entry]])))
    case .exception(let words):
      files.append(file("exceptions.txt", words.joined(separator: "\n")))
    case .setting(let rule, let state, let severity):
      var entry: [String: Any] = ["rule": rule.rawValue, "to": state.rawValue, "reason": "wijziging \(number)"]
      if let severity { entry["severity"] = severity.rawValue }
      files.append(file("overlay.yaml", yaml(["switch": [entry]])))
    }
    return Folder(path: "wijziging-\(number)", files: files)
  }
}
