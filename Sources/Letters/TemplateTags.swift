import Mustache

/// The tags of one template, read to check it before anything is filled in.
struct TemplateTags {
  /// The names that it fills in, with the lines on which they stand.
  private(set) var names: [(name: String, line: Int)] = []
  /// The other templates that it is made of, with the lines that name them.
  private(set) var parts: [(name: String, line: Int)] = []

  /// Reads a template; throws `LettersError.invalid` for what is no Mustache, and for tags that letters do not use.
  init(_ text: String, path: String) throws {
    do {
      _ = try MustacheTemplate(string: text)
    } catch let error as MustacheTemplate.ParserError {
      throw LettersError.invalid(path: path, line: error.context.lineNumber, reason: Self.reason(error.error))
    }
    var line = 1
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      line += rest[..<open.lowerBound].count(where: \.isNewline)
      let inside = rest[open.upperBound...]
      guard let close = inside.firstRange(of: "}}") else { break }
      try note(inside[..<close.lowerBound], path: path, line: line)
      line += inside[..<close.lowerBound].count(where: \.isNewline)
      rest = inside[close.upperBound...]
    }
  }

  private mutating func note(_ tag: Substring, path: String, line: Int) throws {
    func name(after count: Int) throws -> String {
      let name = tag.dropFirst(count).trimming(while: \.isWhitespace)
      guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }) else {
        throw LettersError.invalid(
          path: path, line: line, reason: "{{\(tag)}}: een naam heeft hier alleen kleine letters, cijfers en _")
      }
      return name
    }
    switch tag.first {
    case "!", "/": return
    case "$": _ = try name(after: 1)
    case ">", "<": parts.append((try name(after: 1), line))
    case "#", "^": names.append((try name(after: 1), line))
    case "{", "&":
      // A name that is not escaped could bring marks of its own into the letter.
      throw LettersError.invalid(
        path: path, line: line, reason: "{{\(tag)}}: schrijf {{naam}}, met twee haken en zonder &")
    case "=", "%":
      throw LettersError.invalid(
        path: path, line: line, reason: "{{\(tag)}}: dit soort tag kent een brief niet; haal hem weg")
    default: names.append((try name(after: 0), line))
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect: "hier sluit {{/…}} iets anders dan wat open staat"
    case .unfinishedName: "deze tag is niet af; schrijf {{naam}}"
    case .expectedSectionEnd: "er staat nog een deel open; sluit het met {{/naam}}"
    case .textInsideInheritSection, .illegalTokenInsideInheritSection, .transformAppliedToInheritanceSection:
      "tussen {{<…}} en {{/…}} staan alleen delen als {{$content}}…{{/content}}"
    case .invalidSetDelimiter, .invalidConfigVariableSyntax, .unrecognisedConfigVariable:
      "dit soort tag kent een brief niet; haal hem weg"
    case nil: "dit sjabloon is niet te lezen: er is iets niet afgesloten"
    }
  }
}

extension Substring {
  fileprivate func trimming(while isOut: (Character) -> Bool) -> String {
    var text = drop(while: isOut)
    while let last = text.last, isOut(last) { text.removeLast() }
    return String(text)
  }
}
