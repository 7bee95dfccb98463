public import Conduct

extension ContentScanner {
  /// Scans for one thread at a time, keeping its buffers. Texts are added and then scanned together, which is what
  /// makes a long stream fast; `scan` does both for one text.
  public final class Worker {
    private let scanner: ContentScanner
    private var run: ScanRun

    init(_ scanner: ContentScanner) {
      self.scanner = scanner
      run = ScanRun(scanner.table, nameWords: scanner.nameWords, settings: scanner.settings)
    }

    /// Scans one text in UTF-8. Texts added before and not yet scanned are dropped.
    public func scan(
      _ text: UnsafeBufferPointer<UInt8>, context: SchoolContext = .none, explaining: Bool = false
    ) -> ScanResult {
      run.buffer.removeAll()
      run.add(text, number: 0)
      var result = ScanResult()
      scanAdded(context: context, explaining: explaining) { _, found in result = found }
      return result
    }

    /// Bytes that wait to be scanned; 64 to 256 KiB make a good go.
    public var addedBytes: Int { run.buffer.probe.count }

    /// Adds a text in UTF-8 under a number of the caller's. Invalid bytes are repaired; a text longer than the window is
    /// added in windows that overlap.
    public func add(_ text: UnsafeBufferPointer<UInt8>, number: Int) { run.add(text, number: number) }

    /// Scans all that was added, and calls `body` once for each number that has something to tell, in the order in which
    /// they were added: signals, faults, repairs, and clearings when explaining.
    public func scanAdded(
      context: SchoolContext = .none, explaining: Bool = false, _ body: (Int, consuming ScanResult) -> Void
    ) {
      run.scan(names: scanner.names, context: context, explaining: explaining, body)
    }
  }
}
