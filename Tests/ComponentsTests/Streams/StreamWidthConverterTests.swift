import Bitloom
import Components
import Testbench
import Testing

@Suite struct StreamWidthConverterTests {
  private static let ratios = [
    (1, 1), (1, 4), (4, 1), (2, 3), (3, 2), (3, 4), (4, 3), (2, 8), (6, 4), (4, 6), (5, 2), (2, 5), (3, 3), (7, 3),
  ]

  /// The elements that come out are those that went in, whatever the beats.
  @Test(arguments: ratios)
  func keepsEveryElementOnEveryEngine(_ inputLanes: Int, _ outputLanes: Int) throws {
    let converter = StreamWidthConverter(element: .unsigned(6), inputLanes: inputLanes, outputLanes: outputLanes)
    let seed = UInt64(inputLanes * 16 + outputLanes)
    try simulate(converter, on: everyEngine()) { dut in
      let traffic = StreamTraffic(dut, seed: seed)
      traffic.send(to: dut.input)
      traffic.receive(from: dut.output)
      var elements: [Int] = []
      var count = 0
      traffic.onReset = { elements = [] }
      traffic.onTake = { _, beat in elements += beat }
      traffic.onGive = { _, beat in
        try require(beat, Array(elements.prefix(outputLanes)), "\(inputLanes) to \(outputLanes), seed \(seed)")
        elements.removeFirst(outputLanes)
        count += 1
      }
      try traffic.run(cycles: 2500)
      #expect(elements.count < outputLanes)
      #expect(count > 100)
    }
  }

  /// The narrower side moves a beat in every cycle from the first one on.
  @Test(arguments: ratios)
  func theNarrowerSideNeverPauses(_ inputLanes: Int, _ outputLanes: Int) throws {
    let converter = StreamWidthConverter(element: .unsigned(16), inputLanes: inputLanes, outputLanes: outputLanes)
    func check(_ dut: Testbench<StreamWidthConverter<SignalType>>) throws {
      let elements = 20 * inputLanes * outputLanes
      let beats = (0..<elements / inputLanes).map { beat in (0..<inputLanes).map { beat * inputLanes + $0 } }
      let sender = StreamDriver(dut.input, beats: beats)
      let receiver = StreamMonitor(dut.output)
      let expected = elements / outputLanes
      try dut.run([sender], [receiver], limit: 2 * elements + 10) { receiver.beats.count == expected }
      #expect(receiver.beats.flatMap { $0 } == Array(0..<elements))
      #expect(receiver.lastCycle == elements / min(inputLanes, outputLanes))
    }
    try simulate(converter) { try check($0) }
  }

  @Test(arguments: ratios)
  func toolsAreSilent(_ inputLanes: Int, _ outputLanes: Int) throws {
    let converter = StreamWidthConverter(element: .signed(5), inputLanes: inputLanes, outputLanes: outputLanes)
    #expect(try lint(converter) == "")
  }

  @Test func carriesBundles() throws {
    let converter = StreamWidthConverter(element: PacketShape(), inputLanes: 2, outputLanes: 3)
    #expect(try lint(converter) == "")
  }

  @Test func impossibleNumbersOfLanesAreMistakesOfTheDesign() {
    let converter = StreamWidthConverter(element: .bit, inputLanes: 0, outputLanes: 1025)
    expectProblems(
      of: converter,
      [
        "inputLanes is 0; it must be from 1 to 1024", "outputLanes is 1025; it must be from 1 to 1024",
      ])
    #expect(throws: DesignError.self) { try elaborate(converter) }
  }
}
