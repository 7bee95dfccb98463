import Conduct
import Foundation

/// What a person says is not right in something, as it stands on the page of that.
struct RectificationLines {
  var rectifications: [Rectification]
  var zone: TimeZone
  var terminal: Terminal
  /// Whether each says what it is about, where several things stand together.
  var namesSubject = false

  /// A heading and the notes; nothing when there are none.
  var lines: [String] {
    if rectifications.isEmpty { return [] }
    return [terminal.style("Kanttekeningen van de persoon zelf", .bold)]
      + rectifications.flatMap { note in
        let subject = namesSubject ? "\(note.kind.name), " : ""
        let words = "\(subject)\(Moment.date(note.at, in: zone)): \(note.text ?? "(gewist)")"
        return words.wrapped(to: max(20, terminal.width - 2)).map { "  " + $0.onOneLine }
      }
  }
}

extension JSONObjectText {
  /// What a person says is not right, for a machine.
  static func rectification(_ note: Rectification) -> String {
    var object = JSONObjectText()
    object.add("number", number: note.number)
    object.add("about", text: note.kind.rawValue)
    object.add("at", number: Int(note.at))
    object.add("text", text: note.text)
    return object.text
  }

  /// A list of them.
  static func rectifications(_ notes: [Rectification]) -> String {
    "[" + notes.map(rectification).joined(separator: ",") + "]"
  }
}
