import ArgumentParser
import Conduct
import Store

/// `fatsoen memberships`: what is not right about who belongs to which group.
struct MembershipsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memberships",
    abstract: "Toont wat er niet klopt aan wie in welke groep zit.",
    discussion: """
      Ouders die ontbreken in de groep van hun kind of van de school, ouders in een
      groep waar geen eigen kind zit, ouders zonder kind op school of die niemand
      toeliet, en wie door een ander dan de leerkracht of de directie is toegelaten.
      De directie en de administratie zien alles, een leerkracht de eigen groepen.
      Standaard staat er wat de afspraken van de school vragen.

      Voorbeelden:
        fatsoen memberships --as directie
        fatsoen memberships --as juf-els --group g6
        fatsoen memberships --as directie --all --json
      """)

  @OptionGroup var options: DeskOptions

  @Option(help: ArgumentHelp("Alleen deze groep.", valueName: "groep"))
  var group: String?

  @Flag(help: "Ook wat de afspraken van de school niet vragen.")
  var all = false

  func run() async throws {
    let (desk, member) = try await options.open()
    let only = try await groupID(at: desk)
    let policy = try await desk.store.policy(school: desk.id)
    let asked = Dictionary(uniqueKeysWithValues: MembershipFault.Kind.allCases.map { ($0, policy.clauses(about: $0)) })
    let faults = try await desk.store.membershipFaults(for: member.id, school: desk.id, at: Moment.now)
      .filter { all || asked[$0.kind]?.isEmpty == false }.filter { only == nil || $0.group == only }
    if options.json { return try Screen.print(faults.map { Self.json($0, asked[$0.kind] ?? []) }) }
    if faults.isEmpty { return try Screen.print("Iedereen zit waar dat hoort.") }
    let (names, groups) = (try await desk.names(), try await desk.groupNames())
    var lines: [String] = []
    for kind in MembershipFault.Kind.allCases {
      let found = faults.filter { $0.kind == kind }
      if found.isEmpty { continue }
      let clauses = (asked[kind] ?? []).map(\.rawValue).joined(separator: ", ")
      let title = "\(clauses.isEmpty ? "" : clauses + " ")\(kind.name): \(found.count)"
      lines += (lines.isEmpty ? [] : [""]) + [Terminal.output.style(title, .bold)]
      var table = Table([
        .init("wie", mayShrink: true), .init("groep", mayShrink: true), .init("door", mayShrink: true),
      ])
      for fault in found {
        table.add([
          .init(names[fault.member] ?? fault.member.rawValue),
          .init(fault.group.map { groups[$0] ?? $0.rawValue } ?? ""),
          .init(fault.addedBy.map { names[$0] ?? $0.rawValue } ?? ""),
        ])
      }
      lines += table.lines(on: .output)
    }
    try Screen.print(lines)
  }

  private func groupID(at desk: Desk) async throws -> GroupID? {
    guard let group else { return nil }
    return try await desk.group(group).id
  }

  private static func json(_ fault: MembershipFault, _ clauses: [ClauseID]) -> String {
    var object = JSONObjectText()
    object.add("kind", text: fault.kind.rawValue)
    object.add("clauses", texts: clauses.map(\.rawValue))
    object.add("member", text: fault.member.rawValue)
    object.add("group", text: fault.group?.rawValue)
    object.add("added_by", text: fault.addedBy?.rawValue)
    return object.text
  }
}
