import ArgumentParser

/// A number as a person types it: `3`, or `#3` as it stands on screen.
struct ShortNumber: ExpressibleByArgument {
  var value: Int

  init?(argument: String) {
    guard let value = Int(argument.hasPrefix("#") ? String(argument.dropFirst()) : argument) else { return nil }
    self.value = value
  }
}
