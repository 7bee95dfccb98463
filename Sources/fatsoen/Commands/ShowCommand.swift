import ArgumentParser
import Conduct
import Foundation
import Store

/// `fatsoen show`: one review with all that is needed to decide.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Toont een beoordeling: de tekst, de signalen, en wat u kunt doen.",
    discussion: """
      Voorbeelden:
        fatsoen show 12 --as juf-els
        fatsoen show 12 --as directie --json
      """)

  @OptionGroup var options: ReviewOptions

  func run() async throws {
    let (desk, member, id) = try await options.open()
    let file = try await desk.store.review(id, for: member.id, school: desk.id, at: Moment.now)
    if options.json {
      try Screen.print(ReviewJSON(file: file).line)
    } else {
      let policy = try await desk.store.policy(school: desk.id)
      let page = ReviewPage(file: file, desk: desk, policy: policy, names: try await desk.names(), terminal: .output)
      try Screen.print(page.lines)
    }
  }
}
