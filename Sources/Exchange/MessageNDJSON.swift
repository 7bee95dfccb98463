public import Foundation

/// Messages from NDJSON, one object a line, with the same field names as the columns of CSV; read as a stream.
public struct MessageNDJSON {
  private var blocks: LineBlocks
  private let zone: TimeZone
  private var block: [UInt8] = []
  private var at = 0
  private var line = 0
  private var scanner = JSONObjectScanner()
  private var lines: [String: Int] = [:]

  /// Reads from a stream; times without a zone are in `zone`.
  public init(zone: TimeZone, read: @escaping LineBlocks.Read) {
    blocks = LineBlocks(read: read)
    self.zone = zone
  }

  /// The next message, or why a line was refused; nil at the end. Empty lines are skipped.
  public mutating func next() throws -> Result<MessageRow, RefusedRow>? {
    while true {
      if at >= block.count {
        guard let more = try blocks.next() else { return nil }
        block = more
        at = line == 0 && more.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      }
      let end = block[at...].firstIndex(of: 0x0A) ?? block.count
      let range = at..<end
      at = end + 1
      line += 1
      if block[range].allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      do {
        let row = try row(of: range)
        if let first = lines[row.id] {
          return .failure(RefusedRow(line: line, reason: "het id \(row.id) staat al op regel \(first)"))
        }
        lines[row.id] = line
        return .success(row)
      } catch {
        return .failure(error)
      }
    }
  }

  private mutating func row(of range: Range<Int>) throws(RefusedRow) -> MessageRow {
    var fields: [MessageColumn: [UInt8]] = [:]
    var fault: JSONFault?
    block.withUnsafeBufferPointer { all in
      let bytes = UnsafeBufferPointer(rebasing: all[range])
      let object: JSONObject
      scanner.forget()
      do throws(JSONFault) {
        object = try scanner.scan(bytes)
      } catch {
        fault = error
        return
      }
      for field in object.fields {
        let key = object.key(field)
        guard let column = MessageColumn(name: key) else { continue }
        if field.isString {
          var decoded: [UInt8] = []
          JSONText.decode(object.inside(field), into: &decoded)
          fields[column] = decoded
        } else if column == .text {
          fault = JSONFault(.fieldNotText(key), column: field.value.lowerBound + 1)
        } else if bytes[field.value.lowerBound] != UInt8(ascii: "n") {
          fields[column] = Array(object.raw(field))
        }
      }
    }
    if let fault { throw RefusedRow(line: line, reason: fault.message) }
    guard let text = fields[.text] else {
      throw RefusedRow(line: line, reason: JSONFault(.missingField("text"), column: 1).message)
    }
    return try MessageRow(line: line, fields: fields, zone: zone, bytesOfText: text)
  }
}
