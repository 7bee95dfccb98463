import Conduct
import Testing

@Suite struct ReportStepsTests {
  typealias Fixture = CaseFixture

  static let reporter = Fixture.member("reporter", .parent, in: Fixture.group, family: "r")
  static let relative = Fixture.member("relative", .teacher, in: Fixture.group, family: "r")
  static let writer = Fixture.member("writer", .staff)
  static let people = [
    reporter, relative, writer, Fixture.author, Fixture.teacher, Fixture.colleague, Fixture.neighbour,
    Fixture.director, Fixture.board, Fixture.carer, Fixture.support,
  ]
  static let circle = Report.Circle(reporter: reporter, about: Fixture.author)
  static let steps: [Report.Step] = [
    .claim, .assign(to: Fixture.colleague), .release, .askReporter(question: "q"), .escalate(reason: "r"),
    .resolve(.noAction, motivation: "m"), .reopen(reason: "r"), .answer(text: "a"), .add(text: "a"),
    .withdraw(reason: ""),
  ]

  static func report(
    _ state: Report.State, _ route: Review.Route = .groupAdmin, handler: Member? = nil, inReview: Bool = false
  ) -> Report {
    Report(
      id: ReportID("x"), number: 482_913, review: inReview ? ReviewID("r") : nil, about: Fixture.author.id,
      group: Fixture.group, reporter: reporter.id, category: "rude", severity: .medium, state: state,
      outcome: state.isOpen ? nil : state == .withdrawn ? .withdrawn : .noAction, route: route, handler: handler?.id,
      submittedAt: Fixture.now, version: 3)
  }

  static let handlers: [(Report.State, [Report.Action])] = [
    (.queued, [.view, .claim]), (.escalated, [.view, .claim]), (.reopened, [.view, .claim]),
    (.assigned, [.view, .claim, .assign, .release, .askReporter, .escalate, .resolve]),
    (.underReview, [.view, .assign, .release, .askReporter, .escalate, .resolve]),
    (.infoRequested, [.view, .assign, .release, .escalate, .resolve]), (.submitted, [.view]),
    (.acknowledged, [.view]), (.resolved, [.view]), (.closed, [.view]), (.withdrawn, [.view]), (.purged, [.view]),
  ]

  @Test(arguments: handlers) func theTeacherOfTheGroupMayDoWhatTheTableSays(
    state: Report.State, actions: [Report.Action]
  ) {
    let report = Self.report(state, handler: state.isOpen && actions.count > 2 ? Fixture.teacher : nil)
    #expect(report.actions(for: Fixture.teacher, in: Self.circle, at: Fixture.now) == actions)
    // A colleague waits; the director takes over, assigns and opens again.
    let isAtWork = actions.count > 2
    let waiting: [Report.Action] = actions.contains(.claim) && !isAtWork ? [.view, .claim] : [.view]
    #expect(report.actions(for: Fixture.colleague, in: Self.circle, at: Fixture.now) == waiting)
    var above: [Report.Action] = [.view]
    if isAtWork || actions.contains(.claim) { above += [.claim, .assign] }
    if [.resolved, .closed, .withdrawn].contains(state) { above.append(.reopen) }
    #expect(report.actions(for: Fixture.director, in: Self.circle, at: Fixture.now) == above)
  }

  @Test(arguments: Report.State.allCases) func theReporterAddsAnswersAndWithdraws(state: Report.State) {
    let expected: [Report.Action] =
      state == .infoRequested ? [.answer, .add, .withdraw] : state.isOpen ? [.add, .withdraw] : []
    #expect(Self.report(state).actions(for: Self.reporter, in: Self.circle, at: Fixture.now) == expected)
  }

