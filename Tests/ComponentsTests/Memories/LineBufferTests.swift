import Bitloom
import Components
import Testbench
import Testing

@Suite struct LineBufferTests {
  /// Images of random pixels with stalls on both sides: every column of every image.
  @Test(arguments: [(2, 2, nil), (2, 3, 3), (5, 3, 7), (7, 4, nil), (16, 5, 6)] as [(Int, Int, Int?)])
  func columnsAreThoseOfTheImage(_ width: Int, _ lines: Int, _ height: Int?) throws {
    let seed = UInt64(60 + width)
    let buffer = LineBuffer(pixel: .unsigned(8), width: width, lines: lines, height: height)
    try simulate(buffer, on: everyEngine(), mayBeUnknown: [\.output.payload]) { dut in
      let traffic = StreamTraffic(dut, seed: seed)
      traffic.send(to: dut.input)
      traffic.receive(from: dut.output)
      var image: [Int] = []
      var expected = ExpectedBeats()
      traffic.onReset = {
        image = []
        expected.removeAll()
      }
      traffic.onTake = { _, beat in
        if let height, image.count == width * height { image = [] }
        image.append(beat[0])
        let (line, column) = ((image.count - 1) / width, (image.count - 1) % width)
        guard line >= lines - 1 else { return }
        var pixels = (0..<lines).map { image[(line - lines + 1 + $0) * width + column] }
        pixels.append(column == width - 1 ? 1 : 0)
        if let height { pixels.append(column == width - 1 && line == height - 1 ? 1 : 0) }
        expected.append(pixels)
      }
      traffic.onGive = { _, beat in try expected.receive(beat, "seed \(seed)") }
      try traffic.run(cycles: 4000)
      #expect(expected.waiting.isEmpty)
      #expect(expected.count > 200)
    }
  }

  @Test func aPixelInEveryCycle() throws {
    try simulate(
      LineBuffer(pixel: .unsigned(8), width: 4, lines: 3, height: 10)
    ) { dut in
      let sender = StreamDriver(dut.input, beats: (0..<40).map { [$0] })
      let receiver = StreamMonitor(dut.output)
      try dut.run([sender], [receiver], limit: 41) { receiver.beats.count == 32 }
      #expect(receiver.beats.first == [0, 4, 8, 0, 0])
      #expect(receiver.beats.last == [31, 35, 39, 1, 1])
      #expect(receiver.lastCycle == 40)
    }
  }
}
