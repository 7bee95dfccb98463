import Yams

/// Reads texts of pages: a YAML file of blocks, whose names become one key with dots between.
public enum TextsReader {
  /// The texts of a file by key. Throws `LibraryError` with file and line for anything that is no text.
  public static func texts(in text: String, path: String) throws(LibraryError) -> [String: String] {
    var texts: [String: String] = [:]
    do throws(Complaint) {
      try read(try YAMLValue.parse(text, file: path), under: "", into: &texts)
    } catch { throw .invalid([error]) }
    return texts
  }

  private static func read(_ value: YAMLValue, under key: String, into texts: inout [String: String]) throws(Complaint)
  {
    if value.node.scalar != nil {
      texts[key] = try value.text()
      return
    }
    for (name, part) in try value.pairs() { try read(part, under: key.isEmpty ? name : "\(key).\(name)", into: &texts) }
  }
}
