/// One choice of a report form, in plain words; the list is data.
public struct ReportCategory: Hashable, Codable, Sendable {
  /// The permanent name.
  public var id: String
  /// The words on the form.
  public var name: String
  /// How fast somebody should look.
  public var severity: Severity
  /// Whether somebody may be in danger now: it skips the queue.
  public var isAcute: Bool
  /// Whether it is about somebody's safety and goes to the people of care.
  public var isCare: Bool
  /// Whether a message must be named; conduct outside the portal has none.
  public var needsMessage: Bool

  /// Makes a category.
  public init(
    id: String, name: String, severity: Severity, isAcute: Bool = false, isCare: Bool = false,
    needsMessage: Bool = true
  ) {
    self.id = id
    self.name = name
    self.severity = severity
    self.isAcute = isAcute
    self.isCare = isCare
    self.needsMessage = needsMessage
  }
}
