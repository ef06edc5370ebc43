import Bitloom
import RTL
import Simulation
import Testbench
import Testing

@Suite struct PortTests {
  @Test(arguments: Engine.available)
  func nestedInterfaces(_ engine: Engine) throws {
    try simulate(Panel(), on: engine) { dut in
      dut.point.x = -32
      dut.point.y = 63
      dut.point.colour = .blue
      dut.point.weight = 5
      Self.checkEcho(dut)
    }
  }

  private static func checkEcho(_ dut: Testbench<Panel>) {
    #expect(dut.echo.x == -32)
    #expect(dut.echo.y == 63)
    #expect(dut.echo.colour == .blue)
    #expect(dut.echo.weight == 5)
  }

  @Test(arguments: Engine.available)
  func interfacesAsAWhole(_ engine: Engine) throws {
    func check(_ dut: Testbench<Panel>) {
      dut.point.values = [3, 4, 0, 7]
      let values: [Int] = dut.echo.values
      #expect(values == [3, 4, 0, 7])
      let paths = dut.echo.allPorts.map(\.path)
      #expect(paths == ["echo.x", "echo.y", "echo.colour", "echo.weight"])
      let type = dut.echo.port(\.x).type
      #expect(type == SignalType.signed(6))
    }
    try simulate(Panel(), on: engine) { check($0) }
  }

  @Test(arguments: Engine.available)
  func arraysAndSigns(_ engine: Engine) throws {
    func check(_ dut: Testbench<Panel>) throws {
      for number in -8...7 {
        dut.numbers[1] = number
        let negative: Int = -number
        #expect(dut.negated[1] == negative)
        let negated: [Int] = dut.negated.values
        #expect(negated == [0, negative, 0])
      }
    }
    try simulate(Panel(), on: engine) { try check($0) }
  }

  @Test(arguments: Engine.available)
  func sumsOfSignedNumbers(_ engine: Engine) throws {
    func check(_ dut: Testbench<Panel>) {
      let lowest: [Int] = [-8, -8, -8]
      dut.numbers.values = lowest
      dut.bias = -128
      #expect(dut.sum == -152)
      dut.bias = 127
      #expect(dut.bias == 127)
      #expect(dut.sum == 103)
    }
    try simulate(Panel(), on: engine) { check($0) }
  }

  @Test(arguments: Engine.available)
  func arraysOfInterfaces(_ engine: Engine) throws {
    func check(_ dut: Testbench<Panel>) throws {
      let random = { (seed: UInt64) in SeededGenerator(seed: seed) }
      let beats = [(0..<30).map { [$0] }, (0..<40).map { [255 - $0] }]
      let senders = beats.indices.map { lane in
        StreamDriver(dut.sources[lane], beats: beats[lane], pauseProbability: 0.3, random: random(UInt64(lane)))
      }
      let receivers = beats.indices.map { lane in
        StreamMonitor(dut.sinks[lane], pauseProbability: 0.4, random: random(UInt64(10 + lane)))
      }
      for lane in beats.indices {
        dut.checkProtocol(of: dut.sources[lane])
        dut.checkProtocol(of: dut.sinks[lane])
      }
      try dut.run(senders, receivers, limit: 1000) { receivers.map(\.beats.count) == [30, 40] }
      #expect(receivers.map(\.beats) == beats)
      #expect(senders.map(\.sentCount) == [30, 40])
      #expect(senders.map(\.isDone) == [true, true])
    }
    try simulate(Panel(), on: engine) { try check($0) }
  }

  @Test func enumerations() throws {
    func check(_ dut: Testbench<Panel>) {
      for (colour, next) in [(Panel.Colour.red, Panel.Colour.green), (.green, .blue), (.blue, .red)] {
        dut.colour = colour
        #expect(dut.colour == colour)
        #expect(dut.nextColour == next)
      }
      // A code without a case.
      dut.colour.values = [3]
      #expect(dut.colour == nil)
      dut.colour = nil
      #expect(dut.colour.values == [3])
    }
    try simulate(Panel()) { check($0) }
  }

  @Test func optionalPorts() throws {
    func checkWith(_ dut: Testbench<Panel>) throws {
      let extra = try #require(dut.extra.unwrapped())
      extra.payload = 9
      #expect(dut.extraSeen == 0)
      extra.valid = 1
      #expect(dut.extraSeen == 1)
    }
    try simulate(Panel(hasBias: true)) { try checkWith($0) }
    func checkWithout(_ dut: Testbench<Panel>) throws {
      #expect(dut.bias == nil)
      #expect(dut.point.weight == nil)
      let extra = dut.extra.unwrapped()
      #expect(extra == nil)
      dut.bias = nil
    }
    try simulate(Panel(hasBias: false)) { try checkWithout($0) }
  }

  @Test(arguments: Engine.available)
  func portsOfMoreThan64Bits(_ engine: Engine) throws {
    func check(_ dut: Testbench<Panel>) {
      let pattern = Bits(words: [0x0123_4567_89ab_cdef, 0x2a], width: 70)
      dut.set(\.wide, pattern)
      #expect(dut.bits(\.inverted) == LogicBits(~pattern))
      // Numbers that an `Int` holds.
      dut.wide = 77
      #expect(dut.wide == 77)
      for number in [-1, 0, .max - 1, .min + 2] {
        dut.wideSigned = number
        #expect(dut.wideNext == number + 1)
      }
      let least = Bits(zeroOfWidth: 90).replacing(low: 89, with: Bits(1, width: 1))
      dut.port(\.wideSigned).set(least)
      #expect(dut.port(\.wideNext).bits.value == least.extended(to: 91, signed: true) &+ Bits(1, width: 91))
      // One that it does not.
      #expect(dut.wideNext == Testbench<Panel>.unknown)
    }
    try simulate(Panel(), on: engine) { check($0) }
  }

  @Test func handles() throws {
    try simulate(Counter()) { dut in
      let enable = dut.port(\.enable)
      let count = dut.port(\.count)
      enable.value = 1
      for expected in 0..<300 {
        #expect(count.value == expected % 256)
        dut.step()
      }
      #expect(dut.cycle == 300)
    }
  }

  @Test func numbersOf63And64Bits() throws {
    try simulate(Counter(width: 63)) { dut in
      dut.loads = 1
      dut.load = .max
      dut.step()
      #expect(dut.count == .max)
    }
    try simulate(Counter(width: 64)) { dut in
      dut.loads = 1
      dut.load = -1
      dut.step()
      #expect(dut.bits(\.count).value.isAllOnes)
      #expect(dut.count == -1)
    }
  }
}
