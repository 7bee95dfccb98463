import Crypto
import Foundation
import Library
import Mustache

/// The pages of the site as files say them: templates, texts per language, style and script. A language is a folder of
/// texts, and needs no Swift.
public struct Screens: Sendable {
  /// One language: its texts, and the templates with those texts in them.
  struct Screen: Sendable {
    let texts: Texts
    fileprivate let library: MustacheLibrary

    /// Fills in a template. Everything that is filled in is escaped; what is nil or empty is not there.
    func render(_ template: String, _ values: [String: Any]) -> String {
      library.render(Self.pruned(values), withTemplate: template) ?? ""
    }

    /// Values without those that are nil or an empty text, so that a section of a template asks whether there is anything.
    private static func pruned(_ values: [String: Any]) -> [String: Any] { values.compactMapValues(pruned) }

    private static func pruned(_ value: Any) -> Any? {
      switch value {
      case let value as String: value.isEmpty ? nil : value
      case let values as [String: Any]: pruned(values)
      case let values as [Any]: values.compactMap(pruned)
      case let value as any Absent: value.isNone ? nil : value
      default: value
      }
    }
  }

  /// A file that a page may ask for.
  struct Asset: Sendable {
    let type: String
    let bytes: [UInt8]
    /// Under which address it is served: the name holds a hash of the contents, so that it may be kept for ever.
    let address: String
  }

  private let screens: [String: Screen]
  let assets: [String: Asset]

  /// The language of a school that chose none of those that are there.
  static let standard = "nl"

  /// The languages, the standard one first.
  var languages: [String] {
    [Self.standard] + screens.keys.filter { $0 != Self.standard }.sorted()
  }

  /// One language; the standard one when it is not there.
  func screen(_ language: String) -> Screen { screens[language] ?? screens[Self.standard] ?? Self.none }

  private static let none = Screen(texts: Texts(language: standard, [:]), library: MustacheLibrary())

  /// Reads a folder with `templates`, `texts` and `assets`. Throws `SiteError` with the file and what is wrong in it: a
  /// text that a template names and no file has, or a template that is no Mustache.
  public init(folder: String) throws {
    let assets = try Self.assets(in: folder + "/assets")
    self.assets = Dictionary(uniqueKeysWithValues: assets.map { ($0.key, $0.value) })
    let templates = try Self.files(in: folder + "/templates", ending: ".mustache")
    if templates.isEmpty {
      throw SiteError.unreadable(path: folder, reason: "hier staan geen sjablonen (templates/*.mustache)")
    }
    var all: [String: [String: String]] = [:]
    for language in try FileManager.default.contentsOfDirectory(atPath: folder + "/texts").sorted()
    where !language.hasPrefix(".") {
      all[language] = try Self.texts(in: "\(folder)/texts/\(language)")
    }
    guard let standard = all[Self.standard] else {
      throw SiteError.unreadable(path: folder + "/texts", reason: "de map \(Self.standard) ontbreekt")
    }
    var screens: [String: Screen] = [:]
    for (language, texts) in all {
      // What a language lacks is said in the standard one, rather than not at all.
      let texts = Texts(language: language, standard.merging(texts) { $1 })
      var library = MustacheLibrary()
      for (name, template) in templates {
        let path = "\(folder)/templates/\(name).mustache"
        let filled = try Self.fill(template, texts, self.assets, path: path)
        do {
          try library.register(filled, named: name)
        } catch let error as MustacheTemplate.ParserError {
          throw SiteError.unreadable(path: path, reason: "regel \(error.context.lineNumber): \(error.error)")
        }
      }
      screens[language] = Screen(texts: texts, library: library)
    }
    self.screens = screens
  }

