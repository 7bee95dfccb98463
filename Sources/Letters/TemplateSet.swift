import Foundation
import Mustache

/// The templates of one language and one form, which name each other.
struct TemplateSet: Sendable {
  /// One file.
  struct File: Sendable {
    var path: String
    var text: String
  }

  private let form: LetterForm
  private var files: [String: File] = [:]
  private var tags: [String: TemplateTags] = [:]
  private var library = MustacheLibrary()

  /// The files of a form in a folder, by name without extension; none when there is no such folder.
  static func files(in folder: String, _ form: LetterForm) throws -> [String: File] {
    // No folder is no templates.
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return [:] }
    var files: [String: File] = [:]
    for entry in entries where entry.hasSuffix(".\(form.rawValue)") && !entry.hasPrefix(".") {
      let path = "\(folder)/\(entry)"
      guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
        throw LettersError.unreadable(path: path, reason: "dit bestand is niet te lezen als tekst (UTF-8)")
      }
      files[String(entry.dropLast(form.rawValue.count + 1))] = File(path: path, text: text)
    }
    return files
  }

  init(_ files: [String: File], _ form: LetterForm) throws {
    self.form = form
    for (name, file) in files { try set(file, name) }
  }

  /// Puts a school's own templates in the place of those under the same names.
  mutating func replace(_ own: [String: File]) throws {
    for (name, file) in own.sorted(by: { $0.key < $1.key }) {
      guard files[name] != nil else {
        throw LettersError.unreadable(
          path: file.path, reason: "zo heet geen sjabloon; kies een van: " + files.keys.sorted().joined(separator: ", ")
        )
      }
      try set(file, name)
    }
  }

  private mutating func set(_ file: File, _ name: String) throws {
    tags[name] = try TemplateTags(file.text, path: file.path)
    files[name] = file
    // Plain text is not escaped; each part must say so for itself.
    try library.register((form == .text ? "{{% CONTENT_TYPE:TEXT}}" : "") + file.text, named: name)
  }

  /// Throws for a part that does not exist, and for parts that are made of each other.
  func checkParts() throws {
    for name in files.keys.sorted() { try walk(name, inside: []) }
  }

  private func walk(_ name: String, inside outer: [String]) throws {
    for part in tags[name]?.parts ?? [] {
      let path = files[name]?.path ?? name
      guard files[part.name] != nil else {
        throw LettersError.invalid(
          path: path, line: part.line, reason: "het deel “\(part.name)” bestaat niet (\(part.name).\(form.rawValue))")
      }
      if part.name == name || outer.contains(part.name) {
        throw LettersError.invalid(
          path: path, line: part.line, reason: "“\(part.name)” bestaat zo uit zichzelf; haal dit weg")
      }
      try walk(part.name, inside: outer + [name])
    }
  }

  /// The names that a template fills in, its parts included. Throws for one that is not known, with file and line.
  func names(of template: String, known: Set<String>) throws -> Set<String> {
    guard let file = files[template], let tags = tags[template] else {
      throw LettersError.unreadable(path: "\(template).\(form.rawValue)", reason: "dit sjabloon ontbreekt")
    }
    var result: Set<String> = []
    for (name, line) in tags.names {
      guard known.contains(name) else {
        throw LettersError.invalid(
          path: file.path, line: line,
          reason: "{{\(name)}} is er niet in deze brief; kies uit: " + known.sorted().joined(separator: ", "))
      }
      result.insert(name)
    }
    for part in tags.parts { result.formUnion(try names(of: part.name, known: known)) }
    return result
  }

  /// The letter; plain text has lines of at most 72 signs and no more than one empty line together.
  func render(_ template: String, _ values: [String: Any]) -> String {
    let text = library.render(values, withTemplate: template) ?? ""
    switch form {
    case .html: return text.replacing(/\[nog invullen: [^\]\n]*\]/) { "<mark>\($0.output)</mark>" }
    case .text:
      let lines = text.wrapped(to: 72).replacing(/[ \t]+\n/, with: "\n").replacing(/\n{3,}/, with: "\n\n")
      return lines.drop(while: \.isNewline) + (lines.hasSuffix("\n") ? "" : "\n")
    }
  }
}
