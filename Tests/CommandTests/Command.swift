import Foundation
import TestSupport
import Testing

/// Runs the built binary in a folder of its own.
struct Command {
  /// What a run left behind.
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The folder, removed by `remove`.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("fatsoen-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// The root of the package.
  static var root: URL { BuiltCommand.root }

  /// The binary, beside the test bundle.
  static var binary: URL { BuiltCommand.binary }

  /// A process that has not started yet.
  func process(_ arguments: [String], environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = arguments
    process.currentDirectoryURL = folder
    var all = BuiltCommand.environment
    all["FATSOEN_DATABASE"] = "sqlite://\(folder.path)/school.db"
    for (name, value) in environment { all[name] = value }
    process.environment = all
    return process
  }

  /// Runs the binary to the end.
  @discardableResult
  func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Result {
    try run(arguments, input: input, environment: environment)
  }

  /// Runs the binary to the end.
  @discardableResult
  func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Result {
    try finish(process(arguments, environment: environment), input: input)
  }

  /// Runs a process to the end; output goes through files, so that no pipe fills up.
  func finish(_ process: Process, input: String = "") throws -> Result {
    let names = ["in", "out", "err"].map { folder.appendingPathComponent(".\($0)-\(UUID().uuidString)") }
    try Data(input.utf8).write(to: names[0])
    for name in names.dropFirst() { _ = FileManager.default.createFile(atPath: name.path, contents: nil) }
    process.standardInput = try FileHandle(forReadingFrom: names[0])
    process.standardOutput = try FileHandle(forWritingTo: names[1])
    process.standardError = try FileHandle(forWritingTo: names[2])
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try String(contentsOf: names[1], encoding: .utf8),
      errors: try String(contentsOf: names[2], encoding: .utf8))
  }

  /// Writes a file in the folder.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  /// Puts a picture of one point in the folder that commands run in; gives its bytes.
  func addPicture(_ name: String) throws -> Data {
    let png = try #require(
      Data(
        base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="))
    try png.write(to: folder.appendingPathComponent(name))
    return png
  }

  /// Makes a school with a group, a teacher, a director and two parents.
  func makeSchool() throws {
    let steps: [[String]] = [
      ["school", "create", "proef"], ["group", "add", "Groep 6", "--id", "g6"],
      ["member", "add", "Leerkracht", "--id", "juf", "--role", "leerkracht", "--group", "g6"],
      ["member", "add", "Directie", "--id", "dir", "--role", "directeur"],
      ["member", "add", "Ouder een", "--id", "o1", "--role", "ouder", "--group", "g6"],
    ]
    for step in steps {
      let process = process(step)
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0, "\(step)")
    }
  }
}
