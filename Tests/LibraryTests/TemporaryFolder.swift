import Foundation

/// A folder with files that is gone when the body is done.
func withFolder<Result>(
  _ files: [String: String] = [:], _ body: (TemporaryFolder) throws -> Result
) throws -> Result {
  let folder = TemporaryFolder(path: NSTemporaryDirectory() + "fatsoen-library-" + UUID().uuidString)
  try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder.path) }
  for (name, text) in files { try folder.write(text, to: name) }
  return try body(folder)
}

/// A folder that exists for the length of a test.
struct TemporaryFolder {
  let path: String

  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  func write(_ data: Data, to name: String) throws {
    let place = path + "/" + name
    let parent = (place as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try data.write(to: URL(fileURLWithPath: place))
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }
}
