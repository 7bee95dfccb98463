import ArgumentParser
import Conduct
import Foundation
import Library
import Store

/// `fatsoen norms`: how each clause of the school's policy is served, and whether that works.
struct NormsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "norms",
    abstract: "Toont per afspraak hoe zij wordt nagegaan, sinds wanneer, en of dat nu werkt.",
    discussion: """
      Elke afspraak wordt echt geprobeerd: regels op hun eigen voorbeelden, en wat
      geregistreerd of afgehandeld wordt aan een proefschool in het geheugen. Met een
      school erbij staat er ook hoe vaak en wanneer het voor het laatst voorkwam.
      Afsluitstatus 2 als een afspraak niet werkt zoals het beleid zegt.

      Voorbeelden:
        fatsoen norms
        fatsoen norms A27 B5
        fatsoen norms --database sqlite:///srv/school.db --json
      """)

  @OptionGroup var options: DatabaseOptions

  @OptionGroup var rules: RuleOptions

  @Argument(help: ArgumentHelp("Alleen deze afspraken, met alles erbij.", valueName: "nr"))
  var clauses: [String] = []

  func run() async throws {
    let loaded = try rules.load()
    let tests = try NormReport.tests()
    let named = Set(clauses.map { $0.uppercased() })
    var reports: [NormReport] = []
    var orphans: [String] = []
    let isAtSchool =
      options.database != nil || ProcessInfo.processInfo.environment["FATSOEN_DATABASE"]?.isEmpty == false
    if isAtSchool {
      let desk = try await options.desk()
      let policy = try await desk.store.policy(school: desk.id)
      let used = try await desk.store.ruleUsage(school: desk.id)
      let school = SchoolUsage(
        rules: used.rules, events: used.events, since: try await desk.store.clausesSince(school: desk.id),
        zone: desk.zone)
      reports = try await NormReport.all(of: policy, rules: loaded, tests: tests, school: school)
      orphans = Self.orphans([policy], loaded)
    } else {
      for policy in loaded.policies {
        reports += try await NormReport.all(of: policy, rules: loaded, tests: tests)
      }
      orphans = Self.orphans(loaded.policies, loaded)
    }
    let unknown = named.subtracting(reports.map(\.norm.clause.id.rawValue)).sorted()
    if let first = unknown.first { throw CommandError("afspraak \(first) is er niet; fatsoen norms toont ze alle") }
    let shown = reports.filter { named.isEmpty || named.contains($0.norm.clause.id.rawValue) }
    if options.json {
      for report in shown { try Screen.print(report.json) }
    } else if named.isEmpty {
      try Screen.print(list(shown) + summary(reports, orphans))
    } else {
      try Screen.print(shown.flatMap(page))
    }
    if shown.contains(where: { !$0.faults.isEmpty }) { throw QuietExit(status: 2) }
  }

  /// Rules that no clause of any of the policies asks for.
  static func orphans(_ policies: [Policy], _ loaded: LoadedRules) -> [String] {
    let without = policies.map { $0.rulesWithoutNorm(loaded.ruleSet.rules) }
    let care = Set(loaded.categories.filter(\.isCareRoute).map(\.id))
    let inCare = Set(loaded.ruleSet.rules.filter { care.contains($0.category) }.map(\.id))
    func shared<Rule: Hashable>(_ lists: [[Rule]]) -> Set<Rule> {
      guard let first = lists.first else { return [] }
      return lists.dropFirst().reduce(Set(first)) { $0.intersection($1) }
    }
    let text = shared(without.map { $0.text })
    let posting = shared(without.map { $0.posting })
    let names = text.subtracting(inCare).map { $0.rawValue }
    return names.sorted() + posting.map { $0.rawValue }.sorted()
  }

  private func list(_ reports: [NormReport]) -> [String] {
    let terminal = Terminal.output
    var lines: [String] = []
    for (policy, own) in Dictionary(grouping: reports, by: \.policy.id).sorted(by: { $0.key < $1.key }) {
      let isAtSchool = own.contains { $0.usage != nil }
      var columns: [Table.Column] = [.init("nr"), .init("afspraak", mayShrink: true), .init("hoe", mayShrink: true)]
      columns += isAtSchool ? [.init("laatst"), .init("aantal", isNumber: true)] : []
      var table = Table(columns + [.init("nu")])
      for report in own {
        let usage = report.usage
        let mark =
          report.faults.isEmpty
          ? Table.Cell(report.norm.isProcessOnly ? "–" : "✓", .good) : Table.Cell("✗", .severity4)
        var cells: [Table.Cell] = [
          .init(report.norm.clause.id.rawValue, .bold), .init(report.norm.clause.label), .init(report.ways, .soft),
        ]
        if isAtSchool {
          cells += [
            .init(usage?.lastAt.map { Moment.short($0, in: report.zone) } ?? "–"),
            .init(usage.map { $0.count == 0 ? "–" : grouped($0.count) } ?? "–"),
          ]
        }
        table.add(cells + [mark])
      }
      lines += [terminal.style(own.first?.policy.title ?? policy, .bold), ""] + table.lines(on: terminal) + [""]
    }
    return lines
  }

  private func summary(_ reports: [NormReport], _ orphans: [String]) -> [String] {
    let terminal = Terminal.output
    let broken = reports.filter { !$0.faults.isEmpty }
    let people = reports.count { $0.norm.isProcessOnly }
    var lines = [
      terminal.style(
        "\(count(reports.count, "afspraak", "afspraken")): \(reports.count - people - broken.count) nagegaan, "
          + "\(people) alleen door mensen, \(broken.count) niet in orde", broken.isEmpty ? .good : .severity4)
    ]
    for report in broken {
      lines += report.faults.map { "✗ \(report.norm.clause.id): \($0)" }
    }
    if !orphans.isEmpty { lines.append("Regels zonder afspraak: \(orphans.joined(separator: ", "))") }
    lines.append(
      terminal.style(
        "Niet te zien voor een programma: verspreiden buiten het portaal, foto's op toestellen, gezichten zonder naam, en bedoeling.",
        .soft))
    return lines
  }

  private func page(_ report: NormReport) -> [String] {
    let terminal = Terminal.output
    let norm = report.norm
    var lines = [terminal.style("\(norm.clause.id)  \(norm.clause.label)", .bold)]
    lines += norm.clause.text.wrapped(to: terminal.width - 2).map { "  " + $0 }
    func add(_ name: String, _ values: [String]) {
      if !values.isEmpty {
        lines += ("\(name): " + values.joined(separator: ", ")).wrapped(to: terminal.width - 2).map { "  " + $0 }
      }
    }
    add("sinds", [report.since].compactMap { $0 })
    add("tekstregels", norm.textRules.map(\.rawValue))
    add("via", norm.through.map(\.rawValue))
    add("bij plaatsen", norm.postingRules.map { "\($0.title.lowercased()) (\($0.rawValue))" })
    add("register en werkwijze", norm.safeguards.map(\.name))
    if norm.isProcessOnly { lines.append("  alleen mensen: hier kan een programma hoogstens aan herinneren") }
    add("test", [report.test].compactMap { $0 })
    if let usage = report.usage {
      add(
        "voorgekomen",
        ["\(usage.count) keer" + (usage.lastAt.map { ", laatst \(Moment.text($0, in: report.zone))" } ?? "")])
    }
    lines += report.faults.isEmpty ? ["  \(terminal.style("✓", .good)) werkt"] : report.faults.map { "  ✗ \($0)" }
    return lines + [""]
  }
}
