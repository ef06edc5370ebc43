import Arithmetic
import Bitloom
import Components

extension CostTable {
  private static func plain(_ function: PlainBlock.Function, _ width: Int) -> any Module {
    PlainBlock(function: function, width: width)
  }

  private static func library(
    _ function: LibraryBlock.Function, _ width: Int, _ profile: HeapProfile = .gates
  ) -> any Module {
    LibraryBlock(function: function, width: width, profile: profile)
  }

  static var arithmetic: [Block] { sums + products + recoders + counting + iterations }

  private static var sums: [Block] {
    [
      Block(
        name: "a + b, 32 bits", plain: plain(.add, 32),
        blocks: CarryNetwork.allCases.map { ($0.rawValue, PrefixAdder(width: 32, network: $0)) }),
      Block(
        name: "sum of four numbers of 16 bits", plain: plain(.fourSum, 32),
        blocks: [("for gates", library(.fourSum, 32)), ("for FPGAs", library(.fourSum, 32, .fpga))]),
    ]
  }

  private static var products: [Block] {
    [
      Block(
        name: "a * b, signed, 8 bits", plain: plain(.multiply, 8),
        blocks: [("Multiplier", Multiplier(a: .signed(8), b: .signed(8)))]),
      Block(
        name: "a * 201, 16 bits", plain: plain(.constantProduct, 16),
        blocks: [("for gates", library(.constantProduct, 16)), ("for FPGAs", library(.constantProduct, 16, .fpga))]),
      Block(
        name: "multiply and accumulate, 8 and 32 bits", plain: plain(.accumulate, 8),
        blocks: MultiplyAccumulator.Form.allCases.map {
          ($0.rawValue, MultiplyAccumulator(form: $0, hasClear: false))
        }),
    ]
  }

  private static var recoders: [Block] {
    [
      Block(name: "Booth digits, 16 bits", plain: plain(.booth, 16), blocks: [("BoothDigit", library(.booth, 16))]),
      Block(name: "EN-T digits, 16 bits", plain: plain(.ent, 16), blocks: [("ENTDigits", library(.ent, 16))]),
      Block(
        name: "non-adjacent form, 16 bits", plain: plain(.nonAdjacent, 16),
        blocks: [("sklansky", library(.nonAdjacent, 16)), ("ripple", library(.nonAdjacentRipple, 16))]),
    ]
  }

  private static var counting: [Block] {
    [
      Block(
        name: "number of ones, 32 bits", plain: plain(.populationCount, 32),
        blocks: [("for gates", library(.populationCount, 32)), ("for FPGAs", library(.populationCount, 32, .fpga))]),
      Block(
        name: "leading zeros, 32 bits", plain: plain(.leadingZeros, 32),
        blocks: [("leadingZeroCount", library(.leadingZeros, 32))]),
      Block(
        name: "priority encoder, 32 bits", plain: PlainEncoder(width: 32),
        blocks: [("PriorityEncoder", PriorityEncoder(width: 32))]),
      Block(
        name: "lowest one, 32 bits", plain: plain(.lowestOne, 32), blocks: [("lowestOne", library(.lowestOne, 32))]),
      Block(
        name: "rotation, 32 bits", plain: plain(.rotate, 32), blocks: [("rotatedLeft", library(.rotate, 32))]),
    ]
  }

  private static var iterations: [Block] {
    [
      Block(
        name: "division, unsigned, 16 bits", plain: PlainDivider(type: .unsigned(16)),
        blocks: [("Divider", Divider(.unsigned(16)))]),
      Block(
        name: "division, signed, 16 bits", plain: PlainDivider(type: .signed(16)),
        blocks: [("Divider", Divider(.signed(16)))]),
      Block(
        name: "square root, 16 bits", plain: PlainSquareRoot(width: 16), blocks: [("SquareRoot", SquareRoot(width: 16))]
      ),
      Block(
        name: "sorting, 8 numbers of 8 bits", plain: PlainSorter(element: .unsigned(8), count: 8),
        blocks: [("SortingNetwork", SortingNetwork(of: .unsigned(8), count: 8))]),
    ]
  }

  static var streams: [Block] { fifos + slices + converters + arbiters }

  private static var fifos: [Block] {
    [(8, MemoryStorage.registers), (16, .distributed), (512, .block)].map { depth, storage in
      Block(
        name: "FIFO of \(depth) x 16, \(storage)", plain: PlainFifo(width: 16, depth: depth, storage: storage),
        blocks: [("StreamFifo", StreamFifo(payload: .unsigned(16), depth: depth, storage: storage))])
    }
  }

  private static var slices: [Block] {
    let plain: [(RegisterSliceKind, any Module)] = [
      (.full, PlainSkidBuffer(width: 32)), (.forward, PlainStage(width: 32)), (.backward, PlainSpare(width: 32)),
    ]
    return plain.map { kind, module in
      Block(
        name: "register slice, \(kind), 32 bits", plain: module,
        blocks: [("StreamRegisterSlice", StreamRegisterSlice(payload: .unsigned(32), kind: kind))])
    }
  }

  private static var converters: [Block] {
    [
      Block(
        name: "8 to 32 bits", plain: PlainSerialToParallel(width: 8, lanes: 4),
        blocks: [("StreamWidthConverter", StreamWidthConverter(element: .unsigned(8), inputLanes: 1, outputLanes: 4))]),
      Block(
        name: "32 to 8 bits", plain: PlainParallelToSerial(width: 8, lanes: 4),
        blocks: [("StreamWidthConverter", StreamWidthConverter(element: .unsigned(8), inputLanes: 4, outputLanes: 1))]),
    ]
  }

  private static var arbiters: [Block] {
    [(4, ArbitrationPolicy.roundRobin), (8, .roundRobin), (4, .fixedPriority)].map { inputs, policy in
      Block(
        name: "arbiter, \(inputs) x 16 bits, \(policy)", plain: PlainArbiter(width: 16, inputs: inputs, policy: policy),
        blocks: [("StreamArbiter", StreamArbiter(payload: .unsigned(16), inputs: inputs, policy: policy))])
    }
  }
}
