/// A step taken, or proposed, about one adult's conduct.
public enum Measure {
  /// Every rung of the ladder (domain §2.2), a closed list.
  public enum Kind: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
    case explanation
    case addressed
    case talk
    case reminder
    case formalWarning = "formal_warning"
    case staffReprimand = "staff_reprimand"
    case preModeration = "pre_moderation"
    case arrangement
    case postingRestriction = "posting_restriction"
    case portalSuspension = "portal_suspension"
    case contactRestriction = "contact_restriction"
    case premisesBan = "premises_ban"
    case staffSuspension = "staff_suspension"
    case boardInformed = "board_informed"
    case confidentialAdviser = "confidential_adviser"
    case complaintsCommittee = "complaints_committee"
    case confidentialInspector = "confidential_inspector"
    case veiligThuis = "veilig_thuis"
    case schoolAttendance = "school_attendance"
    case communityOfficer = "community_officer"
    case policeReport = "police_report"
    case civilProceedings = "civil_proceedings"
    case dataBreachReport = "data_breach_report"
  }
}
