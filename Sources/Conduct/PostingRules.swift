/// Who may post what, where, when and about whom, by one school's policy and register.
///
/// A message, its names and what was posted before go in; signals come out, each with the clauses that ask for it. Nothing
/// here decides anything: what is advice goes to the author, what asks for a person goes to the queue.
public struct PostingRules: Sendable {
  /// What a policy says of one rule.
  struct Use: Sendable {
    var clauses: [String] = []
    var effect: Effect = .advice
    var parameters: [String: String] = [:]
  }

  let register: PostingRegister
  let frames: PostingFrames
  let uses: [PostingRule: Use]
  let hours: WorkingHours
  let perWeek: Int
  let perDay: Int

  /// Takes the rules that a policy asks for; a rule that no clause names is off.
  public init(policy: Policy, register: PostingRegister, frames: PostingFrames) {
    self.register = register
    self.frames = frames
    var uses: [PostingRule: Use] = [:]
    for clause in policy.clauses {
      for line in clause.posting where line.setting != .off {
        var use = uses[line.rule] ?? Use()
        use.clauses.append(clause.id.rawValue)
        use.effect = max(use.effect, line.setting == .review ? .review : .advice)
        use.parameters.merge(clause.parameters.mapValues(\.value)) { first, _ in first }
        uses[line.rule] = use
      }
    }
    self.uses = uses
    hours = WorkingHours(uses[.outsideWorkingHours]?.parameters ?? [:])
    perWeek = uses[.weekFull]?.parameters["per_week_max"].flatMap { Int($0) } ?? 3
    perDay = uses[.manyToOne]?.parameters["per_person_per_day"].flatMap { Int($0) } ?? 10
  }

  /// The rules that are on.
  public var rules: Set<PostingRule> { Set(uses.keys) }

  /// What stands out in a message.
  public func signals(
    for message: Message, mentions: [Mention] = [], recent: RecentPostings = RecentPostings()
  ) -> [Signal] {
    guard !uses.isEmpty else { return [] }
    var look = Look(rules: self, message: message, recent: recent)
    // Between two people nothing is read; only how often somebody is written to can be seen from outside.
    if look.isOneToOne {
      look.lookAtAttention()
      return look.signals
    }
    look.lookAtAuthor()
    look.lookAtContent()
    look.lookAtAttachments()
    look.lookAtRhythm()
    look.lookAtAttention()
    // A parent may speak of "my son" without a name.
    if !mentions.isEmpty || (!look.isBySchool && uses[.ownChildPrivate] != nil) { look.lookAtNames(mentions) }
    return look.signals
  }
}

extension PostingRules {
  /// One message being looked at.
  struct Look {
    let rules: PostingRules
    let message: Message
    let recent: RecentPostings
    let author: Member?
    let group: Group?
    var signals: [Signal] = []

    init(rules: PostingRules, message: Message, recent: RecentPostings) {
      self.rules = rules
      self.message = message
      self.recent = recent
      author = rules.register.members[message.author]
      group = message.group.flatMap { rules.register.groups[$0] }
    }

    var register: PostingRegister { rules.register }

    /// The moment by which roles count: when it was posted, or when the register began if that was later.
    var at: Int64 { max(message.sentAt, register.since) }

    /// What the group is for; without one the message is for the whole school.
    var kind: Group.Kind { group?.kind ?? .school }

    var isOneToOne: Bool { message.kind == .oneToOne || kind == .oneToOne }

    /// Whether the author writes for the school.
    var isBySchool: Bool { message.persona != .parent }

    /// Adds a signal, when the policy asks for the rule.
    mutating func add(
      _ rule: PostingRule, at span: Range<Int> = 0..<0, _ text: String = "", about pupils: [PupilID] = [],
      detail: String = ""
    ) {
      guard let use = rules.uses[rule] else { return }
      signals.append(
        Signal(
          rule: rule.id, title: rule.title, category: rule.category, severity: rule.severity,
          effect: rule.isAdviceOnly ? .advice : use.effect, span: span, text: text, view: .original,
          explanation: rule.explanation + (detail.isEmpty ? "" : " " + detail), about: pupils, clauses: use.clauses))
    }
  }
}
