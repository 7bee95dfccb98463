public import ArgumentParser
public import Store

/// Why somebody looks into what is on record about a person.
struct PurposeOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Waarom u kijkt: "
        + Reading.Purpose.allCases.map { "\($0.rawValue) (\($0.name))" }.joined(separator: ", ") + ".",
      valueName: "reden"))
  var why: Reading.Purpose
}

extension Reading.Purpose: ExpressibleByArgument {}
