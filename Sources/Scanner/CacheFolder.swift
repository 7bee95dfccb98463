import FoundationEssentials

/// Writes caches, and keeps their folder from growing with every change of the rules.
enum CacheFolder {
  /// How many files of one kind stay; a rule set has one of each.
  static let most = 12

  /// Writes a file whose name begins with its kind, and deletes the oldest of that kind beyond `most`. A cache that cannot
  /// be written, or not tidied, only costs time or room.
  static func write(_ data: Data, to file: URL, kind: String) {
    let folder = file.deletingLastPathComponent().path
    let files = FileManager.default
    try? files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? data.write(to: file, options: .atomic)
    let names = ((try? files.contentsOfDirectory(atPath: folder)) ?? []).filter {
      $0.hasPrefix(kind + "-") && $0.hasSuffix(".bin")
    }
    if names.count <= most { return }
    let dated = names.map { name in
      let facts = try? files.attributesOfItem(atPath: folder + "/" + name)
      return (name: name, at: (facts?[.modificationDate] as? Date) ?? .distantPast)
    }.sorted { ($0.at, $0.name) > ($1.at, $1.name) }
    for old in dated.dropFirst(most) where old.name != file.lastPathComponent {
      try? files.removeItem(atPath: folder + "/" + old.name)
    }
  }
}
