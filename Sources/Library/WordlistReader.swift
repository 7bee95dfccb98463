import Conduct

/// Reads the files of `Wordlists/` and of an overlay, collecting every complaint on the way.
struct WordlistReader {
  var complaints: [Complaint] = []
  private(set) var categories: [Category] = []
  /// The shipped rules.
  private(set) var drafts: [RuleDraft] = []
  /// The school's own rules.
  private(set) var ownDrafts: [RuleDraft] = []
  /// Word files by path.
  private(set) var wordLists: [String: WordList] = [:]
  /// Files of weights by path.
  private(set) var weightFiles: [String] = []
  /// The fragments of every folder.
  private(set) var fragmentSets: [Fragments] = []
  private(set) var hasOverlay = false
  private var names: [String] = []
  private var places: [String] = []
  private var namesAsWords: [String] = []
  private var wordsAsNames: [String] = []
  private var ownNames: [String] = []
  private var frames: [PostingFrames.Frame: [String]] = [:]
  private var switches: [Overlay.Switch] = []
  private var exceptions: [String] = []
  private var fragments: [String: Fragments] = [:]
  private var ids: [RuleID: SourceLocation] = [:]

  /// What was read, as far as it could be used.
  var wordlists: Wordlists {
    Wordlists(
      categories: categories, rules: drafts.map(\.rule), names: names, places: places,
      namesAsWords: namesAsWords, wordsAsNames: wordsAsNames, frames: PostingFrames(frames),
      overlay: hasOverlay ? overlay : nil,
      warnings: complaints.filter { $0.severity == .warning })
  }

  /// What the school adds and changes, as far as it could be used.
  var overlay: Overlay {
    let rules = ownDrafts.map(\.rule)
    return Overlay(
      ruleSet: RuleSet(version: Wordlists.version(of: rules, categories: [], names: []), rules: rules),
      switches: switches, exceptions: exceptions, names: ownNames)
  }

  /// The conditions that an own rule may name, by name.
  var ownConditions: [(name: String, label: String)] { fragments["nl"]?.allConditions ?? [] }

  /// Adds what is wrong with the patterns of all rules, or of the school's own only.
  mutating func compile(ownOnly: Bool = false, _ compile: (String) -> PatternFault?) {
    for draft in (ownOnly ? [] : drafts) + ownDrafts { complaints += draft.faults(compile) }
  }

  /// Throws all errors that were met, when there are any.
  func throwErrors() throws(LibraryError) {
    let errors = complaints.filter { $0.severity == .error }
    if !errors.isEmpty { throw LibraryError.invalid(errors) }
  }

  /// Reads the shipped lists.
  mutating func readShipped(_ folder: Folder) {
    if let file = folder.files.first(where: { $0.name == "categories.yaml" }) {
      readCategories(file, in: folder)
    } else {
      complaints.append(
        Complaint(
          .error, code: "Y007", at: SourceLocation(file: folder.path + "/categories.yaml", line: 1),
          problem: "het bestand ontbreekt", advice: "is \(folder.path) wel een map met woordenlijsten?"))
    }
    for language in folder.languages {
      fragments[language] = Fragments()
      drafts += readRules(of: language, in: folder, prefix: language, language: language)
    }
  }

  /// Reads a school's overlay; the shipped lists must be read already.
  mutating func readOverlay(_ folder: Folder) {
    hasOverlay = true
    ownDrafts += readRules(of: "", in: folder, prefix: "school", language: "nl")
    for language in folder.languages {
      ownDrafts += readRules(of: language, in: folder, prefix: "school", language: language)
    }
    for file in folder.files where file.name == "overlay.yaml" {
      if let text = file.text(at: folder.path(of: file), complaints: &complaints) {
        do throws(Complaint) {
          let fields = try YAMLValue.parse(text, file: folder.path(of: file)).fields("switch", "languages")
          try readSwitches(fields["switch"])
          try readLanguages(fields["languages"])
        } catch {
          complaints.append(error)
        }
      }
    }
  }

