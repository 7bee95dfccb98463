import ArgumentParser
import Conduct
import Exchange
import Foundation

/// `fatsoen image`: what pictures and films tell besides what one sees.
struct ImageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image",
    abstract: "Zegt of in foto's en films staat waar zij zijn gemaakt, en hoe u dat weghaalt.",
    discussion: """
      Leest JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF, MP4 en QuickTime, en kent ze aan
      hun inhoud, niet aan hun naam. Wat niet tot het einde te lezen is, heet niet
      nagekeken en nooit in orde. Er wordt niets bewaard of veranderd.

      Afsluitstatus 0 als nergens een plaats in staat, 1 als dat ergens wel zo is of
      niet is na te gaan, 2 bij een fout.

      Voorbeelden:
        fatsoen image klas.jpg
        fatsoen image --json foto's/*
      """)

  @Flag(help: "Schrijft per bestand één JSON-object.")
  var json = false

  @Argument(help: ArgumentHelp("Foto's en films.", valueName: "bestand"), completion: .file())
  var files: [String]

  func run() throws {
    var located = 0
    var doubtful = 0
    var failed = 0
    for file in files where !Interruption.isRequested {
      do {
        let facts = try ImageMetadata(path: file)
        try Screen.print(json ? [Self.json(facts, file)] : Self.lines(facts, file))
        if facts.hasLocation == true { located += 1 }
        if facts.hasLocation == nil { doubtful += 1 }
      } catch let error as CommandError {
        failed += 1
        Screen.complain("error: \(error.message)")
      }
    }
    if located > 0, !json { try Screen.print(Self.advice) }
    if Interruption.isRequested { throw CommandError("onderbroken; niet alle bestanden zijn bekeken") }
    if failed > 0 { throw QuietExit(status: 2) }
    if located + doubtful > 0 { throw QuietExit(status: 1) }
  }

  private static let advice = """

    De plaats weghalen, voor u plaatst:
      iPhone, iPad   kies bij het delen bovenaan Opties en zet Locatie uit
      Android        open bij de foto de details en verwijder de locatie
      Windows        Eigenschappen, Details, Eigenschappen en persoonlijke gegevens verwijderen
      Linux          exiftool -all= -tagsfromfile @ -orientation BESTAND
    Een schermafdruk van de foto heeft de plaats ook niet. Voortaan: zet in de instellingen
    van de camera de locatie uit. Kijk daarna met deze opdracht of het is gelukt.
    """

  private static func lines(_ facts: ImageMetadata, _ file: String) -> [String] {
    let what =
      switch facts.kind {
      case .photo?: "foto"
      case .film?: "film"
      default: "bestand"
      }
    var parts = [facts.mediaType.map { "\(what) (\($0))" } ?? what, size(facts.size)]
    if let pixels = facts.pixels { parts.append("\(pixels.width) × \(pixels.height)") }
    switch facts.device {
    case .phone?: parts.append("gemaakt met een telefoon")
    case .tablet?: parts.append("gemaakt met een tablet")
    case nil: break
    }
    let terminal = Terminal.output
    let finding =
      switch facts.hasLocation {
      case true?: terminal.style("✗ er staat in waar de \(what) is gemaakt", .severity3)
      case false?: terminal.style("✓ er staat niet in waar de \(what) is gemaakt", .good)
      case nil: terminal.style("? niet nagekeken: \(facts.remark ?? "")", .severity2)
      }
    return ["\(terminal.style(file.onOneLine, .bold))  \(parts.joined(separator: " · "))", "  \(finding)"]
  }

  private static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1000: "\(bytes) bytes"
    case ..<1_000_000: "\(decimal(Double(bytes) / 1000, 0)) kB"
    default: "\(decimal(Double(bytes) / 1_000_000, 1)) MB"
    }
  }

  private static func json(_ facts: ImageMetadata, _ file: String) -> String {
    var object = JSONObjectText()
    object.add("file", text: file)
    object.add("type", text: facts.mediaType)
    object.add("size", number: facts.size)
    object.add("width", number: facts.pixels?.width)
    object.add("height", number: facts.pixels?.height)
    object.add("location", facts.hasLocation.map { $0 ? "true" : "false" } ?? "null")
    object.add("device", text: facts.device?.rawValue)
    object.add("remark", text: facts.remark)
    return object.text
  }
}
