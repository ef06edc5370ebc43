import Bitloom
import Cosimulation

/// The ports of a Verilog module that are clocks and resets by their names.
struct GuessedClocks {
  struct Clock: Equatable {
    var name: String
    var reset: String?
    var isActiveLow = false
  }

  private(set) var clocks: [Clock] = []

  /// The names of all clocks and resets.
  var names: [String] { clocks.map(\.name) + clocks.compactMap(\.reset) }

  init(_ interface: VerilogInterface) {
    let bits = interface.ports.filter { $0.direction == .input && $0.width == 1 }.map(\.name)
    clocks = bits.filter { Self.isNamed($0, as: ["clk", "clock"]) }.map { Clock(name: $0) }
    var resets = bits.filter { Self.isNamed($0, as: ["rst", "reset"]) }
    for index in clocks.indices {
      let clock = Self.domain(of: clocks[index].name)
      guard
        let reset = resets.first(where: { Self.domain(of: $0) == clock }) ?? (clocks.count == 1 ? resets.first : nil)
      else { continue }
      resets.removeAll { $0 == reset }
      clocks[index].reset = reset
      clocks[index].isActiveLow = Self.isActiveLow(reset)
    }
  }

  private static func words(_ name: String) -> [String] {
    VerilogName.words(name).filter { !["i", "in"].contains($0) }
  }

  /// Whether a word of the name begins or ends with one of `stems`, and none says that it is something about it.
  private static func isNamed(_ name: String, as stems: [String]) -> Bool {
    let words = words(name)
    if words.contains(where: {
      ["en", "ena", "enable", "ce", "div", "sel", "req", "ack", "valid", "done"].contains($0)
    }) {
      return false
    }
    return words.contains { word in stems.contains { word.hasPrefix($0) || trimmed(word).hasSuffix($0) } }
  }

  /// Without the letter of a reset that is active at 0.
  private static func trimmed(_ word: String) -> String { word.hasSuffix("n") ? String(word.dropLast()) : word }

  private static func isActiveLow(_ name: String) -> Bool {
    let words = words(name)
    let hasWord = words.contains { ["n", "ni", "b", "l"].contains($0) }
    return hasWord || words.contains { $0.hasSuffix("rstn") || $0.hasSuffix("resetn") || $0.hasPrefix("nr") }
  }

  /// What is left of a name without the words for clock and reset: `write` of `write_clk` and of `write_rst_n`.
  private static func domain(of name: String) -> [String] {
    words(name).filter { word in
      !["n", "ni", "b", "l"].contains(word) && !["clk", "clock", "rst", "reset"].contains { word.contains($0) }
    }
  }
}
