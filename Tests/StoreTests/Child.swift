import Foundation
import Store
import TestSupport
import Testing

/// A process of its own that runs one suite of this bundle in another part, for what only several processes can show.
struct Child {
  private static let environment = ProcessInfo.processInfo.environment

  /// The part that this process plays; nil in the tests themselves.
  static let role = environment["FATSOEN_TEST_ROLE"]

  /// A setting of this process.
  static func setting(_ name: String) throws -> String { try #require(environment["FATSOEN_TEST_\(name)"]) }

  /// The store that this process was told to work in.
  static func store() async throws -> Store {
    try await Store.open(
      try TestDatabase.open(setting("URL"), patience: 60), keyring: Keyring(directory: setting("KEYS")),
      at: SampleSchool.start)
  }

  /// Starts a process that plays a part in a suite, on the database of a school.
  static func start(
    _ role: String, of suite: String, on school: SampleSchool, _ settings: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    process.arguments = ["--filter", suite, "--testing-library", "swift-testing"]
    var all = environment
    all["FATSOEN_TEST_ROLE"] = role
    all["FATSOEN_TEST_URL"] = school.url
    all["FATSOEN_TEST_KEYS"] = "\(school.folder.path)/keys"
    for (name, value) in settings { all["FATSOEN_TEST_\(name)"] = value }
    process.environment = all
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}

extension Process {
  /// Waits for the end without holding up Swift's threads.
  func finished() async -> Int32 {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        self.waitUntilExit()
        continuation.resume()
      }
    }
    return terminationStatus
  }
}

/// A file to which a process adds lines that another one reads.
struct Journal {
  let path: String

  func add(_ line: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    let bytes = Array((line + "\n").utf8)
    try #require(write(file, bytes, bytes.count) == bytes.count)
  }

  /// The whole lines so far.
  var lines: [String] {
    let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}
