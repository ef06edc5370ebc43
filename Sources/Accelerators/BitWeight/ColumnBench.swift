import Bitloom
import Components
import Testbench

// Columns of sparse digits: for each row of A and each weight a pass over K; lanes take groups of operands in turns.

extension RecodedColumn: BitWeightModule {
  static func multiply(
    _ dut: Testbench<Self>, _ a: [[Int]], _ b: [[Int]], _ configuration: BitWeightConfiguration, pauses: Double
  ) throws -> (result: [[Int]], cycles: Int) {
    let drive = ColumnDrive(dut, a, b, configuration)
    return try drive.run(pauses: pauses)
  }
}

/// Sends the groups of all lanes, fetches the numbers that are wanted, and adds up the passes.
private final class ColumnDrive {
  /// The ports of a lane.
  private struct Lane {
    var operands: [Port]
    var weight: Port
    var first: Port
    var last: Port
    var valid: Port
    var ready: Port
    /// Groups that the recoder has, and the encoder has not.
    var waiting: [Int] = []
    var sent = 0
    /// Whether a group is offered and has not been taken.
    var isOffered = false
    /// The number of the group that positions belong to.
    var current = 0

    init(_ stream: PortGroup<RecodedColumn, Stream<OperandGroup>>, group: Int) {
      let payload = stream.payload
      operands = (0..<group).map { payload.port(\.a[$0]) }
      weight = payload.port(\.weight)
      first = payload.port(\.first)
      last = payload.port(\.last)
      valid = stream.port(\.valid)
      ready = stream.port(\.ready)
    }
  }

  private let dut: Testbench<RecodedColumn>
  private let a: [[Int]]
  private let b: [[Int]]
  private let configuration: BitWeightConfiguration
  private let numbers: PortVector
  private let positions: PortVector
  private let takes: PortVector
  private let sums: PortVector
  private let carries: PortVector
  private let done: Port
  private var lanes: [Lane]
  /// Groups of a pass.
  private let groups: Int
  private let digits: Int

  init(_ dut: Testbench<RecodedColumn>, _ a: [[Int]], _ b: [[Int]], _ configuration: BitWeightConfiguration) {
    self.dut = dut
    self.a = a
    self.b = b
    self.configuration = configuration
    numbers = dut.ports(\.numbers)
    positions = dut.ports(\.positions)
    takes = dut.ports(\.takes)
    sums = dut.ports(\.sums)
    carries = dut.ports(\.carries)
    done = dut.port(\.done)
    let span = configuration.lanes * configuration.group
    groups = max((b.count + span - 1) / span, 1)
    digits = configuration.digits
    lanes = (0..<configuration.lanes).map { Lane(dut.groups[$0], group: configuration.group) }
  }

  /// The k of an operand of a group of a lane.
  private func k(_ group: Int, _ position: Int, _ lane: Int) -> Int {
    (group * configuration.lanes + lane) * configuration.group + position
  }

  private func number(_ lane: Int, _ position: Int, _ column: Int) -> Int {
    let k = k(lanes[lane].current, position, lane)
    return k < b.count && column < b[k].count ? b[k][column] : 0
  }

  func run(pauses: Double) throws -> (result: [[Int]], cycles: Int) {
    let columns = configuration.columns
    var result = a.map { _ in [Int](repeating: 0, count: columns) }
    let passes = a.count * digits
    var finished = 0
    var first: Int?
    var lastCycle = 0
    var (wanted, taken): ([Int], [Int]) = ([], [])
    var (sum, carry): ([Int], [Int]) = ([], [])
    let slowest = Int((1 / max(1 - pauses, 0.01)).rounded(.up))
    let limit = 100 + 4 * passes * groups * configuration.group * slowest
    for _ in 0..<limit where finished < passes {
      for lane in lanes.indices { offer(lane, passes, pauses) }
      positions.read(into: &wanted)
      takes.read(into: &taken)
      numbers.set(
        lanes.indices.flatMap { lane in (0..<columns).map { number(lane, wanted[lane], $0) } })
      if done.value == 1 {
        sums.read(into: &sum)
        carries.read(into: &carry)
        for column in 0..<columns {
          result[finished / digits][column] &+= modulo(sum[column] &+ carry[column]) << (2 * (finished % digits))
        }
        finished += 1
        lastCycle = dut.cycle
      }
      if first == nil, lanes.contains(where: { $0.isOffered && $0.ready.value == 1 }) { first = dut.cycle }
      for lane in lanes.indices { move(lane, taken[lane] == 1) }
      dut.step()
    }
    for lane in lanes { lane.valid.value = 0 }
    guard finished == passes else {
      throw TestbenchError("\(finished) of \(passes) passes came from '\(dut.design.top.name)' within \(limit) cycles")
    }
    // What is still in the registers is of no pass that counts.
    dut.step(2)
    return (result, lastCycle - (first ?? lastCycle) + 1)
  }

  /// The sum of a pass has a sign once its two numbers are one.
  private func modulo(_ value: Int) -> Int {
    let shift = Int.bitWidth - configuration.accumulatorWidth
    return (value << shift) >> shift
  }

  /// Offers the next group of a lane, which stays once it is offered.
  private func offer(_ index: Int, _ passes: Int, _ pauses: Double) {
    let lane = lanes[index]
    guard lane.sent < passes * groups else {
      lane.valid.value = 0
      return
    }
    guard !lane.isOffered else { return }
    guard pauses == 0 || Double.random(in: 0..<1, using: &dut.random) >= pauses else {
      lane.valid.value = 0
      return
    }
    let (pass, group) = (lane.sent / groups, lane.sent % groups)
    let row = a[pass / digits]
    for (position, port) in lane.operands.enumerated() {
      let k = k(group, position, index)
      port.value = k < row.count ? row[k] : 0
    }
    lane.weight.value = pass % digits
    lane.first.value = group == 0 ? 1 : 0
    lane.last.value = group == groups - 1 ? 1 : 0
    lane.valid.value = 1
    lanes[index].isOffered = true
  }

  /// What the edge does to the groups of a lane.
  private func move(_ index: Int, _ isTaken: Bool) {
    if isTaken, !lanes[index].waiting.isEmpty { lanes[index].current = lanes[index].waiting.removeFirst() }
    guard lanes[index].isOffered, lanes[index].ready.value == 1 else { return }
    lanes[index].isOffered = false
    lanes[index].waiting.append(lanes[index].sent % groups)
    lanes[index].sent += 1
  }
}
