import ArgumentParser
import Conduct
import Exchange
import Foundation
import Letters
import Library
import Store

/// What a person sees when something is wrong: `error: …` on standard error, and exit status 2.
enum Failure {
  /// Reports an error and gives the exit status that belongs to it.
  static func report(_ error: any Error) -> Int32 {
    switch error {
    case let quiet as QuietExit: return quiet.status
    // Whoever read our output has seen enough; yet not everything was done.
    case is BrokenPipe: return 2
    case let error as LibraryError: complain(error)
    default:
      if let message = message(of: error) {
        Screen.complain("error: \(message)")
      } else if Fatsoen.exitCode(for: error) == .success {
        return (try? Screen.print(HelpText.dutch(Fatsoen.fullMessage(for: error)))) == nil ? 2 : 0
      } else {
        Screen.complain("error: \(HelpText.usage(Fatsoen.message(for: error)))")
        Screen.complain("       zie fatsoen \(subcommand)--help")
      }
    }
    return 2
  }

  /// The message of an error of our own, or nil when it is the argument parser's.
  private static func message(of error: any Error) -> String? {
    switch error {
    case let error as CommandError: error.message
    case let error as ExchangeError: error.message
    case let error as StoreError: error.description
    case let error as LettersError: error.description
    case let error as ConductError: error.description
    default: nil
    }
  }

  private static func complain(_ error: LibraryError) {
    switch error {
    case .unreadable(let path, let reason): Screen.complain("error: \(path): \(reason)")
    case .invalid(let complaints):
      for complaint in complaints where complaint.severity == .error { Screen.complain("error: \(complaint)") }
    }
  }

  private static var subcommand: String {
    guard let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-") else { return "" }
    return Fatsoen.configuration.subcommands.contains { $0._commandName == word } ? word + " " : ""
  }
}
