import CPostgres
import Store

/// What the server or libpq reports.
struct PostgresFault: Error {
  /// The five signs of SQLSTATE; empty when the connection broke.
  var state: String
  /// The first line, without the values of rows.
  var message: String
  /// The schema of the object that it is about.
  var schema: String?

  /// The fault in a result.
  init(_ result: OpaquePointer?, on connection: OpaquePointer) {
    func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
    state = field(Self.sqlState) ?? ""
    message = field(Self.primary) ?? Self.firstLine(of: connection)
    schema = field(Self.schemaName)
  }

  /// The fault of a connection that was not made. Its message is verbose, since libpq gives the state in no other way.
  init(connecting connection: OpaquePointer?) {
    let line = Self.firstLine(of: connection)
    let found = line.firstMatch(of: #/[A-Z]+: +([0-9A-Z]{5}): /#)
    state = found.map { String($0.1) } ?? ""
    message = found.map { line.replacing("\($0.1): ", with: "") } ?? line
  }

  /// A server that did not answer.
  init(unanswered seconds: Int) {
    state = ""
    message = "timeout: geen antwoord binnen \(seconds) seconden"
  }

  /// Whether the server went away or ended the connection.
  var isLoss: Bool { state.isEmpty || state.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05"].contains(state) }

  /// Whether the same transaction can succeed when it is run again: it lost against another one, another program made
  /// the same table at the same moment, or a prepared statement is no longer what it was.
  var isPassing: Bool {
    switch state {
    case "40001", "40P01", "42P07", "0A000", "26000": true
    case "23505": schema == "pg_catalog"
    default: false
    }
  }

  private static func firstLine(of connection: OpaquePointer?) -> String {
    let text = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
    return text.split(separator: "\n").first.map(String.init) ?? "onbekende fout"
  }

  // libpq-fe.h gives these as character constants, which Swift imports as different types per platform.
  private static let sqlState = Int32(UInt8(ascii: "C"))
  private static let primary = Int32(UInt8(ascii: "M"))
  private static let schemaName = Int32(UInt8(ascii: "s"))
}

extension StoreError {
  /// Says in the store's words what PostgreSQL reports about a statement.
  init(_ fault: PostgresFault, _ address: PostgresAddress) {
    let detail = fault.message
    if fault.isLoss {
      self = .connectionLost(server: address.name)
      return
    }
    switch fault.state {
    case "42P01": self = .missingTable(detail)
    case "40001", "40P01", "55P03", "57014": self = .locked
    case "53100": self = .diskFull
    case "58030": self = .diskFault(detail)
    case "25006", "42501": self = .readOnly
    case let state where state.hasPrefix("23"): self = .constraint(detail)
    default: self = .damaged("\(detail) (code \(fault.state))")
    }
  }

  /// Says why there is no connection, and what to do.
  init(connecting fault: PostgresFault, _ address: PostgresAddress) {
    self = .noConnection(server: address.name, detail: fault.message, advice: Self.advice(fault, address))
  }

  private static func advice(_ fault: PostgresFault, _ address: PostgresAddress) -> String {
    switch fault.state {
    case "28P01":
      return "Het wachtwoord van gebruiker \(address.user) klopt niet. Kijk het na in FATSOEN_DATABASE of in het "
        + "wachtwoordbestand (PGPASSFILE, anders ~/.pgpass)."
    case "28000":
      return
        "De server laat gebruiker \(address.user) niet toe. Kijk de naam na, of laat de beheerder pg_hba.conf nazien."
    case "3D000":
      return
        "Die database bestaat niet. Maak haar met: createdb --template=template0 --encoding=UTF8 \(address.database)"
    case "42501": return "Gebruiker \(address.user) mag deze database niet openen. Laat de beheerder CONNECT geven."
    case "53300": return "Alle verbindingen zijn bezet. Probeer het zo opnieuw, of verhoog max_connections."
    case "57P03": return "De server start of stopt juist. Probeer het zo opnieuw."
    default: break
    }
    let known: [(sign: String, advice: String)] = [
      ("no password", "Er is een wachtwoord nodig. Zet het in het wachtwoordbestand (PGPASSFILE, anders ~/.pgpass)."),
      ("SSL", "De beveiligde verbinding (TLS) lukt niet. Kijk sslmode en sslrootcert in het adres na."),
      (
        "certificate",
        "Het certificaat van de server wordt niet vertrouwd. Kijk sslmode en sslrootcert in het adres na."
      ),
      ("translate host name", "De naam van de server is onbekend. Kijk het adres na."),
      ("refused", "Daar luistert geen server. Start PostgreSQL, of kijk server en poort na."),
      ("No such file", "Daar luistert geen server. Start PostgreSQL, of kijk server en poort na."),
      ("timeout", "De server antwoordt niet. Kijk server, poort en netwerk na."),
    ]
    return known.first { fault.message.contains($0.sign) }?.advice ?? "Kijk het adres na, en of de server draait."
  }
}
