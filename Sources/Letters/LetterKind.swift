/// The letters and reports that there are templates for; the raw value is the name of the template.
public enum LetterKind: String, Sendable, CaseIterable {
  case receipt
  case outcome
  case reasons
  case invitation
  case warning
  case restriction
  case appeal
  case month
  case access

  /// The name on screen.
  public var name: String {
    switch self {
    case .receipt: "ontvangstbevestiging van een melding"
    case .outcome: "uitkomst van een melding"
    case .reasons: "besluit over een bericht, met de redenen"
    case .invitation: "uitnodiging om te reageren"
    case .warning: "schriftelijke waarschuwing"
    case .restriction: "beperking, of de aankondiging ervan"
    case .appeal: "beslissing op bezwaar"
    case .month: "maandoverzicht voor de directie"
    case .access: "overzicht bij een inzageverzoek (fatsoen subject-access)"
    }
  }
}

/// How a letter is written out; the raw value is the extension of its template.
public enum LetterForm: String, Sendable, CaseIterable {
  case html
  case text = "txt"
}
