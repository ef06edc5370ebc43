/// A waveform file that a simulation is to write, and which of its cycles.
///
/// ```swift
/// try simulate(Counter(), trace: "run.fst") { dut in ... }
/// try simulate(Counter(), trace: .file("run.vcd", cycles: 1000..<2000)) { dut in ... }
/// try simulate(Counter(), trace: .onFailure("run.html", last: 200)) { dut in ... }
/// ```
/// The end of the name chooses the form: `.vcd`, `.fst` or `.html`.
public struct Trace: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// Which cycles a waveform file has.
  public enum Extent: Sendable, Hashable {
    case all
    /// Cycles counted from the end of the first reset, as `dut.cycle` counts them.
    case cycles(Range<Int>)
    /// So many cycles before the file is asked for; without that no file is written.
    case last(Int)
  }

  public var path: String
  public var extent: Extent

  public init(path: String, extent: Extent = .all) {
    self.path = path
    self.extent = extent
  }

  public init(stringLiteral path: String) { self.init(path: path) }

  /// All cycles, or those of a range. Cycle 0 is the first one after the reset that a simulation begins with.
  public static func file(_ path: String, cycles: Range<Int>? = nil) -> Trace {
    Trace(path: path, extent: cycles.map { .cycles($0) } ?? .all)
  }

  /// The last cycles before a failure: before an error that the test throws, or that completing the simulation throws, and
  /// before a call of `dut.writeTrace()`. The native engine keeps them in memory, of which they need as much as changes in
  /// them; a simulation without a failure writes nothing.
  public static func onFailure(_ path: String, last cycles: Int = 1000) -> Trace {
    Trace(path: path, extent: .last(max(cycles, 1)))
  }

  /// The form of the file.
  public var format: WaveformFormat { WaveformFormat(path: path) }
}
