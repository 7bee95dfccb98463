import Foundation

extension AttachmentRow {
  /// Reads the attachments of one message: a JSON list of objects, or the notation of a spreadsheet's cell, such as
  /// `foto: klas.jpg [leerlingen: geen] | link: https://…`; throws `AttachmentFault` for anything else.
  public static func all(in bytes: [UInt8]) throws(AttachmentFault) -> [AttachmentRow] {
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    if text.isEmpty { return [] }
    return text.hasPrefix("[") || text.hasPrefix("{") ? try list(json: bytes) : try list(cell: text)
  }

  /// `foto: klas.jpg [leerlingen: Jip van den Berg, l2] [eigen toestel: ja] | document: brief.pdf`
  ///
  /// Attachments are apart by `|`; each is a kind and a name, then fields between brackets. A name with one of those signs
  /// can be written in NDJSON only.
  private static func list(cell: String) throws(AttachmentFault) -> [AttachmentRow] {
    var rows: [AttachmentRow] = []
    for part in cell.split(separator: "|", omittingEmptySubsequences: false) { rows.append(try row(cell: part)) }
    return rows
  }

  private static func row(cell: Substring) throws(AttachmentFault) -> AttachmentRow {
    let example = "schrijf bijvoorbeeld: foto: klas.jpg [leerlingen: geen]"
    var draft = AttachmentDraft()
    let pieces = cell.split(separator: "[", omittingEmptySubsequences: false)
    let whole = cell.trimmingCharacters(in: .whitespaces)
    let (kind, name) = pair(pieces[0])
    guard let name, !name.contains("]") else { throw AttachmentFault("\"\(whole)\" is geen soort: naam; \(example)") }
    draft.set(try draft.field(named: "soort"), kind)
    draft.set(try draft.field(named: "naam"), name)
    for piece in pieces.dropFirst() {
      let halves = piece.split(separator: "]", omittingEmptySubsequences: false)
      guard halves.count == 2, halves[1].allSatisfy(\.isWhitespace), case let (key, value?) = pair(halves[0]) else {
        throw AttachmentFault("\"\(whole)\": bij \"[\(piece)\" klopt het veld niet; \(example)")
      }
      let field = try draft.field(named: key)
      if field != .pupils {
        draft.set(field, value)
      } else if value.lowercased() == "geen" {
        draft.set(pupils: [])
      } else {
        draft.set(
          pupils: value.split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) })
      }
    }
    return try draft.row()
  }

  /// What stands before and after the first colon.
  private static func pair(_ text: Substring) -> (String, String?) {
    let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    return (halves[0], halves.count == 2 && !halves[1].isEmpty ? halves[1] : nil)
  }

  private static func list(json: [UInt8]) throws(AttachmentFault) -> [AttachmentRow] {
    let objects: [JSONAttachment]
    do {
      objects = try JSONDecoder().decode([JSONAttachment].self, from: Data(json))
    } catch let error as AttachmentFault {
      throw error
    } catch {
      throw AttachmentFault("dit is geen lijst van objecten, zoals [{\"kind\":\"photo\",\"name\":\"klas.jpg\"}]")
    }
    var rows: [AttachmentRow] = []
    for object in objects { rows.append(try object.draft.row()) }
    return rows
  }
}

/// An attachment as a JSON object, with English or Dutch names of fields.
private struct JSONAttachment: Decodable {
  struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var draft = AttachmentDraft()

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    // A dictionary has no order, and the first fault should be the same one each time.
    for key in fields.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
      let field = try draft.field(named: key.stringValue)
      if try fields.decodeNil(forKey: key) { continue }
      func wrong(_ wanted: String) -> AttachmentFault {
        AttachmentFault("het veld \(key.stringValue) is geen \(wanted)")
      }
      switch field {
      case .pupils:
        guard let names = try? fields.decode([String].self, forKey: key) else { throw wrong("lijst van teksten") }
        draft.set(pupils: names.map { $0.trimmingCharacters(in: .whitespaces) })
      case .ownDevice:
        if let answer = try? fields.decode(Bool.self, forKey: key) {
          draft.set(field, answer ? "ja" : "nee")
        } else if let text = try? fields.decode(String.self, forKey: key) {
          draft.set(field, text)
        } else {
          throw wrong("true of false")
        }
      case .size:
        guard let size = try? fields.decode(Int.self, forKey: key) else { throw wrong("heel getal") }
        draft.set(field, String(size))
      default:
        guard let text = try? fields.decode(String.self, forKey: key) else { throw wrong("tekst") }
        draft.set(field, text)
      }
    }
  }
}
