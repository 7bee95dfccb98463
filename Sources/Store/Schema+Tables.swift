extension Schema {
  /// A table as the migrations leave it.
  struct Table: Hashable, Sendable {
    var name: String
    /// The columns of its primary key.
    var key: [String]
    /// The tables that its rows name.
    var references: Set<String>
    /// The columns that name a row of the same school, with the tables that they name.
    var links: [String: String] = [:]
    /// All its columns.
    var columns: [String] = []
    /// The columns of bytes, which may be long.
    var contents: [String] = []

    /// The column that says which school a row belongs to.
    var owner: String { name == "school" ? "id" : "school" }
  }

  /// All tables that hold rows of schools, each after the tables that its rows name; read from the migrations, so that a
  /// new table is copied and counted without a second list.
  static let tables: [Table] = ordered(found(in: migrations.flatMap(\.statements)))

  static func found(in statements: [String]) -> [Table] {
    var tables: [Table] = []
    func change(_ name: Substring, _ change: (inout Table) -> Void) {
      if let index = tables.firstIndex(where: { $0.name == name }) { change(&tables[index]) }
    }
    for statement in statements {
      let words = words(of: statement)
      guard words.count > 2, words[1] == "TABLE" else { continue }
      let named = words.indices.filter { words[$0] == "REFERENCES" }.map { String(words[$0 + 1]) }
      switch words[0] {
      case "CREATE":
        var table = Table(name: String(words[2]), key: [], references: Set(named))
        for place in words.indices.dropFirst() {
          let name = String(words[place - 1])
          switch words[place] {
          case "TEXT", "BIGINT": table.columns.append(name)
          case "{bytes}":
            table.columns.append(name)
            table.contents.append(name)
          case "KEY" where words[place - 1] == "PRIMARY":
            table.key = words[place + 1] == "(" ? names(in: words[(place + 2)...]) : table.columns.suffix(1)
          case "KEY" where words[place - 1] == "FOREIGN":
            let key = names(in: words[(place + 2)...])
            // After the key, its brackets and its commas.
            let target = words[(place + 2 + key.count * 2)...]
            if key.count == 2, target.first == "REFERENCES" {
              table.links[key[1]] = String(words[target.startIndex + 1])
            }
          default: break
          }
        }
        tables.append(table)
      case "DROP": tables.removeAll { $0.name == words[2] }
      case "ALTER" where words[3] == "RENAME" && words[4] == "TO": change(words[2]) { $0.name = String(words[5]) }
      case "ALTER":
        change(words[2]) { table in
          table.references.formUnion(named)
          if words[3] == "ADD", words[4] == "COLUMN" { table.columns.append(String(words[5])) }
        }
      default: break
      }
    }
    return tables
  }

  /// The words and signs of a statement. Every program that writes reads the whole schema, and regular expressions would
  /// take a quarter of a second for it.
  private static func words(of statement: String) -> [Substring] {
    var words: [Substring] = []
    var start: String.Index?
    let text = statement.utf8
    for place in text.indices {
      switch text[place] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"), UInt8(ascii: "{"), UInt8(ascii: "}"):
        if start == nil { start = place }
      case let sign:
        if let begin = start { words.append(statement[begin..<place]) }
        start = nil
        if sign > UInt8(ascii: " ") { words.append(statement[place..<text.index(after: place)]) }
      }
    }
    if let start { words.append(statement[start...]) }
    return words
  }

  /// The names up to the closing bracket.
  private static func names(in words: ArraySlice<Substring>) -> [String] {
    words.prefix { $0 != ")" }.filter { $0 != "," }.map(String.init)
  }

  /// Puts each table after those that it names; a table that names itself need not wait.
  static func ordered(_ tables: [Table]) -> [Table] {
    var waiting = tables
    var result: [Table] = []
    while !waiting.isEmpty {
      let index = waiting.firstIndex { table in
        waiting.allSatisfy { $0.name == table.name || !table.references.contains($0.name) }
      }
      result.append(waiting.remove(at: index ?? 0))
    }
    return result
  }
}
