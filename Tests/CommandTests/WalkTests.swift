import Foundation
import Testing

/// The walk of docs/WALK.md can be walked, with the commands that stand there.
@Test func theWalkOfTheDocumentationIsTheOneThatWorks() throws {
  let command = try Command()
  defer { command.remove() }
  let process = command.process(["\(Command.root.path)/Scripts/walk", "walk.md"])
  process.executableURL = URL(fileURLWithPath: "/bin/bash")
  process.environment?["FATSOEN_PROGRAM"] = Command.binary.path
  process.environment?["FATSOEN_DATABASE"] = nil
  let result = try command.finish(process)
  try #require(result.status == 0, "\(result.errors)")
  /// The headings and commands of a page; days and numbers are those of the day.
  func steps(_ file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .filter { line in ["$ ", "# ", "## "].contains { line.hasPrefix($0) } }.map { String($0.filter { !$0.isNumber }) }
  }
  let walked = try steps(command.folder.appendingPathComponent("walk.md"))
  #expect(walked.count > 40)
  #expect(try walked == steps(Command.root.appendingPathComponent("docs/WALK.md")))
}
