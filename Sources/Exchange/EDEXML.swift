import Conduct
import Foundation
import FoundationXML

/// Reads EDEXML 1.0.3, 2.0 and 2.1 (Edustandaard), the roster that Dutch school administrations export, as a stream.
///
/// The published schemas name school years up to 2024-2025 only, so the structure is checked here and not by them. What
/// identifies a child beyond name, group and date of birth (citizen service number, ethnicity, land of birth, weight,
/// picture) is passed over while reading. Parents do not stand in EDEXML.
final class EDEXML: NSObject, XMLParserDelegate {
  private var roster = Roster()
  private let name: String
  private let today: Day
  private var path: [String] = []
  private var text = ""
  private var fault: ExchangeError?
  /// The person or group at work.
  private var fields: [String: String] = [:]
  private var groups: [String] = []
  private var roles: [(group: String?, role: String)] = []
  private var group: String?
  private var groupRoles: [String] = []
  private var line = 0
  /// Whether the root was closed.
  private var isEnded = false

  private init(name: String, today: Day) {
    self.name = name
    self.today = today
  }

  /// Reads a file; throws `ExchangeError` when it is no EDEXML, with nothing read.
  static func read(_ source: RosterSource, today: Day) throws -> Roster {
    try XMLProlog.check(source)
    let reader = EDEXML(name: source.name, today: today)
    let parser = XMLParser(stream: try source.stream())
    parser.shouldResolveExternalEntities = false
    parser.shouldProcessNamespaces = false
    parser.delegate = reader
    let isWhole = parser.parse()
    if let fault = reader.fault { throw fault }
    // The parser takes a file that ends before its first element for a good one.
    if !isWhole || parser.parserError != nil || !reader.isEnded {
      throw ExchangeError.brokenXML(
        line: parser.lineNumber, column: parser.columnNumber,
        reason: reader.path.isEmpty ? "het bestand is geen XML" : "binnen <\(reader.path.joined(separator: "> <"))>")
    }
    return reader.roster
  }

  // MARK: The parser's calls

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if path.isEmpty, element != "EDEX" {
      fault = .otherXML(root: String(element.prefix(60)))
      return parser.abortParsing()
    }
    path.append(element)
    text = ""
    if path.contains("toevoegingen") { return }
    switch place {
    case "groepen/groep", "groepen/samengestelde_groep", "leerlingen/leerling", "leerkrachten/leerkracht":
      begin(attributes, line: parser.lineNumber)
    case "leerlingen/leerling/groep", "leerlingen/leerling/samengestelde_groepen/samengestelde_groep":
      if let key = attributes["key"] { groups.append(key) }
    case "leerkrachten/leerkracht/groepen/groep", "leerkrachten/leerkracht/groepen/samengestelde_groep":
      group = attributes["key"]
      groupRoles = []
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    // A name of a million signs is no name; the text of one element is all that is kept.
    if text.utf8.count < 4096 { text += string }
  }

  func parser(_ parser: XMLParser, foundCDATA data: Data) {
    if text.utf8.count < 4096 { text += String(decoding: data, as: UTF8.self) }
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
  ) {
    defer {
      path.removeLast()
      text = ""
      isEnded = path.isEmpty
    }
    if path.contains("toevoegingen") { return }
    let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
    switch place {
    case "groepen/groep", "groepen/samengestelde_groep": endGroup()
    case "leerlingen/leerling": endPupil()
    case "leerkrachten/leerkracht": endWorker()
    case "leerkrachten/leerkracht/groepen/groep", "leerkrachten/leerkracht/groepen/samengestelde_groep":
      if let group { roles += (groupRoles.isEmpty ? ["LRK"] : groupRoles).map { (group, $0) } }
      group = nil
    case "leerkrachten/leerkracht/groepen/groep/rol", "leerkrachten/leerkracht/groepen/samengestelde_groep/rol":
      groupRoles.append(value)
    case "leerkrachten/leerkracht/rol": roles.append((nil, value))
    case "school/schooljaar": readYear(value, line: parser.lineNumber)
    case "school/brincode", "school/instellingsnummer", "school/schoolkey":
      if roster.school == nil, !value.isEmpty { roster.school = value }
    default:
      // Only what a field of the register needs is kept of a person.
      if path.count == 4, Self.kept.contains(element), !value.isEmpty { fields[element] = value }
    }
  }

