import Conduct
import Store

/// What the invented school keeps of itself: hours, excursions, trainings, and how it made its policy known.
struct DemoRegister {
  let store: Store
  let school: SchoolID
  let members: [String: Member]
  let groups: [String: GroupID]

  private static let day: Int64 = 86_400_000

  func fill(at time: Int64) async throws {
    guard let director = members["directie"]?.id else { return }
    try await store.setBoard(GoverningBoard(id: "waterland", name: "Stichting Waterland"), school: school, at: time)
    try await store.setHours(
      try Timetable.week("ma-vr 08:30-12:00 12:45-14:30, wo 08:30-12:15"), of: .lessons(nil), by: director,
      school: school, at: time)
    var entries = [
      RegisterDraft(.publication, value: .letter, text: "Brief aan alle ouders bij de start."),
      RegisterDraft(.publication, value: .meeting, text: "Informatieavond."),
      RegisterDraft(.evaluation, until: time + 365 * Self.day, text: "Besproken met de MR."),
      RegisterDraft(.check, value: .security),
    ]
    for (handle, member) in members.sorted(by: { $0.key < $1.key }) {
      if handle.hasPrefix("ouder-") { entries.append(RegisterDraft(.admission, member: member.id)) }
      // One teacher is new, so that there is something to see.
      guard handle.hasPrefix("juf-"), handle != "juf-8" else { continue }
      entries.append(RegisterDraft(.training, member: member.id))
      entries.append(RegisterDraft(.ownDevice, member: member.id))
    }
    if let old = members["juf-3"], let new = members["juf-8"], let reader = members["juf-6"] {
      entries.append(RegisterDraft(.buddy, member: new.id, other: old.id))
      entries.append(RegisterDraft(.mandate, member: reader.id, text: "Berichten over de bibliotheek."))
      try await store.setHours(
        try Timetable.week("ma-di 08:00-16:30, do 08:00-16:30"), of: .working(old.id), by: old.id, school: school,
        at: time)
    }
    for entry in entries { try await store.enter(entry, by: director, school: school, at: time) }
    guard let group = groups["g6"] else { return }
    try await store.addException(
      Timetable.Exception(
        kind: .excursion, groups: [group], from: time + 180 * Self.day, until: time + 181 * Self.day),
      reason: "Met de skûtsjes varen.", by: director, school: school, at: time)
  }
}
