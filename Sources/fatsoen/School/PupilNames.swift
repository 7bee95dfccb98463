import Conduct

/// The pupils of one school by name and by id, to find those whom a file names.
struct PupilNames {
  /// Why a pupil is not found.
  enum Fault: Error {
    case unknown
    case several

    func reason(for name: String) -> String {
      switch self {
      case .unknown: "onbekende leerling \"\(name)\"; schrijf de volledige naam of het id uit de leerlingenlijst"
      case .several: "meer leerlingen heten \"\(name)\"; schrijf het id uit de leerlingenlijst"
      }
    }
  }

  private var ids: [String: PupilID] = [:]
  private var names: [String: [Pupil]] = [:]

  init(_ pupils: [Pupil]) {
    for pupil in pupils {
      names[pupil.name.folded, default: []].append(pupil)
      for id in [RosterKey.portalName(in: pupil.rosterKey), pupil.rosterKey, pupil.id.rawValue] {
        if let id { ids[id.lowercased()] = pupil.id }
      }
    }
  }

  /// The pupil of this id or full name; of two with one name the one who is still at school.
  func find(_ text: String) -> Result<PupilID, Fault> {
    if let id = ids[text.lowercased()] { return .success(id) }
    let all = names[PersonName.fold(text)] ?? []
    let present = all.filter { $0.until == nil }
    let candidates = present.isEmpty ? all : present
    guard let first = candidates.first else { return .failure(.unknown) }
    return candidates.count == 1 ? .success(first.id) : .failure(.several)
  }
}
