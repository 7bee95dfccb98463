import Foundation
import Library
import TestSupport
import Testing

@Suite struct ShippedWordlistsTests {
  /// The shipped folder, or the one that `FATSOEN_WORDLISTS` names.
  private static let folder: String =
    ProcessInfo.processInfo.environment["FATSOEN_WORDLISTS"]
    ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Wordlists").path

  @Test(.enabled(if: FileManager.default.fileExists(atPath: folder + "/categories.yaml")))
  func `the shipped word lists have no errors and every example does what it says`() {
    let outcome = Check.run(wordlists: Self.folder, engine: .scanning)
    for complaint in outcome.complaints where complaint.severity == .error {
      Issue.record("\(complaint.code) \(complaint)")
    }
    #expect(outcome.examples > 0)
  }
}
