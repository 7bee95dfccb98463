import Conduct
import Exchange
import Foundation
import Scanner

/// What became of one labelled message.
struct LabelledResult: Sendable {
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
    var result = LabelledResult()
    do throws(JSONFault) { try json.scan(line) } catch {
      result.fault = "\(place): \(error.message)"
      return result
    }
    var text: [UInt8]?
    var label: String?
    var disposition: String?
    for field in json.fields {
      switch String(decoding: line[field.key], as: UTF8.self) {
      case "text" where field.isString:
        var decoded: [UInt8] = []
        JSONText.decode(json.inside(field, in: line), into: &decoded)
        text = decoded
      case "label" where field.isString: label = json.text(field, in: line)
      case "disposition" where field.isString: disposition = json.text(field, in: line)
      case "categories": result.expected = Set(values(of: field, in: line).map(CategoryID.init(_:)))
      default: break
      }
      if json.text(ofKey: field, in: line) == by { result.groups = values(of: field, in: line) }
      if let folds, json.text(ofKey: field, in: line) == folds { result.fold = values(of: field, in: line).first }
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
    let verdict = text.withUnsafeBufferPointer { rules.weigh(worker.scan($0, context: rules.context)) }
    let signals = verdict.signals.filter { only?.contains($0.category) ?? true }
    let isFlagged = verdict.disposition == .review || verdict.disposition == .hold
    result.isFlagged = isFlagged && (only == nil || !signals.isEmpty)
    result.found = Set(signals.map(\.category))
    result.rules = Set(signals.map(\.rule))
    return result
  }

  /// A string as itself, a list as its strings, anything else as it is written.
  private func values(of field: JSONObjectScanner.Field, in line: UnsafeBufferPointer<UInt8>) -> [String] {
    if field.isString { return [json.text(field, in: line)] }
    let raw = String(decoding: line[field.value], as: UTF8.self)
    guard raw.hasPrefix("[") else { return [raw] }
    return raw.dropFirst().dropLast().split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["\""])
    }
  }
}

extension JSONObjectScanner {
  fileprivate func text(ofKey field: Field, in line: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: line[field.key], as: UTF8.self)
  }
}
