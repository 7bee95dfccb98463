import Conduct
import Exchange
import TestSupport
import Testing

/// What reading pictures and films does for the agreements of the two policies.
@Suite struct ImageNormTests {
  @Test("A22: a picture that says where it was made is recognised before it is shown")
  func a22APictureThatSaysWhereItWasMade() throws {
    for (type, file) in ImageFiles.all(.somewhere) { #expect(try ImageMetadata(file).hasLocation == true, "\(type)") }
    for (type, file) in ImageFiles.all(.none) { #expect(try ImageMetadata(file).hasLocation == false, "\(type)") }
  }

  @Test("A19: the camera hints at somebody's own device, and a picture without a camera says nothing")
  func a19TheCameraHintsAtAnOwnDevice() throws {
    let phone = ImageFiles.exif(.none, make: "Apple", model: "iPhone 15")
    #expect(try ImageMetadata(ImageFiles.jpeg(exif: phone)).device == .phone)
    #expect(try ImageMetadata(ImageFiles.jpeg()).device == nil)
  }

  @Test("B2: the kind of an attachment is known by its content, not by its name")
  func b2TheKindOfAnAttachmentIsKnownByItsContent() throws {
    #expect(try ImageMetadata(ImageFiles.jpeg()).kind == .photo)
    #expect(try ImageMetadata(ImageFiles.film(.none)).kind == .film)
    #expect(try ImageMetadata(Array("%PDF-1.7\n".utf8)).kind == .document)
    #expect(try ImageMetadata(Array("MZ".utf8)).kind == nil)
  }

  @Test("B12: a file that cannot be read to its end is not called safe")
  func b12AFileThatIsCutOffIsNotCalledSafe() throws {
    for (type, file) in ImageFiles.all(.somewhere) {
      let facts = try ImageMetadata(Array(file[..<(file.count / 2)]))
      #expect(facts.hasLocation != false, "\(type)")
    }
  }
}
