import Bitloom
import Testbench
import Testing

@testable import Examples

/// A memory of 256 bytes on the bus, seen from its two wires: address byte, pointer, then data. It may stretch the clock.
private struct Device {
  enum Event: Equatable {
    case start, stop
    case byte(Int, acknowledged: Bool)
  }

  let address: Int
  var memory = [Int](repeating: 0, count: 256)
  var stretch = 0
  private(set) var events: [Event] = []
  private(set) var pullsSDA = false
  var pullsSCL: Bool { stretchLeft > 0 }

  private enum Role { case idle, address, pointer, write, read }
  private var role = Role.idle
  private var bits: [Int] = []
  private var pointer = 0
  private var stretchLeft = 0
  private var scl = 1
  private var sda = 1
  private var willRead = false

  init(address: Int) { self.address = address }

  mutating func observe(scl newSCL: Int, sda newSDA: Int) {
    if stretchLeft > 0 { stretchLeft -= 1 }
    if scl == 1, newSCL == 1, sda != newSDA {
      // SDA moves while SCL is high: a condition.
      events.append(newSDA == 0 ? .start : .stop)
      role = newSDA == 0 ? .address : .idle
      bits = []
      pullsSDA = false
    } else if scl == 0, newSCL == 1 {
      bits.append(newSDA)
    } else if scl == 1, newSCL == 0 {
      clockFell()
      stretchLeft = stretch
    }
    (scl, sda) = (newSCL, newSDA)
  }

  private mutating func clockFell() {
    if bits.count == 9 { byteEnded() }
    switch role {
    case .idle: pullsSDA = false
    case .read where bits.count < 8: pullsSDA = memory[pointer] >> (7 - bits.count) & 1 == 0
    case .read: pullsSDA = false
    case .address: pullsSDA = bits.count == 8 && value(of: bits) >> 1 == address
    case .pointer, .write: pullsSDA = bits.count == 8
    }
  }

  private mutating func byteEnded() {
    let byte = value(of: bits.prefix(8))
    let acknowledged = bits[8] == 0
    events.append(.byte(byte, acknowledged: acknowledged))
    bits = []
    switch role {
    case .idle: break
    case .address: role = byte >> 1 != address ? .idle : byte & 1 == 1 ? .read : .pointer
    case .pointer: (pointer, role) = (byte, .write)
    case .write:
      memory[pointer] = byte
      pointer = (pointer + 1) % 256
    case .read:
      pointer = (pointer + 1) % 256
      if !acknowledged { role = .idle }
    }
  }

  private func value(of bits: some Sequence<Int>) -> Int { bits.prefix(8).reduce(0) { $0 << 1 | $1 } }
}

/// The bus: a wire is low when anybody pulls it, so nobody can drive it high.
private final class Bus {
  let dut: Testbench<I2CMaster>
  var device: Device
  /// Cycles that each half of the clock lasted.
  private(set) var lengths: (low: [Int], high: [Int]) = ([], [])
  private var level = (scl: 1, since: 0)

  init(_ dut: Testbench<I2CMaster>, device: Device) {
    self.dut = dut
    self.device = device
    (dut.scl, dut.sda) = (1, 1)
    dut.step(3)
  }

  func step() {
    let scl = dut.sclLow == 1 || device.pullsSCL ? 0 : 1
    let sda = dut.sdaLow == 1 || device.pullsSDA ? 0 : 1
    device.observe(scl: scl, sda: sda)
    (dut.scl, dut.sda) = (scl, sda)
    if scl != level.scl {
      if level.scl == 0 {
        lengths.low.append(dut.cycle - level.since)
      } else {
        lengths.high.append(dut.cycle - level.since)
      }
      level = (scl, dut.cycle)
    }
    dut.step()
  }

