import Conduct

extension Transaction {
  /// Keeps what was declared of a message's pictures: those on which pupils can be recognised, and those that were made
  /// with an own device. Lets begin what must be done with them. What was kept of an earlier text of the message is
  /// brought up to date.
  func keepPictures(of message: Message, id: MessageID) throws {
    let handle = message.externalID ?? id.rawValue
    let author = try member(message.author)
    let earlier = try pictures(where: "message = $2", .text(handle))
    for attachment in message.posting.attachments {
      guard let kind = attachment.consent else { continue }
      let pupils = try atSchool(attachment.pupils ?? [])
      // What is on a parent's own device is not the school's.
      let isOwnDevice = attachment.isOwnDevice == true && author.works(at: message.sentAt)
      let known = earlier.first { $0.name == attachment.name && $0.channel == attachment.channel }
      if pupils.isEmpty && !isOwnDevice && known == nil { continue }
      let picture: Picture
      if let known {
        picture = try show(pupils, on: known)
      } else {
        picture = Picture(
          id: PictureID(nextName("v")), number: try nextNumber(in: "picture"), message: handle,
          author: message.author, group: message.group, postedAt: message.sentAt, kind: kind,
          channel: attachment.channel, isOwnDevice: isOwnDevice, pupils: pupils, name: attachment.name)
        try keep(picture)
        if let days = try consentTerms().removalDays, isOwnDevice {
          try begin(.deviceRemoval, on: picture, by: author, within: .days(days), from: picture.postedAt)
        }
      }
      let terms = try consentTerms()
      let asks = !terms.clauses.isEmpty && terms.kinds.contains(kind) && terms.channels.contains(attachment.channel)
      if asks, try picture.lacksConsent(consentRegister(of: Set(pupils))) {
        try takeDown(picture, by: nil)
      } else {
        try closeDuties(of: picture.id.rawValue, [.takeDown], as: .dropped, by: nil)
      }
    }
  }

  /// Lets pictures follow what holds for a pupil: those that the pupil is on and may not be any more must go, those that
  /// nobody objects to need not. Gives those that must go.
  func follow(_ pupil: PupilID, without lost: Set<Consent.Question>, by member: MemberID?) throws -> [Picture] {
    let shown = try pictures(
      where: "id IN (SELECT picture FROM picture_pupil WHERE picture_pupil.school = $1 AND pupil = $2)",
      SQLValue(pupil))
    var going: [Picture] = []
    for picture in shown {
      if lost.contains(Consent.Question(picture.kind, picture.channel)) {
        going.append(picture)
        try takeDown(picture, by: member)
      } else if try !picture.lacksConsent(consentRegister(of: Set(picture.pupils))) {
        try closeDuties(of: picture.id.rawValue, [.takeDown], as: .dropped, by: member)
      }
    }
    return going
  }

  /// Lets a picture be taken away, unless that is under way.
  private func takeDown(_ picture: Picture, by actor: MemberID?) throws {
    let isUnderWay = try openDuties(of: picture.id.rawValue).contains { $0.kind == .takeDown }
    if isUnderWay { return }
    let author = try member(picture.author)
    let duty = try begin(.takeDown, on: picture, by: author, within: ConsentTerms.takeDown, from: at, actor: actor)
    for recipient in duty.recipients(among: try officials(), about: nil, at: at) {
      try tell(.takeDown, to: recipient.id, about: "picture \(picture.number)")
    }
  }

  @discardableResult
  private func begin(
    _ kind: Duty.Kind, on picture: Picture, by author: Member, within term: Term, from start: Int64,
    actor: MemberID? = nil
  ) throws -> Duty {
    try begin(
      kind, on: Duty.Subject(.picture, id: picture.id.rawValue, number: picture.number, about: nil),
      by: picture.holder(author, at: at, for: kind), within: term, from: start, actor: actor)
  }

