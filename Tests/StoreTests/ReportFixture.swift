import Conduct
import Store

extension ReportCategory {
  static let rude = ReportCategory(id: "rude", name: "Iemand scheldt", severity: .medium)
  static let threat = ReportCategory(id: "threat", name: "Iemand dreigt", severity: .critical)
  static let passedOn = ReportCategory(id: "passed_on", name: "Doorgestuurd", severity: .medium, needsMessage: false)
  static let worry = ReportCategory(id: "worry", name: "Zorgen", severity: .high, isCare: true, needsMessage: false)
  static let danger = ReportCategory(
    id: "danger", name: "Gevaar", severity: .critical, isAcute: true, needsMessage: false)
}

/// The smallest picture that is whole.
let onePixel: [UInt8] = [
  0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0,
  0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48,
  0xAF, 0xA4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
]

extension SampleSchool {
  /// A message in which the scanner found nothing.
  @discardableResult
  func clearMessage(_ id: String, _ text: String = "Gezellig hoor.", by author: Member? = nil) async throws -> MessageID
  {
    let receipts = try await store.receive(
      [intake(id, text, by: author, severity: nil)], school: self.id, at: Self.start)
    return receipts[0].message
  }

  /// Reports something, by default the other parent a rude message.
  @discardableResult
  func report(
    _ message: String?, _ category: ReportCategory = .rude, by reporter: Member? = nil, about: Member? = nil,
    copy: String? = nil, enclosures: [[UInt8]] = [], at time: Int64 = start
  ) async throws -> OwnReport {
    try await store.submit(
      ReportDraft(
        reporter: (reporter ?? stranger).id, category: category, message: message, copy: copy, about: about?.id,
        group: message == nil ? group.id : nil, text: "Dit kwetst mijn kind.", hopes: "Dat het stopt.",
        enclosures: enclosures), school: id, at: time)
  }

  /// A report as a handler sees it.
  func file(_ own: OwnReport, for member: Member, at time: Int64 = start) async throws -> ReportFile {
    try await store.report("\(own.number)", for: member.id, school: id, at: time)
  }

  /// Takes a handler's step on a report as it is now.
  @discardableResult
  func step(
    _ step: Report.Step, on own: OwnReport, by member: Member, at time: Int64 = start
  ) async throws -> Report {
    let version = try await file(own, for: member, at: time).report.version
    return try await store.advance(own.id, step, expecting: version, by: member.id, school: id, at: time)
  }

  /// What a reporter sees.
  func own(_ report: OwnReport, of member: Member? = nil, at time: Int64 = start) async throws -> OwnReport {
    try await store.ownReport("\(report.number)", of: (member ?? stranger).id, school: id, at: time)
  }

  /// The notices of somebody, by kind.
  func told(_ member: Member) async throws -> [Notice.Kind] {
    try await store.notices(for: member.id, school: id).map(\.kind)
  }

  /// Complains about what was done with a report, by default the reporter.
  @discardableResult
  func complain(
    about own: OwnReport, grounds: String = "Er is te weinig gedaan.", by member: Member? = nil,
    at time: Int64 = start
  ) async throws -> Appeal {
    try await store.complain(
      about: "\(own.number)", grounds: grounds, by: (member ?? stranger).id, school: id, at: time)
  }
}
