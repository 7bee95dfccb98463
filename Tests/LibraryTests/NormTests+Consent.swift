import Conduct
import Foundation
import Testing

@testable import Library

/// What the shipped policies say of consent, as the register reads it.
@Suite struct ConsentNormTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func terms(_ name: String) throws -> ConsentTerms {
    let file = Self.root.appendingPathComponent("Policies/\(name).yaml").path
    return ConsentTerms(try Policy.load(file: file, categories: []))
  }

  private func a() throws -> ConsentTerms { try terms("a-de-jordaan-2017") }
  private func b() throws -> ConsentTerms { try terms("b-school-2018") }

  @Test("A16: photos, films and names need consent") func a16KindsOfConsent() throws {
    #expect(try a().kinds == [.photo, .film, .name])
    #expect(try a().clauses.contains(ClauseID("A16")))
  }

  @Test("A17: consent holds for one school year, until 1 August") func a17ConsentIsYearly() throws {
    #expect(try a().isYearly && a().lapse(of: 2026) == Day(2027, 8, 1))
  }

  @Test("A20: pictures leave the own device within seven days") func a20RemovalTerm() throws {
    #expect(try a().removalDays == 7)
    // B has no clause about devices, and asks for nothing.
    #expect(try b().removalDays == nil)
  }

  @Test("A22: the portal is a channel of its own") func a22PortalIsAsked() throws {
    #expect(try a().questions.contains(Consent.Question(.photo, .portal)))
  }

  @Test("A23: every place outside the portal is asked for apart") func a23ChannelsAreAskedApart() throws {
    #expect(try a().channels == [.portal, .website, .socialMedia, .press, .newsletter])
  }

  @Test("B4: consent is asked for images and data, in the portal") func b4ImagesAndData() throws {
    #expect(try b().kinds == [.photo, .film, .data] && b().channels == [.portal])
  }

  @Test("B5: it is asked every year, and late after six weeks") func b5AskedEveryYear() throws {
    #expect(try b().isYearly && b().overdueWeeks == 6)
    let asked = Day(2026, 8, 31)
    #expect(try !b().isOverdue(asked: asked, on: asked + 42) && b().isOverdue(asked: asked, on: asked + 43))
  }
}
