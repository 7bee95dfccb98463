import ArgumentParser
import Conduct
import Store

/// `fatsoen key`: the key that a school's contents are encrypted with.
struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "De sleutel van de school: waar zij staat, en haar vervangen.",
    discussion: """
      Zonder de sleutel is geen tekst, naam of motivering te lezen; er is geen andere weg
      terug. Bewaar een kopie op een andere plaats dan de database.

      Voorbeelden:
        fatsoen key
        fatsoen key rotate --as directie
      """,
    subcommands: [Show.self, Rotate.self], defaultSubcommand: Show.self)

  /// Shows where the key is, and whether it is the school's.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Zegt waar de sleutel staat en of zij bij de school hoort.",
      discussion: """
        Voorbeeld:
          fatsoen key show
        """)
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
      let desk = try await options.desk()
      // Reading anything of the school tells whether the key is there, is private and is the right one.
      _ = try await desk.store.policy(school: desk.id)
      let path = try options.keyring().path(of: desk.id)
      if options.json {
        var object = JSONObjectText()
        object.add("path", text: path)
        return try Screen.print(object.text)
      }
      try Screen.print("\(Terminal.output.style("✓", .good)) De sleutel van \(desk.school.name) is \(path).")
    }
  }

  /// Replaces the key.
  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate",
      abstract: "Vervangt de sleutel en versleutelt alles opnieuw.",
      discussion: """
        Doe dit als iemand de sleutel kan hebben gezien. De oude sleutel blijft onder een
        ander nummer staan: oude reservekopieën zijn alleen daarmee te lezen. Maak daarna
        meteen een reservekopie van de nieuwe.

        Voorbeeld:
          fatsoen key rotate --as directie
        """)
    @OptionGroup var options: DeskOptions

    func run() async throws {
      let (desk, member) = try await options.open()
      let old = try await desk.store.replaceKey(of: desk.id, by: member.id, at: Moment.now)
      let path = try options.options.keyring().path(of: desk.id)
      if options.json {
        var object = JSONObjectText()
        object.add("path", text: path)
        object.add("old", text: old)
        return try Screen.print(object.text)
      }
      try Screen.print([
        "\(Terminal.output.style("✓", .good)) De sleutel is vervangen en alles is opnieuw versleuteld.",
        "  nieuw  \(path)", "  oud    \(old)",
        "  Maak nu een reservekopie van de nieuwe. De oude hebt u alleen nog nodig voor oude reservekopieën.",
      ])
    }
  }
}
