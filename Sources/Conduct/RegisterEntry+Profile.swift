extension RegisterEntry {
  /// What a kind of entry needs, and who may write it.
  public struct Profile: Sendable {
    /// Whether something belongs to a kind.
    public enum Need: Sendable {
      case required
      case optional
      case absent
    }

    /// Who writes entries of a kind besides the director.
    public enum Writer: Sendable {
      /// Whom it is about.
      case oneself
      case administration
      case ict
    }

    /// The name on screen and on the command line.
    public var name: String
    /// Whom it is about.
    public var member = Need.absent
    /// The register in which that person stands.
    public var register = Register.staff
    /// Whether there is another one of a pair.
    public var other = Need.absent
    /// The answers; empty when it has none.
    public var values: [Value] = []
    /// Whether it says when it is over, or when the next one is due.
    public var end = Need.absent
    /// Whether it says more in words.
    public var text = Need.optional
    /// Whether it is about the version of the policy in force.
    public var isOfPolicy = false
    /// Whether it ends with the school year.
    public var lastsSchoolYear = false
    /// Whether a new one takes the place of the one before, of the same person.
    public var replaces = false
    /// Who writes it besides the director.
    public var writers: [Writer] = []
    /// Whether all staff may see it; otherwise the director, the administration and whom it is about.
    public var isOpenToStaff = false
  }
}

extension RegisterEntry.Kind {
  /// What it needs, and who may write it.
  public var profile: RegisterEntry.Profile {
    switch self {
    case .training:
      .init(name: "training", member: .required, end: .optional, writers: [.administration])
    case .buddy:
      .init(name: "buddy", member: .required, other: .required, end: .optional, isOpenToStaff: true)
    case .device:
      .init(
        name: "apparaat", member: .optional, end: .optional, text: .required, writers: [.administration, .ict],
        isOpenToStaff: true)
    case .ownDevice:
      .init(name: "eigen-apparaat", member: .required, lastsSchoolYear: true, replaces: true, writers: [.oneself])
    case .publication:
      .init(
        name: "bekendmaking", values: [.letter, .meeting, .demonstration], isOfPolicy: true,
        writers: [.administration], isOpenToStaff: true)
    case .evaluation:
      .init(name: "evaluatie", end: .optional, text: .required, isOfPolicy: true, isOpenToStaff: true)
    case .delivery:
      .init(
        name: "ontvangst", member: .required, register: .parents, values: [.app, .mail, .weekly], text: .absent,
        replaces: true, writers: [.oneself, .administration])
    case .admission:
      .init(
        name: "toelating", member: .required, register: .parents, end: .optional, replaces: true,
        writers: [.administration])
    case .mandate:
      .init(name: "mandaat", member: .required, end: .optional, isOpenToStaff: true)
    case .check:
      .init(
        name: "controle", values: [.security, .privacy], writers: [.ict], isOpenToStaff: true)
    }
  }

  /// The kind with a name on screen.
  public init?(name: String) {
    guard let kind = Self.allCases.first(where: { $0.profile.name == name || $0.rawValue == name }) else { return nil }
    self = kind
  }
}

extension RegisterEntry.Value {
  /// The word on screen.
  public var name: String {
    switch self {
    case .letter: "brief"
    case .meeting: "bijeenkomst"
    case .demonstration: "demonstratie"
    case .app: "app"
    case .mail: "mail"
    case .weekly: "weekbericht"
    case .security: "beveiliging"
    case .privacy: "privacy"
    }
  }

  /// The answer with a name on screen.
  public init?(name: String) {
    guard let value = Self.allCases.first(where: { $0.name == name || $0.rawValue == name }) else { return nil }
    self = value
  }
}

extension Member {
  /// Whether the member keeps the school's register at a moment: the director and the administration do.
  public func keepsRegister(at time: Int64) -> Bool {
    holds(.director, in: nil, at: time) || holds(.administration, at: time)
  }
}

extension RegisterEntry {
  /// Why somebody may not write or end an entry of a kind about a member; nil when it is allowed.
  public static func refusal(of kind: Kind, about subject: Member?, by member: Member, at time: Int64) -> Refusal? {
    if member.holds(.director, in: nil, at: time) { return nil }
    let isWriter = kind.profile.writers.contains { writer in
      switch writer {
      case .oneself: subject?.id == member.id
      case .administration: member.holds(.administration, at: time)
      case .ict: member.holds(.ict, at: time)
      }
    }
    return isWriter ? nil : .roleMayNot
  }

  /// Whether somebody may see the entry: whom it is about, the director, the board and the administration, and of some
  /// kinds all staff.
  public func isVisible(to reader: Member, at time: Int64) -> Bool {
    if reader.isOne(of: [member, other].filter { $0 != nil }) { return true }
    let keeps = reader.keepsRegister(at: time) || reader.holds(.board, in: nil, at: time)
    return keeps || kind.profile.isOpenToStaff && reader.works(at: time)
  }
}

extension RegisterDraft {
  /// Throws what is missing or too much, by what the kind needs.
  public func check(about subject: Member?, and other: Member?, at time: Int64) throws(ConductError) {
    let profile = kind.profile
    func fault(_ problem: String) -> ConductError { .invalid("Bij “\(profile.name)” \(problem).") }
    func need(_ need: RegisterEntry.Profile.Need, _ isThere: Bool, _ what: String) throws(ConductError) {
      if need == .required && !isThere { throw fault("hoort \(what)") }
      if need == .absent && isThere { throw fault("hoort geen \(what)") }
    }
    try need(profile.member, member != nil, "lid (--member)")
    try need(profile.other, self.other != nil, "tweede lid (--with)")
    try need(profile.end, until != nil, "einddatum (--until)")
    try need(profile.text, text.map { !$0.isBlank } ?? false, "tekst (--text)")
    if let value, !profile.values.contains(value) {
      if profile.values.isEmpty { throw fault("hoort geen keuze (--value)") }
      throw fault("is “\(value.name)” geen keuze; kies uit \(profile.values.map(\.name).joined(separator: ", "))")
    }
    if value == nil, !profile.values.isEmpty {
      throw fault("hoort een keuze (--value): \(profile.values.map(\.name).joined(separator: ", "))")
    }
    for person in [subject, other].compactMap({ $0 }) {
      let isFitting = profile.register == .staff ? person.works(at: time) : person.roles(at: time).contains(.parent)
      if !isFitting {
        throw fault("hoort iemand die \(profile.register == .staff ? "op school werkt" : "ouder of verzorger is")")
      }
    }
    if let subject, let other, subject.account == other.account { throw fault("horen twee verschillende mensen") }
    if let until, until <= from ?? time { throw fault("ligt het einde na het begin") }
  }
}