  /// The texts of one language by key, from all files in its folder.
  static func texts(in folder: String) throws -> [String: String] {
    var texts: [String: String] = [:]
    for (name, text) in try files(in: folder, ending: ".yaml") {
      let path = "\(folder)/\(name).yaml"
      for (key, value) in try TextsReader.texts(in: text, path: path) {
        guard texts.updateValue(value, forKey: key) == nil else {
          throw SiteError.unreadable(path: path, reason: "de tekst \(key) staat er twee keer")
        }
      }
    }
    return texts
  }

  /// Puts the texts, and the addresses of files, in the place of `{{t.key}}` and `{{asset.name}}`, once and for all.
  private static func fill(
    _ template: String, _ texts: Texts, _ assets: [String: Asset], path: String
  ) throws -> String {
    var result = ""
    var rest = template[...]
    while let match = rest.firstMatch(of: /\{\{(t|asset)\.([a-zA-Z0-9_.\-]+)\}\}/) {
      result += rest[..<match.range.lowerBound]
      let name = String(match.2)
      if match.1 == "t" {
        guard let text = texts.ifAny(name) else {
          throw SiteError.unreadable(path: path, reason: "de tekst \(name) bestaat niet in \(texts.language)")
        }
        result += escaped(text)
      } else {
        guard let asset = assets[name] else {
          throw SiteError.unreadable(path: path, reason: "het bestand \(name) bestaat niet in assets")
        }
        result += asset.address
      }
      rest = rest[match.range.upperBound...]
    }
    return result + rest
  }

  /// A text as it stands in a page.
  static func escaped(_ text: String) -> String {
    var result = ""
    for sign in text {
      switch sign {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // No text may open a tag of the template language.
      case "{": result += "&#123;"
      default: result.append(sign)
      }
    }
    return result
  }

  private static func files(in folder: String, ending: String) throws -> [String: String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw SiteError.unreadable(path: folder, reason: "deze map is niet te lezen")
    }
    var files: [String: String] = [:]
    for name in names where name.hasSuffix(ending) && !name.hasPrefix(".") {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"),
        let text = String(data: data, encoding: .utf8)
      else { throw SiteError.unreadable(path: "\(folder)/\(name)", reason: "niet te lezen als tekst (UTF-8)") }
      files[String(name.dropLast(ending.count))] = text
    }
    return files
  }

  private static let types = [
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    "png": "image/png",
  ]

  /// The files; those named `NAME.PART.css` and `.js` follow one another in one file, in the order of their names.
  private static func assets(in folder: String) throws -> [String: Asset] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw SiteError.unreadable(path: folder, reason: "deze map is niet te lezen")
    }
    var parts: [String: [UInt8]] = [:]
    for name in names.sorted() where !name.hasPrefix(".") {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
        throw SiteError.unreadable(path: "\(folder)/\(name)", reason: "niet te lezen")
      }
      let words = name.split(separator: ".")
      let whole = words.count == 3 ? "\(words[0]).\(words[2])" : name
      parts[whole, default: []] += Array(data)
    }
    var assets: [String: Asset] = [:]
    for (name, bytes) in parts {
      guard let ending = name.split(separator: ".").last, let type = types[String(ending)] else {
        throw SiteError.unreadable(path: "\(folder)/\(name)", reason: "dit soort bestand kent de site niet")
      }
      let hash = SHA256.hash(data: bytes).prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      assets[name] = Asset(type: type, bytes: bytes, address: "/assets/\(hash)/\(name)")
    }
    return assets
  }
}

/// What is wrong with the files or the settings of the site.
public enum SiteError: Error, Hashable, CustomStringConvertible {
  /// A file or folder of the site.
  case unreadable(path: String, reason: String)
  /// Something that somebody sent.
  case refused(String)

  /// A Dutch sentence that names the place.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): \(reason)"
    case .refused(let reason): reason
    }
  }
}

/// A value that may not be there.
private protocol Absent {
  var isNone: Bool { get }
}

extension Optional: Absent {
  fileprivate var isNone: Bool {
    if case .none = self { true } else { false }
  }
}
