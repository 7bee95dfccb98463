public import Foundation

/// The `fatsoen` under test: the optimised one that `FATSOEN_RELEASE` names, or else the one that was built together with the
/// tests. The command is started more than a thousand times, and unoptimised it spends seconds on rules that are new to it.
public enum BuiltCommand {
  /// The root of the package.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The binary.
  public static let binary: URL = {
    if let optimised = ProcessInfo.processInfo.environment["FATSOEN_RELEASE"] { return URL(fileURLWithPath: optimised) }
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
