import Bitloom
import Simulation
import Testbench
import Testing

/// Every kind of read port against every kind of write, on every engine.
@Suite struct MemoryBankTests {
  static let banks = [
    MemoryBank(width: 8, depth: 8, lanes: 0, writePorts: 1),
    MemoryBank(width: 16, depth: 5, lanes: 2, writePorts: 1),
    MemoryBank(width: 16, depth: 6, lanes: 16, writePorts: 2),
    MemoryBank(width: 70, depth: 5, lanes: 10, writePorts: 2),
    MemoryBank(width: 9, depth: 3, lanes: 1, writePorts: 3),
  ]

  @Test(arguments: banks)
  func portsOfEveryKindAgree(_ bank: MemoryBank) throws {
    let seed: UInt64 = 7
    try simulate(bank, on: everyEngine(), mayBeUnknown: [\.word]) { dut in
      var random = SeededGenerator(seed: seed)
      var run = Run(bank, dut)
      for cycle in 0..<1500 {
        let addresses = 0..<1 << bank.addressWidth
        // Few addresses, so that ports meet.
        let common = Int.random(in: addresses, using: &random)
        func address() -> Int { random.chance(0.5) ? common : Int.random(in: addresses, using: &random) }
        let writes = (0..<bank.writePorts).map { _ in
          MemoryBankModel.Write(
            isOn: random.chance(0.5), address: address(), value: .random(width: bank.width, using: &random),
            mask: random.next() & (1 << UInt64(max(bank.lanes, 1)) - 1))
        }
        let reads = (0..<2).map { _ in MemoryBankModel.Read(isOn: random.chance(0.5), address: address()) }
        try run.cycle(writes, reads, "cycle \(cycle), seed \(seed):")
      }
    }
  }

  /// Three words of two bits: every contents, every write and every read.
  @Test func everyCaseOfATinyMemory() throws {
    let bank = MemoryBank(width: 2, depth: 3, lanes: 2, writePorts: 1)
    let lockstep = Lockstep(members: [.init(.native), .init(.verilator), .init(.icarus, dialect: .verilog2001)])
    try simulate(bank, on: lockstep, mayBeUnknown: [\.word]) { dut in
      var run = Run(bank, dut)
      let idle = [MemoryBankModel.Read(isOn: false, address: 0), .init(isOn: false, address: 0)]
      for contents in 0..<64 {
        for access in 0..<256 {
          for address in 0..<3 where run.model.words[address] != Bits(contents >> (2 * address), width: 2) {
            let value = Bits(contents >> (2 * address), width: 2)
            try run.cycle([.init(isOn: true, address: address, value: value, mask: 3)], idle, "filling:")
          }
          let write = MemoryBankModel.Write(
            isOn: access & 3 > 0, address: access >> 2 & 3, value: Bits(~contents >> (access >> 3 & 4), width: 2),
            mask: UInt64(access & 3))
          let read = MemoryBankModel.Read(isOn: access >> 4 & 1 == 1, address: access >> 5 & 3)
          let other = MemoryBankModel.Read(isOn: access >> 7 == 1, address: access >> 2 & 3)
          try run.cycle([write], [read, other], "contents \(contents), access \(access):")
        }
      }
    }
  }
}

/// A bench and the model beside it.
private struct Run {
  let dut: Testbench<MemoryBank>
  var model: MemoryBankModel

  init(_ bank: MemoryBank, _ dut: Testbench<MemoryBank>) {
    self.dut = dut
    model = MemoryBankModel(bank)
    // The edge of the reset.
    let idle = MemoryBankModel.Read(isOn: false, address: 0)
    let off = MemoryBankModel.Write(isOn: false, address: 0, value: Bits(zeroOfWidth: bank.width), mask: 0)
    _ = model.clock(Array(repeating: off, count: bank.writePorts), [idle, idle])
  }

  mutating func cycle(_ writes: [MemoryBankModel.Write], _ reads: [MemoryBankModel.Read], _ place: String) throws {
    dut.writes.values = writes.map { $0.isOn ? 1 : 0 }
    dut.writeAddress.values = writes.map(\.address)
    for (port, write) in zip(dut.value.allPorts, writes) { port.set(write.value) }
    dut.mask.values = writes.map { Int($0.mask) }
    dut.reads.values = reads.map { $0.isOn ? 1 : 0 }
    dut.readAddress.values = reads.map(\.address)
    for (port, handle) in dut.word.allPorts.enumerated() {
      guard let expected = model.output(port, reads) else { continue }
      try require(handle.bits.value, expected, "\(place) \(MemoryBank.ReadKind.all[port])")
    }
    dut.step()
    let violations = model.clock(writes, reads)
    try require(Set(dut.takeViolations().map(\.message)), violations, "\(place) what is reported")
  }
}