  @discardableResult
  func run(_ command: I2CRequest.Command, _ data: Int = 0, acknowledge: Bool = true) throws -> (
    data: Int, isAcknowledged: Bool
  ) {
    dut.request.payload.command = command
    dut.request.payload.data = data
    dut.request.payload.acknowledge = acknowledge ? 1 : 0
    dut.request.valid = 1
    try require(dut.request.ready, 1, "readiness before '\(command)'")
    step()
    dut.request.valid = 0
    for _ in 0..<5000 {
      if dut.done == 1 { return (dut.received, dut.acknowledged == 1) }
      try require(dut.request.ready, 0, "readiness during '\(command)'")
      step()
    }
    throw GoldenDifference(description: "'\(command)' did not end")
  }
}

@Suite struct I2CTests {
  @Test(arguments: [0, 30])
  func writesAndReadsBack(_ stretch: Int) throws {
    let lockstep = stretch > 0 ? threeEngines() : nativeAndIcarus()
    func check(_ dut: Testbench<I2CMaster>) throws {
      let bus = Bus(dut, device: Device(address: 0x50))
      bus.device.stretch = stretch
      var random = SeededGenerator(seed: 81)
      let bytes = (0..<4).map { _ in random.number(below: 256) }
      try bus.run(.start)
      for byte in [0xa0, 0x20] + bytes {
        try require(bus.run(.write, byte).isAcknowledged, true, "the answer to \(byte)")
      }
      try bus.run(.stop)
      try require(Array(bus.device.memory[0x20..<0x24]), bytes, "what was written")

      try bus.run(.start)
      for byte in [0xa0, 0x20] { try require(bus.run(.write, byte).isAcknowledged, true, "the answer to \(byte)") }
      try bus.run(.start)
      try require(bus.run(.write, 0xa1).isAcknowledged, true, "the answer to the address for reading")
      for (index, byte) in bytes.enumerated() {
        try require(bus.run(.read, acknowledge: index < 3).data, byte, "byte \(index) read")
      }
      try bus.run(.stop)
      try require([dut.sclLow, dut.sdaLow], [0, 0], "the lines at the end")

      let pointer: [Device.Event] = [0xa0, 0x20].map { .byte($0, acknowledged: true) }
      let address = Device.Event.byte(0xa1, acknowledged: true)
      var events: [Device.Event] = [.start] + pointer
      for byte in bytes { events.append(.byte(byte, acknowledged: true)) }
      events += [.stop, .start]
      events += pointer
      events += [.start, address]
      for (index, byte) in bytes.enumerated() { events.append(.byte(byte, acknowledged: index < 3)) }
      events.append(.stop)
      #expect(bus.device.events == events)
      // High for half a bit at least, and low too; stretching only makes them longer.
      #expect(bus.lengths.high.dropFirst().allSatisfy { $0 >= 8 })
      #expect(bus.lengths.low.allSatisfy { $0 >= max(8, stretch) })
    }
    try simulate(I2CMaster(quarterPeriod: 4), on: lockstep) { try check($0) }
  }

  @Test func nobodyAnswers() throws {
    func check(_ dut: Testbench<I2CMaster>) throws {
      let bus = Bus(dut, device: Device(address: 0x50))
      try bus.run(.start)
      #expect(try bus.run(.write, 0x42).isAcknowledged == false)
      try bus.run(.stop)
      #expect(bus.device.events == [.start, .byte(0x42, acknowledged: false), .stop])
    }
    try simulate(I2CMaster(quarterPeriod: 5)) { try check($0) }
  }

  /// Both lines in every cycle of a stop: SCL first, SDA half a bit later.
  @Test func stopWaveform() throws {
    let wave = try simulate(I2CMaster(quarterPeriod: 4)) { dut in
      let bus = Bus(dut, device: Device(address: 0x50))
      try bus.run(.start)
      let wave = dut.record(\.sclLow, \.sdaLow, \.request.ready)
      try bus.run(.stop)
      return wave
    }
    #expect(
      wave.description == """
        cycle          0   1   2   3   4   5   6   7   8   9   10  11  12  13  14  15  16  17  18  19
        sclLow         ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
        sdaLow         ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
        request.ready  ▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁

        """)
  }

  @Test func impossibleParameters() {
    expectProblems(of: I2CMaster(quarterPeriod: 3), ["quarterPeriod is 3; it must be at least 4"])
  }
}