  @Test func theAllowedListAndTheRefusalAgreeForEveryStateRouteStepAndPerson() {
    var allowed = 0
    for state in Report.State.allCases {
      for route in Review.Route.allCases {
        for handler in [nil, Fixture.teacher, Fixture.director] {
          for inReview in [false, true] {
            let report = Self.report(state, route, handler: handler, inReview: inReview)
            for person in Self.people {
              let offered = report.actions(for: person, in: Self.circle, at: Fixture.now)
              for step in Self.steps {
                let next: Report?
                do {
                  next = try report.applying(step, by: person, in: Self.circle, at: Fixture.now)
                } catch ConductError.notAllowed(.colleagueMayNot) {
                  continue
                } catch { next = nil }
                #expect((next != nil) == offered.contains(step.action), "\(state) \(route) \(person.id) \(step)")
                guard let next else { continue }
                allowed += 1
                #expect(next.version == report.version + 1)
                #expect(next.state.isOpen == (next.outcome == nil), "\(state) \(step)")
              }
            }
          }
        }
      }
    }
    #expect(allowed > 300)
  }

  @Test(arguments: Review.Route.allCases) func nobodyWhomItConcernsSeesAReport(route: Review.Route) {
    for handler in [nil, Fixture.teacher] {
      let report = Self.report(.queued, route, handler: handler)
      for person in [Self.reporter, Self.relative, Fixture.author] {
        #expect(report.refusal(of: .view, for: person, in: Self.circle, at: Fixture.now) == .involved)
      }
    }
    let seen = Self.people.filter {
      Self.report(.queued, route).refusal(of: .view, for: $0, in: Self.circle, at: Fixture.now) == nil
    }
    let expected: [Member] =
      switch route {
      case .groupAdmin: [Fixture.teacher, Fixture.colleague, Fixture.director]
      case .director: [Fixture.director]
      case .board: [Fixture.board]
      case .care: [Fixture.director, Fixture.carer]
      }
    #expect(seen == expected)
  }

  static let shown: [(Report.State, Report.Shown)] = [
    (.submitted, .received), (.acknowledged, .received), (.queued, .received), (.assigned, .inReview),
    (.underReview, .inReview), (.escalated, .inReview), (.reopened, .inReview), (.infoRequested, .answerNeeded),
    (.resolved, .closed), (.closed, .closed), (.withdrawn, .closed), (.purged, .closed),
  ]

  @Test(arguments: shown) func aReporterSeesFourWords(state: Report.State, word: Report.Shown) {
    #expect(Self.report(state).shown == word)
  }

  static let outcomes: [(Decision.Outcome, Report.Outcome)] = [
    (.established, .actionTaken), (.careArranged, .actionTaken), (.dismissed(.duplicate), .duplicate),
    (.dismissed(.outOfScope), .outOfScope), (.dismissed(.criticism), .outOfScope), (.dismissed(.falseHit), .noAction),
    (.dismissed(.context), .noAction), (.dismissed(.tooLight), .noAction),
  ]

  @Test(arguments: outcomes) func aDecisionIsOneOfTheFixedOutcomes(decided: Decision.Outcome, outcome: Report.Outcome) {
    let report = Self.report(.underReview, inReview: true)
    let review = Fixture.review(.resolved, decidedBy: Fixture.teacher)
    let next = report.following(review, decided: decided)
    #expect(next?.state == .resolved && next?.outcome == outcome)
    #expect(next?.following(review, decided: .established) == nil)
    #expect(next?.reversed()?.outcome == (outcome == .actionTaken ? .noAction : nil))
  }

  @Test func aReportWaitsForItsReporterWhateverItsReviewDoes() {
    let asked = Self.report(.infoRequested, inReview: true)
    #expect(asked.following(Fixture.review(.pending), decided: nil) == nil)
    #expect(
      asked.following(Fixture.review(.claimed, claimedBy: Fixture.teacher), decided: nil)?.state == .infoRequested)
    #expect(
      asked.following(Fixture.review(.resolved, decidedBy: Fixture.teacher), decided: .established)?.state == .resolved)
    let alone = Self.report(.queued, inReview: true).following(Fixture.review(.superseded), decided: nil)
    #expect(alone?.review == nil && alone?.state == .queued)
    #expect(Self.report(.withdrawn, inReview: true).following(Fixture.review(.reopened), decided: nil) == nil)
  }
}
