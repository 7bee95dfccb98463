/// The key by which a record of a file is found again, such as `edexml:L17`: the program that the file is of, and that
/// program's own name. The same name in another program is somebody else.
public enum RosterKey {
  /// The program of portal files and own files, which share the portal's names.
  public static let portal = "portal"

  /// The key of a program's own name.
  public static func make(_ name: String, of program: String) -> String { "\(program):\(name)" }

  /// The portal's own name; nil for the key of another program.
  public static func portalName(in key: String?) -> String? {
    guard let key, program(of: key).map(String.init) == portal else { return nil }
    return String(name(in: key))
  }

  /// The program that a key is of.
  static func program(of key: String?) -> Substring? { key?.split(separator: ":", maxSplits: 1).first }

  /// The program's own name.
  static func name(in key: String) -> Substring { key.split(separator: ":", maxSplits: 1).last ?? "" }
}
