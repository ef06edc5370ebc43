import Bitloom
import Testbench
import Testing

@testable import Examples

/// A manager that keeps to the protocol, with the five channels driven independently of each other.
private struct Manager {
  struct Write { var address: Int, data: Int, strobes: Int }

  var random: SeededGenerator
  /// How often a channel is offered, and an answer taken.
  var eagerness = 0.5
  let addresses: Int
  // Accepted by the block and not answered yet.
  var addressesTaken: [Int] = []
  var dataTaken: [(data: Int, strobes: Int)] = []
  var readsTaken: [(address: Int, expected: [Int])] = []
  var writeAnswers = 0
  var readAnswers = 0

  init(seed: UInt64, addresses: Int) {
    random = SeededGenerator(seed: seed)
    self.addresses = addresses
  }

  mutating func drive(_ dut: Testbench<RegisterBlock>, wasTaken: (aw: Bool, w: Bool, ar: Bool)) {
    let axi = dut.axi
    if axi.awvalid == 0 || wasTaken.aw {
      axi.awvalid = random.chance(eagerness) ? 1 : 0
      axi.awaddr = random.number(below: addresses)
    }
    if axi.wvalid == 0 || wasTaken.w {
      axi.wvalid = random.chance(eagerness) ? 1 : 0
      axi.wdata = random.number(below: 1 << 32)
      axi.wstrb = random.chance(0.5) ? 15 : random.number(below: 16)
    }
    if axi.arvalid == 0 || wasTaken.ar {
      axi.arvalid = random.chance(eagerness) ? 1 : 0
      axi.araddr = random.number(below: addresses)
    }
    axi.bready = random.chance(eagerness) ? 1 : 0
    axi.rready = random.chance(eagerness) ? 1 : 0
  }
}

@Suite struct RegisterBlockTests {
  private func check(_ block: RegisterBlock, _ lockstep: Lockstep, cycles: Int, seed: UInt64) throws {
    let addresses = min(1 << block.addressWidth, 4 * (block.controlCount + block.statusCount + 3))
    func body(_ dut: Testbench<RegisterBlock>) throws {
      var manager = Manager(seed: seed, addresses: addresses)
      var control = [Int](repeating: 0, count: block.controlCount)
      var pending: (b: [Int], r: [Int])?
      var taken = (aw: false, w: false, ar: false)
      // A write changes the registers when its answer appears.
      var answered = false
      for cycle in 0..<cycles {
        let place = "seed \(seed), cycle \(cycle):"
        if cycle % 200 == 0 { manager.eagerness = [0.2, 0.5, 0.9, 1][cycle / 200 % 4] }
        manager.drive(dut, wasTaken: taken)
        let status = (0..<block.statusCount).map { _ in manager.random.number(below: 1 << 32) }
        dut.status.values = status

        let axi = dut.axi
        if axi.bvalid == 1, !answered {
          try #require(!manager.addressesTaken.isEmpty && !manager.dataTaken.isEmpty, "\(place) an answer to no write")
          let index = manager.addressesTaken.removeFirst() / 4
          let (data, strobes) = manager.dataTaken.removeFirst()
          if index < block.controlCount {
            for lane in 0..<4 where strobes >> lane & 1 == 1 {
              control[index] = control[index] & ~(0xff << (8 * lane)) | data & 0xff << (8 * lane)
            }
          }
          try require(axi.bresp, index < block.controlCount ? 0 : 2, "\(place) the answer to a write of \(4 * index)")
          answered = true
        }
        try require(dut.control.values, control, "\(place) the control registers")
        if let pending {
          try require(
            [axi.bvalid, axi.bresp], pending.b.isEmpty ? [axi.bvalid, axi.bresp] : pending.b,
            "\(place) the write answer that waits")
          try require(
            [axi.rvalid, axi.rresp, axi.rdata], pending.r.isEmpty ? [axi.rvalid, axi.rresp, axi.rdata] : pending.r,
            "\(place) the read answer that waits")
        }
        if axi.rvalid == 1 {
          let read = try #require(manager.readsTaken.first, "\(place) an answer to no read")
          try require([axi.rresp, axi.rdata], read.expected, "\(place) the answer to a read of \(read.address)")
        } else {
          try require(manager.readsTaken.count, 0, "\(place) reads that wait for an answer")
        }

        pending = (
          axi.bvalid == 1 && axi.bready == 0 ? [1, axi.bresp] : [],
          axi.rvalid == 1 && axi.rready == 0 ? [1, axi.rresp, axi.rdata] : []
        )
        if axi.bvalid == 1, axi.bready == 1 { (answered, manager.writeAnswers) = (false, manager.writeAnswers + 1) }
        if axi.rvalid == 1, axi.rready == 1 {
          manager.readsTaken.removeFirst()
          manager.readAnswers += 1
        }
        taken = (
          axi.awvalid == 1 && axi.awready == 1, axi.wvalid == 1 && axi.wready == 1,
          axi.arvalid == 1 && axi.arready == 1
        )
        if taken.aw { manager.addressesTaken.append(axi.awaddr) }
        if taken.w { manager.dataTaken.append((axi.wdata, axi.wstrb)) }
        if taken.ar {
          let words = control + status
          let index = axi.araddr / 4
          manager.readsTaken.append((axi.araddr, index < words.count ? [0, words[index]] : [2, 0]))
        }
        dut.step()
      }
      #expect(manager.writeAnswers > cycles / 10 && manager.readAnswers > cycles / 10)
    }
    try simulate(block, on: lockstep) { try body($0) }
  }

  @Test func randomTrafficOnThreeEngines() throws { try check(RegisterBlock(), threeEngines(), cycles: 1600, seed: 61) }

  @Test(arguments: [(1, 0, 3), (0, 1, 3), (8, 8, 6), (3, 5, 12)])
  func randomTraffic(_ control: Int, status: Int, addressWidth: Int) throws {
    let block = RegisterBlock(controlCount: control, statusCount: status, addressWidth: addressWidth)
    try check(block, Lockstep([.native]), cycles: 1600, seed: UInt64(62 + control))
  }

  /// Address first, data first, both at once: the answer comes two cycles after the later of them has been offered.
  @Test(arguments: [-3, -1, 0, 1, 3])
  func addressAndDataComeInAnyOrder(_ lead: Int) throws {
    func check(_ dut: Testbench<RegisterBlock>) {
      for cycle in 0..<8 {
        let axi = dut.axi
        axi.awvalid = cycle == max(lead, 0) ? 1 : 0
        axi.wvalid = cycle == max(-lead, 0) ? 1 : 0
        (axi.awaddr, axi.wdata, axi.wstrb, axi.bready) = (4, 0xdead_beef, 0b0110, 1)
        let answer = abs(lead) + 2
        let (isValid, word): (Int, Int) = (cycle == answer ? 1 : 0, cycle >= answer ? 0xadbe00 : 0)
        #expect(axi.bvalid == isValid, "cycle \(cycle)")
        #expect(dut.control[1] == word, "cycle \(cycle)")
        dut.step()
      }
    }
    try simulate(RegisterBlock()) { check($0) }
  }

  @Test func impossibleParameters() {
    expectProblems(of: RegisterBlock(addressWidth: 2), ["addressWidth is 2; it must be at least 3"])
    expectProblems(of: RegisterBlock(controlCount: 0, statusCount: 0), ["there must be a register"])
    expectProblems(
      of: RegisterBlock(controlCount: 2, statusCount: 1, addressWidth: 3),
      ["3 registers do not fit an addressWidth of 3"])
  }
}
