import Bitloom

/// Tiles of one row that share the recoder of their operands: OPT2.
///
/// The digits pass from tile to tile, so each has its dot product one cycle after the one before it: latency 5 from `a` to
/// the first of `sums`. One vector a cycle. Registers: the digits, and those of the tiles. Reset: nothing is valid.
public struct RecodedTiles: Module {
  public var encoder: BitWeightConfiguration.Encoder
  public var tile: WeightPlaneTile
  /// Number of tiles, 1 to 64.
  public var columns: Int

  public init(
    encoder: BitWeightConfiguration.Encoder = .ent, tile: WeightPlaneTile = WeightPlaneTile(), columns: Int = 1
  ) {
    self.encoder = encoder
    self.tile = tile
    self.columns = columns
  }

  public struct IO: Interface {
    @Input public var a: [Signal]
    @Input public var valid: Signal = .bit
    /// For each tile a weight.
    @Input public var weights: [Signal]
    /// Whether the weights move up, in all tiles.
    @Input public var shiftsWeights: Signal = .bit
    @Output public var sums: [Signal]
    /// For each tile whether its sum is that of a vector.
    @Output public var done: [Signal]
  }

  public var ports: IO {
    IO(
      a: .signed(tile.operandWidth, count: tile.lanes), weights: .signed(tile.operandWidth, count: columns),
      sums: .signed(tile.accumulatorWidth, count: columns), done: .bits(count: columns))
  }

  public var summary: String { "\(columns) tiles of dot products, and the recoder of their operands." }

  public var parameterProblems: [String] {
    BitWeightConfiguration(
      technique: .opt2, encoder: encoder, operandWidth: tile.operandWidth, accumulatorWidth: tile.accumulatorWidth,
      lanes: tile.lanes, columns: columns
    ).problems
  }

  public func build(_ io: IO) {
    let recoder = Instance(
      "recoder", VectorRecoder(encoder: encoder, operandWidth: tile.operandWidth, lanes: tile.lanes))
    for lane in io.a.indices { recoder.a[lane] <== io.a[lane] }
    recoder.valid <== io.valid
    var digits = recoder.digits
    var valid: Signal = recoder.digitsValid
    for column in 0..<columns {
      let part = Instance("tile_\(column)", tile)
      for index in digits.indices { part.digits[index] <== digits[index] }
      part.valid <== valid
      part.weight <== io.weights[column]
      part.shiftsWeights <== io.shiftsWeights
      io.sums[column] <== part.sum
      io.done[column] <== part.done
      (digits, valid) = (part.digitsRight, part.validRight)
    }
  }
}
