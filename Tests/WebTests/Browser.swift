import Conduct
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Web

/// A page that came back.
struct Page: Sendable {
  var status: HTTPResponse.Status
  var headers: HTTPFields
  var text: String
  /// The path that it came from, after redirects.
  var path: String

  /// The text between two marks, the first time that they occur.
  func between(_ start: String, _ end: String) -> String? {
    guard let from = text.range(of: start), let to = text.range(of: end, range: from.upperBound..<text.endIndex) else {
      return nil
    }
    return String(text[from.upperBound..<to.lowerBound])
  }
}

/// What a browser does without script: keeps cookies, follows redirects and sends forms with the token of the page.
actor Browser {
  private let client: any TestClientProtocol
  private(set) var cookies: [String: String] = [:]
  private(set) var token = ""

  init(_ client: any TestClientProtocol) { self.client = client }

  /// Opens an address; redirects are followed up to five times.
  @discardableResult
  func open(_ path: String, headers: [String: String] = [:]) async throws -> Page {
    try await send(.get, path, body: nil, headers, redirects: 5)
  }

  /// Opens an address and stays there.
  func plain(_ path: String) async throws -> Page { try await send(.get, path, body: nil, [:], redirects: 0) }

  /// Sends a form to an address, with the token of the last page unless the fields have one.
  @discardableResult
  func post(_ path: String, _ fields: [String: String] = [:], headers: [String: String] = [:], follow: Bool = true)
    async throws -> Page
  {
    var fields = fields
    if fields["token"] == nil { fields["token"] = token }
    let body = fields.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
    var headers = headers
    headers["Content-Type"] = headers["Content-Type"] ?? "application/x-www-form-urlencoded"
    return try await send(.post, path, body: Array(body.utf8), headers, redirects: follow ? 5 : 0)
  }

  /// Sends a form with files, each under the name of its field, as a browser does.
  @discardableResult
  func upload(
    _ path: String, _ fields: [String: String], files: [(field: String, name: String, bytes: [UInt8])]
  ) async throws -> Page {
    let boundary = "----grens\(UUID().uuidString)"
    var body: [UInt8] = []
    for (name, value) in fields.merging(["token": token], uniquingKeysWith: { own, _ in own }) {
      body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    for file in files {
      body += Array(
        """
        --\(boundary)\r\nContent-Disposition: form-data; name="\(file.field)"; filename="\(file.name)"\r
        Content-Type: application/octet-stream\r\n\r\n
        """.utf8)
      body += file.bytes + Array("\r\n".utf8)
    }
    body += Array("--\(boundary)--\r\n".utf8)
    return try await send(
      .post, path, body: body, ["Content-Type": "multipart/form-data; boundary=\(boundary)"], redirects: 5)
  }

  /// Signs in, with the second step where it is asked.
  func signIn(
    _ login: String, password: String = WebSchool.password, at time: Int64 = WebSchool.start
  ) async throws {
    try await open("/inloggen")
    var page = try await post("/inloggen", ["login": login, "password": password])
    if page.path.hasPrefix("/inloggen/code") {
      let secret = try #require(page.between("name=\"secret\" value=\"", "\""))
      let bytes = try #require(OneTimeCode.bytes(of: secret))
      let code = OneTimeCode(secret: bytes).code(step: OneTimeCode.step(at: time))
      page = try await post("/inloggen/code", ["code": code, "secret": secret])
    }
    #expect(page.status == .ok || page.status == .notFound)
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, body: [UInt8]?, _ headers: [String: String], redirects: Int
  ) async throws -> Page {
    var fields = HTTPFields()
    for (name, value) in headers { fields[HTTPField.Name(name)!] = value }
    if !cookies.isEmpty { fields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
    let answer = try await client.execute(
      uri: path, method: method, headers: fields, body: body.map { ByteBuffer(bytes: $0) })
    for cookie in answer.headers[values: .setCookie] {
      let parts = cookie.split(separator: ";")[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let isGone = cookie.contains("Max-Age=0")
      cookies[String(parts[0])] = isGone ? nil : String(parts[1])
    }
    if let target = answer.headers[.location], redirects > 0 {
      return try await send(.get, target, body: nil, [:], redirects: redirects - 1)
    }
    let page = Page(status: answer.status, headers: answer.headers, text: String(buffer: answer.body), path: path)
    if let found = page.between("name=\"token\" value=\"", "\"") { token = found }
    return page
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}

/// Runs a test against the site of a school.
func withSite(
  _ body: @escaping @Sendable (_ school: WebSchool, _ client: any TestClientProtocol) async throws -> Void
) async throws {
  let school = try await WebSchool()
  let app = Application(router: school.site.router())
  try await app.test(.router) { client in try await body(school, client) }
}
