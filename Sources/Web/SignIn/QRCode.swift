import CQRCode

/// A text as a picture that a phone reads.
struct QRCode {
  private let width: Int
  private let dark: [Bool]

  /// Nil when the text is too long for it.
  init?(_ text: String) {
    guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    guard let data = code.pointee.data else { return nil }
    self.width = width
    dark = (0..<width * width).map { data[$0] & 1 == 1 }
  }

  /// The picture as the path of an SVG of one unit for each square, with the quiet border of four that readers need.
  var path: String {
    var path = ""
    for y in 0..<width {
      var x = 0
      while x < width {
        var end = x
        while end < width, dark[y * width + end] { end += 1 }
        if end > x { path += "M\(x + 4) \(y + 4)h\(end - x)v1h-\(end - x)z" }
        x = max(end, x + 1)
      }
    }
    return path
  }

  /// The width with the border.
  var size: Int { width + 8 }
}
