import Conduct
import Exchange
import Store

/// One review for a machine.
struct ReviewJSON {
  var file: ReviewFile

  var line: String {
    var object = JSONObjectText(review: file.review)
    object.add("author", text: file.author.id.rawValue)
    object.add("author_name", text: file.author.name)
    object.add("group", text: file.group?.name)
    object.add("kind", text: file.message.kind.rawValue)
    object.add("sent_at", number: Int(file.message.sentAt))
    object.add("text", text: file.isTextKept ? file.message.text : nil)
    var signals = JSONText()
    VerdictJSON.write(file.signals, to: &signals)
    object.add("signals", String(decoding: signals.bytes, as: UTF8.self))
    var shadow = JSONText()
    VerdictJSON.write(file.shadow, to: &shadow)
    object.add("shadow", String(decoding: shadow.bytes, as: UTF8.self))
    object.add("faults", texts: file.faults.map(\.rule.rawValue))
    object.add("notes", "[" + file.notes.map(JSONObjectText.note).joined(separator: ",") + "]")
    object.add("rectifications", JSONObjectText.rectifications(file.rectifications))
    object.add("reports", "[" + file.reports.map(ReportPage.json).joined(separator: ",") + "]")
    object.add("suitability_weighed", number: file.suitabilityWeighed.map(Int.init))
    object.add("why", texts: file.priority.reasons)
    object.add("duplicates", "[" + file.duplicates.map { String($0) }.joined(separator: ",") + "]")
    object.add("decisions", "[" + file.decisions.map(Self.json).joined(separator: ",") + "]")
    object.add("actions", texts: file.actions.map(\.rawValue))
    return object.text
  }

  static func json(_ decision: Decision) -> String {
    var object = JSONObjectText()
    object.add("id", text: decision.id.rawValue)
    object.add("at", number: Int(decision.at))
    object.add("decider", text: decision.decider.rawValue)
    object.add("role", text: decision.role.rawValue)
    switch decision.outcome {
    case .dismissed(let reason):
      object.add("outcome", text: "dismissed")
      object.add("reason", text: reason.rawValue)
    case .established: object.add("outcome", text: "established")
    case .careArranged: object.add("outcome", text: "care_arranged")
    }
    object.add("clauses", texts: decision.clauses.map(\.rawValue))
    object.add("effects", texts: decision.effects.map(\.code))
    object.add("rules", texts: decision.rules.map(\.rawValue))
    object.add("ruleset", text: decision.ruleset)
    object.add("policy", text: decision.policy)
    object.add("automated_detection", decision.isAutomaticallyFound ? "true" : "false")
    object.add("undone_by", text: decision.undoneBy?.rawValue)
    object.add("severity", number: decision.severity?.rawValue)
    object.add("motivation", text: decision.statement?.incompatibleContentExplanation)
    object.add("facts", text: decision.statement?.decisionFacts)
    object.add("note", text: decision.note)
    return object.text
  }
}

extension JSONObjectText {
  static func note(_ note: Note) -> String {
    var object = JSONObjectText()
    object.add("kind", text: note.kind.rawValue)
    object.add("author", text: note.author?.rawValue)
    object.add("at", number: Int(note.at))
    object.add("text", text: note.text)
    return object.text
  }
}
