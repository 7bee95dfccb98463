import Conduct
import Foundation
import Testing

/// One test for each clause that is checked by the way a message is placed: the shipped policy, the invented school, a message
/// that brings the clause's label and one that does not.
struct PostingNormTests {
  private func labels(
    _ policy: String, by author: String, as persona: Role, in group: String?, _ kind: Message.Kind = .post,
    at time: String = "2026-03-03 15:10", saying posting: Posting = Posting(topic: .classLife), inWeek: Int = 0,
    isClosed: Bool = false
  ) throws -> Set<String> {
    let message = Message(
      author: MemberID(author), persona: persona, group: group.map { GroupID($0) }, kind: kind,
      sentAt: PostingSchool.at(time), text: "Morgen is er gym.", posting: posting)
    let rules = try PostingSchool.rules(policy, isClosed: isClosed)
    return Set(rules.signals(for: message, recent: RecentPostings(inWeek: inWeek)).flatMap(\.clauses))
  }

  @Test("A9: a teacher writes in the own groups, a stand-in within the dates") func a9OwnGroup() throws {
    #expect(try labels("A", by: "meester-bram", as: .teacher, in: "groep-3").contains("A9"))
    #expect(try !labels("A", by: "meester-bram", as: .teacher, in: "groep-4").contains("A9"))
    #expect(try !labels("A", by: "juf-ina", as: .teacher, in: "groep-3").contains("A9"))
    #expect(try labels("A", by: "juf-ina", as: .teacher, in: "groep-3", at: "2026-03-17 15:10").contains("A9"))
  }

  @Test("A10: a teacher does not react") func a10NoReaction() throws {
    #expect(try labels("A", by: "juf-anne", as: .teacher, in: "groep-3", .reaction).contains("A10"))
    #expect(try !labels("A", by: "juf-anne", as: .teacher, in: "groep-3").contains("A10"))
    #expect(try !labels("A", by: "ouder-daan", as: .parent, in: "groep-3", .reaction).contains("A10"))
  }

  @Test("A11: parents read, and react where the school allows it") func a11ParentsRead() throws {
    #expect(try labels("A", by: "ouder-daan", as: .parent, in: "groep-3").contains("A11"))
    #expect(try labels("A", by: "ouder-daan", as: .parent, in: "groep-3", .reaction, isClosed: true).contains("A11"))
    #expect(try !labels("A", by: "ouder-daan", as: .parent, in: "groep-3", .reaction).contains("A11"))
  }

  @Test("A12: the group of a council is for its members") func a12Councils() throws {
    #expect(try labels("A", by: "ouder-daan", as: .parent, in: "mr").contains("A12"))
    #expect(try !labels("A", by: "ouder-sem", as: .parent, in: "mr").contains("A12"))
  }

  @Test("A13: a council writes to all parents through the director") func a13InTheirName() throws {
    let inName = Posting(topic: .schoolMessage, onBehalfOf: .mr)
    #expect(try labels("A", by: "ib-petra", as: .staff, in: "school", saying: inName).contains("A13"))
    #expect(try !labels("A", by: "directie", as: .director, in: "school", saying: inName).contains("A13"))
  }

  @Test("A24: the author chooses what a message is about") func a24Topics() throws {
    #expect(try labels("A", by: "juf-anne", as: .teacher, in: "groep-3", saying: Posting()).contains("A24"))
    #expect(
      try labels("A", by: "juf-anne", as: .teacher, in: "groep-3", saying: Posting(topic: .other)).contains("A24"))
    #expect(try !labels("A", by: "juf-anne", as: .teacher, in: "groep-3").contains("A24"))
  }

  @Test("A27: one to three messages a week, soft and in full school weeks") func a27Frequency() throws {
    #expect(try labels("A", by: "juf-anne", as: .teacher, in: "groep-3", inWeek: 3).contains("A27"))
    #expect(try !labels("A", by: "juf-anne", as: .teacher, in: "groep-3", inWeek: 2).contains("A27"))
    #expect(
      try !labels("A", by: "juf-anne", as: .teacher, in: "groep-3", at: "2026-04-08 15:10", inWeek: 9).contains("A27"))
  }

  @Test("A39: who works in a class writes there from that role") func a39Persona() throws {
    let register = PostingSchool.members.first { $0.id == MemberID("juf-els") }
    #expect(register?.roles(at: PostingSchool.start) == [.teacher, .parent])
    #expect(try !labels("A", by: "juf-els", as: .parent, in: "groep-4", .reaction).contains("A39"))
    let example = PostingRule.teacherAsParent.example(PostingFrames())
    var policy = try PostingSchool.policy("A")
    func found() -> Set<String> {
      let rules = PostingRules(policy: policy, register: example.register, frames: PostingFrames())
      return Set(rules.signals(for: example.message).flatMap(\.clauses))
    }
    #expect(found().contains("A39"))
    policy.clauses.removeAll { $0.id == ClauseID("A39") }
    #expect(!found().contains("A39"))
  }

  @Test("A40: teachers write within working hours") func a40WorkingHours() throws {
    #expect(try labels("A", by: "juf-anne", as: .teacher, in: "groep-3", at: "2026-03-03 20:00").contains("A40"))
    #expect(try labels("A", by: "meester-bram", as: .teacher, in: "groep-4", at: "2026-03-05 15:10").contains("A40"))
    #expect(try !labels("A", by: "juf-anne", as: .teacher, in: "groep-3").contains("A40"))
    #expect(try !labels("A", by: "juf-anne", as: .teacher, in: "groep-3", at: "2026-03-12 07:30").contains("A40"))
  }

  @Test("A41: teachers write outside lessons, unless the group is out") func a41Lessons() throws {
    #expect(try labels("A", by: "juf-anne", as: .teacher, in: "groep-3", at: "2026-03-03 10:00").contains("A41"))
    #expect(try !labels("A", by: "meester-bram", as: .teacher, in: "groep-4", at: "2026-03-10 10:00").contains("A41"))
    #expect(try !labels("A", by: "juf-anne", as: .teacher, in: "groep-3", at: "2026-03-03 12:15").contains("A41"))
  }
}
