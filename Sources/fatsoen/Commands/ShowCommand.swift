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

  @OptionGroup var options: DatabaseOptions
  @OptionGroup var member: MemberOptions

  @Flag(help: "Schrijft één JSON-object.")
  var json = false

  @Argument(help: ArgumentHelp("Het nummer uit de wachtrij.", valueName: "nr"))
  var number: String

  func run() async throws {
    let desk = try await options.desk()
    let member = try await member.resolve(at: desk)
    let id = try await desk.store.reviewID(number, school: desk.id)
    let file = try await desk.store.review(id, for: member.id, school: desk.id, at: Moment.now)
    if json {
      try Screen.print(ReviewJSON(file: file).line)
    } else {
      let policy = try await desk.store.policy(school: desk.id)
      let page = ReviewPage(file: file, desk: desk, policy: policy, names: try await desk.names(), terminal: .output)
      try Screen.print(page.lines)
    }
  }
}
