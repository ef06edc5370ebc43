import Bitloom
import Components
import Simulation
import Testbench
import Testing

/// An item on its way: what must come out, and the cycle it came in.
private struct Expected {
  var values: [Int]
  var cycle: Int
}

@Suite struct PipelineTests {
  private static func item(_ random: inout SeededGenerator, _ tag: Int) -> [Int] {
    [
      Int.random(in: -16...15, using: &random), Int.random(in: 0...7, using: &random),
      Int.random(in: 0...2, using: &random), tag % 64,
    ]
  }

  /// In the order of the fields; the scaled number in steps of a quarter.
  private static func result(_ item: [Int]) -> [Int] {
    let product = item[2] == 1 ? item[0] * item[0] : item[0]
    return [product * item[1], item[2], item[3]] + item
  }

  @Test(arguments: [Pipeline.Flow.globalStall, .collapsing], [71, 72] as [UInt64])
  func nothingIsLostOrDoubled(_ flow: Pipeline.Flow, _ seed: UInt64) throws {
    func check(_ dut: Testbench<PipelineBank>) throws {
      var random = SeededGenerator(seed: seed)
      var waiting: [Expected] = []
      var (sent, received, dropped, next) = (0, 0, 0, Self.item(&random, 0))
      var (offer, take, hold) = (1.0, 1.0, 0.0)
      let results = dut.output.payload.allPorts
      for cycle in 0..<4000 {
        if cycle % 50 == 0 {
          offer = [0.1, 0.5, 0.9, 1].randomElement(using: &random) ?? 1
          take = [0.1, 0.5, 0.9, 1].randomElement(using: &random) ?? 1
          hold = [0, 0, 0.3, 0.9].randomElement(using: &random) ?? 0
        }
        dut.input.payload.values = next
        let (offers, takes) = (random.chance(offer), random.chance(take))
        let flushes = random.chance(0.01)
        dut.input.valid = offers ? 1 : 0
        dut.output.ready = takes ? 1 : 0
        dut.hold = random.chance(hold) ? 1 : 0
        dut.flush = flushes ? 1 : 0
        let place = "in cycle \(cycle), \(flow), seed \(seed):"
        if dut.output.valid == 1 {
          guard let first = waiting.first else { throw GoldenDifference(description: "\(place) an item from nowhere") }
          try require(results.map(\.value), first.values, "\(place) result")
          if cycle - first.cycle < 3 { throw GoldenDifference(description: "\(place) an item that is too early") }
          if takes {
            waiting.removeFirst()
            received += 1
          }
        }
        let isTaken = offers && dut.input.ready == 1
        if flushes {
          if isTaken { throw GoldenDifference(description: "\(place) an item is taken while the pipeline is emptied") }
          dropped += waiting.count
          waiting = []
        }
        if isTaken {
          waiting.append(Expected(values: Self.result(next), cycle: cycle))
          sent += 1
          next = Self.item(&random, sent)
        }
        if waiting.count > 3 { throw GoldenDifference(description: "\(place) \(waiting.count) items in 3 stages") }
        dut.step()
      }
      #expect(received > 800 && dropped > 10, "\(received) received, \(dropped) dropped")
      #expect(sent == received + dropped + waiting.count)
    }
    try simulate(PipelineBank(flow: flow), on: everyEngine()) { try check($0) }
  }

  @Test(arguments: [Pipeline.Flow.globalStall, .collapsing])
  func anItemTakesTheLatencyAndOneLeavesEachCycle(_ flow: Pipeline.Flow) throws {
    func check(_ dut: Testbench<PipelineBank>) {
      (dut.output.ready, dut.hold, dut.flush) = (1, 0, 0)
      var seen: [Int] = []
      for cycle in 0..<12 {
        dut.input.valid = cycle < 6 ? 1 : 0
        dut.input.payload.values = [cycle, 4, 0, cycle]
        #expect(dut.input.ready == 1)
        if dut.output.valid == 1 { seen.append(cycle - dut.output.payload.tag) }
        dut.step()
      }
      #expect(seen == [3, 3, 3, 3, 3, 3])
      #expect(dut.passed == 6)
    }
    try simulate(PipelineBank(flow: flow), on: everyEngine()) { check($0) }
  }

