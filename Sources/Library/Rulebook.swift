public import Conduct

/// All that the command and the web read at start: the word lists with a school's overlay, and the policies.
public struct Rulebook: Hashable, Sendable {
  /// The word lists.
  public var wordlists: Wordlists
  /// The policies, in the order of the files given.
  public var policies: [Policy]

  /// Makes a rule book from what was read.
  public init(wordlists: Wordlists, policies: [Policy]) {
    self.wordlists = wordlists
    self.policies = policies
  }

  /// Reads the folders and files given; from the cache when that was made from the very same bytes. A cache that is
  /// absent, damaged or of another version costs time only, and a cache that cannot be written is done without. What is
  /// read anew is compiled by `compile`, and what does not compile is an error like any other.
  public static func load(
    wordlists: String, overlay: String? = nil, policies: [String], cacheDirectory: String?,
    compile: ((String) -> PatternFault?)? = nil
  ) throws(LibraryError) -> Rulebook {
    let shipped = try Folder.read(wordlists)
    var school: Folder?
    if let overlay { school = try Folder.read(overlay) }
    var files: [Folder.File] = []
    for path in policies { files.append(Folder.File(name: path, bytes: try Folder.bytes(of: path))) }
    let cache = cacheDirectory.map { directory in
      RulebookCache(directory: directory, folders: [shipped] + (school.map { [$0] } ?? []), policies: files)
    }
    if let book = cache?.read() { return book }

    let lists = try Wordlists.read(shipped, overlay: school, compile: compile)
    var complaints: [Complaint] = []
    var read: [Policy] = []
    for file in files {
      guard let text = file.text(at: file.name, complaints: &complaints) else { continue }
      let policy = Policy.read(
        text, file: file.name, version: file.version, categories: lists.categories, complaints: &complaints)
      if let policy { read.append(policy) }
    }
    let errors = complaints.filter { $0.severity == .error }
    if !errors.isEmpty { throw LibraryError.invalid(errors) }
    let book = Rulebook(wordlists: lists, policies: read)
    cache?.write(book)
    return book
  }
}
