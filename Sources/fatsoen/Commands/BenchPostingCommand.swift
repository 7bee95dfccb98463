import ArgumentParser
import Conduct
import Foundation
import Scanner

/// `fatsoen bench-posting`: what the rules of who may post what, where and about whom cost a message.
struct BenchPostingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-posting",
    abstract: "Meet wat de plaatsingsregels per bericht kosten.",
    discussion: """
      Legt berichten langs de plaatsingsregels van elk beleid, met het register van
      een school van 600 leerlingen en 1.200 volwassenen: berichten van leerkrachten
      met foto's van drie kinderen, reacties van ouders, en bij elk vierde de naam
      van een kind. Schrijft als laatste regel één JSON-object met de microseconden
      per bericht.

      Voorbeeld:
        fatsoen bench-posting --messages berichten.ndjson
      """,
    shouldDisplay: false)

  @OptionGroup var options: RuleOptions

  @Option(help: ArgumentHelp("Berichten als NDJSON.", valueName: "bestand"), completion: .file())
  var messages: String

  @Option(help: ArgumentHelp("Het aantal berichten, ten hoogste.", valueName: "aantal"))
  var most = 20_000

  @Option(help: ArgumentHelp("Ronden; de beste telt.", valueName: "aantal"))
  var rounds = 5

  func validate() throws {
    if rounds < 1 || most < 1 { throw ValidationError("--rounds en --most zijn ten minste 1") }
  }

  func run() throws {
    let texts = try MessageTexts(path: messages)
    let loaded = try options.load()
    let school = InventedSchool(pupils: 600, adults: 1200)
    if texts.count == 0 { throw CommandError("\(messages) bevat geen berichten") }
    let posts = school.posts(texts, most: most, scanner: loaded.scanner)
    var lines: [String] = []
    for policy in loaded.policies {
      let rules = PostingRules(policy: policy, register: school.register, frames: loaded.frames)
      var best = Double.infinity
      var waits: [Int] = []
      var signals = 0
      // One round more than is counted, to warm up.
      for round in 0...rounds {
        var times: [Int] = []
        signals = 0
        for post in posts {
          let start = ThreadClock.nanoseconds()
          signals += rules.signals(for: post.message, mentions: post.mentions, recent: post.recent).count
          times.append(ThreadClock.nanoseconds() - start)
        }
        let mean = Double(times.reduce(0, +)) / Double(times.count) / 1000
        if round > 0, mean < best { (best, waits) = (mean, times.sorted()) }
      }
      let slow = Double(waits[min(waits.count - 1, waits.count * 99 / 100)]) / 1000
      lines.append(
        """
        {"policy":"\(policy.id)","rules":\(rules.rules.count),"signals":\(signals),\
        "mean_us":\(String(format: "%.2f", best)),"p99_us":\(String(format: "%.2f", slow))}
        """)
    }
    let named = posts.count { !$0.mentions.isEmpty }
    try Screen.print(
      """
      {"messages":\(posts.count),"named":\(named),"people":1800,"policies":[\(lines.joined(separator: ","))]}
      """)
  }
}

/// A school that does not exist, with a register as large as a big one's.
private struct InventedSchool {
  /// A message as it comes to the rules.
  struct Post {
    var message: Message
    var mentions: [Mention]
    var recent: RecentPostings
  }

  let register: PostingRegister
  private let people: [NamedPerson]
  private let pupils: [Pupil]
  private let teachers: [Member]
  private let parents: [Member]
  /// 5 October 2026, eight o'clock in the Netherlands, in milliseconds.
  private let monday: Int64 = 1_791_180_000_000

  init(pupils number: Int, adults: Int) {
    people = InventedPeople.named(pupils: number, adults: adults, school: 0)
    let groups = (0..<24).map { Group(id: GroupID("g\($0)"), name: "Groep \($0 / 3 + 1)\(["a", "b", "c"][$0 % 3])") }
    let general = Group(id: GroupID("school"), name: "De school", kind: .school)
    var pupils: [Pupil] = [], members: [Member] = [], guardianships: [Guardianship] = []
    for (place, one) in people.enumerated() {
      switch one.person {
      case .pupil(let id): pupils.append(Pupil(id: id, name: one.name, groups: [groups[place % groups.count].id]))
      case .member(let id):
        let adult = place - number
        let child = pupils[adult % number]
        let role: Role = adult < groups.count ? .teacher : .parent
        let group = role == .teacher ? groups[adult].id : child.groups.first
        members.append(
          Member(
            id: id, account: AccountID("a-\(id)"), name: one.name.full,
            assignments: [Assignment(role: role, group: group, from: 0)]))
        if role == .parent { guardianships.append(Guardianship(member: id, pupil: child.id)) }
      }
    }
    var answers: [Consent.Subject: Consent.Answer] = [:]
    for (place, pupil) in pupils.enumerated() {
      for kind in Consent.Kind.allCases {
        answers[Consent.Subject(pupil: pupil.id, kind: kind, channel: .portal)] = place % 7 == 0 ? .no : .yes
      }
    }
    let week: Timetable.Week = (0..<7).map { $0 < 5 ? [SchoolCalendar.Hours(opens: 480, closes: 1020)] : [] }
    register = PostingRegister(
      PeopleRegister(groups: groups + [general], pupils: pupils, members: members, guardianships: guardianships),
      consents: ConsentRegister(answers), timetable: Timetable(working: [nil: week], lessons: [nil: week]),
      calendar: .unset(timeZone: "Europe/Amsterdam"))
    self.pupils = pupils
    teachers = Array(members.prefix(groups.count))
    parents = Array(members.dropFirst(groups.count))
  }

  /// Messages of a week: by turns a post of a teacher with a picture, and reactions of parents.
  func posts(_ texts: MessageTexts, most: Int, scanner: ContentScanner) -> [Post] {
    let context = SchoolContext(people: people)
    let worker = scanner.makeWorker()
    return (0..<min(most, texts.count)).map { number in
      var text = ""
      texts.withText(number) { text = String(decoding: $0, as: UTF8.self) }
      let isPost = number % 4 == 0
      let author = isPost ? teachers[number / 4 % teachers.count] : parents[number % parents.count]
      if number % 4 == 1 { text += " Fijn dat \(pupils[number % pupils.count].name.given) er weer is." }
      let group = author.assignments[0].group
      let shown = (0..<3).map { pupils[(number + $0 * 24) % pupils.count].id }
      let posting = Posting(
        topic: isPost ? .activity : nil,
        attachments: isPost
          ? [Attachment(name: "foto.jpg", kind: .photo, mediaType: "image/jpeg", size: 200_000, pupils: shown)] : [])
      let message = Message(
        author: author.id, persona: isPost ? .teacher : .parent, group: group, kind: isPost ? .post : .reaction,
        sentAt: monday + Int64(number % 120) * 3_600_000, text: text, posting: posting)
      return Post(
        message: message, mentions: worker.scan(text, context).mentions,
        recent: RecentPostings(inWeek: number % 5, toRecipient: number % 3))
    }
  }
}

/// Processor time of this thread, since others may use the machine.
enum ThreadClock {
  static func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
