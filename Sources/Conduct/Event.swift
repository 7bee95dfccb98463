/// One line of a school's log. It holds ids, states, versions and keyed commitments, and no personal content, so that
/// a purge and an unbroken chain go together.
public struct Event: Hashable, Codable, Sendable {
  /// What happened.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case schoolCreated = "school_created"
    case boardNamed = "board_named"
    case policyAdopted = "policy_adopted"
    case rulesetKept = "ruleset_kept"
    case ruleProposed = "rule_proposed"
    case ruleAsked = "rule_asked"
    case ruleApproved = "rule_approved"
    case ruleDeclined = "rule_declined"
    case ruleEnded = "rule_ended"
    case groupAdded = "group_added"
    case groupChanged = "group_changed"
    case groupEnded = "group_ended"
    case pupilAdded = "pupil_added"
    case pupilChanged = "pupil_changed"
    case pupilEnded = "pupil_ended"
    case guardianshipsChanged = "guardianships_changed"
    case rosterAdopted = "roster_adopted"
    case memberAdded = "member_added"
    case memberChanged = "member_changed"
    case roleProposed = "role_proposed"
    case roleProposalDecided = "role_proposal_decided"
    case roleGiven = "role_given"
    case roleEnded = "role_ended"
    case consentAsked = "consent_asked"
    case consentReminded = "consent_reminded"
    case consentAnswered = "consent_answered"
    case consentWithdrawn = "consent_withdrawn"
    case consentPurged = "consent_purged"
    case pictureKept = "picture_kept"
    case pictureSettled = "picture_settled"
    case absenceAdded = "absence_added"
    case absenceEnded = "absence_ended"
    case hoursSet = "hours_set"
    case exceptionAdded = "exception_added"
    case exceptionEnded = "exception_ended"
    case entryAdded = "entry_added"
    case entryEnded = "entry_ended"
    case received
    case superseded
    case claimed
    case released
    case escalated
    case handedOver = "handed_over"
    case noted
    case infoRequested = "info_requested"
    case answered
    case givenToCare = "given_to_care"
    case passedOn = "passed_on"
    case decided
    case undone
    case reopened
    case restored
    case removed
    case cleared
    case clearanceGiven = "clearance_given"
    case clearanceEnded = "clearance_ended"
    case sampled
    case secondOpinion = "second_opinion"
    case strikeAdded = "strike_added"
    case strikeOverruled = "strike_overruled"
    case measureProposed = "measure_proposed"
    case measurePrepared = "measure_prepared"
    case measureApproved = "measure_approved"
    case measureRefused = "measure_refused"
    case measureImposed = "measure_imposed"
    case measureAnnounced = "measure_announced"
    case measureResponse = "measure_response"
    case measureAcknowledged = "measure_acknowledged"
    case measureReaffirmed = "measure_reaffirmed"
    case measureSuspended = "measure_suspended"
    case measureResumed = "measure_resumed"
    case measureSuperseded = "measure_superseded"
    case measureClosed = "measure_closed"
    case measureLifted = "measure_lifted"
    case measureExpired = "measure_expired"
    case measureReversed = "measure_reversed"
    case measureVaried = "measure_varied"
    case caseOpened = "case_opened"
    case caseMoved = "case_moved"
    case appealFiled = "appeal_filed"
    case appealAdmitted = "appeal_admitted"
    case appealInadmissible = "appeal_inadmissible"
    case appealAssigned = "appeal_assigned"
    case appealBegun = "appeal_begun"
    case appealAsked = "appeal_asked"
    case appealAnswered = "appeal_answered"
    case appealDecided = "appeal_decided"
    case appealExecuted = "appeal_executed"
    case appealReferred = "appeal_referred"
    case appealClosed = "appeal_closed"
    case appealWithdrawn = "appeal_withdrawn"
    case appealSuperseded = "appeal_superseded"
    case referralPrepared = "referral_prepared"
    case referralFilled = "referral_filled"
    case referralSent = "referral_sent"
    case referralReceived = "referral_received"
    case referralFailed = "referral_failed"
    case referralClosed = "referral_closed"
    case calendarAdopted = "calendar_adopted"
    case leaseEnded = "lease_ended"
    case dutyBegun = "duty_begun"
    case dutyPaused = "duty_paused"
    case dutyResumed = "duty_resumed"
    case dutyClosed = "duty_closed"
    case dutyHandedOver = "duty_handed_over"
    case dutyReminded = "duty_reminded"
    case dutyEscalated = "duty_escalated"
    case dutyPassed = "duty_passed"
    case reportSubmitted = "report_submitted"
    case reportAcknowledged = "report_acknowledged"
    case reportQueued = "report_queued"
    case reportClaimed = "report_claimed"
    case reportAssigned = "report_assigned"
    case reportReleased = "report_released"
    case reporterAsked = "reporter_asked"
    case reporterAnswered = "reporter_answered"
    case reportAdded = "report_added"
    case reportEscalated = "report_escalated"
    case reportPassedOn = "report_passed_on"
    case reportFollowed = "report_followed"
    case reportResolved = "report_resolved"
    case reportReopened = "report_reopened"
    case reportWithdrawn = "report_withdrawn"
    case reportClosed = "report_closed"
    case reportPurged = "report_purged"
    case reportingLimited = "reporting_limited"
    case reportingFreed = "reporting_freed"
    case holdPlaced = "hold_placed"
    case holdProlonged = "hold_prolonged"
    case holdLifted = "hold_lifted"
    case rectified
    case erased
    case keyRotated = "key_rotated"
    case letterFinalised = "letter_finalised"
    case personAddressed = "person_addressed"
    case addressingPurged = "addressing_purged"
    case questionAsked = "question_asked"
    case questionPassedOn = "question_passed_on"
    case questionAnswered = "question_answered"
    case questionPurged = "question_purged"
    case suitabilityWeighed = "suitability_weighed"
    case counted
    case accountInvited = "account_invited"
    case accountChanged = "account_changed"
    case readingsBegun = "readings_begun"
    case purged
  }

  /// The particulars; what does not apply is absent.
  public struct Body: Hashable, Codable, Sendable {
    /// The member it is about.
    public var member: MemberID?
    /// The group.
    public var group: GroupID?
    /// The message.
    public var message: MessageID?
    /// The review.
    public var review: ReviewID?
    /// The decision.
    public var decision: DecisionID?
    /// The strike.
    public var strike: StrikeID?
    /// The measure.
    public var measure: MeasureID?
    /// The case.
    public var conductCase: CaseID?
    /// The appeal.
    public var appeal: AppealID?
    /// The step outside the school.
    public var referral: ReferralID?
    /// The report.
    public var report: ReportID?
    /// The term that runs.
    public var duty: DutyID?
    /// The other member in it, such as the colleague who it was handed to.
    public var other: MemberID?
    /// What else it is about: its kind and its id, such as `clearance c-1`.
    public var item: String?
    /// The role given or used.
    public var role: Role?
    /// The state before.
    public var from: String?
    /// The state after.
    public var to: String?
    /// The version after.
    public var version: Int?
    /// What readers of the portal see after.
    public var visibility: String?
    /// The outcome, the kind of measure, or the day of a count.
    public var outcome: String?
    /// Who handles it after.
    public var route: String?
    /// What follows from a decision.
    public var effects: [String]?
    /// The clauses.
    public var clauses: [ClauseID]?
    /// The rules that hit.
    public var rules: [RuleID]?
    /// The severity.
    public var severity: Severity?
    /// The weight of a strike.
    public var weight: Int?
    /// The version of the rules.
    public var ruleset: String?
    /// The version of the policy.
    public var policy: String?
    /// Numbers by name.
    public var counts: [String: Int]?
    /// Keyed commitments to payloads, by payload.
    public var commitments: [String: String]?
    /// Payloads that were deleted.
    public var deleted: [String]?

    /// Makes empty particulars.
    public init() {}
  }

  /// The number of the write that it belongs to.
  public var sequence: Int64
  /// The place within that write, from 0.
  public var position: Int
  /// When, in milliseconds.
  public var at: Int64
  /// What happened.
  public var kind: Kind
  /// Who did it; nil is the product itself.
  public var actor: MemberID?
  /// The particulars.
  public var body: Body

  /// Makes an event.
  public init(sequence: Int64, position: Int, at: Int64, kind: Kind, actor: MemberID?, body: Body) {
    self.sequence = sequence
    self.position = position
    self.at = at
    self.kind = kind
    self.actor = actor
    self.body = body
  }
}
