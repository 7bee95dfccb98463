import Foundation
import Testing

/// One command as the binary itself describes it.
private struct Description: Decodable {
  struct Argument: Decodable {
    struct Name: Decodable { var name: String }
    var names: [Name]?
  }

  var commandName: String
  var abstract: String?
  var discussion: String?
  var subcommands: [Description]?
  var arguments: [Argument]?

  /// This command and all below it, by what is typed.
  func all(after path: String = "") -> [(path: String, description: Description)] {
    let own = path.isEmpty ? commandName : path + " " + commandName
    return [(own, self)] + (subcommands ?? []).flatMap { $0.all(after: own) }
  }

  func has(_ option: String) -> Bool {
    arguments?.contains { $0.names?.contains { $0.name == option } == true } == true
  }
}

private func descriptions() throws -> [(path: String, description: Description)] {
  struct Tool: Decodable { var command: Description }
  let command = try Command()
  defer { command.remove() }
  let dump = try command.run("--experimental-dump-help").output
  let all = try JSONDecoder().decode(Tool.self, from: Data(dump.utf8)).command.all()
  return all.filter { !$0.path.hasSuffix(" help") }
}

@Test func everyCommandHasHelpInDutchWithAnExampleOfItself() throws {
  let all = try descriptions()
  #expect(all.count > 25)
  for (path, description) in all.dropFirst() {
    let help = description.discussion ?? ""
    #expect(description.abstract?.hasSuffix(".") == true, "\(path)")
    #expect(help.contains("Voorbeeld") && help.contains("\(path) ") || help.hasSuffix(path), "\(path)")
  }
}

@Test func everyCommandOnTheDatabaseWritesJSONWhenAsked() throws {
  for (path, description) in try descriptions() where description.has("database") {
    #expect(description.has("json"), "\(path)")
  }
  for name in ["explain", "check", "evaluate"] {
    #expect(try descriptions().contains { $0.path == "fatsoen \(name)" && $0.description.has("json") })
  }
}

@Test func helpSpeaksDutch() throws {
  let command = try Command()
  defer { command.remove() }
  for arguments in [["--help"], ["help", "scan"], ["measure", "--help"], ["measure", "prepare", "--help"]] {
    let help = try command.run(arguments).output
    #expect(help.contains("GEBRUIK: fatsoen") && help.contains("Toont deze uitleg."))
    for word in ["USAGE", "OPTIONS", "SUBCOMMANDS", "(default", "Show ", "[["] {
      #expect(!help.contains(word), "\(word)")
    }
  }
}

@Test func aShellCompletesCommandsAndOptions() throws {
  let command = try Command()
  defer { command.remove() }
  for shell in ["bash", "zsh", "fish"] {
    let script = try command.run("--generate-completion-script", shell)
    #expect(script.status == 0 && script.output.contains("proposals"), "\(shell)")
  }
  try command.write("completion.bash", try command.run("--generate-completion-script", "bash").output)
  try command.write(
    "complete",
    """
    source ./completion.bash
    complete_line() {
      COMP_LINE="$1"; COMP_POINT=${#1}; COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
      _fatsoen fatsoen "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"; echo "${COMPREPLY[*]}"
    }
    complete_line 'fatsoen queu'
    complete_line 'fatsoen queue --js'
    """)
  let bash = command.process(["complete"])
  bash.executableURL = URL(fileURLWithPath: "/bin/bash")
  #expect(
    try command.finish(bash).output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } == [
      "queue", "--json",
    ])
}
