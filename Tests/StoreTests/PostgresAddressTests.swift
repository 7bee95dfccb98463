import Foundation
import PostgresDriver
import Store
import TestSupport
import Testing

/// Addresses that lead nowhere: each says what to do, and none says the password.
@Suite struct PostgresAddressTests {
  private func message(_ url: String) async -> String {
    do {
      let database = try PostgresDatabase(url: url)
      _ = try await database.read { try $0.run("SELECT 1", []) }
      database.close()
      return "verbonden"
    } catch { return "\(error)" }
  }

  @Test(arguments: [
    "postgres://u:geheim@host:abc/db", "postgres://u:ge@heim@host/db", "postgres://[::1/db?password=geheim",
    "postgres://u:geheim@h/db?onbekend=1", "mysql://u:geheim@h/db",
  ])
  func anAddressThatIsNoneIsRefusedWithoutItsPassword(url: String) async {
    let said = await message(url)
    #expect(said.contains("postgres://gebruiker@server/database") || said.contains("Geen verbinding"), "\(said)")
    #expect(!said.contains("heim"), "\(said)")
  }

  @Test(arguments: [
    ("postgres://u:geheim@127.0.0.1:1/db", "Daar luistert geen server"),
    ("postgres:///db?host=/bestaat/niet", "Daar luistert geen server"),
    ("postgres://u:geheim@bestaat.niet.invalid/db", "De naam van de server is onbekend"),
    ("postgres://u@127.0.0.1:1/db?sslmode=verify-full&sslrootcert=/bestaat/niet", "TLS"),
  ])
  func aServerThatIsNotThereIsNamedWithWhatToDo(url: String, advice: String) async {
    let said = await message(url)
    // Without a root certificate libpq may not even try.
    #expect(said.contains(advice) || advice == "TLS" && said.contains("luistert geen server"), "\(said)")
    #expect(said.contains("db op ") && !said.contains("geheim"), "\(said)")
  }

  /// A server that speaks no TLS, as far as libpq asks before it says anything else.
  @Test func aServerWithoutTLSIsRefusedWhenTheAddressAsksForIt() async throws {
    let server = try PlainServer()
    let said = await message("postgres://u:geheim@127.0.0.1:\(server.port)/db?sslmode=require")
    #expect(said.contains("TLS") && said.contains("sslmode") && !said.contains("geheim"), "\(said)")
  }

  @Test func aServerThatDoesNotAnswerIsGivenUp() async throws {
    let server = try PlainServer(answers: false)
    // Were it not given up, this would never end.
    let said = await message("postgres://u@127.0.0.1:\(server.port)/db?connect_timeout=2")
    #expect(said.contains("antwoordt niet"), "\(said)")
  }

  @Test(.enabled(if: TestDatabase.isPostgres)) func whatTheServerRefusesSaysWhatToDo() async throws {
    let server = try #require(TestDatabase.server)
    let missing = await message(server.replacing("/fatsoen?", with: "/bestaat_niet?"))
    #expect(missing.contains("createdb") && missing.contains("bestaat_niet"), "\(missing)")
    let stranger = await message(server.replacing("user=postgres", with: "user=niemand"))
    #expect(stranger.contains("Gebruiker niemand") || stranger.contains("gebruiker niemand"), "\(stranger)")
    let database = try PostgresDatabase(url: server)
    try await database.write { connection in
      try connection.run("DROP ROLE IF EXISTS met_wachtwoord", [])
      _ = try connection.run("CREATE ROLE met_wachtwoord LOGIN PASSWORD 'het-goede'", [])
    }
    let account = server.replacing("user=postgres", with: "user=met_wachtwoord")
    #expect(await message(account + "&password=het-goede") == "verbonden")
    let wrong = await message(account + "&password=het-foute")
    #expect(
      wrong.contains("wachtwoord van gebruiker met_wachtwoord klopt niet") && !wrong.contains("het-foute"), "\(wrong)")
    let none = await message(account)
    #expect(none.contains("wachtwoordbestand"), "\(none)")
    let folder = try Folder()
    let file = folder.path + "/pgpass"
    try Data("*:*:*:met_wachtwoord:het-goede\n".utf8).write(to: URL(filePath: file))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    #expect(await message(account + "&passfile=\(file)") == "verbonden")
    try await database.write { connection in
      _ = try connection.run("DROP ROLE met_wachtwoord", [])
    }
    database.close()
  }
}

/// Listens on a port of this machine and says "N" to whoever asks for TLS, or nothing at all.
private final class PlainServer: Sendable {
  let port: Int
  private let descriptor: Int32

  init(answers: Bool = true) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, size) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, address, &size) == 0
      }
    }
    try #require(isListening)
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread {
      while true {
        let client = accept(descriptor, nil, nil)
        if client < 0 { return }
        guard answers else { continue }
        var request = [UInt8](repeating: 0, count: 8)
        _ = read(client, &request, 8)
        _ = write(client, "N", 1)
        Glibc.close(client)
      }
    }
  }

  deinit { shutdown(descriptor, Int32(SHUT_RDWR)); Glibc.close(descriptor) }
}
