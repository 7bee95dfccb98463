public import Foundation

/// The `fatsoen` that was built together with the tests.
public enum BuiltCommand {
  /// The root of the package.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The binary, beside the test bundle.
  public static let binary: URL = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let beside = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("fatsoen")
    if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
    return root.appendingPathComponent(".build/debug/fatsoen")
  }()

  /// What it runs in: this repository's data, and a cache that the tests share.
  public static var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["FATSOEN_HOME"] = root.path
    environment["FATSOEN_CACHE"] =
      FileManager.default.temporaryDirectory.appendingPathComponent("fatsoen-test-cache").path
    return environment
  }
}
