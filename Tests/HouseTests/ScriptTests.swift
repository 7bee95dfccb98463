import Foundation
import Testing

/// A search path with a few ordinary programs and stand-ins for what the scripts look for.
private struct SearchPath {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("fatsoen-path-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["bash", "dirname", "mktemp", "env"] {
      let place = ["/usr/bin/\(name)", "/bin/\(name)"].first { FileManager.default.isExecutableFile(atPath: $0) }
      let found = try #require(place)
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent(name).path, withDestinationPath: found)
    }
  }

  func add(_ name: String, _ lines: String) throws {
    let file = folder.appendingPathComponent(name)
    try "#!/usr/bin/env bash\n\(lines)\n".write(to: file, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  func run(_ program: String, _ arguments: [String] = []) throws -> (status: Int32, errors: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.environment = ["PATH": folder.path, "HOME": folder.path]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}

private func script(_ name: String) -> String { Repository.root.appendingPathComponent(name).path }

private let entrances = ["Scripts/run", "Scripts/test", "Scripts/format", "Scripts/bench", ".ci/run"]

@Test(arguments: entrances) func withoutSwiftAScriptSaysWhereToGetIt(name: String) throws {
  let path = try SearchPath()
  defer { path.remove() }
  let end = try path.run(script(name))
  #expect(end.status == 2)
  #expect(end.errors.hasPrefix("error: Swift ontbreekt. Installeer Swift 6.2 of later"), "\(end.errors)")
}

@Test(arguments: entrances) func withAnOldSwiftAScriptSaysWhatIsNeeded(name: String) throws {
  let path = try SearchPath()
  defer { path.remove() }
  try path.add("swift", "echo 'Swift version 6.1.2 (swift-6.1.2-RELEASE)'")
  let end = try path.run(script(name))
  #expect(end.status == 2)
  #expect(end.errors.hasPrefix("error: Swift 6.1 is te oud. Nodig is 6.2 of later"), "\(end.errors)")
}

@Test(arguments: [("6.2", true), ("6.3.1", true), ("7.0", true), ("6.1.9", false), ("5.10", false)])
func theOldestSwiftThatServesIsSixPointTwo(version: String, serves: Bool) throws {
  let path = try SearchPath()
  defer { path.remove() }
  try path.add("swift", "[[ $1 == --version ]] && echo 'Swift version \(version) (x)'; exit 0")
  #expect(try path.run(script("Scripts/format")).status == (serves ? 0 : 2))
}

@Test func whenPackagesCannotBeInstalledTheExactLineIsPrinted() throws {
  let path = try SearchPath()
  defer { path.remove() }
  try path.add("swift", "echo 'Swift version 6.3'")
  try path.add("git", "")
  try path.add("dpkg-query", "[[ ${!#} == libvectorscan-dev ]] || echo 'ii '")
  try path.add("apt-get", "exit 100")
  let end = try path.run(script("Scripts/run"))
  #expect(end.status == 2)
  #expect(end.errors.hasSuffix("\n  apt-get update && apt-get install -y --no-install-recommends libvectorscan-dev\n"))
}

@Test(arguments: [
  ("Scripts/test", ["slow"]), ("Scripts/test", ["quick", "quick"]), ("Scripts/run", ["--help"]),
  ("Scripts/postgres", []), ("Scripts/postgres", ["start"]),
])
func aWordThatAScriptDoesNotKnowIsRefused(name: String, arguments: [String]) throws {
  let path = try SearchPath()
  defer { path.remove() }
  let end = try path.run(script(name), arguments)
  #expect(end.status == 2 && end.errors.hasPrefix("error: Gebruik: "), "\(end.errors)")
}
