import Conduct
import Foundation
import Testing

@testable import Library

private let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("Policies/reporting/categories.yaml").path

@Suite struct ReportCategoryTests {
  @Test func theShippedChoicesArePlainAndCoverWhatAReportIsFor() throws {
    let categories = try ReportCategory.load(file: shipped)
    #expect(categories.filter(\.isAcute).map(\.id) == ["danger"] && categories.filter(\.isCare).map(\.id) == ["worry"])
    #expect(categories.filter { !$0.needsMessage }.map(\.id) == ["danger", "passed_on", "worry", "other"])
    for category in categories {
      #expect(category.name.count < 80 && category.name.first?.isUppercase == true, "\(category.id)")
    }
  }

  @Test(arguments: [
    ("- {id: a, name: A, severity: 5, message: true}", 1, "van 0 tot en met 4"),
    ("- {id: a, name: A, severity: 1, message: true}\n- {id: a, name: B, severity: 1, message: true}", 2, "twee keer"),
    ("- {id: a, name: A, severity: 1, message: true}", 1, "acuut gevaar"),
    ("- {id: a, severity: 1, message: true}", 1, "“name” ontbreekt"),
    ("- {id: a, name: A, severity: 1, message: true, acuut: true}", 1, "onbekende sleutel “acuut”"),
    ("a: b", 1, "lijst"),
  ])
  func aFaultIsNamedWithItsPlace(text: String, line: Int, part: String) throws {
    try withFolder(["c.yaml": text]) { folder in
      let error = #expect(throws: LibraryError.self) { try ReportCategory.load(file: folder.path + "/c.yaml") }
      let words = "\(try #require(error))"
      #expect(words.contains("c.yaml:\(line):") && words.contains(part), "\(words)")
    }
  }
}
