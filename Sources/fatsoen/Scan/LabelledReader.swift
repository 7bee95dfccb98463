import Conduct
import Exchange
import Foundation
import Scanner

/// What became of one labelled message.
struct LabelledResult: Sendable {
  /// The field `id`, or the place of the line.
  var id = ""
  var text = ""
  var isPositive = false
  var isFlagged = false
  /// The categories that the label names, when it names any.
  var expected: Set<CategoryID>?
  var found: Set<CategoryID> = []
  var rules: Set<RuleID> = []
  var groups: [String] = []
  var fold: String?
  /// Why the line cannot be used, with file and line.
  var fault: String?
}

/// Scans labelled messages; one value per thread.
struct LabelledReader {
  private static let positiveLabels: Set<String> = ["hateful", "offensive", "spam", "violating"]

  private let rules: LoadedRules
  private let only: Set<CategoryID>?
  private let by: String
  private let folds: String?
  private let worker: ContentScanner.Worker
  private var json = JSONObjectScanner()

  init(rules: LoadedRules, only: Set<CategoryID>?, by: String, folds: String?) {
    self.rules = rules
    self.only = only
    self.by = by
    self.folds = folds
    worker = rules.scanner.makeWorker()
  }

  mutating func read(_ block: LineStream.Block) -> [LabelledResult] {
    var results: [LabelledResult] = []
    var number = block.firstLine
    for line in block.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
        results.append(line.withUnsafeBufferPointer { read($0, "\(block.file.map { $0 + ":" } ?? "regel ")\(number)") })
      }
      number += 1
    }
    return results
  }

  private mutating func read(_ line: UnsafeBufferPointer<UInt8>, _ place: String) -> LabelledResult {
    var result = LabelledResult(id: place)
    let object: JSONObject
    json.forget()
    do throws(JSONFault) { object = try json.scan(line) } catch {
      result.fault = "\(place): \(error.message)"
      return result
    }
    var text: [UInt8]?
    var label: String?
    var disposition: String?
    for field in object.fields {
      let key = object.key(field)
      switch key {
      case "text" where field.isString:
        var decoded: [UInt8] = []
        JSONText.decode(object.inside(field), into: &decoded)
        text = decoded
      case "id": result.id = Self.values(of: field, in: object).first ?? place
      case "label" where field.isString: label = object.text(field)
      case "disposition" where field.isString: disposition = object.text(field)
      case "categories": result.expected = Set(Self.values(of: field, in: object).map(CategoryID.init(_:)))
      default: break
      }
      if key == by { result.groups = Self.values(of: field, in: object) }
      if key == folds { result.fold = Self.values(of: field, in: object).first }
    }
    guard let text else {
      result.fault = "\(place): het veld \"text\" ontbreekt"
      return result
    }
    guard label != nil || disposition != nil else {
      result.fault = "\(place): er is geen \"label\" of \"disposition\"; zonder label valt er niets te meten"
      return result
    }
    result.isPositive = label.map(Self.positiveLabels.contains) ?? (disposition != "clear")
    result.text = String(decoding: text, as: UTF8.self)
    let verdict = text.withUnsafeBufferPointer { rules.weigh(worker.scan($0, context: rules.context)) }
    let signals = verdict.signals.filter { only?.contains($0.category) ?? true }
    let isFlagged = verdict.disposition == .review || verdict.disposition == .hold
    result.isFlagged = isFlagged && (only == nil || !signals.isEmpty)
    result.found = Set(signals.map(\.category))
    result.rules = Set(signals.map(\.rule))
    return result
  }

  /// A string as itself, a list as its strings, anything else as it is written.
  private static func values(of field: JSONObjectScanner.Field, in object: JSONObject) -> [String] {
    if field.isString { return [object.text(field)] }
    let raw = String(decoding: object.raw(field), as: UTF8.self)
    guard raw.hasPrefix("[") else { return [raw] }
    return raw.dropFirst().dropLast().split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["\""])
    }
  }
}
