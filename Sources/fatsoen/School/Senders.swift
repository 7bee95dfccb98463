import Conduct
import Exchange
import Foundation

/// Who can have sent messages: the register of one school in memory, to find authors and groups of many messages.
struct Senders {
  private var members: [String: Member] = [:]
  private var groups: [String: Group] = [:]
  /// Names that more than one member or group has: too vague to choose by.
  private var ambiguous: Set<String> = []

  private let pupils: PupilNames

  init(_ register: PeopleRegister) {
    pupils = PupilNames(register.pupils)
    for member in register.members {
      let name = member.name.lowercased()
      if self.members.updateValue(member, forKey: name) != nil { ambiguous.insert(name) }
    }
    for member in register.members {
      if let id = member.externalID { self.members[id.lowercased()] = member }
      self.members[member.id.rawValue.lowercased()] = member
    }
    for group in register.groups {
      self.groups[group.name.lowercased()] = group
      for id in [RosterKey.portalName(in: group.rosterKey), group.externalID] {
        if let id { self.groups[id.lowercased()] = group }
      }
      self.groups[group.id.rawValue.lowercased()] = group
    }
  }

  /// The message that a row of a file stands for, or why it cannot be taken.
  func message(of row: MessageRow, now: Int64) throws(RefusedRow) -> Message {
    var group: Group?
    if let name = row.group {
      guard let known = groups[name.lowercased()] else {
        throw RefusedRow(
          line: row.line,
          reason: "onbekende groep \"\(name)\"; voeg de groep toe met fatsoen group add, of verbeter de naam")
      }
      group = known
    }
    let author = try member(row.author, "auteur", of: row)
    let sentAt = row.postedAt.map { Int64(($0.timeIntervalSince1970 * 1000).rounded()) } ?? now
    if sentAt > now + Self.leeway {
      throw RefusedRow(line: row.line, reason: "de tijd ligt in de toekomst; controleer de datum")
    }
    let writtenAt = row.writtenAt.map { Int64(($0.timeIntervalSince1970 * 1000).rounded()) }
    if let writtenAt, writtenAt > sentAt + Self.leeway {
      throw RefusedRow(line: row.line, reason: "het is later geschreven dan geplaatst; controleer de datums")
    }
    let held = author.roles(at: now)
    if let role = row.role, !held.contains(role) {
      throw RefusedRow(
        line: row.line,
        reason: "\(author.name) heeft niet de rol \(role.name); heeft wel: "
          + (held.isEmpty ? "geen" : held.map(\.name).sorted().joined(separator: ", ")))
    }
    var posting = Posting(
      topic: row.topic, onBehalfOf: row.onBehalfOf, writtenAt: writtenAt, isEmergency: row.isEmergency)
    if let recipient = row.recipient { posting.recipient = try member(recipient, "ontvanger", of: row).id }
    for attachment in row.attachments { posting.attachments.append(try self.attachment(attachment, of: row)) }
    return Message(
      externalID: row.id, author: author.id, persona: row.role ?? Self.persona(of: author, in: group?.id, at: now),
      group: group?.id, kind: row.kind, sentAt: sentAt, text: String(decoding: row.text, as: UTF8.self),
      posting: posting)
  }

  /// The member that a field of a row names.
  private func member(_ name: String, _ field: String, of row: MessageRow) throws(RefusedRow) -> Member {
    let handle = name.lowercased()
    guard let member = members[handle] else {
      throw RefusedRow(
        line: row.line,
        reason: "onbekende \(field) \"\(name)\"; voeg het lid toe met fatsoen member add, of verbeter de naam")
    }
    if ambiguous.contains(handle), member.externalID?.lowercased() != handle, member.id.rawValue.lowercased() != handle
    {
      throw RefusedRow(line: row.line, reason: "\(field): meer leden heten \"\(name)\"; gebruik het id van het lid")
    }
    return member
  }

  private func attachment(_ given: AttachmentRow, of row: MessageRow) throws(RefusedRow) -> Attachment {
    var attachment = Attachment(
      name: given.name, kind: given.kind, mediaType: given.mediaType, size: given.size, isOwnDevice: given.isOwnDevice,
      channel: given.channel)
    if let names = given.pupils {
      var found: [PupilID] = []
      for name in names {
        switch pupils.find(name) {
        case .success(let pupil): if !found.contains(pupil) { found.append(pupil) }
        case .failure(let fault):
          throw RefusedRow(
            line: row.line, reason: "bijlage \"\(given.name)\", leerlingen: \(fault.reason(for: name))")
        }
      }
      attachment.pupils = found
    }
    return attachment
  }

  /// A day: clocks and time zones of portals differ.
  private static let leeway: Int64 = 86_400_000

  /// The role in which someone writes when the file does not say: the one held in that very group, else the highest.
  static func persona(of author: Member, in group: GroupID?, at now: Int64) -> Role {
    let order: [Role] = [.teacher, .staff, .parent, .director, .board, .support]
    let held = author.assignments.filter { $0.isHeld(at: now) }
    if let group, let role = order.first(where: { role in held.contains { $0.role == role && $0.group == group } }) {
      return role
    }
    let general: [Role] = [.director, .board, .teacher, .staff, .support, .parent]
    return general.first { role in held.contains { $0.role == role } } ?? .parent
  }
}

extension Role {
  /// The word on screen.
  var name: String {
    switch self {
    case .parent: "ouder/verzorger"
    case .teacher: "leerkracht"
    case .staff: "medewerker"
    case .director: "directeur"
    case .board: "bestuur"
    case .support: "ondersteuning"
    }
  }

  /// The role with the group's name and the task: "leerkracht Groep 3 (mr)".
  func text(in group: String?, as function: Assignment.Function?) -> String {
    name + (group.map { " " + $0 } ?? "") + (function.map { " (\($0.rawValue))" } ?? "")
  }
}
