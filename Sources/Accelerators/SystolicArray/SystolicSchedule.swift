/// How a product of matrices is cut into tiles for an array, the beats that are sent for it, and how long it takes.
///
/// C[M x N] = A[M x K] * B[K x N]; matrices are arrays of rows. Edges are filled up with zeros, whose results are dropped.
public struct SystolicSchedule: Sendable {
  /// The settings of one column of C.
  public struct ColumnSettings: Hashable, Sendable {
    public var bias = 0
    public var multiplier = 1
    public var shift = 0

    public init(bias: Int = 0, multiplier: Int = 1, shift: Int = 0) {
      self.bias = bias
      self.multiplier = multiplier
      self.shift = shift
    }
  }

  /// What the output stage does with the product.
  public struct Output: Hashable, Sendable {
    /// For each column of C; empty where the configuration has no bias and no requantisation.
    public var columns: [ColumnSettings] = []
    public var relu = false
    public var requantise = false

    public init(columns: [ColumnSettings] = [], relu: Bool = false, requantise: Bool = false) {
      self.columns = columns
      self.relu = relu
      self.requantise = requantise
    }
  }

  public let configuration: SystolicConfiguration
  public let m: Int
  public let k: Int
  public let n: Int

  public init(_ configuration: SystolicConfiguration, m: Int, k: Int, n: Int) {
    self.configuration = configuration
    self.m = m
    self.k = k
    self.n = n
  }

  private var rows: Int { configuration.rows }
  private var columns: Int { configuration.columns }
  private var isOutputStationary: Bool { configuration.dataflow == .outputStationary }

  /// Tiles along M: of `rows` rows in the output-stationary array, batches in the weight-stationary one.
  public var rowTiles: Int {
    let height = isOutputStationary ? rows : (kTiles > 1 ? configuration.batchRows : max(m, 1))
    return Self.ceilingDivide(m, height)
  }

  /// Tiles along K; the output-stationary array takes all of K in one.
  public var kTiles: Int { isOutputStationary ? 1 : Self.ceilingDivide(k, rows) }

  /// Tiles along N.
  public var columnTiles: Int { Self.ceilingDivide(n, columns) }

  /// Rows of A in each tile along M.
  private func rowRange(ofTile tile: Int) -> Range<Int> {
    let height = isOutputStationary ? rows : (kTiles > 1 ? configuration.batchRows : max(m, 1))
    return tile * height..<min((tile + 1) * height, m)
  }

  /// Cycles from the first operand taken to the last result taken, both counted, when nobody waits.
  public var cycles: Int {
    let stageCycles = configuration.hasOutputStage ? OutputLane.latency : 0
    if isOutputStationary {
      let tiles = rowTiles * columnTiles
      return (tiles - 1) * max(k, rows) + k + 2 * rows + columns + stageCycles
    }
    // A batch may be smaller than the others, so the intervals are added up one by one; the last tile counts its own rows.
    let batches = (0..<rowTiles).map { rowRange(ofTile: $0).count }
    let tilesOfBatch = columnTiles * kTiles
    let intervals = batches.reduce(0) { $0 + tilesOfBatch * max($1, 2 * rows - 1, 2) }
    let lastBatch = batches.last ?? 0
    return intervals - max(lastBatch, 2 * rows - 1, 2) + lastBatch + 2 * rows + columns + 2 + stageCycles
  }

  /// Multiplications of the product itself, without the zeros at the edges.
  public var multiplications: Int { m * k * n }

  /// Multiplications done for each one that the array could have done in `cycles`.
  public func utilisation(in cycles: Int) -> Double {
    Double(multiplications) / (Double(rows * columns) * Double(cycles))
  }

  static func ceilingDivide(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }
}

extension SystolicSchedule {
  /// The tiles in the order in which they are sent: along K first, then N, then M.
  private var outputTiles: [(row: Int, column: Int)] {
    (0..<rowTiles).flatMap { row in (0..<columnTiles).map { (row, $0) } }
  }

  /// Beats of `operands` of the output-stationary array.
  public func operandBeats(_ a: [[Int]], _ b: [[Int]]) -> [[Int]] {
    outputTiles.flatMap { tile in
      (0..<k).map { step in
        let left = (0..<rows).map { at(a, tile.row * rows + $0, step) }
        let right = (0..<columns).map { at(b, step, tile.column * columns + $0) }
        return left + right + [step == k - 1 ? 1 : 0]
      }
    }
  }

  /// Beats of `weights` of the weight-stationary array.
  public func weightBeats(_ b: [[Int]]) -> [[Int]] {
    outputTiles.flatMap { tile in
      (0..<kTiles * rows).map { step in (0..<columns).map { at(b, step, tile.column * columns + $0) } }
    }
  }

  /// Beats of `activations` of the weight-stationary array.
  public func activationBeats(_ a: [[Int]]) -> [[Int]] {
    outputTiles.flatMap { tile in
      (0..<kTiles).flatMap { kTile in
        let range = rowRange(ofTile: tile.row)
        return range.map { row in
          let numbers = (0..<rows).map { at(a, row, kTile * rows + $0) }
          let flags = [kTile == 0, kTile == kTiles - 1, row == range.upperBound - 1]
          return numbers + flags.map { $0 ? 1 : 0 }
        }
      }
    }
  }

  /// Beats of `settings`, one for each tile of results.
  public func settingsBeats(_ output: Output) -> [[Int]] {
    guard configuration.hasOutputStage else { return [] }
    return outputTiles.map { tile in
      let settings = (0..<columns).map { column in
        let index = tile.column * columns + column
        return index < output.columns.count ? output.columns[index] : ColumnSettings()
      }
      var beat: [Int] = []
      if configuration.hasBias { beat += settings.map(\.bias) }
      if configuration.hasReLU { beat.append(output.relu ? 1 : 0) }
      if configuration.hasRequantisation {
        beat.append(output.requantise ? 1 : 0)
        beat += settings.map(\.multiplier) + settings.map(\.shift)
      }
      return beat
    }
  }

  /// Number of beats of `results`.
  public var resultCount: Int {
    isOutputStationary ? rowTiles * columnTiles * rows : columnTiles * m
  }

  /// Puts the beats of `results` together to C.
  public func assemble(_ beats: [[Int]]) -> [[Int]] {
    var result = [[Int]](repeating: [Int](repeating: 0, count: n), count: m)
    var next = beats.startIndex
    for tile in outputTiles {
      let range = isOutputStationary ? tile.row * rows..<(tile.row + 1) * rows : rowRange(ofTile: tile.row)
      for row in range {
        guard next < beats.endIndex else { return result }
        for column in 0..<columns where row < m && tile.column * columns + column < n {
          result[row][tile.column * columns + column] = beats[next][column]
        }
        next += 1
      }
    }
    return result
  }

  private func at(_ matrix: [[Int]], _ row: Int, _ column: Int) -> Int {
    row < matrix.count && column < matrix[row].count ? matrix[row][column] : 0
  }
}
