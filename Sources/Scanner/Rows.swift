/// Plain values in one piece of memory that is kept between uses: an array for inner loops, without reference counts.
struct Rows<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(capacity, 1)
    base = .allocate(capacity: self.capacity)
  }

  /// So many times the same value.
  init(repeating element: Element, count: Int) {
    self.init(capacity: count)
    base.initialize(repeating: element, count: count)
    self.count = count
  }

  deinit { base.deallocate() }

  var indices: Range<Int> { 0..<count }

  /// The values, valid until one is added.
  var all: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }

  subscript(index: Int) -> Element {
    @inline(__always) _read { yield base[index] }
    @inline(__always) nonmutating _modify { yield &base[index] }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    (base + count).initialize(to: element)
    count += 1
  }

  mutating func removeAll() { count = 0 }

  /// Keeps the first so many.
  mutating func truncate(to size: Int) { count = size }

  mutating func sort(by areInIncreasingOrder: (Element, Element) -> Bool) {
    var all = UnsafeMutableBufferPointer(start: base, count: count)
    all.sort(by: areInIncreasingOrder)
  }

  private mutating func grow() {
    capacity *= 2
    let bigger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    bigger.update(from: base, count: count)
    base.deallocate()
    base = bigger
  }
}
