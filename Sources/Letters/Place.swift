/// One place in a letter that is filled in.
public struct Place: Hashable, Sendable {
  /// What stands there.
  public enum Content: Hashable, Sendable {
    /// Words; nil while there are none.
    case text(String?)
    /// Whether a part of the letter is there.
    case flag(Bool)
    /// A list, each row with a text by the name of its column.
    case rows([[String: String]], columns: [String])
  }

  /// The name in the template.
  public var name: String
  /// What it is called on screen while it is empty.
  public var label: String
  /// What stands there.
  public var content: Content
  /// Whether the letter cannot do without it.
  public var isRequired: Bool
  /// Whether somebody at school wrote it, so that it might name others.
  public var isWritten = false

  /// A place that must be filled in.
  static func required(_ name: String, _ label: String, _ text: String?) -> Place {
    Place(name: name, label: label, content: .text(text), isRequired: true)
  }

  /// A place that must be filled in, in somebody's own words.
  static func written(_ name: String, _ label: String, _ text: String?) -> Place {
    Place(name: name, label: label, content: .text(text), isRequired: true, isWritten: true)
  }

  /// A place that may stay empty.
  static func optional(_ name: String, _ label: String, _ text: String?, isWritten: Bool = false) -> Place {
    Place(name: name, label: label, content: .text(text), isRequired: false, isWritten: isWritten)
  }

  /// A part of the letter that is there or not.
  static func flag(_ name: String, _ isThere: Bool) -> Place {
    Place(name: name, label: name, content: .flag(isThere), isRequired: false)
  }

  /// A list; with a label it may not be empty.
  static func rows(_ name: String, _ columns: [String], _ rows: [[String: String]], required label: String? = nil)
    -> Place
  {
    Place(name: name, label: label ?? name, content: .rows(rows, columns: columns), isRequired: label != nil)
  }

  /// Whether it is empty though the letter cannot do without.
  var isMissing: Bool { isRequired && !isFilled }

  private var isFilled: Bool {
    switch content {
    case .text(let text): text.map { !$0.isBlank } ?? false
    case .flag: true
    case .rows(let rows, _): !rows.isEmpty
    }
  }

  /// The names that a template may use for it.
  var names: [String] {
    if case .rows(_, let columns) = content { return [name] + columns }
    return [name]
  }

  /// What a template is given; nil leaves its part out.
  var value: Any? {
    switch content {
    case .text(let text):
      if isMissing { return "[nog invullen: \(label)]" }
      return text.flatMap { $0.isBlank ? nil : $0.printable }
    case .flag(let isThere): return isThere
    case .rows(let rows, _):
      return rows.map { row in row.filter { !$0.value.isBlank }.mapValues(\.printable) }
    }
  }

  /// The others whom it names.
  func named(of others: [String]) -> [String] {
    guard isWritten, case .text(let text?) = content else { return [] }
    let words = " " + text.wordsOnly + " "
    return others.filter { !$0.isBlank && words.contains(" " + $0.wordsOnly + " ") }
  }
}
