import Foundation
import TestSupport
import Testing

@testable import Web

/// The files of the site, as they are shipped and as a school may change them.
@Suite struct ScreensTests {
  private static let folder = BuiltCommand.root.path + "/Site"

  @Test func everyTextThatSwiftNamesIsThere() throws {
    let keys = try Screens(folder: Self.folder).screen("nl").texts.keys
    let sources = BuiltCommand.root.path + "/Sources/Web"
    var missing: [String] = []
    for file in FileManager.default.enumerator(atPath: sources)?.compactMap({ $0 as? String }) ?? []
    where file.hasSuffix(".swift") {
      let text = try String(contentsOfFile: "\(sources)/\(file)", encoding: .utf8)
      for match in text.matches(of: /texts(\.count)?\(\s*"([a-z_A-Z0-9.\-]+)"/) {
        let key = String(match.2)
        let isThere =
          match.1 == nil ? keys.contains(key) : ["one", "many"].allSatisfy { keys.contains("\(key).\($0)") }
        if !isThere { missing.append("\(file): \(key)") }
      }
      for match in text.matches(of: /gedaan=([a-z_]+)/) where !keys.contains("done.\(match.1)") {
        missing.append("\(file): done.\(match.1)")
      }
    }
    #expect(missing == [])
  }

  @Test func whatIsFilledInIsNotLookedInto() {
    let texts = Texts(language: "nl", ["a": "{name} ({n}) {other} {", "b.many": "{n} {{n}}"])
    #expect(texts("a", ["name": "{n}", "n": "1"]) == "{n} (1) {other} {")
    #expect(texts.count("b", 1200) == "1.200 {1.200}")
    #expect(texts("c") == "⟦c⟧")
  }

  @Test func everyLanguageSaysEverything() throws {
    let screens = try Screens(folder: Self.folder)
    #expect(screens.languages == ["nl", "en"])
    let dutch = try Self.texts("nl")
    let english = try Self.texts("en")
    #expect(Set(dutch.keys).subtracting(english.keys).sorted() == [])
    #expect(Set(english.keys).subtracting(dutch.keys).sorted() == [])
    for (key, text) in dutch {
      let holes = Set(text.matches(of: /\{(\w+)\}/).map { String($0.1) })
      let theirs = Set((english[key] ?? "").matches(of: /\{(\w+)\}/).map { String($0.1) })
      #expect(holes == theirs, "\(key)")
    }
  }

  private static func texts(_ language: String) throws -> [String: String] {
    try Screens.texts(in: "\(folder)/texts/\(language)")
  }

  @Test func aTemplateThatNamesNoTextIsRefusedWithItsFile() throws {
    let place = try TemporaryFolder()
    let files = FileManager.default
    for folder in ["templates", "texts/nl", "assets"] {
      try files.createDirectory(atPath: "\(place.path)/\(folder)", withIntermediateDirectories: true)
    }
    func write(_ text: String, _ name: String) throws {
      try text.write(toFile: "\(place.path)/\(name)", atomically: true, encoding: .utf8)
    }
    try write("a:\n  b: Hallo <b>{wie}</b> {{title}}\n", "texts/nl/a.yaml")
    try write("<p>{{t.a.b}} {{name}}</p>", "templates/page.mustache")
    let page = try Screens(folder: place.path).screen("nl").render("page", ["name": "<i>", "title": "x"])
    #expect(page == "<p>Hallo &lt;b&gt;&#123;wie}&lt;/b&gt; &#123;&#123;title}} &lt;i&gt;</p>")
    for (text, says) in [("{{t.a.c}}", "a.c"), ("{{#x}}", "page.mustache"), ("{{asset.nee.css}}", "nee.css")] {
      try write(text, "templates/page.mustache")
      #expect {
        _ = try Screens(folder: place.path)
      } throws: { "\($0)".contains(says) }
    }
  }

  @Test func everyPageFitsInAHundredKilobytes() throws {
    let screens = try Screens(folder: Self.folder)
    let files = screens.assets.values.reduce(0) { $0 + $1.bytes.count }
    // What is left is for the page itself.
    #expect(files < 60_000, "\(files) bytes")
  }
}
