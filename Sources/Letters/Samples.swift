import Conduct

/// A letter of every kind with invented content, to try templates on.
public enum Samples {
  private static let day: Int64 = 86_400_000
  private static let start: Int64 = 1_790_000_000_000  // 21 September 2026

  /// One letter of each kind, restrictions announced and imposed, as a school with these details writes it.
  public static func all(_ details: SchoolDetails) -> [any Letter] {
    let redress = Redress(until: start + 42 * day, to: .director)
    let records = Records(days: 365)
    func head(_ reference: String, signer: Role = .director, to addressee: String = "Ouder van Noor") -> LetterHead {
      LetterHead(
        school: "Basisschool De Meerkoet", details: details, addressee: addressee, date: start + 3 * day,
        reference: reference, signer: signer, signerGroup: signer == .teacher ? "Groep 6" : nil)
    }
    let appeal = Appeal(
      id: AppealID("z-1"), number: 2, kind: .measureAppeal, target: .measure(MeasureID("k-1")),
      appellant: MemberID("m-1"), subject: MemberID("m-1"), state: .executed, filedAt: start + 9 * day,
      termEnds: start + 42 * day, outcome: .reversed, nextInstance: .board)
    let letters: [(any Letter)?] = [
      ReportReceipt(head: head("melding 12"), number: 12, receivedAt: start, answerBy: start + 7 * day),
      ReportOutcome(
        head: head("melding 12"), number: 12, receivedAt: start, form: .actionTaken,
        redress: redress),
      ReasonsLetter(
        head: head("beoordeling 31", signer: .teacher), ground: ground, redress: redress, records: records),
      Invitation(
        head: head("zaak 4"), number: 4,
        about: "In september schreef u drie berichten over een leerkracht. Wij willen graag weten wat er achter zit.",
        grounds: [ground], respondBy: start + 17 * day, meeting: nil, records: records),
      measureLetter(.formalWarning, .active, head("maatregel 7"), redress, records),
      measureLetter(.postingRestriction, .announced, head("maatregel 8"), redress, records),
      measureLetter(.portalSuspension, .active, head("maatregel 9"), redress, records),
      AppealLetter(
        head: head("bezwaar 2", signer: .board), appeal: appeal, measure: .portalSuspension,
        motivation: "U bent niet gehoord voor de maatregel begon. Dat had wel gemoeten: er was geen haast.",
        decidedAt: start + 21 * day, until: nil, irreversible: [.timeServed(days: 12)], nextUntil: start + 63 * day,
        records: records),
      complaint(.reversed, head("bezwaar 3"), records), complaint(nil, head("bezwaar 4"), records),
      MonthReport(
        head: head("2026-09", to: "de directie"), figures: figures,
        categoryNames: [CategoryID("abuse"): "schelden", CategoryID("about_others"): "over elkaar"]),
      AccessLetter(
        head: head("inzage"),
        lines: [
          .init(section: "Berichten", record: "Bericht b-1", label: "tekst", text: "Wat een kuthoek is dit."),
          .init(label: "verstuurd", text: "20 september 2026"),
        ], omissions: 2),
    ]
    return letters.compactMap { $0 }
  }

  /// An answer to a complaint: as decided, or turned away because it came too late.
  private static func complaint(_ outcome: Appeal.Outcome?, _ head: LetterHead, _ records: Records) -> AppealLetter {
    let appeal = Appeal(
      id: AppealID("z-2"), number: 3, kind: .reporterComplaint, target: .report(ReportID("p-1")),
      appellant: MemberID("m-2"), subject: nil, state: outcome == nil ? .inadmissible : .executed,
      filedAt: start + 9 * day, termEnds: start + 42 * day, inadmissibility: outcome == nil ? .late : nil,
      outcome: outcome, nextInstance: outcome == nil ? nil : .board)
    return AppealLetter(
      head: head, appeal: appeal, measure: nil,
      motivation: outcome == nil
        ? "U schreef zes weken te laat, en noemde daar geen reden voor."
        : "Wij hadden ook de tweede foto moeten bekijken.",
      decidedAt: start + 21 * day, until: nil, irreversible: [], nextUntil: start + 63 * day, records: records)
  }

