/// What can go wrong when a simulation is prepared or its waveforms are written.
public enum SimulationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The waveform file cannot be written.
  case cannotWriteTrace(path: String, reason: String)

  public var description: String {
    switch self {
    case .cannotWriteTrace(let path, let reason): "cannot write the waveform file '\(path)': \(reason)"
    }
  }
}
