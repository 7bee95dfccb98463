import Conduct
import Store
import Web

/// Accounts of the invented school, one for each kind of person; everybody may know them.
struct DemoAccounts {
  private let store: Store
  private let now: Int64

  init(store: Store, now: Int64) {
    self.store = store
    self.now = now
  }

  private static let people = [
    ("Leerkracht van groep 6", "juf-6"), ("Directeur", "directie"), ("Ouder die iets meldt", "ouder-3"),
    ("Ouder van wie berichten wachten", "ouder-4"), ("Intern begeleider (zorg)", "ib"), ("Bestuur", "bestuur"),
  ]
  private static let password = "meerkoet in de sloot"
  /// The secret of the second step of director and board. It is in this file for all to read, and so protects nothing.
  private static let factor = Array("meerkoet-de-meerkoet".utf8)

  /// Makes them, unless they are there, and gives them for the page where one signs in.
  func make() async throws -> [SiteSettings.DemoAccount] {
    var accounts: [SiteSettings.DemoAccount] = []
    // A password that stands on the page needs no slow hash.
    let hash = try await PasswordHash(cost: 10).make(Self.password)
    for (who, login) in Self.people {
      let member = try await store.member(login, school: DemoSchool.id)
      let asks = !member.roles(at: now).isDisjoint(with: [.director, .board])
      if try await store.credentials(login: login).isEmpty {
        let made = try await store.saveCredential(
          login: login, password: hash, of: member.id, school: DemoSchool.id, at: now)
        if asks {
          try await store.saveFactor(
            Self.factor, recoveryCodes: [], of: made.account, school: DemoSchool.id, at: now)
        }
      }
      accounts.append(
        SiteSettings.DemoAccount(
          who: who, login: login, password: Self.password, factor: asks ? Self.factor : nil))
    }
    return accounts
  }
}
