import Bitloom
import Testbench

/// Products of matrices on a bit-weight processing element in a simulator.
///
/// ```swift
/// let element = try BitWeightRun(BitWeightConfiguration(technique: .opt1), on: .native)
/// let product = try element.multiply([[1, 2, 3]], [[4], [5], [6]])
/// // product.result == [[32]]
/// ```
/// Rows of A are tiles one right after the other; B has as many columns as the element. The two numbers of a sum are added
/// here, modulo 2^`accumulatorWidth`, and so are the passes of the weights: what stands behind an element is no part of it.
public final class BitWeightRun {
  /// What a product gave.
  public struct Product: Sendable {
    public var result: [[Int]]
    /// From the first operands taken to the last sum, both counted.
    public var cycles: Int
  }

  public let configuration: BitWeightConfiguration
  private let bench: any BitWeightBench

  /// Builds the element and starts it in a simulator.
  public convenience init(
    _ configuration: BitWeightConfiguration, on engine: Engine, dialect: VerilogDialect = .systemVerilog,
    trace: Trace? = nil, seed: UInt64 = 1, coverage: Coverage? = nil
  ) throws {
    try self.init(configuration) { module, design in
      try Self.start(module, design, on: engine, dialect: dialect, trace: trace, seed: seed, coverage: coverage)
    }
  }

  /// Starts the element in several engines at once; `finish` throws their first difference.
  public convenience init(_ configuration: BitWeightConfiguration, on lockstep: Lockstep, seed: UInt64 = 1) throws {
    try self.init(configuration) { module, design in try Self.start(module, design, on: lockstep, seed: seed) }
  }

  private init(
    _ configuration: BitWeightConfiguration, _ start: (any BitWeightModule, Design) throws -> any BitWeightBench
  ) throws {
    self.configuration = configuration.resolved
    let design = try configuration.elaborate()
    bench = try start(configuration.module, design)
  }

  private static func start<M: BitWeightModule>(
    _ module: M, _ design: Design, on engine: Engine, dialect: VerilogDialect, trace: Trace?, seed: UInt64,
    coverage: Coverage?
  ) throws -> any BitWeightBench {
    try Testbench(
      module, design: design, on: engine, dialect: dialect, trace: trace, seed: seed, coverage: coverage)
  }

  private static func start<M: BitWeightModule>(
    _ module: M, _ design: Design, on lockstep: Lockstep, seed: UInt64
  ) throws -> any BitWeightBench {
    try Testbench(module, design: design, on: lockstep, seed: seed)
  }

  /// The product of A, M x K, and B, K x columns, modulo 2^`accumulatorWidth`.
  ///
  /// - Parameter pauses: The fraction of cycles in which nothing comes.
  /// - Throws: A `TestbenchError` when the sums do not come in the time they could take at the most.
  public func multiply(_ a: [[Int]], _ b: [[Int]], pauses: Double = 0) throws -> Product {
    let product = try bench.multiply(a, b, configuration, pauses: pauses)
    let shift = Int.bitWidth - configuration.accumulatorWidth
    // Modulo 2^width, with the sign of the highest bit.
    let result = product.result.map { row in row.map { ($0 << shift) >> shift } }
    return Product(result: result, cycles: product.cycles)
  }

  /// Completes the waveform and ends the simulator.
  public func finish() throws { try bench.finish() }
}

/// A test bench of an element.
protocol BitWeightBench {
  /// The product with any higher bits, and the cycles.
  func multiply(
    _ a: [[Int]], _ b: [[Int]], _ configuration: BitWeightConfiguration, pauses: Double
  ) throws -> (result: [[Int]], cycles: Int)

  func finish() throws
}

/// An element that a `BitWeightBench` can drive.
protocol BitWeightModule: Module {
  static func multiply(
    _ dut: Testbench<Self>, _ a: [[Int]], _ b: [[Int]], _ configuration: BitWeightConfiguration, pauses: Double
  ) throws -> (result: [[Int]], cycles: Int)
}

extension Testbench: BitWeightBench where M: BitWeightModule {
  func multiply(
    _ a: [[Int]], _ b: [[Int]], _ configuration: BitWeightConfiguration, pauses: Double
  ) throws -> (result: [[Int]], cycles: Int) {
    try M.multiply(self, a, b, configuration, pauses: pauses)
  }
}

extension BitWeightConfiguration {
  fileprivate var module: any BitWeightModule {
    switch element {
    case .operators(let module): module
    case .booth(let module): module
    case .carrySave(let module): module
    case .tiles(let module): module
    case .column(let module): module
    }
  }
}
