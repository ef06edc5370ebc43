import Bitloom
import Foundation
import RTL
import Simulation
import Testbench
import Testing

/// What the machine must do, a cycle at a time.
private struct TransferModel {
  enum State { case idle, fill, drain, failed, halted }

  var state = State.idle
  /// Cycles spent in the state, this one included.
  var age = 1
  var words = 0
  var transfers = 0
  var restarts = 0

  func isLeaving(start: Bool, last: Bool) -> Bool { state == .fill && (last || start || age == 6) }

  mutating func clock(start: Bool, last: Bool, stop: Bool) {
    var next: State?
    switch state {
    case .idle: next = start ? .fill : stop ? .halted : nil
    case .fill:
      words = (words + 1) % 16
      next = last ? .drain : start ? .fill : age == 6 ? .failed : nil
      if next == .fill { restarts = (restarts + 1) % 16 }
    case .drain:
      next = start && age >= 2 ? .fill : last && age >= 4 ? .idle : nil
      if next != nil { transfers = (transfers + 1) % 16 }
    case .failed: next = age == 3 ? .idle : nil
    case .halted: break
    }
    age += 1
    guard let next else { return }
    (state, age) = (next, 1)
    if next == .fill { words = 0 }
    if next == .failed { words = 15 }
  }
}

@Suite struct StateMachineTests {
  private func compare<State: TransferState>(_ machine: TransferMachine<State>, seed: UInt64) throws {
    let codes: [TransferModel.State: State] = [
      .idle: .idle, .fill: .fill, .drain: .drain, .failed: .failed, .halted: .halted,
    ]
    try simulate(machine, on: everyEngine()) { dut in
      var random = SeededGenerator(seed: seed)
      var model = TransferModel()
      var visits: [TransferModel.State: Int] = [:]
      for cycle in 0..<3000 {
        if model.state == .halted, model.age > 5 {
          dut.reset()
          model = TransferModel()
        }
        let (start, last) = (random.chance(0.15), random.chance(0.12))
        let stop = random.chance(0.05)
        (dut.start, dut.last, dut.stop) = (start ? 1 : 0, last ? 1 : 0, stop ? 1 : 0)
        let place = "in cycle \(cycle), seed \(seed):"
        try require(dut.state, codes[model.state], "\(place) state")
        try require(
          [dut.words, dut.transfers, dut.restarts], [model.words, model.transfers, model.restarts], "\(place) counts")
        let leaves = model.isLeaving(start: start, last: last)
        try require([dut.isBusy, dut.leaves], [model.state == .fill ? 1 : 0, leaves ? 1 : 0], "\(place) outputs")
        visits[model.state, default: 0] += 1
        model.clock(start: start, last: last, stop: stop)
        dut.step()
      }
      #expect(visits.count == 5, "every state is visited")
    }
  }

  @Test(arguments: [false, true]) func binary(isSafe: Bool) throws {
    try compare(TransferMachine<BinaryTransfer>(isSafe: isSafe), seed: 31)
  }

  @Test(arguments: [false, true]) func gray(isSafe: Bool) throws {
    try compare(TransferMachine<GrayTransfer>(isSafe: isSafe), seed: 32)
  }

  @Test(arguments: [false, true]) func oneHot(isSafe: Bool) throws {
    try compare(TransferMachine<OneHotTransfer>(isSafe: isSafe), seed: 33)
  }

  @Test func toolsAreSilent() throws {
    #expect(try lint(TransferMachine<BinaryTransfer>()) == "")
    #expect(try lint(TransferMachine<GrayTransfer>(isSafe: true)) == "")
    #expect(try lint(TransferMachine<OneHotTransfer>(isSafe: true)) == "")
  }

  /// Starts a safe machine in each code of its register; a code that is no state leads to the initial one.
  private func recover<State: TransferState>(_ machine: TransferMachine<State>) throws {
    let states = Set(State.allCases.map(\.code))
    for number in 0..<(1 << State.codeWidth) {
      let code = Bits(number, width: State.codeWidth)
      if states.contains(code) { continue }
      var design = try elaborate(machine)
      let name = "phase"
      let register = try #require(
        design.modules[0].registers.firstIndex { design.modules[0].signals[$0.signal].name == name })
      design.modules[0].registers[register].resetValue = code
      let dut = try Testbench(machine, design: design)
      #expect(dut.state == nil, "\(code) is no state")
      dut.step()
      #expect(dut.state == .idle, "from \(code)")
      try dut.finish()
    }
  }

  @Test func codesThatAreNoStateLeadBack() throws {
    try recover(TransferMachine<BinaryTransfer>(isSafe: true))
    try recover(TransferMachine<GrayTransfer>(isSafe: true))
    try recover(TransferMachine<OneHotTransfer>(isSafe: true))
  }

  @Test func waveformsNameTheStates() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).vcd").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try simulate(TransferMachine<OneHotTransfer>(), trace: .file(path)) { dut in
      dut.start = 1
      dut.step()
      dut.start = 0
      dut.step(6)
    }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.contains("phase_case") })
    #expect(line.hasPrefix("$var string 1 "))
    let code = try #require(line.split(separator: " ").dropFirst(3).first)
    let changes = text.split(separator: "\n").filter { $0.hasPrefix("s") && $0.hasSuffix(" \(code)") }
    let names: [String] = changes.map { String($0.dropFirst().prefix { $0 != " " }) }
    // Before the reset the register is 0, which is no state in a one-hot code.
    #expect(names == ["?", "idle", "fill", "failed"])
  }

  @Test func codesOfTheEncodings() {
    func codes<State: HardwareEnum>(_ enumeration: State.Type) -> [String] {
      State.allCases.map(\.code.binaryString)
    }
    #expect(codes(BinaryTransfer.self) == ["000", "001", "010", "011", "100"])
    #expect(codes(GrayTransfer.self) == ["000", "001", "011", "010", "110"])
    #expect(codes(OneHotTransfer.self) == ["00001", "00010", "00100", "01000", "10000"])
  }
}
