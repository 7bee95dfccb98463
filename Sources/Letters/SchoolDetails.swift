import Foundation

/// What of a school stands in each of its letters, as it is written in `school.txt` in the school's own folder.
public struct SchoolDetails: Hashable, Sendable {
  /// The postal address.
  public var address: String?
  /// Whom a reader can turn to, and how.
  public var contact: String?
  /// Who watches over personal data (the FG), and how to reach that person.
  public var privacy: String?
  /// The complaints committee, and how to reach it.
  public var complaints: String?

  /// Makes details.
  public init(address: String? = nil, contact: String? = nil, privacy: String? = nil, complaints: String? = nil) {
    self.address = address
    self.contact = contact
    self.privacy = privacy
    self.complaints = complaints
  }

  private static let keys: [String: any WritableKeyPath<SchoolDetails, String?> & Sendable] = [
    "adres": \.address, "contact": \.contact, "privacy": \.privacy, "klachten": \.complaints,
  ]

  /// Reads lines of `name: value`; empty lines and lines that begin with `#` say nothing.
  init(_ text: String, path: String) throws {
    self.init()
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2, let place = Self.keys[parts[0]] else {
        let known = Self.keys.keys.sorted().joined(separator: ", ")
        throw LettersError.invalid(
          path: path, line: index + 1, reason: "schrijf \"naam: waarde\", met als naam een van: \(known)")
      }
      self[keyPath: place] = parts[1]
    }
  }
}
