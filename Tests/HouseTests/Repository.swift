import Foundation

/// The files of this repository, as the house tests look at them.
enum Repository {
  /// The folder with Package.swift.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// One text file with its path from the root.
  struct File: Sendable {
    var path: String
    var lines: [String]
  }

  /// A file by its path from the root.
  static func file(_ path: String) throws -> File {
    let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    return File(path: path, lines: text.components(separatedBy: "\n"))
  }

  /// All Swift files under a folder, in a fixed order.
  static func swiftFiles(under folder: String) throws -> [File] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { try file("\(folder)/\($0)") }
  }

  /// The entries of a folder, without hidden ones.
  static func entries(of folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
      .filter { !$0.hasPrefix(".") }.sorted()
  }
}

/// The table in docs/DESIGN.md §2 that says which target may import what.
struct ImportTable {
  /// Modules by target.
  var allowed: [String: Set<String>] = [:]

  /// Reads the rows between the heading `| target | may import |` and the end of that table.
  init() throws {
    let lines = try Repository.file("docs/DESIGN.md").lines
    let rows = lines.drop { !$0.hasPrefix("| target | may import |") }.dropFirst(2).prefix { $0.hasPrefix("|") }
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 2 else { continue }
      let modules = cells[1].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      allowed[cells[0]] = Set(modules)
    }
  }
}

extension Repository.File {
  /// The modules that the file imports, with their lines counted from 1; `@testable`, `public`, `struct` and the like
  /// before the module, and a submodule after it, do not hide it.
  var imports: [(module: String, line: Int)] {
    let pattern =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)/
    return lines.enumerated().compactMap { index, line in
      line.firstMatch(of: pattern).map { (String($0.1), index + 1) }
    }
  }
}
