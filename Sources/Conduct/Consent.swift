/// What parents allow for a child: what, where, and for which school year.
public enum Consent {
  /// What is allowed to be shown.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case photo
    case film
    case name
    /// Other data about a child, such as an address for a class list (B4).
    case data
  }

  /// Where it may be shown.
  public enum Channel: String, Codable, Sendable, CaseIterable {
    case portal
    case website
    case socialMedia = "social_media"
    case press
    case newsletter
  }

  /// What holds for a child.
  public enum Answer: String, Codable, Sendable, CaseIterable {
    case yes
    case no
    /// Nobody answered, or the answer has lapsed. It counts as no, and is told apart from it.
    case unknown
  }

  /// What one answer is about.
  public struct Subject: Hashable, Codable, Sendable {
    /// The child.
    public var pupil: PupilID
    /// What is shown.
    public var kind: Kind
    /// Where.
    public var channel: Channel

    /// Makes a subject.
    public init(pupil: PupilID, kind: Kind, channel: Channel) {
      self.pupil = pupil
      self.kind = kind
      self.channel = channel
    }
  }
}

/// What holds now for each child of a school.
public struct ConsentRegister: Hashable, Sendable {
  private let answers: [Consent.Subject: Consent.Answer]

  /// Takes what is known; whatever is left out is unknown.
  public init(_ answers: [Consent.Subject: Consent.Answer] = [:]) { self.answers = answers }

  /// What holds for a child.
  public func answer(of pupil: PupilID, _ kind: Consent.Kind, _ channel: Consent.Channel) -> Consent.Answer {
    answers[Consent.Subject(pupil: pupil, kind: kind, channel: channel)] ?? .unknown
  }
}
