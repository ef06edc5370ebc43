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

  struct Column {
    var path: AnyKeyPath
    /// The number of the port, or of those of a group.
    var ports: (PortMap<M>) -> [Int?]
    var values: Values
    /// That of the values that are numbers: looked at once, however often the stimulus runs.
    var range: ClosedRange<Int>
  }

  private(set) var columns: [Column] = []
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

  /// Sets the values of all inputs of an array or of an interface, in their declared order: numbers row after row, a row a cycle.
  ///
  /// ```swift
  /// stimulus.set(\.activations, rows: matrix, of: 16)
  /// ```
  /// The type of the numbers is kept: bytes for ports of 8 bits are the fastest.
  ///
  /// - Parameter width: Numbers in a row. A last row that is not complete does not count.
  public mutating func set<Part: Bundle, Number: FixedWidthInteger>(
    _ path: KeyPath<M.IO, Part>, rows numbers: [Number], of width: Int
  ) {
    let rows = RowNumbers(numbers, width: width)
    append(
      Column(
        path: path, ports: { $0.ports(of: $0.io[keyPath: path]) }, values: .rows(rows, place: 0), range: rows.range))
  }

  private mutating func set(_ path: KeyPath<M.IO, Signal>, _ values: Values) {
    append(Column(path: path, ports: { [$0.port(of: $0.io[keyPath: path])] }, values: values, range: values.range))
  }

  private mutating func append(_ column: Column) {
    columns.removeAll { $0.path == column.path }
    columns.append(column)
  }

  /// Number of cycles: that of the shortest list of values.
  public var count: Int { columns.map(\.values.count).min() ?? cycles }
}

extension BulkStimulus.Column.Values {
  var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .bits(let bits): bits.count
    case .rows(let rows, _): rows.rowCount
    }
  }

  /// The least and the greatest number, and 0.
  fileprivate var range: ClosedRange<Int> {
    guard case .numbers(let numbers) = self else { return 0...0 }
    var (least, greatest) = (0, 0)
    for number in numbers {
      least = min(least, number)
      greatest = max(greatest, number)
    }
    return least...greatest
  }
}

/// What a bulk run has sampled: for each output its values, one a cycle.
public struct Samples<M: Module> {
  struct Column {
    var path: KeyPath<M.IO, Signal>
    var type: SignalType
    var samples: BulkSamples
  }

  let columns: [Column]

  private func column(_ path: KeyPath<M.IO, Signal>) -> Column? {
    // Most paths are the very ones of the run; comparing what they mean takes longer.
    columns.first { $0.path === path } ?? columns.first { $0.path == path }
  }

  /// The values of an output as numbers, `Testbench.unknown` for one with unknown bits or with too many; empty for one that was
  /// not sampled.
  public subscript(path: KeyPath<M.IO, Signal>) -> [Int] {
    guard let column = column(path) else { return [] }
    switch column.samples {
    case .numbers(let numbers): return numbers
    case .bits(let bits): return bits.map { $0.number(column.type) }
    }
  }

  /// The values of an output of any width, unknown bits included; empty for one that was not sampled.
  public func bits(_ path: KeyPath<M.IO, Signal>) -> [LogicBits] {
    guard let column = column(path) else { return [] }
    switch column.samples {
    case .numbers(let numbers): return numbers.map { LogicBits(Bits($0, width: column.type.width)) }
    case .bits(let bits): return bits
    }
  }
}
