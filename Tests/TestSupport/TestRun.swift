import Foundation

/// How this run of the tests was asked for.
public enum TestRun {
  /// Whether slow tests are skipped (`Scripts/test quick`): mark them `@Test(.enabled(if: !TestRun.isQuick))`.
  public static let isQuick = ProcessInfo.processInfo.environment["FATSOEN_QUICK"] == "1"
}
