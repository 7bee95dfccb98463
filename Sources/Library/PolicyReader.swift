public import Conduct
import Crypto
import Foundation

extension Policy {
  /// Reads one policy from its text; adds what is wrong to `complaints` and gives nil when anything is. Without
  /// categories the names of categories go unchecked.
  static func read(
    _ text: String, file: String, version: String, categories: [Conduct.Category], complaints: inout [Complaint]
  ) -> Policy? {
    let reader = PolicyReader(file: file, version: version, categories: categories)
    let policy = reader.read(text)
    complaints += reader.complaints
    return reader.complaints.contains { $0.severity == .error } ? nil : policy
  }

  /// Reads one policy file by itself; throws when it is missing or anything in it is wrong.
  public static func load(file: String, categories: [Conduct.Category]) throws(LibraryError) -> Policy {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw .unreadable(path: file, reason: "het bestand is er niet of is niet te lezen")
    }
    guard let text = String(bytes: data, encoding: .utf8) else {
      throw .unreadable(path: file, reason: "het bestand is geen UTF-8; sla het op als UTF-8")
    }
    let version = "sha256:" + SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined()
    var complaints: [Complaint] = []
    guard let policy = read(text, file: file, version: version, categories: categories, complaints: &complaints) else {
      throw .invalid(complaints.filter { $0.severity == .error })
    }
    return policy
  }
}

/// Reads one policy file; goes on after a fault, so that one run names them all.
final class PolicyReader {
  let file: String
  let version: String
  let categories: Set<CategoryID>
  let postingCategories: Set<CategoryID>
  private(set) var complaints: [Complaint] = []
  /// Clauses that a `source` names, checked once all clauses are known.
  private var named: [(clause: ClauseID, place: SourceLocation, subject: String?)] = []
  /// What is being read, for complaints.
  private var subject: String?

  init(file: String, version: String, categories: [Conduct.Category]) {
    self.file = file
    self.version = version
    self.categories = Set(categories.map(\.id))
    postingCategories = Set(categories.lazy.filter { $0.kind == .posting }.map(\.id))
  }

  /// The policy, or nil when a part without which there is none cannot be read.
  func read(_ text: String) -> Policy? {
    attempt(nil) { () throws(Complaint) in
      let fields = try YAMLValue.parse(text, file: file).fields(
        "id", "letter", "title", "source", "valid_from", "evaluation_date", "clauses", "ladder", "terms", "retention",
        "lacks")
      let letter = attempt(nil) { () throws(Complaint) in try readLetter(fields.required("letter")) }
      let clauses = try readClauses(fields.required("clauses"), letter: letter)
      let ladder = attempt("ladder") { () throws(Complaint) in try readLadder(fields.required("ladder")) } ?? nil
      let terms = try readNumbers(fields["terms"], subject: "terms")
      let retention = try readNumbers(
        fields["retention"], subject: "retention", longest: Self.retentionClasses)
      checkNamedClauses(among: clauses)
      guard let letter, let ladder else { return nil }
      return Policy(
        id: try fields.required("id").text(), letter: letter, title: try fields.required("title").text(),
        version: version, origin: try fields.required("source").text(),
        validFrom: try fields["valid_from"].map { value throws(Complaint) in try readDate(value) },
        evaluationDate: try fields["evaluation_date"].map { value throws(Complaint) in try readDate(value) },
        clauses: clauses, ladder: ladder, terms: terms, retention: retention,
        lacks: try fields["lacks"]?.texts() ?? [])
    } ?? nil
  }

  /// Runs a part; a fault is written down with the subject and gives nil, so that reading can go on.
  func attempt<Value>(_ subject: String?, _ body: () throws(Complaint) -> Value) -> Value? {
    let outer = self.subject
    self.subject = subject ?? outer
    defer { self.subject = outer }
    do {
      return try body()
    } catch {
      complaints.append(error.about(self.subject))
      return nil
    }
  }

  /// Writes down a doubt about a value that can be used all the same.
  func doubt(_ value: YAMLValue, _ problem: String, advice: String, code: String) {
    complaints.append(
      Complaint(.warning, code: code, at: value.location, subject: subject, problem: problem, advice: advice))
  }

  /// A value with where it comes from: `source` names a clause, or is `default` and then gives its `reason`.
  func provenance(_ fields: YAMLValue.Fields) throws(Complaint) -> Provenance {
    let source = try fields.required("source")
    let name = try source.text()
    guard name == "default" else {
      named.append((ClauseID(name), source.location, subject))
      return .clause(ClauseID(name))
    }
    guard let reason = fields["reason"] else {
      throw source.complaint(
        "een waarde van het programma zonder reden",
        advice: "voeg reason: '…' toe, of noem bij source de afspraak waarin de waarde staat", code: "P005")
    }
    return .productDefault(reason: try reason.text())
  }

  private func readLetter(_ value: YAMLValue) throws(Complaint) -> String {
    let letter = try value.text()
    guard letter.count == 1, letter.allSatisfy({ ("A"..."Z").contains($0) }) else {
      throw value.complaint("de letter van een school is één hoofdletter", advice: "schrijf bijvoorbeeld letter: A")
    }
    return letter
  }

  private func readDate(_ value: YAMLValue) throws(Complaint) -> String {
    let date = try value.text()
    guard date.wholeMatch(of: /\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?/) != nil else {
      throw value.complaint("geen datum", advice: "schrijf jaar-maand-dag tussen aanhalingstekens, zoals '2018-11-01'")
    }
    return date
  }

  /// Classes of content and their longest term in days.
  private static let retentionClasses = Dictionary(
    uniqueKeysWithValues: Retention.allCases.compactMap { kind in kind.longestDays.map { (kind.rawValue, $0) } })

  private func readNumbers(
    _ value: YAMLValue?, subject: String, longest: [String: Int]? = nil
  ) throws(Complaint) -> [String: Sourced<Int>] {
    guard let value else { return [:] }
    var numbers: [String: Sourced<Int>] = [:]
    for (name, entry) in try value.pairs() {
      numbers[name] = attempt("\(subject).\(name)") { () throws(Complaint) in
        if let longest, longest[name] == nil {
          throw entry.complaint(
            "onbekende soort “\(name)”",
            advice: Spelling.advice(for: name, among: Array(longest.keys), noun: "kies uit"), code: "P018")
        }
        let fields = try entry.fields("value", "source", "reason")
        return Sourced(
          try fields.required("value").integer(in: 0...(longest?[name] ?? 36_500)), from: try provenance(fields))
      }
    }
    return numbers
  }

  private func checkNamedClauses(among clauses: [Clause]) {
    let known = Set(clauses.map(\.id))
    for (clause, place, subject) in named where !known.contains(clause) {
      complaints.append(
        Complaint(
          .error, code: "P004", at: place, subject: subject,
          problem: "source noemt een afspraak die er niet is: \(clause)",
          advice: Spelling.advice(for: clause.rawValue, among: known.map(\.rawValue), noun: "de afspraken zijn")
            + " Een waarde die nergens staat, heeft source: default en een reason."))
    }
  }
}
