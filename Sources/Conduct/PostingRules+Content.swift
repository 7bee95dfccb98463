extension PostingRules.Look {
  /// The sort of content and the topic that the author chose (A24, B2).
  mutating func lookAtContent() {
    guard isBySchool, message.kind == .post, kind == .class || kind == .school else { return }
    switch message.posting.topic {
    case nil: add(.topicMissing)
    case .other: add(.topicOther)
    default: break
    }
    for attachment in message.posting.attachments where attachment.kind == .document {
      add(.kindOfContent, detail: "Bijlage: \(attachment.name).")
    }
  }

  /// Pictures of children, and what is attached besides (A16, A19, A20, A22, A23, B4).
  mutating func lookAtAttachments() {
    for attachment in message.posting.attachments {
      let named = "Bijlage: \(attachment.name)."
      if let problem = AttachmentLimits.problem(of: attachment) {
        add(.attachmentNotAllowed, detail: "\(named) \(problem)")
      }
      guard let consent = attachment.consent else { continue }
      if attachment.hasLocation == true { add(.locationInPicture, detail: named) }
      if attachment.isOwnDevice == true && isBySchool {
        add(.ownDevice, detail: named)
        if !register.declared.contains(message.author) { add(.ownDeviceUndeclared) }
      }
      guard let pupils = attachment.pupils else {
        add(.pictureUndeclared, detail: named)
        continue
      }
      let refused = pupils.filter { register.consents.answer(of: $0, consent, attachment.channel) != .yes }
      if refused.isEmpty { continue }
      let rule: PostingRule = attachment.channel == .portal ? .pictureWithoutConsent : .externalWithoutConsent
      let names = refused.map(register.name)
      add(rule, about: refused, detail: "\(named) \(PostingRule.about(names))")
    }
  }
}

/// Which files may be attached.
enum AttachmentLimits {
  private static let types: [Attachment.Kind: [String]] = [
    .photo: ["image/jpeg", "image/png", "image/heic", "image/heif", "image/webp", "image/gif"],
    .film: ["video/mp4", "video/quicktime", "video/webm"],
    .document: [
      "application/pdf", "text/plain", "image/jpeg", "image/png", "application/msword",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
      "application/vnd.oasis.opendocument.text",
    ],
    .invitation: ["text/calendar", "application/pdf", "image/jpeg", "image/png"],
  ]
  private static let mebibyte = 1 << 20

  /// The most bytes, by kind.
  private static func most(_ kind: Attachment.Kind) -> Int { (kind == .film ? 500 : 25) * mebibyte }

  /// What is wrong with the sort or size of a file, in Dutch; nil when nothing is, or nothing is known of it.
  static func problem(of attachment: Attachment) -> String? {
    if let type = attachment.mediaType?.lowercased(), let allowed = types[attachment.kind], !allowed.contains(type) {
      return "De soort \(type) past niet."
    }
    if let size = attachment.size, size > most(attachment.kind) {
      return "Het bestand is \(size / mebibyte) MB; hoogstens \(most(attachment.kind) / mebibyte) MB past."
    }
    return nil
  }
}