  private mutating func readCategories(_ file: Folder.File, in folder: Folder) {
    guard let text = file.text(at: folder.path(of: file), complaints: &complaints) else { return }
    do throws(Complaint) {
      let list = try YAMLValue.parse(text, file: folder.path(of: file)).fields("categories").required("categories")
        .list()
      var companions: [(name: String, value: YAMLValue)] = []
      for value in list {
        do throws(Complaint) {
          let fields = try value.fields(
            "id", "kind", "name", "explanation", "default_effect", "care_route", "together")
          let id = CategoryID(try fields.required("id").text())
          if categories.contains(where: { $0.id == id }) {
            throw value.complaint("categorie “\(id)” staat er twee keer", advice: "houd er één over", code: "R010")
          }
          for entry in try fields["together"]?.list() ?? [] { companions.append((try entry.text(), entry)) }
          categories.append(
            Category(
              id: id, kind: try fields.required("kind").choice(), name: try fields.required("name").text(),
              explanation: try fields.required("explanation").text(),
              defaultEffect: try fields.required("default_effect").choice(),
              isCareRoute: try fields["care_route"]?.flag() ?? false,
              together: try fields["together"]?.texts().map { CategoryID($0) } ?? []))
        } catch {
          complaints.append(error)
        }
      }
      for companion in companions where !categories.contains(where: { $0.id.rawValue == companion.name }) {
        complaints.append(
          companion.value.complaint(
            "onbekende categorie “\(companion.name)”",
            advice: Spelling.advice(for: companion.name, among: categories.map(\.id.rawValue), noun: "kies uit"),
            code: "R002"))
      }
    } catch {
      complaints.append(error)
    }
  }

  private mutating func readFrames(_ text: String, file: String) {
    do throws(Complaint) {
      for (name, value) in try YAMLValue.parse(text, file: file).pairs() {
        do throws(Complaint) {
          guard let frame = PostingFrames.Frame(rawValue: name) else {
            throw value.complaint(
              "onbekend kader “\(name)”",
              advice: Spelling.advice(
                for: name, among: PostingFrames.Frame.allCases.map(\.rawValue), noun: "kies uit"))
          }
          frames[frame, default: []] += try value.texts()
        } catch { complaints.append(error) }
      }
    } catch { complaints.append(error) }
  }

  /// Reads one folder of rules; `name` is empty for the files beside `overlay.yaml`.
  private mutating func readRules(
    of name: String, in folder: Folder, prefix: String, language: String
  ) -> [RuleDraft] {
    var surroundings = RuleDraft.Surroundings(
      prefix: prefix, language: language, fragments: fragments[language]?.inherited ?? Fragments(), words: [:],
      categories: Set(categories.map(\.id)))
    var ruleFiles: [(path: String, text: String)] = []
    var exceptionLists: [WordList] = []
    for file in folder.files(of: name) {
      let path = folder.path(of: file)
      let base = file.name.split(separator: "/").last.map(String.init) ?? file.name
      guard let text = file.text(at: folder.path(of: file), complaints: &complaints) else { continue }
      switch base {
      case "fragments.yaml": surroundings.fragments.read(text, file: path, complaints: &complaints)
      case "frames.yaml" where prefix != "school": readFrames(text, file: path)
      case "names.txt":
        let lines = WordList.lines(of: text).map(\.content)
        if prefix == "school" { ownNames += lines } else { names += lines }
      case "places.txt":
        let lines = WordList.lines(of: text).map(\.content)
        if prefix == "school" { ownNames += lines } else { places += lines }
      case "names-as-words.txt" where prefix != "school":
        namesAsWords += WordList.lines(of: text).map(\.content)
      case "words-as-names.txt" where prefix != "school":
        wordsAsNames += WordList.lines(of: text).map(\.content)
      case "exceptions.txt" where prefix == "school":
        exceptionLists.append(WordList(text, file: path, language: language, complaints: &complaints))
      case "contacts.txt" where prefix == "school":
        for (line, content) in WordList.lines(of: text) {
          do throws(Complaint) {
            exceptions.append(try ContactLine(content, at: SourceLocation(file: path, line: line)).pattern)
          } catch {
            complaints.append(error)
          }
        }
      case "categories.yaml", "overlay.yaml": break
      case _ where base.hasSuffix(".txt"):
        let list = WordList(text, file: path, language: language, complaints: &complaints)
        surroundings.words[base] = list
        wordLists[path] = list
      case _ where base.hasSuffix(".weights"):
        weightFiles.append(path)
        surroundings.weights[base] = WeightList.read(
          text, file: path, categories: surroundings.categories, complaints: &complaints)
      case _ where base.hasSuffix(".rules.yaml"): ruleFiles.append((path, text))
      default:
        complaints.append(
          Complaint(
            .error, code: "Y007", at: SourceLocation(file: path, line: 1), problem: "onbekend bestand",
            advice:
              "regels staan in *.rules.yaml, woorden in *.txt, gewichten in *.weights, fragmenten in fragments.yaml, woorden om een naam in frames.yaml"
          ))
      }
    }
    fragmentSets.append(surroundings.fragments)
    if prefix != "school" { fragments[language] = surroundings.fragments }
    for list in exceptionLists { readExceptions(list, heads: surroundings.fragments["heads"]) }
    return ruleFiles.flatMap { readRules($0.text, file: $0.path, in: surroundings) }
  }

