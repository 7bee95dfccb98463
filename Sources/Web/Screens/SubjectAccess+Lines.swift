public import Letters
public import Store

extension SubjectAccess {
  /// All values that are kept, each with its headings, as a letter or page shows them.
  public func lines(moment: (Int64) -> String) -> [AccessLetter.Line] {
    let records = records.map { record in
      AccessLetter.Record(
        table: record.table, row: record.row, isWork: record.isWork,
        fields: record.fields.map { .init(name: $0.name, value: $0.value, isMoment: $0.isMoment) })
    }
    return AccessLetter.lines(of: records, moment: moment)
  }
}
