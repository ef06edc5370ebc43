import Bitloom
import RTL
import Simulation
import Testbench
import Testing

/// Arrays of ports of all sizes that simulators hold them in; every output is the input of its place a cycle ago.
private struct Rows: Module {
  struct IO: Interface {
    @Input var flags: [Signal] = .unsigned(1, count: 3)
    @Output var flagsLater: [Signal] = .unsigned(1, count: 3)
    @Input var nibbles: [Signal] = .signed(4, count: 5)
    @Output var nibblesLater: [Signal] = .signed(4, count: 5)
    @Input var bytes: [Signal] = .signed(8, count: 11)
    @Output var bytesLater: [Signal] = .signed(8, count: 11)
    @Input var halves: [Signal] = .unsigned(16, count: 4)
    @Output var halvesLater: [Signal] = .unsigned(16, count: 4)
    @Input var words: [Signal] = .signed(31, count: 3)
    @Output var wordsLater: [Signal] = .signed(31, count: 3)
    @Input var longs: [Signal] = .unsigned(64, count: 2)
    @Output var longsLater: [Signal] = .unsigned(64, count: 2)
    @Input var wides: [Signal] = .signed(70, count: 2)
    @Output var widesLater: [Signal] = .signed(70, count: 2)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let pairs = [
      (io.flags, io.flagsLater), (io.nibbles, io.nibblesLater), (io.bytes, io.bytesLater), (io.halves, io.halvesLater),
      (io.words, io.wordsLater), (io.longs, io.longsLater), (io.wides, io.widesLater),
    ]
    for (group, (inputs, outputs)) in pairs.enumerated() {
      for (index, (input, output)) in zip(inputs, outputs).enumerated() {
        let later = register("later_\(group)_\(index)", input.type, reset: 0)
        later <== input
        output <== later
      }
    }
  }
}

/// Several ports through one handle.
@Suite struct PortVectorTests {
  private typealias Group = KeyPath<Rows.IO, [Signal]>

  private static var groups: [(input: Group, output: Group)] {
    [
      (\.flags, \.flagsLater), (\.nibbles, \.nibblesLater), (\.bytes, \.bytesLater), (\.halves, \.halvesLater),
      (\.words, \.wordsLater), (\.longs, \.longsLater), (\.wides, \.widesLater),
    ]
  }

  /// Numbers of a type, as many as there are ports, those at the ends of the range among them.
  private static func numbers<Number: FixedWidthInteger>(
    _ type: SignalType, as _: Number.Type, count: Int, using random: inout SeededGenerator
  ) -> [Number] {
    let shift = max(0, 64 - type.width)
    return (0..<count).map { index in
      let word = index == 0 ? 1 << 63 : index == 1 ? ~(1 << 63) : random.next()
      let number = type.isSigned ? Int(bitPattern: UInt(word)) >> shift : Int(bitPattern: UInt(word >> UInt64(shift)))
      return Number(clamping: number)
    }
  }

  private static func check<Number: FixedWidthInteger>(
    _ dut: Testbench<Rows>, as type: Number.Type, using random: inout SeededGenerator
  ) {
    for (input, output) in groups {
      let (inputs, outputs) = (dut.ports(input), dut.ports(output))
      let port = inputs[0].type
      // What the ports hold and the type does not is for another type.
      guard Number.isSigned || !port.isSigned, port.width < 64 || Number.bitWidth == 64 else { continue }
      let sent = numbers(port, as: type, count: inputs.count, using: &random)
      inputs.set(sent)
      let expected: [Int] = sent.map { Int(truncatingIfNeeded: $0) }
      let held: [Int] = inputs.values
      #expect(held == expected)
      dut.step()
      let received: [Int] = outputs.values
      let single: [Int] = (0..<outputs.count).map { outputs[$0].value }
      #expect(received == expected)
      #expect(single == expected)
      guard port.width <= Number.bitWidth, Number.isSigned == port.isSigned else { continue }
      var typed: [Number] = [1]
      outputs.read(into: &typed)
      #expect(typed == sent)
    }
  }

  @Test(arguments: Engine.available)
  func portsOfAllSizes(_ engine: Engine) throws {
    try simulate(Rows(), on: engine) { dut in
      var random = SeededGenerator(seed: 11)
      for _ in 0..<10 {
        Self.check(dut, as: Int.self, using: &random)
        Self.check(dut, as: Int8.self, using: &random)
        Self.check(dut, as: UInt8.self, using: &random)
        Self.check(dut, as: UInt16.self, using: &random)
        Self.check(dut, as: Int32.self, using: &random)
        Self.check(dut, as: UInt64.self, using: &random)
      }
    }
  }