  /// Pupils of the school among those named; others are left out, since nothing can be known of them.
  private func atSchool(_ pupils: [PupilID]) throws -> [PupilID] {
    try Set(pupils).sorted().filter { pupil in
      try !run("SELECT id FROM pupil WHERE school = $1 AND id = $2", SQLValue(pupil)).isEmpty
    }
  }

  private func keep(_ picture: Picture) throws {
    // Its row says until when; a name of its own would end it while somebody still has to take the picture away.
    let saved = try save(picture.name ?? "", about: picture.author, .picture, due: nil)
    try connection.insert(
      into: "picture",
      [
        "school": SQLValue(school.id), "id": SQLValue(picture.id), "number": SQLValue(picture.number),
        "message": .text(picture.message), "author": SQLValue(picture.author), "group_id": SQLValue(picture.group),
        "posted_at": .integer(picture.postedAt), "kind": .text(picture.kind.rawValue),
        "channel": .text(picture.channel.rawValue), "own_device": SQLValue(picture.isOwnDevice),
        "due_at": .integer(picture.forgottenAt(try calendar())), "payload": .text(saved.id),
      ])
    try add(picture.pupils, to: picture.id)
    try log(.pictureKept, by: nil) {
      $0.item = "picture \(picture.id)"
      $0.commitments = [saved.id: saved.commitment]
    }
  }

  private func add(_ pupils: [PupilID], to picture: PictureID) throws {
    for pupil in pupils {
      try connection.insert(
        into: "picture_pupil",
        ["school": SQLValue(school.id), "picture": SQLValue(picture), "pupil": SQLValue(pupil)])
    }
  }

  /// A picture with the pupils that are declared now.
  private func show(_ pupils: [PupilID], on picture: Picture) throws -> Picture {
    if pupils == picture.pupils { return picture }
    try run("DELETE FROM picture_pupil WHERE school = $1 AND picture = $2", SQLValue(picture.id))
    try add(pupils, to: picture.id)
    var shown = picture
    shown.pupils = pupils
    return shown
  }

  /// Pictures that meet a condition, which may use `$2`, by number.
  func pictures(where condition: String, _ arguments: SQLValue...) throws -> [Picture] {
    let rows = try connection.run(
      """
      SELECT id, number, message, author, group_id, posted_at, kind, channel, own_device, payload FROM picture
      WHERE school = $1 AND \(condition) ORDER BY number
      """, [SQLValue(school.id)] + arguments)
    return try rows.map { row in
      let id: PictureID = try row.id("id")
      let pupils = try run(
        "SELECT pupil FROM picture_pupil WHERE school = $1 AND picture = $2 ORDER BY pupil", SQLValue(id))
      return Picture(
        id: id, number: try row.int("number"), message: try row.text("message"), author: try row.id("author"),
        group: try row.optionalID("group_id"), postedAt: try row.integer("posted_at"), kind: try row.value("kind"),
        channel: try row.value("channel"), isOwnDevice: try row.flag("own_device"),
        pupils: try pupils.map { try $0.id("pupil") }, name: try payload(try row.text("payload")))
    }
  }

  // MARK: Purging

  /// Lets pictures go whose time is over, unless somebody still has to do something with them.
  func endPictures() throws {
    let rows = try run(
      """
      SELECT payload FROM picture WHERE school = $1 AND due_at <= $2 AND NOT EXISTS (
        SELECT 1 FROM duty WHERE duty.school = picture.school AND duty.subject = picture.id
          AND duty.state IN ('running', 'paused'))
      """, .integer(at))
    try keep(try rows.map { try $0.text("payload") }, as: .picture, until: at)
  }

  /// Forgets pictures whose names go; gives how many.
  func purgePictures(of payloads: [String]) throws -> Int {
    var count = 0
    for payload in payloads {
      for row in try run("SELECT id FROM picture WHERE school = $1 AND payload = $2", .text(payload)) {
        try run("DELETE FROM picture_pupil WHERE school = $1 AND picture = $2", .text(try row.text("id")))
        try run("DELETE FROM picture WHERE school = $1 AND id = $2", .text(try row.text("id")))
        count += 1
      }
    }
    return count
  }
}
