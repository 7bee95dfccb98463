import Foundation
import Scanner

/// Where the shipped word lists, policies and letters, and the cache of compiled rules, are found.
enum ShippedData {
  /// The folder that holds `Wordlists` and `Policies`: `FATSOEN_HOME`, else the nearest folder above the binary, or
  /// `share/fatsoen` beside its own folder.
  static func home() throws -> String {
    if let given = ProcessInfo.processInfo.environment["FATSOEN_HOME"], !given.isEmpty {
      guard holdsData(given) else {
        throw CommandError("FATSOEN_HOME is \(given), maar daar staat geen map Wordlists; pas FATSOEN_HOME aan")
      }
      return given
    }
    var folder = (binary as NSString).deletingLastPathComponent
    let share = ((folder as NSString).deletingLastPathComponent as NSString).appendingPathComponent("share/fatsoen")
    while true {
      if holdsData(folder) { return folder }
      let above = (folder as NSString).deletingLastPathComponent
      if above == folder { break }
      folder = above
    }
    if holdsData(share) { return share }
    throw CommandError(
      "de meegeleverde woordenlijsten zijn niet gevonden; zet FATSOEN_HOME op de map met Wordlists en Policies")
  }

  /// The shipped word lists.
  static func wordlists() throws -> String { try home() + "/Wordlists" }

  /// The shipped policies, in order of name.
  static func policies() throws -> [String] {
    let folder = try home() + "/Policies"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let paths = names.filter { $0.hasSuffix(".yaml") }.sorted().map { folder + "/" + $0 }
    guard !paths.isEmpty else { throw CommandError("in \(folder) staat geen beleid; noem er een met --policy") }
    return paths
  }

  /// What people can choose from when they report.
  static func reportCategories() throws -> String { try home() + "/Policies/reporting/categories.yaml" }

  /// The folder of the shipped calendars.
  static func calendarFolder() throws -> String { try home() + "/Calendars" }

  /// The shipped calendars, in order of name.
  static func calendars() throws -> [String] {
    let folder = try calendarFolder()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { folder + "/" + $0 }
  }

  /// The folder of the shipped templates of letters.
  static func reports() throws -> String { try home() + "/Reports" }

  /// The folder of the pages: templates, texts, style and script.
  static func site() throws -> String { try home() + "/Site" }

  /// Where compiled rules are kept: `FATSOEN_CACHE`, else `fatsoen` in the user's cache folder. Nil when it cannot be
  /// made or written: then everything is compiled anew, which is slower but no error.
  static func cacheDirectory() -> String? {
    let environment = ProcessInfo.processInfo.environment
    let path: String
    if let given = environment["FATSOEN_CACHE"], !given.isEmpty {
      path = given
    } else if let given = environment["XDG_CACHE_HOME"], given.hasPrefix("/") {
      path = given + "/fatsoen"
    } else if let home = environment["HOME"], !home.isEmpty {
      path = home + "/.cache/fatsoen"
    } else {
      return nil
    }
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return access(path, W_OK | X_OK) == 0 ? path : nil
  }

  /// The dictionary by which typing errors are undone: `FATSOEN_DICTIONARY`, else Debian's.
  static func dictionary() -> SpellingDictionary {
    var dictionary = SpellingDictionary.dutch
    if let given = ProcessInfo.processInfo.environment["FATSOEN_DICTIONARY"], !given.isEmpty { dictionary.path = given }
    return dictionary
  }

  /// The path of the running binary.
  static let binary =
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]

  private static func holdsData(_ folder: String) -> Bool { access(folder + "/Wordlists/categories.yaml", R_OK) == 0 }
}
