import Conduct
public import Hummingbird
public import Letters
public import Logging
import NIOCore
public import Store

/// How the site is set up.
public struct SiteSettings: Sendable {
  /// An account of the demo school, shown where one signs in.
  public struct DemoAccount: Sendable {
    /// Who it is, in words.
    public var who: String
    /// The name to sign in with.
    public var login: String
    /// The password.
    public var password: String
    /// The secret of the second step, of which the page shows the code; nil without one.
    public var factor: [UInt8]?

    /// Makes one.
    public init(who: String, login: String, password: String, factor: [UInt8]? = nil) {
      self.who = who
      self.login = login
      self.password = password
      self.factor = factor
    }
  }

  /// The address that people type, without a slash at the end; `https://…`, or `http://` on this machine only.
  public var address: String
  /// Whether a proxy in front says where requests come from (`X-Forwarded-For`).
  public var trustsProxy: Bool
  /// Accounts of the demo school; empty for a real one.
  public var demoAccounts: [DemoAccount]
  /// What a new password costs.
  public var passwordHash: PasswordHash
  /// The calendars to choose from.
  public var holidays: SiteHolidays

  /// Makes settings.
  public init(
    address: String, trustsProxy: Bool = false, demoAccounts: [DemoAccount] = [],
    passwordHash: PasswordHash = .init(), holidays: SiteHolidays = SiteHolidays()
  ) {
    self.address = address
    self.trustsProxy = trustsProxy
    self.demoAccounts = demoAccounts
    self.passwordHash = passwordHash
    self.holidays = holidays
  }

  /// Whether cookies go over an encrypted connection only.
  var isSecure: Bool { address.hasPrefix("https://") }
}

/// The web application: pages for the parent, the teacher, the director and the board, over one store.
public struct Site: Sendable {
  let store: Store
  let screens: Screens
  let settings: SiteSettings
  let rules: SiteRules
  /// What letters are written with.
  let stationery: Stationery
  let setup: SiteSetup
  let rosterDrafts = RosterDrafts()
  let throttle = Throttle()
  let taskCounts = TaskCounts()
  let news: News
  /// The time, in milliseconds since 1970.
  let clock: @Sendable () -> Int64

  /// Makes the site.
  public init(
    store: Store, screens: Screens, settings: SiteSettings, rules: SiteRules, stationery: Stationery,
    setup: SiteSetup = SiteSetup(), clock: @escaping @Sendable () -> Int64
  ) {
    self.store = store
    self.screens = screens
    self.settings = settings
    self.rules = rules
    self.stationery = stationery
    self.setup = setup
    self.clock = clock
    news = News(store: store)
  }

  /// All addresses, in the order of the desks.
  static var routes: [Route] {
    publicRoutes + accountRoutes + handlingRoutes + staffRoutes + directorRoutes + schoolRoutes + parentRoutes
      + boardRoutes + RulesPage.routes + RuleChangePage.routes
  }

  /// The name of a category on screen.
  func name(of category: CategoryID) -> String {
    rules.categories.first { $0.id == category }?.name ?? category.rawValue
  }

  /// Where a request ends up.
  func router() -> Router<SiteContext> {
    let router = Router(context: SiteContext.self)
    router.add(middleware: Gate(site: self))
    for route in Self.routes {
      let path = RouterPath(route.path)
      router.on(path, method: route.method) { request, context in
        try await self.answer(route, request, context)
      }
    }
    return router
  }

  /// The program that listens. `onReady` is called with the port once it does.
  public func application(
    host: String, port: Int, logger: Logger, onReady: @escaping @Sendable (Int) async -> Void = { _ in }
  ) -> some ApplicationProtocol {
    Application(
      router: router(),
      server: .http1(
        configuration: .init(
          idleTimeout: .seconds(75),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100))),
      configuration: .init(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) }, logger: logger)
  }
}
