import Conduct
import Foundation
import Library
import Scanner
import TestSupport
import Testing

/// Four hundred cases of our own, half of them traps, written without sight of the rules' words.
struct PostingCaseTests {
  /// One case of `cases.ndjson`.
  struct Case: Decodable {
    struct File: Decodable {
      var name: String
      var kind: Conduct.Attachment.Kind
      var type: String?
      var size: Int?
      var pupils: [String]?
      var own_device: Bool?
      var location: Bool?
      var channel: Consent.Channel?
    }

    var id: Int
    var policy: String
    var author: String
    var persona: Role
    var group: String?
    var kind: Message.Kind
    var at: String
    var text: String
    /// "null" stands for none chosen.
    var topic: Posting.Topic?
    var written: String?
    var emergency: Bool?
    var on_behalf_of: Assignment.Function?
    var week: Int?
    var today: Int?
    var to: String?
    var closed: Bool?
    var attachments: [File]?
    var expect: [PostingRule]
    var trap: Bool

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case id, policy, author, persona, group, kind, at, text, topic, written, emergency, on_behalf_of, week, today, to
      case closed, attachments, expect, trap
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      func some<Value: Decodable>(_ key: CodingKeys) throws -> Value? {
        try fields.decodeIfPresent(Value.self, forKey: key)
      }
      id = try fields.decode(Int.self, forKey: .id)
      policy = try fields.decode(String.self, forKey: .policy)
      author = try fields.decode(String.self, forKey: .author)
      persona = try fields.decode(Role.self, forKey: .persona)
      kind = try fields.decode(Message.Kind.self, forKey: .kind)
      at = try fields.decode(String.self, forKey: .at)
      text = try fields.decode(String.self, forKey: .text)
      topic = fields.contains(.topic) ? try some(.topic) : .classLife
      expect = try fields.decode([PostingRule].self, forKey: .expect)
      trap = try fields.decode(Bool.self, forKey: .trap)
      (group, written, to) = (try some(.group), try some(.written), try some(.to))
      (emergency, closed) = (try some(.emergency), try some(.closed))
      (week, today) = (try some(.week), try some(.today))
      (on_behalf_of, attachments) = (try some(.on_behalf_of), try some(.attachments))
    }

    var message: Message {
      Message(
        externalID: "\(id)", author: MemberID(author), persona: persona, group: group.map { GroupID($0) }, kind: kind,
        sentAt: PostingSchool.at(at), text: text,
        posting: Posting(
          topic: topic, onBehalfOf: on_behalf_of, writtenAt: written.map(PostingSchool.at),
          isEmergency: emergency ?? false,
          attachments: (attachments ?? []).map { file in
            Conduct.Attachment(
              name: file.name, kind: file.kind, mediaType: file.type, size: file.size,
              pupils: file.pupils?.map { PupilID($0) }, isOwnDevice: file.own_device, hasLocation: file.location,
              channel: file.channel ?? .portal)
          }, recipient: to.map { MemberID($0) }))
    }
  }

  static func cases() throws -> [Case] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("cases.ndjson")
    return try Data(contentsOf: file).split(separator: 0x0A).map { try JSONDecoder().decode(Case.self, from: Data($0)) }
  }

  /// What is found in every case.
  private static func found() throws -> [(Case, Set<PostingRule>)] {
    let scanner = ContentScanner(
      RuleSet(version: "none", rules: []),
      nameWords: NameWords(
        words: try PostingSchool.lists.get().namesAsWords, names: try PostingSchool.lists.get().wordsAsNames),
      dictionary: .dutch)
    let context = SchoolContext(people: PostingSchool.people)
    let worker = scanner.makeWorker()
    var rules: [String: PostingRules] = [:]
    return try cases().map { one in
      let name = one.policy + (one.closed == true ? "-closed" : "")
      let rule = try rules[name] ?? PostingSchool.rules(one.policy, isClosed: one.closed == true)
      rules[name] = rule
      let text = Array(one.text.utf8)
      let scan = text.withUnsafeBufferPointer { worker.scan($0, context: context) }
      let signals = rule.signals(
        for: one.message, mentions: scan.mentions,
        recent: RecentPostings(inWeek: one.week ?? 0, toRecipient: one.today ?? 0))
      return (one, Set(signals.compactMap { PostingRule($0.rule) }))
    }
  }

  @Test("the rules find what they should, and nothing else, in four hundred postings") func precisionAndRecall() throws
  {
    let found = try Self.found()
    #expect(found.count == 400 && found.count { $0.0.trap } == 200)
    var (right, wrong, missed) = (0, 0, 0)
    var notes: [String] = []
    for (one, rules) in found {
      let expected = Set(one.expect)
      right += rules.intersection(expected).count
      wrong += rules.subtracting(expected).count
      missed += expected.subtracting(rules).count
      if rules != expected {
        let more =
          rules.subtracting(expected).map { "+\($0.rawValue)" } + expected.subtracting(rules).map { "-\($0.rawValue)" }
        notes.append("\(one.id) \(more.sorted().joined(separator: " ")): \(one.text.prefix(160))")
      }
    }
    let precision = Double(right) / Double(max(1, right + wrong))
    let recall = Double(right) / Double(max(1, right + missed))
    let summary: Comment =
      "precision \(precision), recall \(recall) (\(right) right, \(wrong) wrong, \(missed) missed)\n\(notes.joined(separator: "\n"))"
    #expect(precision >= 0.95 && recall >= 0.95, summary)
    if ProcessInfo.processInfo.environment["FATSOEN_SHOW"] != nil { print(summary) }
  }

  @Test("every rule has a case in which it should speak") func everyRuleIsTried() throws {
    #expect(Set(try Self.cases().flatMap(\.expect)) == Set(PostingRule.allCases))
  }
}
