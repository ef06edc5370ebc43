import Bitloom
import Testbench
import Testing

@testable import Examples

/// The levels of a line that carries a character, bit by bit.
private func frame(_ character: Int, _ format: UARTFormat) -> [Int] {
  let data = (0..<format.dataBits).map { character >> $0 & 1 }
  let ones = data.filter { $0 == 1 }.count
  let parity: [Int] =
    switch format.parity {
    case .none: []
    case .even: [ones % 2]
    case .odd: [1 - ones % 2]
    }
  return [0] + data + parity + [Int](repeating: 1, count: format.stopBits)
}

private struct Received: Equatable {
  var character: Int
  var framingError = 0
  var parityError = 0
}

/// Sends the levels of a line to the receiver and collects what it says. A level lasts `lengths` cycles, in turn.
private func receive(_ dut: Testbench<UARTReceiver>, _ levels: [Int], lengths: [Int]) -> [Received] {
  var received: [Received] = []
  for (index, level) in levels.enumerated() {
    dut.rxd = level
    for _ in 0..<lengths[index % lengths.count] {
      if dut.valid == 1 {
        received.append(
          Received(character: dut.data, framingError: dut.framingError, parityError: dut.parityError))
      }
      dut.step()
    }
  }
  return received
}

@Suite struct UARTTests {
  static let formats = [
    UARTFormat(clocksPerBit: 16), UARTFormat(clocksPerBit: 16, dataBits: 7, parity: .even),
    UARTFormat(clocksPerBit: 48, dataBits: 5, parity: .odd, stopBits: 2), UARTFormat(clocksPerBit: 16, dataBits: 9),
  ]

  /// The line of the transmitter in every cycle, sent without pauses.
  @Test(arguments: formats)
  func everyCycleOfTheLine(_ format: UARTFormat) throws {
    let lockstep = format == Self.formats[1] ? threeEngines() : Lockstep([.native])
    try simulate(UARTTransmitter(format: format), on: lockstep) { dut in
      var random = SeededGenerator(seed: 41)
      for count in 0..<20 {
        let character = random.number(below: 1 << format.dataBits)
        dut.data.payload = character
        dut.data.valid = 1
        try require([dut.txd, dut.data.ready], [1, 1], "line and readiness before character \(count)")
        dut.step()
        dut.data.payload = 0
        for (bit, level) in frame(character, format).enumerated() {
          for cycle in 0..<format.clocksPerBit {
            let isLast = bit == format.frameBits - 1 && cycle == format.clocksPerBit - 1
            let place = "character \(count), \(character), bit \(bit), cycle \(cycle)"
            // The next character is taken in the last cycle of this one.
            if isLast { break }
            dut.data.valid = count % 2
            try require([dut.txd, dut.data.ready], [level, 0], place)
            dut.step()
          }
        }
      }
    }
  }

  /// All characters, with the sender's clock up to 3 % off.
  @Test(arguments: formats, [[16], [15, 16, 16], [17, 16, 16]])
  func everyCharacter(_ format: UARTFormat, _ lengths: [Int]) throws {
    let lengths = lengths.map { $0 * format.clocksPerBit / 16 }
    func check(_ dut: Testbench<UARTReceiver>) {
      _ = receive(dut, [1], lengths: [40])
      let characters = Array(0..<min(1 << format.dataBits, 256))
      let levels = characters.flatMap { frame($0, format) }
      let received: [Received] = receive(dut, levels + [1, 1], lengths: lengths)
      let expected: [Received] = characters.map { Received(character: $0) }
      #expect(received == expected)
    }
    try simulate(UARTReceiver(format: format)) { check($0) }
  }

  /// Characters with wrong parity bits and stop bits, in two engines.
  @Test func errorsAreSeen() throws {
    let format = UARTFormat(clocksPerBit: 16, parity: .even)
    try simulate(UARTReceiver(format: format), on: threeEngines()) { dut in
      var random = SeededGenerator(seed: 43)
      var expected: [Received] = []
      var levels = [1, 1]
      for _ in 0..<60 {
        let character = random.number(below: 256)
        let (parityError, framingError) = (random.number(below: 2), random.number(below: 2))
        var bits = frame(character, format)
        bits[9] ^= parityError
        bits[10] ^= framingError
        levels += bits + [1, 1]
        expected.append(Received(character: character, framingError: framingError, parityError: parityError))
      }
      let received: [Received] = receive(dut, levels, lengths: [16])
      #expect(received == expected)
    }
  }

  @Test func disturbancesAreOutvoted() throws {
    func check(_ dut: Testbench<UARTReceiver>) {
      // Seven cycles are no start bit.
      #expect(receive(dut, [1, 0, 1, 1], lengths: [20, 7, 200, 20]) == [])
      // One of 16 cycles is wrong in each bit, wherever it is; not in the start bit's edge.
      for position in 1..<16 {
        for character in [0x00, 0x55, 0xc3, 0xff] {
          var cycles = frame(character, UARTFormat()).flatMap { level in
            (0..<16).map { $0 == position ? 1 - level : level }
          }
          cycles += [Int](repeating: 1, count: 20)
          let received: [Received] = receive(dut, cycles, lengths: [1])
          #expect(received == [Received(character: character)])
        }
      }
    }
    try simulate(UARTReceiver(format: UARTFormat(clocksPerBit: 16))) { check($0) }
  }

  @Test func aBreakIsOneFramingError() throws {
    try simulate(UARTReceiver(format: UARTFormat(clocksPerBit: 16))) { dut in
      let levels = [1] + [Int](repeating: 0, count: 35) + [1, 1] + frame(0x41, UARTFormat()) + [1]
      #expect(
        receive(dut, levels, lengths: [16])
          == [Received(character: 0, framingError: 1), Received(character: 0x41)])
    }
  }

  @Test func impossibleParameters() {
    expectProblems(
      of: UARTTransmitter(format: UARTFormat(clocksPerBit: 3, dataBits: 4, stopBits: 3)),
      [
        "clocksPerBit is 3; it must be at least 4", "dataBits is 4; it must be from 5 to 9",
        "stopBits is 3; it must be 1 or 2",
      ])
    expectProblems(
      of: UARTReceiver(format: UARTFormat(clocksPerBit: 20)),
      ["oversampling is 16; it must be at least 4, and close to a divisor of clocksPerBit, which is 20"])
  }
}