  /// Any collection; the other ports keep their values.
  @Test(arguments: Engine.available)
  func collectionsOfAllKinds(_ engine: Engine) throws {
    func check(_ dut: Testbench<Rows>) {
      dut.nibbles.values = [1, 2, 3, 4, 5]
      dut.halves.values = [6, 7, 8, 9]
      let bytes = dut.ports(\.bytes)
      let slice = [Int8](-20...20)[10..<21]
      bytes.set(slice)
      let numbers: [Int] = slice.map { Int($0) }
      #expect(bytes.values == numbers)
      bytes.set((0..<11).lazy.map { $0 * 3 })
      let steps: [Int] = Array(stride(from: 0, to: 33, by: 3))
      #expect(bytes.values == steps)
      let nibbles: [Int] = dut.nibbles.values
      let halves: [Int] = dut.halves.values
      #expect(nibbles == [1, 2, 3, 4, 5])
      #expect(halves == [6, 7, 8, 9])
      #expect(bytes.count == 11)
      let (path, last): (String, String) = (bytes[10].path, "bytes[10]")
      #expect(path == last)
    }
    try simulate(Rows(), on: engine) { check($0) }
  }

  /// Outputs that follow inputs without a register are settled before they are read.
  @Test(arguments: Engine.available)
  func outputsAreSettled(_ engine: Engine) throws {
    try simulate(Panel(), on: engine) { dut in
      let (numbers, negated) = (dut.ports(\.numbers), dut.ports(\.negated))
      for row in [[1, 2, 3], [-8, 7, 0]] {
        numbers.set(row)
        #expect(negated.values == row.map { -$0 })
      }
      // Ports of several types.
      let point = dut.ports(\.point)
      point.set([-5, 9, 1, 6])
      #expect(point.values == [-5, 9, 1, 6] && dut.echo.values == [-5, 9, 1, 6])
    }
  }

  @Test(arguments: Engine.available)
  func mistakesAreReported(_ engine: Engine) throws {
    #expect {
      try simulate(Rows(), on: engine) { dut in
        dut.ports(\.nibbles).set([0, 8, -9, 7, -8])
        dut.ports(\.nibbles).set([UInt8(1), 2, 3, 200, 5])
        dut.ports(\.flags).set([1, 0])
        dut.ports(\.flags).set([UInt64.max, 0, 0])
        dut.ports(\.flagsLater).set([1, 0, 1])
        dut.halves.values = [1, 2, 300, 4]
        dut.step()
        var bytes: [UInt8] = []
        dut.ports(\.halvesLater).read(into: &bytes)
        #expect(bytes == [1, 2, 0, 4])
      }
    } throws: {
      "\($0)" == """
        8 does not fit port 'nibbles[1]', which is signed 4
        -9 does not fit port 'nibbles[2]', which is signed 4
        200 does not fit port 'nibbles[3]', which is signed 4
        2 numbers were given for 3 ports from 'flags[0]' on
        64'hffffffffffffffff does not fit port 'flags[0]', which is bit
        'flagsLater[0]' is an output and cannot be set to 1
        'flagsLater[1]' is an output and cannot be set to 0
        'flagsLater[2]' is an output and cannot be set to 1
        300 of port 'halvesLater[2]' is no UInt8
        """
    }
  }
}

/// Stimulus and samples row by row.
@Suite struct BulkRowsTests {
  private typealias Group = KeyPath<Rows.IO, [Signal]>

  /// More than a block of compiled code, and rows of every type of number.
  private static let cycles = 600

  private static func rows<Number: FixedWidthInteger>(
    _ range: ClosedRange<Number>, of width: Int, using random: inout SeededGenerator
  ) -> [Number] {
    (0..<cycles * width).map { _ in Number.random(in: range, using: &random) }
  }

