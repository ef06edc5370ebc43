import Bitloom
import Components
import Testbench
import Testing

@Suite struct FrameWidthConverterTests {
  private static let ratios = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 6), (6, 2), (4, 8), (8, 4), (3, 3)]

  /// The beat that carries these elements of a frame, in the order of the payload's fields.
  private static func beat(_ elements: [Int], lanes: Int, isLast: Bool) -> [Int] {
    elements + [Int](repeating: 0, count: lanes - elements.count) + [isLast ? 1 : 0, (1 << elements.count) - 1]
  }

  /// Frames of random lengths come out whole, each from lane 0 on, in as few beats as they need.
  @Test(arguments: ratios)
  func keepsFramesOnEveryEngine(_ inputLanes: Int, _ outputLanes: Int) throws {
    let converter = FrameWidthConverter(element: .unsigned(6), inputLanes: inputLanes, outputLanes: outputLanes)
    let seed = UInt64(inputLanes * 16 + outputLanes)
    // Lanes that are left out carry nothing in particular.
    try simulate(converter, on: everyEngine(), mayBeUnknown: [\.output.payload.data]) { dut in
      let traffic = StreamTraffic(dut, seed: seed)
      var toSend: [Int] = []
      traffic.send(to: dut.input) { random in
        if toSend.isEmpty {
          let length = Int.random(in: 1...3 * max(inputLanes, outputLanes), using: &random)
          toSend = (0..<length).map { _ in Int.random(in: 0..<64, using: &random) }
        }
        let elements = Array(toSend.prefix(inputLanes))
        toSend.removeFirst(elements.count)
        return Self.beat(elements, lanes: inputLanes, isLast: toSend.isEmpty)
      }
      traffic.receive(from: dut.output)
      var frames: [[Int]] = []
      var (open, received): ([Int], [Int]) = ([], [])
      var count = 0
      traffic.onReset = { (toSend, open, received, frames) = ([], [], [], []) }
      traffic.onTake = { _, beat in
        open += beat.prefix(beat[inputLanes + 1].nonzeroBitCount)
        if beat[inputLanes] == 1 {
          frames.append(open)
          open = []
        }
      }
      traffic.onGive = { _, beat in
        let kept = beat[outputLanes + 1].nonzeroBitCount
        let place = "\(inputLanes) to \(outputLanes), seed \(seed)"
        try require(beat[outputLanes + 1], (1 << kept) - 1, "keep, \(place)")
        received += beat.prefix(kept)
        if beat[outputLanes] == 1 {
          try require(received, frames.isEmpty ? [] : frames.removeFirst(), "frame, \(place)")
          try require(kept, (received.count - 1) % outputLanes + 1, "lanes of the last beat, \(place)")
          received = []
          count += 1
        } else {
          try require(kept, outputLanes, "lanes of a beat within a frame, \(place)")
        }
      }
      try traffic.run(cycles: 3000)
      #expect(frames.isEmpty)
      #expect(count > 100)
    }
  }

  @Test(arguments: ratios)
  func theNarrowerSideNeverPauses(_ inputLanes: Int, _ outputLanes: Int) throws {
    let converter = FrameWidthConverter(element: .unsigned(16), inputLanes: inputLanes, outputLanes: outputLanes)
    func check(_ dut: Testbench<FrameWidthConverter<SignalType>>) throws {
      let elements = 24 * max(inputLanes, outputLanes)
      let starts = Array(stride(from: 0, to: elements, by: inputLanes))
      let beats = starts.map { start in
        Self.beat(Array(start..<start + inputLanes), lanes: inputLanes, isLast: start + inputLanes == elements)
      }
      let sender = StreamDriver(dut.input, beats: beats)
      let receiver = StreamMonitor(dut.output)
      let expected = elements / outputLanes
      try dut.run([sender], [receiver], limit: 2 * elements + 10) { receiver.beats.count == expected }
      let received: [Int] = receiver.beats.flatMap { $0.prefix(outputLanes) }
      #expect(received == Array(0..<elements))
      let areLast: [Int] = receiver.beats.map { $0[outputLanes] }
      let expectedLast: [Int] = [Int](repeating: 0, count: expected - 1) + [1]
      #expect(areLast == expectedLast)
      let lastCycle: Int = elements / min(inputLanes, outputLanes)
      #expect(receiver.lastCycle == lastCycle)
    }
    try simulate(converter) { try check($0) }
  }

  @Test func aLastBeatWithoutLanesStillEndsItsFrame() throws {
    func check(_ dut: Testbench<FrameWidthConverter<SignalType>>) throws {
      let sender = StreamDriver(dut.input, beats: [[1, 2, 3, 4, 0, 15], [0, 0, 0, 0, 1, 0], [5, 6, 7, 8, 1, 7]])
      let receiver = StreamMonitor(dut.output)
      try dut.run([sender], [receiver], limit: 20) { receiver.beats.count == 5 }
      let expected: [[Int]] = [[1, 2, 0, 3], [3, 4, 0, 3], [0, 0, 1, 0], [5, 6, 0, 3], [7, 8, 1, 1]]
      #expect(receiver.beats == expected)
    }
    try simulate(FrameWidthConverter(element: .unsigned(8), inputLanes: 4, outputLanes: 2)) { try check($0) }
  }

  @Test(arguments: ratios)
  func toolsAreSilent(_ inputLanes: Int, _ outputLanes: Int) throws {
    let converter = FrameWidthConverter(element: .signed(5), inputLanes: inputLanes, outputLanes: outputLanes)
    #expect(try lint(converter) == "")
  }

  @Test func aRatioThatStraddlesFramesIsAMistakeOfTheDesign() {
    let straddling = FrameWidthConverter(element: .unsigned(8), inputLanes: 2, outputLanes: 3)
    let sentence =
      "inputLanes is 2 and outputLanes is 3; with frames one must be a multiple of the other, "
      + "for a frame would otherwise end within a part of a beat"
    expectProblems(of: straddling, [sentence])
    do {
      _ = try elaborate(straddling)
      Issue.record("no mistake is found")
    } catch {
      #expect("\(error)".contains(sentence), "\(error)")
    }
    let empty = FrameWidthConverter(element: .unsigned(8), inputLanes: 2, outputLanes: 0)
    expectProblems(of: empty, ["outputLanes is 0; it must be from 1 to 1024"])
    #expect(throws: DesignError.self) { try elaborate(empty) }
  }
}
