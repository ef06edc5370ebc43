import Bitloom
import RTL
import Simulation

/// A waveform in text that a test bench is recording.
///
/// ```swift
/// let wave = dut.record(\.input.valid, \.input.ready, \.occupancy)
/// dut.step(7)
/// print(wave)
/// ```
/// ```
/// cycle        0   1   2   3   4   5   6
/// input.valid  ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁
/// input.ready  ▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔
/// occupancy    ┃ 0 ┃ 1 ┃ 2     ┃ 1 ┃ 0     ┃
/// ```
/// A cell is a cycle: what the port was right before the active edge that ends it. Cycles count from the start of the recording.
public final class WaveformRecording: CycleObserver, CustomStringConvertible {
  private let ports: [Port]
  private var waveform: TextWaveform

  init(_ ports: [Port], enumerations: [EnumerationDefinition?], radix: TextWaveform.Radix) {
    self.ports = ports
    waveform = TextWaveform(
      signals: zip(ports, enumerations).map { ($0.path, $0.type, $1) }, radix: radix)
  }

  /// Number of cycles recorded.
  public var cycleCount: Int { waveform.cycleCount }

  /// The picture of all cycles; each line ends with a line break.
  public var description: String { waveform.render() }

  /// The picture of some cycles.
  public func text(cycles: Range<Int>) -> String { waveform.render(cycles: cycles) }

  func observe(cycle: Int, isReset: Bool) { waveform.record(ports.map(\.bits)) }
}

extension Testbench {
  /// Records ports from now on, to be shown as text: single ones, or all those of an interface or array.
  ///
  /// - Parameter radix: How numbers are written.
  public func record(
    _ paths: PartialKeyPath<M.IO>..., radix: TextWaveform.Radix = .automatic
  ) -> WaveformRecording {
    let ports = paths.flatMap { self.ports(at: $0) }
    let enumerations = ports.map { port in
      access.ports[port].type.enumeration.map { design.top.enumerations[$0] }
    }
    let recording = WaveformRecording(
      ports.map { Port(access: access, index: $0) }, enumerations: enumerations, radix: radix)
    observers.append(recording)
    return recording
  }

  /// The ports of a part of the interface; none for what is no part of it.
  func ports(at path: PartialKeyPath<M.IO>) -> [Int] {
    guard let part = map.io[keyPath: path] as? any Bundle else { return [] }
    return map.ports(of: part)
  }
}
