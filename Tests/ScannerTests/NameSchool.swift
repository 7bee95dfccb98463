import Conduct

@testable import Scanner

/// An invented school, and the names that its scanner finds in a text.
struct NameSchool {
  let context: SchoolContext
  let scanner: ContentScanner

  /// Pupils and grown-ups as "given|infix|family".
  init(pupils: [String], members: [String], rules: [Rule] = []) {
    context = SchoolContext(people: NameSchool.people(pupils: pupils, members: members))
    scanner = ContentScanner(
      RuleSet(version: "test", rules: rules),
      nameWords: NameWords(
        words: """
          roos roosje storm wolf sterre jip bo dik kok mees fleur beer sterk bruin bakker visser bos berg boer groot jan ben
          will can wit vos sky hoop
          """.split(whereSeparator: \.isWhitespace).map(String.init), names: ["sem"]))
  }

  static func people(pupils: [String], members: [String]) -> [NamedPerson] {
    pupils.map { NamedPerson(.pupil(PupilID($0)), name($0)) }
      + members.map { NamedPerson(.member(MemberID($0)), name($0)) }
  }

  static func name(_ text: String) -> PersonName {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    return PersonName(
      given: parts[0], infix: parts.count > 2 ? parts[1] : "", family: parts.count > 1 ? parts.last! : "")
  }

  /// Each name as "text=form:people", people by given name and first letter of the family name.
  func found(in text: String) -> [String] { scanner.scan(text, context: context).mentions.map(NameSchool.line) }

  static func line(_ mention: Mention) -> String {
    let people = mention.people.map { person in
      switch person {
      case .pupil(let id): id.rawValue
      case .member(let id): id.rawValue
      }
    }
    return "\(mention.text)=\(mention.form.rawValue):\(people.sorted().joined(separator: ","))"
  }

  static let example = NameSchool(
    pupils: [
      "Daan||Visser", "Daan|de|Wit", "Roos||Bakker", "Roos|van der|Berg", "Storm||Yilmaz", "Wolf||Sanders",
      "Sterre|van den|Heuvel", "Jip||Smeets", "Bo||Kramer", "Zoë|van 't|Hart", "Anne-Marie|de|Groot", "Sem|El|Amrani",
      "Tijmen||Hoekstra", "Jippe||Postma", "Lotte||Verhaar", "Anna||Kowalska", "Bram|ten|Velde", "Mees||Dik",
      "Samuel||Okafor", "Max||Lindeboom", "Çağla||Öztürk", "Noor|Ben|Ali", "Can||Demir", "Tom||Evers",
    ],
    members: [
      "Els||Bos", "Karin||Bakker-de Vries", "Jan|van der|Berg", "Roos||Kok", "Piet|de|Boer", "Thea||Jansen",
      "Robert|De|Cock", "Anton||Lul", "Fatima||Yilmaz", "Marijke||Dik",
    ])
}