  // MARK: Records

  private static let kept: Set<String> = [
    "naam", "jaargroep", "achternaam", "voorvoegsel", "voornamen", "voorletters-1", "roepnaam", "geboortedatum",
    "uitstroomdatum", "emailadres",
  ]

  /// The place below the root.
  private var place: String { path.dropFirst().joined(separator: "/") }

  private func begin(_ attributes: [String: String], line: Int) {
    fields = [:]
    fields["key"] = attributes["key"]
    groups = []
    roles = []
    self.line = line
  }

  private func remark(_ text: String, isRefusal: Bool = true, line: Int? = nil) {
    roster.remarks.append(
      Roster.Remark(place: "\(name) regel \(line ?? self.line)", text: text, isRefusal: isRefusal))
  }

  private func readYear(_ value: String, line: Int) {
    let parts = value.split(separator: "-").map { $0.trimmingCharacters(in: .whitespaces) }
    if parts.count == 2, let first = Int(parts[0]), Int(parts[1]) == first + 1, (1990...2200).contains(first) {
      roster.schoolYear = first
    } else {
      remark("schooljaar \"\(value)\" is niet van de vorm 2026-2027", isRefusal: false, line: line)
    }
  }

  private func endGroup() {
    guard let key = fields["key"], !key.isEmpty else { return remark("een groep zonder key") }
    let name = fields["naam"] ?? fields["jaargroep"].map { "groep \($0)" } ?? ""
    guard !name.isEmpty else { return remark("groep \(key) heeft geen naam") }
    roster.groups.append(
      Roster.Group(key: key, name: name, years: fields["jaargroep"], place: "\(self.name) regel \(line)"))
  }

  private var personName: PersonName {
    let first = fields["roepnaam"] ?? fields["voornamen"]?.split(separator: " ").first.map(String.init)
    return PersonName(
      given: first ?? fields["voorletters-1"] ?? "", infix: fields["voorvoegsel"] ?? "",
      family: fields["achternaam"] ?? "")
  }

  private func endPupil() {
    guard let key = fields["key"], !key.isEmpty else { return remark("een leerling zonder key") }
    guard !personName.isEmpty else { return remark("leerling \(key) heeft geen naam") }
    if let left = fields["uitstroomdatum"].flatMap(Day.init(anyForm:)), left < today { return }
    roster.pupils.append(
      Roster.Pupil(
        key: key, name: personName, groups: groups, born: fields["geboortedatum"].flatMap(Day.init(anyForm:)),
        place: "\(name) regel \(line)"))
  }

  private func endWorker() {
    guard let key = fields["key"], !key.isEmpty else { return remark("een leerkracht zonder key") }
    guard !personName.isEmpty else { return remark("leerkracht \(key) heeft geen naam") }
    roster.workers.append(
      Roster.Worker(
        key: key, name: personName, email: fields["emailadres"],
        proposals: roles.compactMap { Self.proposal($0.role, in: $0.group) }, place: "\(name) regel \(line)"))
  }

  /// What a role of EDEXML suggests; the handbook advises strongly against letting it decide by itself.
  private static func proposal(_ role: String, in group: String?) -> Roster.Proposal? {
    switch role.uppercased() {
    case "DIR", "ADJ": Roster.Proposal(role: .director)
    case "LRK", "VAK", "LIO", "LOC", "LOS": group.map { Roster.Proposal(role: .teacher, group: $0) }
    case "IB": Roster.Proposal(role: .staff, function: .care)
    case "ICT": Roster.Proposal(role: .support, function: .ict)
    case "ADM": Roster.Proposal(role: .support, function: .administration)
    default: nil
    }
  }

  func parserDidEndDocument(_ parser: XMLParser) {
    roster.formats = [.edexml]
    roster.complete[.edexml] = [.groups, .pupils, .workers]
  }
}