  /// Three items with gaps between them, and a receiver that waits.
  @Test func gapsCloseInACollapsingPipelineAlone() throws {
    func accepted(_ flow: Pipeline.Flow) throws -> Int {
      try simulate(PipelineBank(flow: flow)) { dut in
        (dut.output.ready, dut.hold, dut.flush) = (0, 0, 0)
        dut.input.payload.values = [1, 4, 0, 1]
        var count = 0
        for cycle in 0..<20 {
          dut.input.valid = cycle % 2 == 0 ? 1 : 0
          if cycle % 2 == 0, dut.input.ready == 1 { count += 1 }
          dut.step()
        }
        return count
      }
    }
    #expect(try accepted(.collapsing) == 3)
    #expect(try accepted(.globalStall) == 2)
  }

  @Test(arguments: [true, false]) func valuesFlowFreely(hasValid: Bool) throws {
    func check(_ dut: Testbench<FreePipeline>) {
      var random = SeededGenerator(seed: 73)
      var history: [(a: Int, b: Int, valid: Int)] = []
      for _ in 0..<200 {
        let inputs = (Int.random(in: 0...15, using: &random), Int.random(in: 0...15, using: &random))
        let valid = random.chance(0.5) ? 1 : 0
        (dut.a, dut.b) = inputs
        if hasValid { dut.valid = valid }
        if history.count > 1 {
          let old = history[history.count - 2]
          let (sum, isValid): (Int, Int) = (old.a + old.b + 1, hasValid ? old.valid : 1)
          #expect(dut.sum == sum)
          let (next, last): (Int, Int) = (dut.next, history[history.count - 1].a)
          #expect(next == last)
          #expect(dut.isValid == isValid)
        }
        history.append((inputs.0, inputs.1, valid))
        dut.step()
      }
    }
    try simulate(FreePipeline(hasValid: hasValid), on: everyEngine(), mayBeUnknown: [\.sum, \.next]) { check($0) }
  }

  /// Names of control signals have the instance before them.
  @Test func inlinedPipelinesKeepApart() throws {
    struct Pair: Module {
      struct IO: Interface {
        @Flipped var inputs: [Stream<PipelineBank.Item>]
        var outputs: [Stream<PipelineBank.Result>]
        @Input var hold: Signal = .bit
        @Output var passed: [Signal]
      }
      var ports: IO {
        IO(
          inputs: (0..<2).map { _ in Stream(of: PipelineBank.ItemShape()) },
          outputs: (0..<2).map { _ in Stream(of: PipelineBank.ResultShape()) }, passed: .unsigned(12, count: 2))
      }
      func build(_ io: IO) {
        for number in 0..<2 {
          let bank = Instance("bank\(number)", PipelineBank(flow: .globalStall), inlined: true)
          bank.input <== io.inputs[number]
          io.outputs[number] <== bank.output
          bank.hold <== io.hold
          bank.flush <== 0
          io.passed[number] <== bank.passed
        }
      }
    }
    let module = try elaborate(Pair()).modules[0]
    let names = Set(module.signals.map(\.name))
    #expect(names.isSuperset(of: ["bank0_bank_moves", "bank1_bank_moves", "bank1_tag_stage3"]))
    #expect(try lint(Pair()) == "")
  }

  @Test func toolsAreSilent() throws {
    #expect(try lint(PipelineBank(flow: .collapsing)) == "")
    #expect(try lint(PipelineBank(flow: .globalStall)) == "")
    #expect(try lint(FreePipeline()) == "")
  }

  @Test func onlyWhatIsReadLaterIsCarried() throws {
    let module = try elaborate(PipelineBank()).modules[0]
    let registers = module.registers.map { module.signals[$0.signal].name }
    #expect(
      registers.sorted() == [
        "bank_valid_stage1", "bank_valid_stage2", "bank_valid_stage3", "gain_stage1", "gain_stage2",
        "item_stage1_gain", "item_stage1_kind", "item_stage1_number", "item_stage1_tag", "item_stage2_gain",
        "item_stage2_kind", "item_stage2_number", "item_stage2_tag", "item_stage3_gain", "item_stage3_kind",
        "item_stage3_number", "item_stage3_tag", "kind_stage1", "kind_stage2", "kind_stage3", "number_stage1",
        "passed_count", "product_stage2", "scaled_stage3", "tag_stage1", "tag_stage2", "tag_stage3",
      ])
  }
}
