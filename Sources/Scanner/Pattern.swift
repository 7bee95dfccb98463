import CPCRE2
import Conduct
import Synchronization

/// One compiled PCRE2 pattern: caseless, UTF and UCP. It is compiled when it is first needed, once for all threads: as it
/// is while it has little to do, and with JIT, which takes much longer, when it has more. The only user of PCRE2.
final class Pattern: Sendable {
  /// PCRE2's answer that a limit was reached, or another error.
  enum Fault: Error {
    case matchLimit
    case engine(Int32)
  }

  let source: String
  /// The addresses of the compiled code, 0 before it is needed. Compiled code is read-only, after JIT too, so threads may
  /// share it; plain numbers, since they are read before every match.
  private let code = Atomic<UInt>(0)
  private let fastCode = Atomic<UInt>(0)
  /// Bytes that it was tried on without JIT, and some more for each try.
  private let effort = Atomic<Int>(0)
  /// From so much effort on JIT is worth its time.
  static let worthwhile = 512

  private let isFactored: Bool
  /// Known when it is first needed, which only hits in long texts do.
  private let knownLocality = Mutex<PatternLocality?>(nil)

  /// Makes a pattern; unless told otherwise, it is matched in a form that is faster and finds the same.
  init(_ source: String, isFactored: Bool = true) {
    self.source = source
    self.isFactored = isFactored
  }

  deinit {
    pcre2_code_free_8(OpaquePointer(bitPattern: code.load(ordering: .acquiring)))
    pcre2_code_free_8(OpaquePointer(bitPattern: fastCode.load(ordering: .acquiring)))
  }

  /// What is wrong with a pattern, or nil.
  static func fault(in source: String) -> PatternFault? {
    do {
      pcre2_code_free_8(try compile(source))
      return nil
    } catch {
      return error
    }
  }

  private func compile() throws(PatternFault) -> OpaquePointer {
    // A fault is told as it stands in the pattern as written.
    if isFactored, let compiled = try? Pattern.compile(Factoring.factored(source)) { return compiled }
    return try Pattern.compile(source)
  }

  /// The compiled code with JIT: a copy, since others may be using what there is.
  private func compileFast() throws(PatternFault) -> OpaquePointer {
    let plain = OpaquePointer(bitPattern: code.load(ordering: .acquiring))
    let fast = if let plain, let copy = pcre2_code_copy_8(plain) { copy } else { try compile() }
    // Without JIT memory the interpreter serves; it only is slower.
    _ = pcre2_jit_compile_8(fast, UInt32(PCRE2_JIT_COMPLETE))
    return fast
  }

  private static func compile(_ source: String) throws(PatternFault) -> OpaquePointer {
    var error: Int32 = 0
    var offset = 0
    var text = source
    let options = PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_USE_OFFSET_LIMIT
    let pointer = text.withUTF8 { bytes in
      // PCRE2 wants a pointer even for the empty pattern.
      withUnsafeBytes(of: UInt8(0)) { none in
        pcre2_compile_8(
          bytes.baseAddress ?? none.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, options, &error,
          &offset, nil)
      }
    }
    guard let pointer else { throw PatternFault(message: message(error), offset: offset) }
    return pointer
  }

