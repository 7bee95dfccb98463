import Conduct
import Letters
import Store
import Web

/// What is kept on a person, as the person reads it.
struct AccessPage {
  var access: SubjectAccess
  var desk: Desk

  /// All values, each with its headings.
  var lines: [AccessLetter.Line] { access.lines(moment: desk.time) }

  /// The same for a machine.
  var json: String {
    let records = access.records.map { record in
      var fields = JSONObjectText()
      for field in record.fields { fields.add(field.name, text: field.value) }
      var object = JSONObjectText()
      object.add("table", text: record.table)
      object.add("row", text: record.row)
      object.add("work_for_school", record.isWork ? "true" : "false")
      object.add("fields", fields.text)
      return object.text
    }
    var object = JSONObjectText()
    object.add("member", text: access.member.id.rawValue)
    object.add("name", text: access.member.name)
    object.add("records", "[\n" + records.joined(separator: ",\n") + "\n]")
    return object.text + "\n"
  }

  /// What was left out and why, for the school.
  var omissions: String {
    let lines = access.omissions.map { omission in
      var object = JSONObjectText()
      object.add("table", text: omission.table)
      object.add("row", text: omission.row)
      object.add("field", text: omission.field)
      object.add("rule", text: omission.rule.rawValue)
      object.add("why", text: omission.rule.name)
      return object.text
    }
    return "[\n" + lines.joined(separator: ",\n") + "\n]\n"
  }
}
