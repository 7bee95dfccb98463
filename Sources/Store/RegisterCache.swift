import Conduct
import Synchronization

/// Registers of schools that were read before, as they stood after a numbered use case, on a day. All are forgotten when
/// there are too many.
final class RegisterCache: Sendable {
  private static let capacity = 50

  struct Moment: Hashable {
    /// The number of the use case that last changed the register.
    var number: Int64
    /// The policy in force, by which consents hold and hours are known.
    var policy: String
    /// The school's own day: a consent or a declaration may end with the school year.
    var day: String
  }

  private struct Entry {
    var moment: Moment
    var register: PostingRegister
  }

  private let known = Mutex<[SchoolID: Entry]>([:])

  /// A school's register at a moment, read when it is not known yet.
  func register(
    of school: SchoolID, at moment: Moment, read: () throws -> PostingRegister
  ) rethrows -> PostingRegister {
    if let entry = known.withLock({ $0[school] }), entry.moment == moment { return entry.register }
    let register = try read()
    known.withLock {
      if $0.count >= Self.capacity && $0[school] == nil { $0 = [:] }
      $0[school] = Entry(moment: moment, register: register)
    }
    return register
  }
}
