/// What parents allow for a child: what, where, and for which school year.
public enum Consent {
  /// What is allowed to be shown.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case photo
    case film
    case name
    /// Other data about a child, such as an address for a class list (B4).
    case data

    /// The word on screen.
    public var name: String {
      switch self {
      case .photo: "foto"
      case .film: "film"
      case .name: "naam"
      case .data: "gegevens"
      }
    }

    fileprivate var index: Int {
      switch self {
      case .photo: 0
      case .film: 1
      case .name: 2
      case .data: 3
      }
    }
  }

  /// Where it may be shown.
  public enum Channel: String, Codable, Sendable, CaseIterable {
    case portal
    case website
    case socialMedia = "social_media"
    case press
    case newsletter

    /// The word on screen.
    public var name: String {
      switch self {
      case .portal: "portaal"
      case .website: "website"
      case .socialMedia: "sociale media"
      case .press: "pers"
      case .newsletter: "nieuwsbrief"
      }
    }

    fileprivate var index: Int {
      switch self {
      case .portal: 0
      case .website: 1
      case .socialMedia: 2
      case .press: 3
      case .newsletter: 4
      }
    }
  }

  /// What holds for a child.
  public enum Answer: String, Codable, Sendable, CaseIterable {
    case yes
    case no
    /// Nobody answered, or the answer has lapsed. It counts as no, and is told apart from it.
    case unknown

    /// The word on screen.
    public var name: String {
      switch self {
      case .yes: "ja"
      case .no: "nee"
      case .unknown: "onbekend"
      }
    }
  }

  /// One question to a guardian: may this be shown there?
  public struct Question: Hashable, Codable, Sendable, Comparable, CustomStringConvertible {
    /// What is shown.
    public var kind: Kind
    /// Where.
    public var channel: Channel

    /// Makes a question.
    public init(_ kind: Kind, _ channel: Channel) {
      self.kind = kind
      self.channel = channel
    }

    /// Reads what `description` writes; nil for anything else.
    public init?(_ text: some StringProtocol) {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])),
        let channel = Channel(rawValue: String(parts[1]))
      else { return nil }
      self.init(kind, channel)
    }

    /// Every question there is, by kind and then channel.
    public static let all = Kind.allCases.flatMap { kind in Channel.allCases.map { Question(kind, $0) } }

    /// The kind and the channel, such as `photo.website`.
    public var description: String { "\(kind.rawValue).\(channel.rawValue)" }

    /// The place among all questions.
    var index: Int { kind.index * Channel.allCases.count + channel.index }

    /// Orders by kind and then channel.
    public static func < (a: Question, b: Question) -> Bool { a.index < b.index }
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
