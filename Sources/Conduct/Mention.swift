/// A name of somebody at the school, found in a text.
public struct Mention: Hashable, Codable, Sendable {
  /// Whom a name may mean.
  public enum Person: Hashable, Codable, Sendable {
    case pupil(PupilID)
    case member(MemberID)
  }

  /// How the name stands there.
  public enum Form: String, Codable, Sendable, CaseIterable {
    /// Given name and family name.
    case full
    /// The given name alone.
    case given
    /// The family name alone, with its particles.
    case family
    /// A small form of the given name ("Jipje").
    case diminutive
    /// A short form, or one letter off.
    case near
  }

  /// Everybody at the school whom it may mean: two children may have one name.
  public var people: [Person]
  /// The name in the text, without a possessive s, in Unicode scalars of the text as given.
  public var span: Range<Int>
  /// The text as given between those places.
  public var text: String
  /// How the name stands there.
  public var form: Form
  /// Whether the name is an ordinary Dutch word besides ("Roos"), and only its capital and surroundings say that it is a
  /// name here.
  public var isWord: Bool

  /// Makes a mention.
  public init(people: [Person], span: Range<Int>, text: String, form: Form, isWord: Bool = false) {
    self.people = people
    self.span = span
    self.text = text
    self.form = form
    self.isWord = isWord
  }
}

/// A person with the name that is looked for in texts.
public struct NamedPerson: Hashable, Sendable {
  /// The person.
  public var person: Mention.Person
  /// The name.
  public var name: PersonName

  /// Makes a named person.
  public init(_ person: Mention.Person, _ name: PersonName) {
    self.person = person
    self.name = name
  }
}

extension PeopleRegister {
  /// Everybody now at the school whose name is known.
  public var named: [NamedPerson] {
    pupils.filter { $0.until == nil }.map { NamedPerson(.pupil($0.id), $0.name) }.filter(\.isKnown)
      + members.map { NamedPerson(.member($0.id), $0.parts ?? PersonName(shown: $0.name)) }.filter(\.isKnown)
  }
}

extension NamedPerson {
  /// Whether there is a name, and not what stands in the place of one that was erased.
  fileprivate var isKnown: Bool { !name.isEmpty && !name.given.hasPrefix("(") }
}