  /// What goes in comes out a cycle later, except for what the stimulus does not name.
  private static func check<Number: FixedWidthInteger>(
    _ dut: Testbench<Rows>, _ input: Group, _ output: Group, _ range: ClosedRange<Number>,
    using random: inout SeededGenerator
  ) {
    let width = dut.ports(input).count
    let numbers = rows(range, of: width, using: &random)
    var stimulus = Stimulus<Rows>()
    stimulus.set(input, rows: numbers, of: width)
    stimulus[\.nibbles[2]] = (0..<cycles).map { $0 % 16 - 8 }
    #expect(stimulus.count == cycles)
    let before = dut.ports(input).values
    let samples = dut.run(stimulus, samplingRows: output, at: .beforeEdge)
    let expected = before + numbers.dropLast(width).map { Int(truncatingIfNeeded: $0) }
    #expect(samples == expected)
    var kept: [Int] = [7]
    dut.run(stimulus, samplingRows: output, into: &kept)
    #expect(kept == numbers.map { Int(truncatingIfNeeded: $0) })
    var typed: [Number] = []
    dut.run(stimulus, samplingRows: output, into: &typed)
    #expect(typed == numbers)
    var last: [Number] = []
    stimulus.set(input, rows: Array(numbers.suffix(width)), of: width)
    stimulus[\.nibbles[2]] = [(cycles - 1) % 16 - 8]
    dut.run(stimulus, samplingRows: output, into: &last)
    #expect(last == Array(numbers.suffix(width)))
    #expect(dut.ports(output).values == numbers.suffix(width).map { Int(truncatingIfNeeded: $0) })
    #expect(dut.nibblesLater[2] == (cycles - 1) % 16 - 8)
  }

  @Test(arguments: Engine.available)
  func numbersOfAllTypes(_ engine: Engine) throws {
    try simulate(Rows(), on: engine) { dut in
      var random = SeededGenerator(seed: 21)
      dut.step()
      Self.check(dut, \.bytes, \.bytesLater, Int8.min...Int8.max, using: &random)
      Self.check(dut, \.bytes, \.bytesLater, Int16(-128)...127, using: &random)
      Self.check(dut, \.bytes, \.bytesLater, UInt8(0)...127, using: &random)
      Self.check(dut, \.flags, \.flagsLater, UInt8(0)...1, using: &random)
      Self.check(dut, \.halves, \.halvesLater, UInt16.min...UInt16.max, using: &random)
      Self.check(dut, \.halves, \.halvesLater, 0...65535, using: &random)
      Self.check(dut, \.words, \.wordsLater, Int32(-1 << 30)...Int32(1 << 30 - 1), using: &random)
      Self.check(dut, \.longs, \.longsLater, UInt64.min...UInt64.max, using: &random)
      Self.check(dut, \.wides, \.widesLater, Int.min + 1...Int.max, using: &random)
    }
  }

  /// Numbers of a type that the model does not have, from several blocks of cycles.
  @Test(arguments: Engine.available)
  func valuesThatATypeDoesNotHoldAreReported(_ engine: Engine) throws {
    #expect {
      try simulate(Rows(), on: engine) { dut in
        let count = dut.ports(\.halves).count
        var numbers = [UInt16](repeating: 7, count: 200 * count)
        numbers[150 * count + 2] = 300
        var stimulus = Stimulus<Rows>()
        stimulus.set(\.halves, rows: numbers, of: count)
        var bytes: [UInt8] = []
        dut.run(stimulus, samplingRows: \.halvesLater, into: &bytes)
        let expected: [UInt8] = numbers.map { $0 == 300 ? 0 : 7 }
        #expect(bytes == expected)
      }
    } throws: {
      "\($0)" == "300 of port 'halvesLater[2]' is no UInt8"
    }
  }

  @Test func mistakesAreReported() throws {
    #expect {
      try simulate(Rows()) { dut in
        var stimulus = Stimulus<Rows>()
        stimulus.set(\.bytes, rows: [Int](repeating: 0, count: 10), of: 10)
        dut.run(stimulus)
        stimulus = Stimulus()
        stimulus.set(\.flags, rows: [UInt8(0), 1, 2, 0, 0, 1], of: 3)
        stimulus.set(\.flagsLater, rows: [UInt8(0), 1, 1], of: 3)
        dut.run(stimulus)
        #expect(dut.flags.values == [0, 1, 0])
      }
    } throws: {
      "\($0)" == """
        10 numbers a row were given for 11 ports from 'bytes[0]' on
        2 does not fit port 'flags[2]', which is bit
        'flagsLater[0]' is an output and cannot be set to 1 values
        'flagsLater[1]' is an output and cannot be set to 1 values
        'flagsLater[2]' is an output and cannot be set to 1 values
        """
    }
  }
}
