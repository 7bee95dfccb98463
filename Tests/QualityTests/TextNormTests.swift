import Foundation
import TestSupport
import Testing

/// One test for each clause that is checked by what a text says: a sentence that brings its label, and one much like it that
/// does not.
struct TextNormTests {
  private func clause(_ label: String, _ finds: [String], not passes: [String]) throws {
    let verdicts = try Scan.verdicts(on: finds + passes)
    for (text, verdict) in zip(finds, verdicts) {
      #expect(verdict.clauses.contains(label), "\(label) should see: \(text)")
    }
    for (text, verdict) in zip(passes, verdicts.dropFirst(finds.count)) {
      #expect(!verdict.clauses.contains(label), "\(label) should let pass: \(text) \(verdict.signals.map(\.rule))")
    }
  }

  @Test("A3: a message in another language is seen, a Dutch one is not") func a3Language() throws {
    try clause(
      "A3", ["Dear parents, tomorrow we will go to the forest with the whole class, please bring boots and a bag."],
      not: ["Beste ouders, morgen gaan we met de hele klas naar het bos, denkt u aan laarzen en een tas?"])
  }

  /// A4 and A5 are open norms that are checked by way of A33 to A37, for whoever posts and whoever reacts.
  @Test("A4: decency is seen by way of the things that are forbidden") func a4Decency() throws {
    try clause("A33", ["Wat ben jij een ongelooflijke sukkel."], not: ["Wat ben jij ongelooflijk lief."])
  }

  @Test("A5: a reaction is read as a post is") func a5Reactions() throws {
    let rows = try ["post", "reaction"].map { kind in
      try #require(try Scan.verdicts(on: ["Wat ben jij een ongelooflijke sukkel."], kind: kind).first)
    }
    #expect(rows[0].clauses == rows[1].clauses && rows[0].clauses.contains("A33"))
  }

  @Test("A14: a private matter of one child in the group is seen") func a14OneChild() throws {
    try clause(
      "A14", ["Mijn zoon Daan wordt gepest op het plein."], not: ["Wie heeft de jas van Daan gezien?"])
  }

  @Test("A15: a public album is a leak of the closed environment") func a15PublicAlbum() throws {
    try clause(
      "A15", ["Alle foto's staan op https://photos.app.goo.gl/abcdef123"],
      not: ["Alle foto's staan in het album van het portaal."])
  }

  @Test("A21: what may hurt is seen") func a21Hurting() throws {
    try clause("A21", ["Het is een waardeloze school geworden."], not: ["Het is een fijne school geworden."])
  }

  @Test("A25: confidential data of a pupil is seen") func a25Confidential() throws {
    try clause(
      "A25", ["Het BSN van Daan is 111222333, kunt u dat invullen?"], not: ["Het adres van de school staat op de site."]
    )
  }

  @Test("A28: a political conviction is seen, a lesson about it is not") func a28Conviction() throws {
    try clause(
      "A28", ["Stem woensdag allemaal op onze partij, want die is er voor gezinnen!"],
      not: ["Groep 8 behandelt deze week de verkiezingen en houdt een eigen stemming."])
  }

  @Test("A30: a negative tone is seen") func a30Tone() throws {
    try clause("A30", ["Het is een waardeloze school geworden."], not: ["De school is echt vooruitgegaan."])
  }

  @Test("A31: harm to the school or a pupil is seen") func a31Harm() throws {
    try clause("A31", ["Het is een waardeloze school geworden."], not: ["De school is echt vooruitgegaan."])
  }

  @Test("A32: talking about somebody is seen, thanking somebody is not") func a32AboutOthers() throws {
    try clause(
      "A32", ["Weet iemand wat er aan de hand is met die juf van groep 5? Ik hoor rare verhalen over haar."],
      not: ["Wat een fijne juf heeft groep 5 toch, dank je wel!"])
  }

  @Test("A33: abuse is seen") func a33Abuse() throws {
    try clause(
      "A33", ["Jij bent een achterlijke idioot."], not: ["De hele buurt liep idioot hard voor de sponsorloop."])
  }

  @Test("A34: discrimination is seen") func a34Discrimination() throws {
    try clause(
      "A34", ["Alle buitenlanders moeten van deze school af."],
      not: ["Alle kinderen van groep 5 moeten om twee uur naar huis."])
  }

  @Test("A35: a threat is seen") func a35Threat() throws {
    try clause(
      "A35", ["Ik weet waar je woont, ik sla je in elkaar."], not: ["We slaan deze week de gymles over."])
  }

  @Test("A36: sexual language is seen, sex education is not") func a36Sexual() throws {
    try clause(
      "A36", ["Stuur mij een naaktfoto van jezelf, dan krijg je er een terug."],
      not: ["Deze week is de Week van de Lentekriebels met lessen over relaties."])
  }

  @Test("A37: selling is seen, a good cause is not") func a37Commerce() throws {
    try clause(
      "A37", ["Bestel nu via mijn webshop, met code SCHOOL10 krijg je korting!"],
      not: ["De opbrengst van de rommelmarkt gaat naar het goede doel."])
  }

  @Test("A38: an achievement of one child is seen, that of all is not") func a38Achievement() throws {
    try clause(
      "A38", ["Gefeliciteerd Sem met je 10 voor de toets!"], not: ["Gefeliciteerd allemaal met jullie diploma!"])
  }

  @Test("B2: where a link leads is looked at") func b2Links() throws {
    try clause("B2", ["Zie https://bit.ly/3abcd"], not: ["De link staat in het portaal."])
  }

  @Test("B8: a personal matter in the group is seen") func b8Personal() throws {
    try clause("B8", ["Mijn zoon Daan wordt gepest op het plein."], not: ["Wie heeft de jas van Daan gezien?"])
  }

  @Test("B16: a negative tone is seen") func b16Tone() throws {
    try clause("B16", ["Het is een waardeloze school geworden."], not: ["De school is echt vooruitgegaan."])
  }

  @Test("B17: harm to the school or a pupil is seen") func b17Harm() throws {
    try clause("B17", ["Het is een waardeloze school geworden."], not: ["De school is echt vooruitgegaan."])
  }

  @Test("B18: talking about somebody is seen") func b18AboutOthers() throws {
    try clause(
      "B18", ["Weet iemand wat er aan de hand is met die juf van groep 5? Ik hoor rare verhalen over haar."],
      not: ["Wat een fijne juf heeft groep 5 toch, dank je wel!"])
  }

  @Test("B19: abuse, discrimination, threats and sexual language are seen") func b19Forbidden() throws {
    try clause(
      "B19",
      [
        "Jij bent een achterlijke idioot.", "Alle buitenlanders moeten van deze school af.",
        "Ik weet waar je woont, ik sla je in elkaar.", "Stuur mij een naaktfoto van jezelf, dan krijg je er een terug.",
      ], not: ["Wat was het een mooie musical."])
  }
}
