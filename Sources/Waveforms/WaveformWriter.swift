/// Takes the values of a simulation in the order of time, and writes them somewhere.
///
/// A sample begins with its time; then come the stores whose value is another one than before, each once. The first sample has
/// all of them.
public protocol WaveformWriter: AnyObject {
  /// Begins a sample, in nanoseconds. Times rise.
  func begin(at time: Int) throws

  /// The value that a store has from now on: its words, the least significant first, without bits beyond its width. A 1 in
  /// `unknown` is a bit that has no value and is 0 in `words`; nil when all have.
  func change(_ store: Int, _ words: UnsafePointer<UInt64>, unknown: UnsafePointer<UInt64>?)

  /// Completes what is written. Nothing is called after that.
  func finish() throws
}

/// The writer of a form.
public func makeWaveformWriter(path: String, _ hierarchy: WaveformHierarchy) throws -> any WaveformWriter {
  let writer: any WaveformWriter =
    switch WaveformFormat(path: path) {
    case .vcd: try VCDWriter(path: path, hierarchy)
    case .fst: try FSTWriter(path: path, hierarchy)
    case .html: try HTMLWriter(path: path, hierarchy)
    }
  return writer
}
