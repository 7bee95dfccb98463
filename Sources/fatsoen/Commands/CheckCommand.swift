import ArgumentParser
import Conduct
import Foundation
import Letters
import Library
import Scanner

/// `fatsoen check`: whether rules, words, overlay and policies are sound.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Controleert regels, woordenlijsten, eigen aanvullingen, beleid, afspraken, kalenders, keuzes en brieven.",
    discussion: """
      Draait alle voorbeelden, leest elk patroon na, meet het op vijandige tekst en
      zegt bij elke klacht bestand, regel en wat te doen. Afsluitstatus 2 als iets
      niet mag; een waarschuwing mag.

      Voorbeelden:
        fatsoen check
        fatsoen check --overlay mijn-school
        fatsoen check --reports mijn-school/brieven
      """)

  @OptionGroup var options: RuleOptions

  @Option(
    help: ArgumentHelp("De eigen map van de school met sjablonen van brieven.", valueName: "map"),
    completion: .directory)
  var reports: String?

  @Flag(help: "Schrijft per klacht één JSON-object.")
  var json = false

  @Flag(help: "Slaat de meting op vijandige tekst over.")
  var quick = false

  func run() async throws {
    let engine = CheckEngine(measures: !quick)
    var outcome = Check.run(
      wordlists: try options.wordlistsPath(), overlay: options.overlay, policies: try options.policyPaths(),
      calendars: try ShippedData.calendars(), reporting: try ShippedData.reportCategories(), engine: engine.engine)
    let dictionary = ShippedData.dictionary()
    if !dictionary.isInstalled {
      outcome.complaints.append(
        Complaint(
          .warning, code: "D001", at: SourceLocation(file: dictionary.path, line: 1),
          problem: "dit woordenboek is er niet; spelfouten in scheldwoorden worden niet herkend",
          advice: "installeer het pakket wdutch (apt-get install wdutch)"))
    }
    if let complaint = try letterFault() { outcome.complaints.append(complaint) }
    if !outcome.hasErrors { outcome.complaints += try await normFaults() }
    let here = FileManager.default.currentDirectoryPath + "/"
    for var complaint in outcome.complaints {
      if complaint.location.file.hasPrefix(here) { complaint.location.file.removeFirst(here.count) }
      if json {
        try Screen.print(Self.json(complaint))
      } else {
        Screen.complain("\(complaint.severity == .error ? "error" : "let op"): \(complaint) [\(complaint.code)]")
      }
    }
    if !json { try Screen.print(summary(outcome)) }
    if outcome.hasErrors { throw QuietExit(status: 2) }
  }

  /// Norms that are not served as their policy says, and rules that no norm asks for.
  private func normFaults() async throws -> [Complaint] {
    let loaded = try options.load()
    var complaints: [Complaint] = []
    for policy in loaded.policies {
      for report in try await NormReport.all(of: policy, rules: loaded, tests: [:]) {
        complaints += report.faults.map { fault in
          Complaint(
            .error, code: "N001", at: report.norm.clause.source, subject: report.norm.clause.id.rawValue,
            problem: fault,
            advice: "fatsoen norms \(report.norm.clause.id) toont wat de afspraak dient")
        }
      }
    }
    return complaints
      + NormsCommand.orphans(loaded.policies, loaded).map { rule in
        Complaint(
          .warning, code: "N002",
          at: SourceLocation(file: loaded.policies.first?.clauses.first?.source.file ?? "", line: 1),
          subject: rule, problem: "geen enkele afspraak vraagt om deze regel",
          advice: "noem haar bij een afspraak, of zet haar uit")
      }
  }

  /// The first fault in the templates of letters.
  private func letterFault() throws -> Complaint? {
    do {
      try Stationery(shipped: try ShippedData.reports(), own: reports).check()
      return nil
    } catch LettersError.invalid(let path, let line, let reason) {
      return Complaint(
        .error, code: "L001", at: SourceLocation(file: path, line: line), problem: reason,
        advice: "Reports/README.md noemt de plaatsen per brief")
    } catch LettersError.unreadable(let path, let reason) {
      return Complaint(
        .error, code: "L002", at: SourceLocation(file: path, line: 1), problem: reason, advice: "kijk de map na")
    }
  }

  private func summary(_ outcome: Check.Outcome) -> [String] {
    let terminal = Terminal.output
    let errors = outcome.complaints.count { $0.severity == .error }
    let warnings = outcome.complaints.count - errors
    let verdict =
      errors > 0
      ? terminal.style("✗ \(count(errors, "fout", "fouten"))", .severity4)
      : terminal.style("✓ Alles in orde", .good)
    return [
      verdict + (warnings > 0 ? ", \(count(warnings, "waarschuwing", "waarschuwingen"))" : ""),
      terminal.style(
        "  \(count(outcome.rules, "regel", "regels")) · \(count(outcome.words, "woord", "woorden")) · "
          + "\(count(outcome.examples, "voorbeeld", "voorbeelden")) · \(grouped(outcome.policies)) beleid met "
          + "\(count(outcome.clauses, "afspraak", "afspraken")) · \(count(outcome.calendars, "kalender", "kalenders")) · "
          + count(outcome.reportCategories, "keuze", "keuzes") + " bij melden",
        .soft),
    ]
  }

  private static func json(_ complaint: Complaint) -> String {
    var object = JSONObjectText()
    object.add("severity", text: complaint.severity == .error ? "error" : "warning")
    object.add("code", text: complaint.code)
    object.add("file", text: complaint.location.file)
    object.add("line", number: complaint.location.line)
    object.add("subject", text: complaint.subject)
    object.add("problem", text: complaint.problem)
    object.add("advice", text: complaint.advice)
    return object.text
  }
}