  private static func message(_ error: Int32) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
      let count = pcre2_get_error_message_8(error, buffer.baseAddress, buffer.count)
      guard count > 0 else { return "PCRE2 error \(error)" }
      return String(decoding: buffer[..<Int(count)], as: UTF8.self)
    }
  }

  /// Whether it is compiled as well as so many more bytes to match ask for.
  @inline(__always)
  func isPrepared(for bytes: Int) -> Bool {
    if fastCode.load(ordering: .relaxed) != 0 { return true }
    let before = effort.wrappingAdd(64 + bytes, ordering: .relaxed).oldValue
    return code.load(ordering: .relaxed) != 0 && before + bytes < Pattern.worthwhile
  }

  /// Compiles now what would be compiled while so many bytes are matched.
  func prepare(for bytes: Int) throws(PatternFault) {
    if effort.load(ordering: .relaxed) + bytes < Pattern.worthwhile {
      if code.load(ordering: .relaxed) == 0 { _ = publish(try compile(), code) }
    } else {
      try prepare()
    }
  }

  /// Compiles with JIT.
  func prepare() throws(PatternFault) {
    if fastCode.load(ordering: .relaxed) == 0 { _ = publish(try compileFast(), fastCode) }
  }

  /// The first thread to have compiled wins; another's work is thrown away.
  private func publish(_ compiled: OpaquePointer, _ place: borrowing Atomic<UInt>) -> OpaquePointer {
    let (won, known) = place.compareExchange(
      expected: 0, desired: UInt(bitPattern: compiled), ordering: .acquiringAndReleasing)
    guard !won, let earlier = OpaquePointer(bitPattern: known) else { return compiled }
    pcre2_code_free_8(compiled)
    return earlier
  }

  /// How much of a text decides whether it matches in one place.
  var locality: PatternLocality {
    knownLocality.withLock { known in
      if let known { return known }
      let found = PatternLocality(source)
      known = found
      return found
    }
  }

  /// The match that starts at or after `start` and not after `last`, in valid UTF-8.
  @inline(__always)
  func firstMatch(
    in text: UnsafeBufferPointer<UInt8>, from start: Int = 0, upTo last: Int = Pattern.anywhere,
    with matcher: borrowing Matcher
  ) throws(Fault) -> Range<Int>? {
    guard let data = matcher.data, let context = matcher.context, let trial = matcher.trial else { throw .engine(0) }
    if let fast = OpaquePointer(bitPattern: fastCode.load(ordering: .acquiring)) {
      return try match(fast, text, start, last, data, context)
    }
    // What does not compile was reported when it was loaded.
    guard let plain = OpaquePointer(bitPattern: code.load(ordering: .acquiring)) ?? (try? publish(compile(), code))
    else {
      throw .engine(0)
    }
    do {
      return try match(plain, text, start, last, data, trial)
    } catch {
      // Limits are told as JIT counts them.
      guard case .matchLimit = error, let fast = try? publish(compileFast(), fastCode) else { throw error }
      return try match(fast, text, start, last, data, context)
    }
  }

  @inline(__always)
  private func match(
    _ code: OpaquePointer, _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ last: Int, _ data: OpaquePointer,
    _ context: OpaquePointer
  ) throws(Fault) -> Range<Int>? {
    pcre2_set_offset_limit_8(context, last)
    let status = withUnsafeBytes(of: UInt8(0)) { none in
      pcre2_match_8(
        code, text.baseAddress ?? none.baseAddress?.assumingMemoryBound(to: UInt8.self), text.count, start,
        PCRE2_NO_UTF_CHECK, data, context)
    }
    if status >= 0 {
      let ends = pcre2_get_ovector_pointer_8(data)
      guard let ends else { throw .engine(status) }
      return ends[0] <= ends[1] ? ends[0]..<ends[1] : ends[1]..<ends[0]
    }
    if status == PCRE2_ERROR_NOMATCH { return nil }
    if status == PCRE2_ERROR_MATCHLIMIT || status == PCRE2_ERROR_JIT_STACKLIMIT || status == PCRE2_ERROR_DEPTHLIMIT
      || status == PCRE2_ERROR_HEAPLIMIT
    {
      throw .matchLimit
    }
    throw .engine(status)
  }

  /// A match may start in any place: PCRE2's own sign for no limit.
  static let anywhere = Int(bitPattern: ~UInt(0))

  /// Whether the pattern occurs.
  @inline(__always)
  func occurs(in text: UnsafeBufferPointer<UInt8>, with matcher: borrowing Matcher) throws(Fault) -> Bool {
    try firstMatch(in: text, with: matcher) != nil
  }

  /// The next match that is not empty, and where to go on after it: called until nil it gives all matches that start at
  /// `last` or before, from left to right, none overlapping.
  func nextMatch(
    in text: UnsafeBufferPointer<UInt8>, from start: inout Int, upTo last: Int = Pattern.anywhere,
    with matcher: borrowing Matcher
  ) throws(Fault) -> Range<Int>? {
    while start <= text.count, last == Pattern.anywhere || start <= last,
      let match = try firstMatch(in: text, from: start, upTo: last, with: matcher)
    {
      start = match.upperBound
      if !match.isEmpty { return match }
      start += 1
      while start < text.count, text[start] & 0xC0 == 0x80 { start += 1 }
    }
    return nil
  }
}

/// What one thread needs to match: match data, limits and a JIT stack of its own.
struct Matcher: ~Copyable {
  /// Nil without memory; then every match fails as an engine fault, and no message counts as scanned.
  let data: OpaquePointer?
  let context: OpaquePointer?
  /// For matching without JIT, which ends early: what takes long is left to JIT.
  let trial: OpaquePointer?
  private let stack: OpaquePointer?

  /// The match limit bounds backtracking within one match; PCRE2's JIT heeds it.
  init(matchLimit: UInt32) {
    data = pcre2_match_data_create_8(1, nil)
    context = pcre2_match_context_create_8(nil)
    trial = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(trial, min(matchLimit, 1000))
    pcre2_set_heap_limit_8(trial, 64 * 1024)
    stack = pcre2_jit_stack_create_8(64 * 1024, 4 * 1024 * 1024, nil)
    pcre2_set_match_limit_8(context, matchLimit)
    pcre2_set_depth_limit_8(context, 100_000)
    pcre2_set_heap_limit_8(context, 64 * 1024)
    pcre2_jit_stack_assign_8(context, nil, stack.map { UnsafeMutableRawPointer($0) })
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_match_context_free_8(trial)
    pcre2_jit_stack_free_8(stack)
  }
}
