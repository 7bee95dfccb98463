public import Conduct

/// What a picture or film tells besides what one sees: what kind of file it is, how large, and whether it says where it
/// was made. Nothing of the picture itself is kept, nor the place, nor when it was made.
public struct ImageMetadata: Hashable, Sendable {
  /// Reads bytes from a place on into a buffer and gives how many; 0 at the end.
  public typealias Read = (_ place: Int, _ buffer: UnsafeMutableRawBufferPointer) throws -> Int

  /// A size in pixels.
  public struct Pixels: Hashable, Sendable {
    /// From left to right.
    public var width: Int
    /// From top to bottom.
    public var height: Int
  }

  /// What a camera is a part of.
  public enum Device: String, Sendable, CaseIterable {
    case phone
    case tablet
  }

  /// The media type ("image/jpeg") by the bytes, whatever the name says; nil when the kind of file is not known.
  public var mediaType: String?
  /// The size in bytes.
  public var size: Int
  /// The size in pixels, when the file says so.
  public var pixels: Pixels?
  /// Whether the file says where it was made; nil when it could not be read to its end.
  public var hasLocation: Bool?
  /// What the camera says it is: a hint of somebody's own device, never proof.
  public var device: Device?
  /// Why it was not looked into, in Dutch; nil when it was.
  public var remark: String?

  /// Reads a file of so many bytes, piece by piece; throws only what `read` throws.
  public init(size: Int, read: @escaping Read) throws {
    var reading = ImageReading(ImageBytes(count: size, read: read))
    try reading.read()
    self.init(reading)
  }

  /// Reads bytes in memory.
  public init(_ bytes: [UInt8]) throws {
    try self.init(size: bytes.count) { place, buffer in
      let part = bytes[place..<min(bytes.count, place + buffer.count)]
      buffer.copyBytes(from: part)
      return part.count
    }
  }

  private init(_ reading: ImageReading) {
    mediaType = reading.mediaType
    size = reading.bytes.count
    pixels = reading.pixels
    hasLocation = reading.hasPlace ? true : reading.fault == nil ? false : nil
    device = Device(make: reading.make ?? "", model: reading.model ?? "")
    remark = reading.hasPlace ? nil : reading.fault?.reason
  }

  /// What an attachment with these bytes is; nil when the kind of file is not known.
  public var kind: Attachment.Kind? {
    switch mediaType?.prefix(6) {
    case "image/": .photo
    case "video/": .film
    case nil: nil
    default: .document
    }
  }
}

extension ImageMetadata.Device {
  /// Makers of whom phones and tablets are the only cameras that schools meet.
  private static let makers: Set<String> = [
    "fairphone", "google", "hmd global", "honor", "htc", "huawei", "infinix", "lge", "lg electronics", "motorola",
    "nokia", "nothing", "oneplus", "oppo", "poco", "realme", "redmi", "tecno", "vivo", "xiaomi", "zte",
  ]

  /// What a camera's make and model say that it is; nil when they say neither.
  init?(make: String, model: String) {
    let (make, model) = (make.lowercased(), model.lowercased())
    if model.hasPrefix("ipad") || model.contains("tab ") || model.hasSuffix(" tab") || model.contains("pad ") {
      self = .tablet
    } else if make == "samsung", ["sm-t", "sm-x", "sm-p"].contains(where: model.hasPrefix) {
      self = .tablet
    } else if model.hasPrefix("iphone") || make == "samsung" && model.hasPrefix("sm-") || model.contains("xperia")
      || model.hasPrefix("xq-") || Self.makers.contains(make)
    {
      self = .phone
    } else {
      return nil
    }
  }
}
