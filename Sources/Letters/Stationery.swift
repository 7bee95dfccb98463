import Foundation
import Mustache

/// A letter written out, and what it still lacks.
public struct Draft: Hashable, Sendable {
  /// The whole letter, as HTML or plain text.
  public var text: String
  /// What is missing before it can be final, in Dutch, first one first.
  public var missing: [String]

  /// Whether it can be final.
  public var isComplete: Bool { missing.isEmpty }
}

/// The templates that letters are written with: the shipped ones, and a school's own in their place.
public struct Stationery: Sendable {
  /// What of the school stands in each letter.
  public let details: SchoolDetails
  private let sets: [Key: TemplateSet]

  private struct Key: Hashable {
    var language: LetterLanguage
    var form: LetterForm
  }

  /// Reads the folder of shipped templates and, when it is named, a school's own folder: templates under the same names
  /// take their place, and `school.txt` holds the school's details. Throws `LettersError` for a file that cannot be
  /// right, with its line.
  public init(shipped: String, own: String? = nil) throws {
    var sets: [Key: TemplateSet] = [:]
    for language in LetterLanguage.allCases {
      for form in LetterForm.allCases {
        let files = try TemplateSet.files(in: "\(shipped)/\(language.rawValue)", form)
        guard !files.isEmpty else {
          throw LettersError.unreadable(
            path: "\(shipped)/\(language.rawValue)", reason: "hier staan geen sjablonen (*.\(form.rawValue))")
        }
        // What says nothing in any language stands beside the languages.
        let shared = try TemplateSet.files(in: shipped, form)
        var set = try TemplateSet(files.merging(shared) { own, _ in own }, form)
        if let own { try set.replace(try TemplateSet.files(in: "\(own)/\(language.rawValue)", form)) }
        try set.checkParts()
        sets[Key(language: language, form: form)] = set
      }
    }
    self.sets = sets
    var details = SchoolDetails()
    if let own {
      guard FileManager.default.fileExists(atPath: own) else {
        throw LettersError.unreadable(path: own, reason: "deze map bestaat niet")
      }
      let path = own + "/school.txt"
      if let data = FileManager.default.contents(atPath: path) {
        details = try SchoolDetails(String(decoding: data, as: UTF8.self), path: path)
      }
    }
    self.details = details
  }

  /// Writes a letter out as far as it goes. A draft says so, and names what is missing; one that is final has nothing
  /// missing. Throws `LettersError.incomplete` for a final letter that is not complete, and `invalid` for a template
  /// that names what this letter does not have.
  public func write(
    _ letter: some Letter, in wording: Wording, as form: LetterForm, isFinal: Bool = false
  ) throws -> Draft {
    guard let set = sets[Key(language: wording.language, form: form)] else {
      throw LettersError.unreadable(path: letter.kind.rawValue, reason: "dit sjabloon ontbreekt")
    }
    let places = letter.places(in: wording)
    let used = try set.names(
      of: letter.kind.rawValue, known: Set(places.flatMap(\.names)).union(["draft", "missing", "item"]))
    var missing = letter.obstacles
    for place in places {
      if place.isMissing {
        missing.append("nog in te vullen: \(place.label)")
      } else if place.isRequired, !used.contains(place.name) {
        missing.append("het sjabloon laat weg: \(place.label) ({{\(place.name)}})")
      }
      for name in place.named(of: letter.head.others) {
        missing.append("\(place.label): hier staat de naam van een ander (\(name)); schrijf het zonder die naam")
      }
    }
    missing = missing.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    if isFinal && !missing.isEmpty { throw LettersError.incomplete(missing) }
    var values: [String: Any] = ["draft": !isFinal, "missing": missing.map { ["item": $0] }]
    for place in places { values[place.name] = place.value }
    return Draft(text: set.render(letter.kind.rawValue, values), missing: missing)
  }

  /// Checks that every kind of letter can be written with these templates in both languages and forms.
  public func check() throws {
    for letter in Samples.all(details) {
      for key in sets.keys.sorted(by: {
        ($0.language.rawValue, $0.form.rawValue) < ($1.language.rawValue, $1.form.rawValue)
      }) {
        _ = try write(letter, in: Wording(key.language, zone: .gmt), as: key.form)
      }
    }
  }
}
