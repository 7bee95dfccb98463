public import Conduct

extension ReportCategory {
  /// Reads what people can choose from when they report, in the order of the form; throws every error in it at once.
  public static func load(file: String) throws(LibraryError) -> [ReportCategory] {
    var complaints: [Complaint] = []
    let categories = try read(file: file, complaints: &complaints)
    guard complaints.isEmpty else { throw .invalid(complaints) }
    return categories
  }

  /// Reads them, and adds what is wrong to `complaints`.
  static func read(file: String, complaints: inout [Complaint]) throws(LibraryError) -> [ReportCategory] {
    let source = Folder.File(name: file, bytes: try Folder.bytes(of: file))
    guard let text = source.text(at: file, complaints: &complaints) else { return [] }
    var categories: [ReportCategory] = []
    do throws(Complaint) {
      let whole = try YAMLValue.parse(text, file: file)
      for entry in try whole.list() {
        do throws(Complaint) {
          let category = try read(entry)
          if categories.contains(where: { $0.id == category.id }) {
            throw entry.complaint("“\(category.id)” staat er twee keer", advice: "geef elke keuze een eigen id")
          }
          categories.append(category)
        } catch { complaints.append(error) }
      }
      // Whoever is in danger must always find the way.
      if complaints.isEmpty && !categories.contains(where: \.isAcute) {
        throw whole.complaint("er is geen keuze voor acuut gevaar", advice: "geef één keuze acute: true")
      }
    } catch { complaints.append(error) }
    return categories
  }

  private static func read(_ value: YAMLValue) throws(Complaint) -> ReportCategory {
    let fields = try value.fields("id", "name", "severity", "acute", "care", "message")
    let severity = try fields.required("severity").integer(in: 0...4)
    return ReportCategory(
      id: try fields.required("id").text(), name: try fields.required("name").text(),
      severity: Severity(rawValue: severity) ?? .low, isAcute: try fields["acute"]?.flag() ?? false,
      isCare: try fields["care"]?.flag() ?? false, needsMessage: try fields.required("message").flag())
  }
}
