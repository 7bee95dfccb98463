import Conduct
import Foundation
import Testing

@testable import Store

/// What is written in a line of the log is what is read from it.
@Suite struct LogLineTests {
  @Test(arguments: [
    "", "gewoon", "met \"aanhaling\" en \\ en /", "regel\nnieuw\ttab\r\u{8}\u{c}\u{1}\u{1f}\u{7f}", "één 🎉 ﬀ \u{2028}",
    "}],:{[",
  ])
  func aLineGivesBackWhatWentIn(text: String) throws {
    var body = Event.Body()
    body.outcome = text
    body.commitments = ["p-1": text, text + "2": "ab"]
    body.deleted = [text, "p-2"]
    body.counts = ["n": 3]
    var rows = LoggedRows()
    var new = LoggedRows.Row(isNew: true)
    new.columns["text"] = .text(text)
    new.columns["number"] = .integer(.min)
    rows.rows["note \(text)"] = new
    var changed = LoggedRows.Row()
    changed.columns[text] = .null
    rows.rows["review r-1"] = changed

    let written = try LogLine.text(body, rows)
    #expect(try JSONSerialization.jsonObject(with: Data(written.utf8)) is [String: Any])
    #expect(try JSONDecoder().decode(Event.Body.self, from: Data(written.utf8)) == body)
    let line = try LogLine(written)
    #expect(line.outcome == text && line.deleted == body.deleted)
    #expect(Dictionary(line.commitments.map { ($0.payload, $0.value) }) { $1 } == body.commitments)
    let read = try #require(line.rows)
    #expect(read.map(\.name) == ["note \(text)", "review r-1"] && read.map(\.row.isNew) == [true, false])
    #expect(read[0].row.columns["text"] == .text(text) && read[0].row.columns["number"] == .integer(.min))
    #expect(read[1].row.columns[text] == .null && read[1].row.columns["text"] == (text == "text" ? .null : nil))
  }

  @Test func aLineWithoutRowsSaysSo() throws {
    #expect(try LogLine.text(Event.Body(), nil) == "{}")
    #expect(try LogLine("{}").rows == nil)
    let empty = try LogLine.text(Event.Body(), LoggedRows())
    #expect(try LogLine(empty).rows?.isEmpty == true)
  }

  @Test func whatOthersWroteWithSpacesAndOtherOrderIsReadToo() throws {
    let line = try LogLine(
      """
       { "rows" : { "+a b" : { "x" : -12 , "y" : null } } , "other": [1, {"a": [true, "]"]}, 1.5e3],
         "outcome": "\\u00e9\\ud83c\\udf89\\/" }
      """)
    #expect(line.outcome == "é🎉/" && line.rows?.first?.row.columns["x"] == .integer(-12))
    #expect(line.rows?.first?.name == "a b" && line.rows?.first?.row.columns["y"] == .null)
  }

  @Test(arguments: [
    "", "{", "[]", "{}x", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{"a":1 "b":2}"#, #"{"outcome":1}"#, #"{"outcome":"a}"#,
    #"{"outcome":"\"#, #"{"outcome":"\x"}"#, #"{"rows":{"a":{"b":1.5}}}"#, #"{"rows":{"a":[]}}"#, #"{"deleted":{}}"#,
    #"{"rows":{"a":{"b":99999999999999999999}}}"#, #"{"a":[1}"#,
    #"{"a":"# + String(repeating: "[", count: 100) + String(repeating: "]", count: 100) + "}",
  ])
  func whatIsNoLineIsRefused(text: String) {
    #expect(throws: JSONReader.Fault.self) { try LogLine(text) }
  }
}
