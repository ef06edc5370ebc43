import Bitloom
import Components

/// A `SparseColumn` with the recoders before it: what comes in are operands, each with the weight of the digit that is
/// wanted.
///
/// Latency 4 from a group of operands that is taken to the first of its digits in the sum; otherwise as
/// `SparseColumn`. Registers: the digits of a group for each lane, and those of the column. Reset: all sums 0, no group.
public struct RecodedColumn: Module {
  public var encoder: BitWeightConfiguration.Encoder
  public var column: SparseColumn

  public init(encoder: BitWeightConfiguration.Encoder = .ent, column: SparseColumn = SparseColumn()) {
    self.encoder = encoder
    self.column = column
  }

  public struct IO: Interface {
    @Flipped public var groups: [Stream<OperandGroup>]
    /// For each lane the number of the group that is wanted.
    @Output public var positions: [Signal]
    /// For each lane whether `positions` belongs to the next group from the next cycle on.
    @Output public var takes: [Signal]
    /// For each lane those of all columns.
    @Input public var numbers: [Signal]
    @Output public var sums: [Signal]
    @Output public var carries: [Signal]
    /// Whether a pass has ended: `sums` and `carries` are those of the whole of it.
    @Output public var done: Signal = .bit
  }

  public var ports: IO {
    let operands = OperandGroupShape(operandWidth: column.operandWidth, count: column.group)
    return IO(
      groups: VectorShape(StreamShape(operands), count: column.lanes).instantiate(),
      positions: .unsigned(SignalType.unsigned(below: column.group).width, count: column.lanes),
      takes: .bits(count: column.lanes),
      numbers: .signed(column.operandWidth, count: column.lanes * column.columns),
      sums: .unsigned(column.accumulatorWidth, count: column.columns),
      carries: .unsigned(column.accumulatorWidth, count: column.columns))
  }

  public var summary: String { "Recoders of \(column.lanes) lanes, and elements for their sparse digits." }
  public var parameterProblems: [String] { column.parameterProblems }

  public func build(_ io: IO) {
    let recoder = GroupRecoder(encoder: encoder, operandWidth: column.operandWidth, group: column.group)
    let core = Instance("column", column)
    for lane in 0..<column.lanes {
      let digits = Instance("recoder_\(lane)", recoder)
      digits.operands <== io.groups[lane]
      core.groups[lane] <== digits.digits
      io.positions[lane] <== core.positions[lane]
      io.takes[lane] <== core.takes[lane]
    }
    for index in io.numbers.indices { core.numbers[index] <== io.numbers[index] }
    for index in io.sums.indices {
      io.sums[index] <== core.sums[index]
      io.carries[index] <== core.carries[index]
    }
    io.done <== core.done
  }
}
