/// What a member may be at a school; dated and bound to a group or to the school elsewhere.
public enum Role: String, Codable, Sendable, CaseIterable {
  case parent
  case teacher
  case staff
  case director
  case board
  case support
}
