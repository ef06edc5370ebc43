import Bitloom
import RTL
import Simulation

/// Values for inputs in each of a number of cycles, for `Testbench.run`.
///
/// ```swift
/// var stimulus: Stimulus<MultiplyAccumulate> = [\.a: [3, 5, 7], \.b: [1, -1, 2]]
/// stimulus[\.clear] = [1, 0, 0]
/// let samples = dut.run(stimulus, sampling: [\.sum])
/// ```
/// All inputs that it names have as many values. The others keep what they were set to.
public struct Stimulus<M: Module>: ExpressibleByDictionaryLiteral {
  typealias Values = BulkStimulus.Column.Values

  private(set) var columns: [(path: KeyPath<M.IO, Signal>, values: Values)] = []
  /// The number of cycles when no input is named.
  private let cycles: Int

  /// Cycles in which inputs do not change, unless some are named.
  public init(cycles: Int = 0) { self.cycles = cycles }

  public init(dictionaryLiteral elements: (KeyPath<M.IO, Signal>, [Int])...) {
    cycles = 0
    for (path, values) in elements { set(path, .numbers(values)) }
  }

  /// The values of an input as numbers; empty where there are none, or where they were set as bits.
  public subscript(path: KeyPath<M.IO, Signal>) -> [Int] {
    get {
      guard case .numbers(let numbers)? = columns.first(where: { $0.path == path })?.values else { return [] }
      return numbers
    }
    set { set(path, .numbers(newValue)) }
  }

  /// Sets the values of an input of any width.
  public mutating func set(_ path: KeyPath<M.IO, Signal>, _ values: [Bits]) { set(path, .bits(values)) }

  private mutating func set(_ path: KeyPath<M.IO, Signal>, _ values: Values) {
    columns.removeAll { $0.path == path }
    columns.append((path, values))
  }

  /// Number of cycles: that of the shortest list of values.
  public var count: Int { columns.map(\.values.count).min() ?? cycles }
}

extension BulkStimulus.Column.Values {
  var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .bits(let bits): bits.count
    }
  }
}

/// What a bulk run has sampled: for each output its values, one a cycle.
public struct Samples<M: Module> {
  struct Column {
    var type: SignalType
    var samples: BulkSamples
  }

  let columns: [KeyPath<M.IO, Signal>: Column]

  /// The values of an output as numbers, `Testbench.unknown` for one with unknown bits or with too many; empty for one that was
  /// not sampled.
  public subscript(path: KeyPath<M.IO, Signal>) -> [Int] {
    guard let column = columns[path] else { return [] }
    switch column.samples {
    case .numbers(let numbers): return numbers
    case .bits(let bits): return bits.map { PortAccess.number($0, column.type) }
    }
  }

  /// The values of an output of any width, unknown bits included; empty for one that was not sampled.
  public func bits(_ path: KeyPath<M.IO, Signal>) -> [LogicBits] {
    guard let column = columns[path] else { return [] }
    switch column.samples {
    case .numbers(let numbers): return numbers.map { LogicBits(Bits($0, width: column.type.width)) }
    case .bits(let bits): return bits
    }
  }
}
