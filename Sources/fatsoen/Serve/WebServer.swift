import Conduct
import Exchange
import Foundation
import Hummingbird
import Letters
import Library
import Logging
import Scanner
import Store
import Web

/// The site on a port of this machine, with what time brings done beside it.
struct WebServer {
  private let store: Store
  private let site: Site

  init(store: Store, rules: LoadedRules, settings: SiteSettings, setupCode: String? = nil) throws {
    self.store = store
    let desk = RuleDesk(store: store, rules: rules)
    let own = ProcessInfo.processInfo.environment["FATSOEN_REPORTS"].flatMap { $0.isEmpty ? nil : $0 }
    site = Site(
      store: store, screens: try Screens(folder: try ShippedData.site()), settings: settings,
      rules: SiteRules(
        ruleSet: rules.ruleSet, categories: rules.categories,
        reportCategories: try ReportCategory.load(file: try ShippedData.reportCategories()),
        workbench: RuleWorkbench(
          check: { try await desk.check($0) }, preview: { try await desk.preview($0, on: $1, school: $2) },
          unfit: { try await desk.unfit(school: $0) }, conditions: { try await desk.conditions }),
        explain: { try await desk.explain($0, school: $1) },
        look: { try await desk.look(at: $0, school: $1) }, weigh: { try await desk.weigh($0, school: $1) }),
      stationery: try Stationery(shipped: try ShippedData.reports(), own: own),
      setup: SiteSetup(policies: rules.policies, code: setupCode, readRoster: Self.roster)
    ) { Moment.now }
  }

  /// Reads files as `fatsoen import-roster` does, without writing them anywhere.
  private static func roster(_ files: [SiteSetup.RosterFile], today: Day) throws -> Roster {
    let reader = RosterReader(today: today)
    var roster = Roster()
    for file in files {
      do {
        roster.merge(try reader.read(file.bytes, name: file.name))
      } catch let error as ExchangeError {
        throw SiteError.unreadable(path: file.name, reason: error.message)
      }
    }
    return roster
  }

  /// Serves until the program is asked to stop; what is under way is finished first.
  func run(host: String, port: Int, onReady: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
    let ticking = Task { await tick() }
    defer { ticking.cancel() }
    var logger = Logger(label: "fatsoen")
    logger.logLevel = .error
    try await site.application(host: host, port: port, logger: logger) { port in
      try? Screen.print("Fatsoen luistert op http://\(host):\(port) (stoppen: Ctrl+C)")
      await onReady(port)
    }.runService()
  }

  /// Once a minute what time brings: reminders, the next person, ends of measures. A school that fails does not hold up
  /// the others, and is tried again.
  private func tick() async {
    while !Task.isCancelled {
      let schools: [School]
      do { schools = try await store.schools() } catch { schools = [] }  // a busy database is asked again in a minute
      for school in schools {
        do {
          _ = try await store.tick(school: school.id, at: Moment.now)
        } catch is CancellationError {
          return
        } catch { Screen.complain("error: \(school.id): \(error)") }
      }
      guard (try? await Task.sleep(for: .seconds(60))) != nil else { return }
    }
  }
}
