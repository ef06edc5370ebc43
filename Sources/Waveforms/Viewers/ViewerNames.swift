/// How the signals of a design are called in a waveform file, which depends on who writes it.
public struct ViewerNames: Sendable, Hashable {
  /// What stands instead of the name of the top module.
  var top: [String]?
  /// Whether a variable of its own shows the names of an enumeration.
  var hasCaseStrings: Bool
  /// Whether the file itself has the names of enumerations.
  var hasTables: Bool
  /// Whether the numbers of the bits of a number put its binary point between 0 and -1.
  var hasPointInRange: Bool

  /// The files of this library.
  public static func own(_ format: WaveformFormat) -> ViewerNames {
    ViewerNames(top: nil, hasCaseStrings: format == .vcd, hasTables: format != .vcd, hasPointInRange: true)
  }

  /// The files of Verilator, for a design with this top module.
  public static func verilator(top: String) -> ViewerNames {
    ViewerNames(top: ["TOP", top], hasCaseStrings: false, hasTables: false, hasPointInRange: false)
  }

  /// The files of Icarus, where a bench has the design as an instance.
  public static func icarus(bench: [String]) -> ViewerNames {
    ViewerNames(top: bench, hasCaseStrings: false, hasTables: false, hasPointInRange: false)
  }

  func path(_ scopes: [String], _ variable: WaveformHierarchy.Variable) -> String {
    let outer = top.map { $0 + scopes.dropFirst() } ?? scopes
    return (outer + [variable.name]).joined(separator: ".")
  }
}