  private mutating func readRules(
    _ text: String, file: String, in surroundings: RuleDraft.Surroundings
  ) -> [RuleDraft] {
    var result: [RuleDraft] = []
    do throws(Complaint) {
      for value in try YAMLValue.parse(text, file: file).fields("rules").required("rules").list() {
        do throws(Complaint) {
          let draft = try RuleDraft(value, in: surroundings)
          if let first = ids[draft.rule.id] {
            throw value.complaint(
              "deze id staat ook in \(first)", advice: "geef één van beide een nieuwe id", code: "R010"
            )
            .about(draft.rule.id.rawValue)
          }
          ids[draft.rule.id] = draft.rule.source
          result.append(draft)
        } catch {
          complaints.append(error.about(value.named("id")))
        }
      }
    } catch {
      complaints.append(error)
    }
    return result
  }

  private mutating func readExceptions(_ list: WordList, heads: String?) {
    do throws(Complaint) {
      if let pattern = try WordList.pattern(of: list.words + list.exceptions, heads: heads) {
        exceptions.append(pattern)
      }
    } catch {
      complaints.append(error)
    }
  }

  private mutating func readSwitches(_ value: YAMLValue?) throws(Complaint) {
    for entry in try value?.list() ?? [] {
      do throws(Complaint) {
        let fields = try entry.fields("rule", "to", "severity", "reason")
        let id = RuleID(try fields.required("rule").text())
        var severity: Severity?
        if let value = fields["severity"] { severity = Severity(rawValue: try value.integer(in: 0...4)) }
        let change = Overlay.Switch(
          rule: id, to: try fields.required("to").choice(), severity: severity,
          reason: try fields.required("reason").text(), source: entry.location)
        if ids[id] == nil {
          var complaint = entry.complaint(
            "regel “\(id)” bestaat niet (meer)",
            advice: Spelling.advice(for: id.rawValue, among: near(id), noun: "haal de regel weg of kies uit"),
            code: "O001")
          complaint.severity = .warning
          complaints.append(complaint)
        } else if switches.contains(where: { $0.rule == id }) {
          throw entry.complaint("regel “\(id)” wordt twee keer omgezet", advice: "houd er één over", code: "O002")
        } else {
          switches.append(change)
        }
      } catch {
        complaints.append(error)
      }
    }
  }

  /// Turns the setting of a language into one of each of its rules; a rule that has its own setting keeps that.
  private mutating func readLanguages(_ value: YAMLValue?) throws(Complaint) {
    let own = Set(switches.map(\.rule))
    var seen: Set<String> = []
    for entry in try value?.list() ?? [] {
      do throws(Complaint) {
        let fields = try entry.fields("language", "to", "reason")
        let language = try fields.required("language").text()
        let state = try fields.required("to").choice(Overlay.Switch.State.self)
        let reason = try fields.required("reason").text()
        guard fragments[language] != nil else {
          throw entry.complaint(
            "taal “\(language)” is er niet",
            advice: Spelling.advice(for: language, among: Array(fragments.keys), noun: "kies uit"), code: "O003")
        }
        guard seen.insert(language).inserted else {
          throw entry.complaint(
            "taal “\(language)” wordt twee keer omgezet", advice: "houd er één over", code: "O002")
        }
        for draft in drafts where draft.language == language && draft.isInUse && !own.contains(draft.rule.id) {
          switches.append(Overlay.Switch(rule: draft.rule.id, to: state, reason: reason, source: entry.location))
        }
      } catch {
        complaints.append(error)
      }
    }
  }

  /// Existing ids that share language and category with one that does not exist.
  private func near(_ id: RuleID) -> [String] {
    let start = id.rawValue.split(separator: ".").prefix(2).joined(separator: ".") + "."
    let same = ids.keys.map(\.rawValue).filter { $0.hasPrefix(start) }
    return same.isEmpty ? ids.keys.map(\.rawValue).filter { Spelling.distance($0, id.rawValue) < 4 } : same
  }
}

extension RuleDraft {
  /// The folder of a shipped rule, which its id begins with.
  fileprivate var language: String { String(rule.id.rawValue.prefix { $0 != "." }) }

  /// Whether the rule takes part at all; drafts and retired rules stay what they are.
  fileprivate var isInUse: Bool { rule.status == .live || rule.status == .shadow }
}

extension Folder {
  /// The subfolders that hold files.
  fileprivate var languages: [String] {
    var seen: [String] = []
    for file in files {
      if let slash = file.name.firstIndex(of: "/") {
        let name = String(file.name[..<slash])
        if seen.last != name { seen.append(name) }
      }
    }
    return seen
  }

  /// The files directly in a subfolder, or with an empty name directly in the folder.
  fileprivate func files(of name: String) -> [File] {
    files.filter { file in
      let parts = file.name.split(separator: "/")
      return name.isEmpty ? parts.count == 1 : parts.count == 2 && parts[0] == name
    }
  }
}
