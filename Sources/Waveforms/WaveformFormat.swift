import Foundation

/// The form of a waveform file. The end of the file's name chooses it.
public enum WaveformFormat: String, Sendable, Hashable, CaseIterable {
  /// A value change dump (IEEE 1364-2005, clause 18): text that every viewer reads.
  case vcd
  /// The compressed form of GTKWave, a tenth to a hundredth as large; Surfer reads it too.
  case fst
  /// A page that shows the waves in any browser, without other files and without a network.
  case html

  /// The form that a path asks for: `.fst`, `.html` and `.htm` do, everything else is a VCD file.
  public init(path: String) {
    switch (path as NSString).pathExtension.lowercased() {
    case "fst": self = .fst
    case "html", "htm": self = .html
    default: self = .vcd
    }
  }
}

/// What went wrong with a waveform file.
public struct WaveformError: Error, Sendable, Hashable, CustomStringConvertible {
  public var path: String
  public var reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  public var description: String { "cannot write the waveform file '\(path)': \(reason)" }
}
