import Cosimulation

/// How many cells of each kind something needs.
public struct ResourceCount: Hashable, Sendable {
  /// The cells by their types, such as `LUT6`.
  public private(set) var cells: [String: Int] = [:]
  private let target: SynthesisTarget

  init(_ target: SynthesisTarget) {
    self.target = target
  }

  mutating func add(_ type: String) { cells[type, default: 0] += 1 }

  /// The number of cells of a kind.
  public subscript(kind: CellKind) -> Int {
    cells.reduce(0) { $0 + (target.kind(ofCell: $1.key) == kind ? $1.value : 0) }
  }

  /// The area in gates of NAND with two inputs, by the transistors of static CMOS, of which four are one; six for a flip-flop.
  /// Nil but for gates.
  public var nandEquivalents: Double? {
    guard target == .generic else { return nil }
    return cells.reduce(0) { $0 + Self.nandEquivalents(ofGate: $1.key) * Double($1.value) }
  }

  private static func nandEquivalents(ofGate type: String) -> Double {
    switch type {
    case "$_NOT_": 0.5
    case "$_NAND_", "$_NOR_": 1
    case "$_AND_", "$_OR_": 1.5
    case "$_XOR_", "$_XNOR_", "$_MUX_": 2.5
    default: SynthesisTarget.generic.kind(ofCell: type) == .flipFlop ? 6 : 0
    }
  }
}
