import ArgumentParser

/// The command.
@main
struct Fatsoen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "fatsoen", abstract: "Bewaakt de omgangsafspraken.")
}
