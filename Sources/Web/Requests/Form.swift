import Foundation
import Hummingbird
import NIOCore

/// What somebody filled in: fields by name, and files.
struct Form: Sendable {
  /// A file that was sent along.
  struct File: Sendable {
    var name: String
    var bytes: [UInt8]
  }

  private(set) var fields: [String: [String]] = [:]
  private(set) var files: [String: [File]] = [:]

  init() {}

  init(_ fields: [String: String]) { self.fields = fields.mapValues { [$0] } }

  /// The first value of a field, without spaces around it; empty when there is none.
  subscript(_ name: String) -> String {
    fields[name]?.first?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
  }

  /// All values of a field that are not empty.
  func all(_ name: String) -> [String] { (fields[name] ?? []).filter { !$0.isEmpty } }

  /// Whether a box was ticked.
  func has(_ name: String) -> Bool { !self[name].isEmpty }

  /// A whole number.
  func number(_ name: String) -> Int? { Int(self[name]) }

  /// The most fields and files that a form may have.
  private static let most = 500

  /// Reads a form that a browser sent; nil for what is no form.
  init?(_ body: ByteBuffer, contentType: String?) {
    let type = contentType?.lowercased() ?? ""
    if type.hasPrefix("application/x-www-form-urlencoded") {
      guard let fields = Self.urlEncoded(String(buffer: body)) else { return nil }
      self.fields = fields
    } else if type.hasPrefix("multipart/form-data"), let contentType,
      let boundary = contentType.firstMatch(of: /boundary="?([^";,\s]{1,70})"?/)
    {
      guard readMultipart(Array(body.readableBytesView), boundary: String(boundary.1)) else { return nil }
    } else if body.readableBytes > 0 {
      return nil
    }
  }

  /// The fields of `a=1&b=2`; nil when there are too many, or a sign is not written as it should be.
  static func urlEncoded(_ text: String) -> [String: [String]]? {
    var fields: [String: [String]] = [:]
    let pairs = text.split(separator: "&")
    if pairs.count > most { return nil }
    for pair in pairs {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(parts[0]), let value = parts.count == 2 ? decoded(parts[1]) : "" else { return nil }
      fields[name, default: []].append(value)
    }
    return fields
  }

  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding.map { $0.replacing("\r\n", with: "\n") }
  }

  /// Reads `multipart/form-data` (RFC 7578); false for what does not hold together.
  private mutating func readMultipart(_ bytes: [UInt8], boundary: String) -> Bool {
    let mark = Array("--\(boundary)".utf8)
    let data = Data(bytes)
    guard var place = data.range(of: Data(mark))?.upperBound else { return false }
    var count = 0
    while true {
      if data[place...].starts(with: Data("--".utf8)) { return true }
      guard data[place...].starts(with: Data("\r\n".utf8)),
        let head = data.range(of: Data("\r\n\r\n".utf8), in: place..<data.endIndex),
        let end = data.range(of: Data("\r\n".utf8) + Data(mark), in: head.upperBound - 2..<data.endIndex)
      else { return false }
      count += 1
      let heading = String(decoding: data[place..<head.lowerBound], as: UTF8.self)
      let content = end.lowerBound >= head.upperBound ? data[head.upperBound..<end.lowerBound] : Data()
      guard count <= Self.most, let name = heading.firstMatch(of: /(?i)content-disposition:[^\r\n]*[; ]name="([^"]*)"/)
      else {
        return false
      }
      if let file = heading.firstMatch(of: /(?i)filename="([^"]*)"/) {
        // The name of a file without the folders that some browsers put before it.
        let short = file.1.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        if !content.isEmpty { files[String(name.1), default: []].append(File(name: short, bytes: Array(content))) }
      } else {
        let text = String(decoding: content, as: UTF8.self).replacing("\r\n", with: "\n")
        fields[String(name.1), default: []].append(text)
      }
      place = end.upperBound
    }
  }
}