  private static var ground: Ground {
    let clause = Clause(
      id: ClauseID("A33"), label: "Niet schelden", text: "Schelden is op geen enkele manier toegestaan.",
      binds: [.everyone])
    let policy = Policy(
      id: "voorbeeld", letter: "A", title: "Omgangsregels ouderportaal", version: "sha256:0f3a91c2d4e5b6a7",
      validFrom: "2026-08-01", clauses: [clause],
      ladder: Ladder(
        weights: Sourced(Ladder.Weights(first: [0, 0, 1, 2, 4], again: [0, 1, 2, 3, 4]), from: .clause(clause.id)),
        lookBackDays: Sourced(365, from: .clause(clause.id)),
        resetsEachSchoolYear: Sourced(true, from: .clause(clause.id)),
        steps: Sourced([], from: .clause(clause.id))))
    let message = Message(
      author: MemberID("m-1"), kind: .reaction, sentAt: start - day,
      text: "Wat een kuthoek is dit. Jullie kunnen er helemaal niets van.")
    var decision = Decision(
      id: DecisionID("d-1"), review: ReviewID("r-1"), decider: MemberID("m-2"), role: .teacher, at: start,
      outcome: .established, clauses: [clause.id], severity: .high, policy: policy.version, ruleset: "sha256:0",
      rules: [RuleID("nl.abuse.sample")], effects: [.remove])
    decision.statement = StatementOfReasons(
      finding: Finding(
        clauses: [clause.id], severity: .high,
        motivation: "Een scheldwoord over de klas raakt iedereen die er werkt en leert. Uw vraag zelf was terecht.",
        facts: "U reageerde op een bericht over de gymles. Daarin gebruikte u een scheldwoord.",
        weighing:
          "Wij vinden het belangrijk dat u vragen kunt stellen. Daarom blijft uw account gewoon werken. "
          + "Het bericht laten staan kon niet: andere ouders en kinderen lezen mee.",
        effects: [.remove]),
      decision: decision, category: CategoryID("abuse"), message: message, policy: policy)
    return Ground(
      decision: decision, message: message, isTextKept: true, group: "Groep 6", policy: policy,
      ruleTitles: ["Schelden"])
  }

  private static func measureLetter(
    _ kind: Measure.Kind, _ state: Measure.State, _ head: LetterHead, _ redress: Redress, _ records: Records
  ) -> MeasureLetter? {
    let plan = Measure.Plan(
      motivation: "Wij willen dat leerkrachten veilig kunnen werken. Dat lukte nu niet.",
      ruleKnown: "U kreeg de afspraken op 24 augustus 2026 per mail, en ze staan in de schoolgids.",
      priorWarning: "Op 4 september sprak de leerkracht er met u over. Op 11 september deed de directie dat.",
      facts: "Tussen 2 en 18 september schreef u drie keer een bericht met scheldwoorden aan de leerkracht.",
      weighing:
        "U hebt er belang bij om mee te praten. Dat blijft kunnen: per mail en in een gesprek. De rust in de "
        + "groep en het werk van de leerkracht wegen hier zwaarder. Iets lichters hebben wij twee keer geprobeerd.",
      contactPoint: "De directie, elke dag van 8.00 tot 9.00 uur op school.",
      redress: "Praat er eerst over met de directie. Komt u er samen niet uit, dan kunt u bezwaar maken.",
      hearing: "U vertelde dat u boos was omdat uw kind drie keer alleen stond op het plein. Wij begrijpen dat.",
      from: start + 4 * day, until: start + 60 * day,
      scope: "U kunt berichten lezen, maar niet reageren in groep 6 en in de groep van de hele school.",
      substituteChannel: "U krijgt elke vrijdag alle berichten per mail, en het rapport op papier.",
      mandate: "Dat doet de directie namens het bestuur (mandaatregeling, artikel 4).")
    let measure = Measure(
      id: MeasureID("k-1"), number: 7, member: MemberID("m-1"), kind: kind, state: state, proposedAt: start,
      from: state == .active ? start + 4 * day : nil, until: state == .active ? start + 60 * day : nil,
      respondBy: state == .announced ? start + 12 * day : nil, plan: plan)
    return MeasureLetter(
      head: head, measure: measure, grounds: [ground], redress: redress, records: records)
  }

  private static var figures: MonthFigures {
    var figures = MonthFigures(year: 2026, month: 9)
    figures.messages = ["clear": 402, "review": 11, "hold": 1]
    figures.reviews = 12
    figures.decisions = ["established": 4, "dismissed": 6, "care_arranged": 1]
    figures.withTerm = 11
    figures.inTime = 10
    figures.categories = [CategoryID("abuse"): 3, CategoryID("about_others"): 1]
    figures.measures = [.talk: 1, .formalWarning: 1]
    figures.appeals = 1
    figures.appealOutcomes = [.reversed: 1]
    figures.escalations = 1
    figures.secondOpinions = 2
    figures.agreeing = 2
    figures.readings = 9
    figures.openNow = 1
    figures.oldestOpen = start
    figures.inForceNow = 2
    return figures
  }
}
