extension Event {
  /// What a line of the log is about, for whoever looks for one.
  public enum Topic: String, Sendable, CaseIterable {
    case people
    case school
    case consent
    case messages
    /// What is on record about a person's conduct.
    case conduct
    case reports
    case questions
    case terms
  }
}

extension Event.Kind {
  /// What it is about.
  public var topic: Event.Topic {
    switch self {
    case .groupAdded, .groupChanged, .groupEnded, .pupilAdded, .pupilChanged, .pupilEnded, .guardianshipsChanged,
      .rosterAdopted, .memberAdded, .memberChanged, .roleProposed, .roleProposalDecided, .roleGiven, .roleEnded,
      .absenceAdded, .absenceEnded, .accountInvited, .accountChanged:
      .people
    case .schoolCreated, .boardNamed, .policyAdopted, .rulesetKept, .ruleProposed, .ruleAsked, .ruleApproved,
      .ruleDeclined, .ruleEnded, .calendarAdopted, .hoursSet, .exceptionAdded,
      .exceptionEnded, .entryAdded, .entryEnded, .keyRotated, .counted, .readingsBegun, .purged:
      .school
    case .consentAsked, .consentReminded, .consentAnswered, .consentWithdrawn, .consentPurged, .pictureKept,
      .pictureSettled:
      .consent
    case .received, .superseded, .claimed, .released, .escalated, .handedOver, .noted, .infoRequested, .answered,
      .givenToCare, .passedOn, .decided, .undone, .reopened, .restored, .removed, .cleared, .clearanceGiven,
      .clearanceEnded, .sampled, .secondOpinion, .leaseEnded:
      .messages
    case .strikeAdded, .strikeOverruled, .measureProposed, .measurePrepared, .measureApproved, .measureRefused,
      .measureImposed, .measureAnnounced, .measureResponse, .measureAcknowledged, .measureReaffirmed, .measureSuspended,
      .measureResumed, .measureSuperseded, .measureClosed, .measureLifted, .measureExpired, .measureReversed,
      .measureVaried, .caseOpened, .caseMoved, .appealFiled, .appealAdmitted, .appealInadmissible, .appealAssigned,
      .appealBegun, .appealAsked, .appealAnswered, .appealDecided, .appealExecuted, .appealReferred, .appealClosed,
      .appealWithdrawn, .appealSuperseded, .referralPrepared, .referralFilled, .referralSent, .referralReceived,
      .referralFailed, .referralClosed, .holdPlaced, .holdProlonged, .holdLifted, .rectified, .erased, .letterFinalised,
      .personAddressed, .addressingPurged:
      .conduct
    case .reportSubmitted, .reportAcknowledged, .reportQueued, .reportClaimed, .reportAssigned, .reportReleased,
      .reporterAsked, .reporterAnswered, .reportAdded, .reportEscalated, .reportPassedOn, .reportFollowed,
      .reportResolved, .reportReopened, .reportWithdrawn, .reportClosed, .reportPurged, .reportingLimited,
      .reportingFreed:
      .reports
    case .questionAsked, .questionPassedOn, .questionAnswered, .questionPurged, .suitabilityWeighed: .questions
    case .dutyBegun, .dutyPaused, .dutyResumed, .dutyClosed, .dutyHandedOver, .dutyReminded, .dutyEscalated,
      .dutyPassed:
      .terms
    }
  }
}
