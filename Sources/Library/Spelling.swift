/// Finds the name that was probably meant.
enum Spelling {
  /// “bedoelt u …?” when one of the choices looks like the name, otherwise the choices themselves.
  static func advice(for name: String, among choices: [String], noun: String) -> String {
    let near = choices.sorted().map { ($0, distance(name, $0)) }.min { $0.1 < $1.1 }
    if let near, near.1 <= max(1, name.count / 3) { return "bedoelt u “\(near.0)”?" }
    if choices.isEmpty { return "er zijn er nog geen" }
    return "\(noun): \(choices.sorted().joined(separator: ", "))"
  }

  /// The number of letters to insert, delete or replace (Levenshtein).
  static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a)
    let b = Array(b)
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let next = min(row[j + 1] + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}
