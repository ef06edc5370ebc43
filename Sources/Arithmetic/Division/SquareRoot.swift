import Bitloom
import Components

/// The square root of a whole number, rounded down, and what is left.
public struct SquareRootResult: Interface {
  public var root: Signal
  /// The radicand minus the square of the root.
  public var remainder: Signal
}

/// The shape of what a square root unit gives back.
public struct SquareRootResultShape: Shape {
  public var radicandWidth: Int

  public init(radicandWidth: Int) {
    self.radicandWidth = radicandWidth
  }

  public func instantiate() -> SquareRootResult {
    let rootWidth = (radicandWidth + 1) / 2
    return SquareRootResult(
      root: SignalType.unsigned(rootWidth).instantiate(), remainder: SignalType.unsigned(rootWidth + 1).instantiate())
  }
}

/// Takes the square root of unsigned whole numbers, a bit of the root a cycle.
///
/// Latency half as many cycles as the radicand has bits, rounded up, and 1. Throughput: a new
/// one when the result has been taken. The digit-by-digit
/// method: two bits of the radicand a cycle are brought to the remainder, and 4 r + 1 is taken from it where it can be, r being
/// the root so far. Registers: the radicand, the remainder, the root, a counter. Reset: idle.
/// Resources of `SquareRoot(width: 16)`: 42 LUT4, 38 FF, 11 carry cells of an iCE40 (Yosys 0.23).
/// A number of 8 bits:
/// ```
/// cycle                      0   1   2   3   4   5   6
/// radicand.payload           ┃ 200                       ┃
/// radicand.valid             ▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// radicand.ready             ▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔
/// results.valid              ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁
/// results.payload.root       ┃ 0     ┃ 1 ┃ 3 ┃ 7 ┃ 14    ┃
/// results.payload.remainder  ┃ 0     ┃ 2 ┃ 3 ┃ 1 ┃ 4     ┃
/// ```
/// ```swift
/// let unit = Instance("unit", SquareRoot(width: 16))
/// unit.radicand <== io.squares
/// io.roots <== unit.results.map("root") { $0.root }
/// ```
public struct SquareRoot: Module {
  /// Bits of the radicand, 1 to 256.
  public var width: Int

  public init(width: Int) {
    self.width = width
  }

  public struct IO: Interface {
    @Flipped public var radicand: Stream<Signal>
    public var results: Stream<SquareRootResult>
  }

  public var ports: IO {
    IO(radicand: Stream(of: .unsigned(width)), results: Stream(of: SquareRootResultShape(radicandWidth: width)))
  }

  public var summary: String { "Square root of numbers of \(width) bits, a bit a cycle." }

  public var parameterProblems: [String] {
    1...256 ~= width ? [] : ["width is \(width); it must be from 1 to 256"]
  }

  public func build(_ io: IO) {
    let rootWidth = (width + 1) / 2
    let iteration = Iteration(steps: rootWidth, from: io.radicand, to: io.results)
    let radicand = register("radicand", .unsigned(2 * rootWidth))
    let root = register("root", .unsigned(rootWidth))
    let remainder = register("remainder", .unsigned(rootWidth + 1))

    when(io.radicand.fires) {
      radicand <== io.radicand.payload
      root <== 0
      remainder <== 0
    }

    let rest = cat(remainder, radicand[(2 * rootWidth - 1)...(2 * rootWidth - 2)]).named("rest")
    let trial = cat(root, constant(1).extended(to: 2)).named("trial")
    let difference = (rest - trial).named("difference")
    let isBelow = difference[difference.width - 1].named("is_below")
    when(iteration.isBusy) {
      remainder <== mux(isBelow, rest[rootWidth...0], difference[rootWidth...0])
      root <== cat(root, !isBelow).truncated(to: rootWidth)
      radicand <== (radicand &<< 2)
    }

    io.results.payload.root <== root
    io.results.payload.remainder <== remainder
  }
}
