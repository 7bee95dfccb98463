import Foundation
import Testing

/// The invented school has half a year behind it, in which everything happened, and running it again changes nothing.
@Test func theInventedSchoolHasAHalfYearBehindIt() throws {
  let command = try Command()
  defer { command.remove() }
  let first = try command.run("demo", "proef")
  #expect(first.status == 0 && first.output.contains("Nu u."), "\(first.errors)")
  let school = ["FATSOEN_DATABASE": "sqlite://\(command.folder.path)/proef/school.db"]
  func run(_ arguments: String...) throws -> Command.Result { try command.run(arguments, environment: school) }
  let verified = try run("verify", "--replay")
  #expect(verified.status == 0, "\(verified.errors)")
  for table in [
    "addressing", "appeal", "clearance", "conduct_case", "measure", "question", "referral", "report", "review",
    "strike", "pupil", "guardianship", "consent_statement", "register_entry", "hours", "timetable_exception",
  ] {
    #expect(verified.output.contains("\n\(table) "), "\(table)")
  }
  #expect(try run("appeal", "list", "--as", "bestuur", "--json").output.contains(#""outcome":"reversed""#))
  #expect(try run("referral", "7", "--as", "directie").output.contains("wijkagent · verstuurd"))
  let history = try run("history", "ouder-12", "--as", "directie", "--why", "oversight").output
  #expect(history.split(separator: "\n").filter { $0.contains("overtreding vastgesteld") }.count == 3)
  let again = try command.run("demo", "proef")
  #expect(again.output.contains("0 overgenomen · 16 al bekend"), "\(again.output.suffix(2000))")
}
