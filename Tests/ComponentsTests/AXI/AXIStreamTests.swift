import Bitloom
import Components
import Testbench
import Testing

@Suite struct AXIStreamTests {
  private static let everything = AXIStreamShape(
    dataWidth: 24, hasKeep: true, hasStrobes: true, hasLast: true, idWidth: 3, destinationWidth: 2, userWidth: 70)

  @Test(arguments: [everything, AXIStreamShape(dataWidth: 8, hasLast: false)], [301, 302] as [UInt64])
  func allSignalsPassOnEveryEngine(_ shape: AXIStreamShape, _ seed: UInt64) throws {
    try simulate(AXIStreamBuffer(shape: shape), on: everyEngine()) { dut in
      let traffic = StreamTraffic(dut, seed: seed)
      traffic.send(to: dut.sAXIS.beats)
      traffic.receive(from: dut.mAXIS.beats)
      var expected = ExpectedBeats()
      traffic.onReset = { expected.removeAll() }
      traffic.onTake = { _, beat in expected.append(beat) }
      traffic.onGive = { _, beat in try expected.receive(beat, "seed \(seed)") }
      try traffic.run(cycles: 2000)
      #expect(expected.waiting.isEmpty)
      #expect(expected.count > 250)
    }
  }

  /// A packet of five bytes becomes beats of four and one; `tlast` and `tkeep` tell where it ends.
  @Test func packetsArePackedThroughFrames() throws {
    func check(_ dut: Testbench<AXIStreamPacker>) throws {
      // In the order of `AXIStreamBeat`: data, keep, last.
      let bytes = (1...5).map { [$0, 1, $0 == 5 ? 1 : 0] }
      let sender = StreamDriver(dut.sAXIS.beats, beats: bytes)
      let receiver = StreamMonitor(dut.mAXIS.beats)
      try dut.run([sender], [receiver], limit: 20) { receiver.beats.count == 2 }
      let beats: [[Int]] = receiver.beats
      let first: [Int] = [0x0403_0201, 0b1111, 0]
      #expect(beats[0] == first)
      // What the lanes hold that are not kept is of no interest.
      let second: [Int] = [beats[1][0] & 0xff, beats[1][1], beats[1][2]]
      let expected: [Int] = [5, 0b0001, 1]
      #expect(second == expected)
    }
    try simulate(AXIStreamPacker(), on: everyEngine()) { try check($0) }
  }

  @Test func wordsWithoutLastAreFramesOfTheirOwn() throws {
    func check(_ dut: Testbench<AXIStreamScaler>) throws {
      (dut.sAXIS.tdata, dut.sAXIS.tvalid, dut.mAXIS.tready) = (100, 1, 0)
      #expect(dut.mAXIS.tdata == 300)
      #expect(dut.mAXIS.tlast == 1)
      #expect(dut.mAXIS.tvalid == 1)
      #expect(dut.sAXIS.tready == 0)
      dut.mAXIS.tready = 1
      #expect(dut.sAXIS.tready == 1)
    }
    try simulate(AXIStreamScaler(), on: everyEngine()) { try check($0) }
  }

  @Test func portsAreCalledAsInTheStandard() throws {
    let names = try elaborate(AXIStreamBuffer(shape: Self.everything)).top.ports.map(\.name)
    let signals = ["tvalid", "tready", "tdata", "tstrb", "tkeep", "tlast", "tid", "tdest", "tuser"]
    let expected = ["s_axis", "m_axis"].flatMap { side in signals.map { "\(side)_\($0)" } }
    #expect(names == expected)
    let few = try elaborate(AXIStreamBuffer(shape: AXIStreamShape(dataWidth: 8, hasLast: false))).top.ports.map(\.name)
    #expect(few.prefix(3) == ["s_axis_tvalid", "s_axis_tready", "s_axis_tdata"])
    #expect(few.count == 6)
  }

  /// A conversion is wires: nothing stands between the ports and what they are converted for.
  @Test func conversionsAreWires() throws {
    let text = try #require(elaborate(AXIStreamScaler()).verilog().last).text
    #expect(
      text.contains(
        """
          assign m_axis_tdata = 16'(m_axis_tdata_product);
          assign m_axis_tlast = 1'b1;
          assign m_axis_tvalid = s_axis_tvalid;
        """), "\(text)")
  }

  @Test func widthsThatCannotBeAreToldAtTheirLine() {
    let shape = AXIStreamShape(dataWidth: 12, idWidth: 33, destinationWidth: -1, userWidth: 5000)
    #expect(
      shape.problems == [
        "dataWidth is 12; it must be a multiple of 8 from 8 to 4096", "idWidth is 33; it must be from 0 to 32",
        "destinationWidth is -1; it must be from 0 to 32", "userWidth is 5000; it must be from 0 to 4096",
      ])
    struct Wrong: Module {
      static let line = #line + 7
      struct IO: Interface {
        @Flipped var sAXIS: AXIStream
        var mAXI: AXILite
      }
      var ports: IO {
        IO(
          sAXIS: AXIStream(AXIStreamShape(dataWidth: 12)),
          mAXI: AXILite(AXILiteShape(addressWidth: 0, dataWidth: 16)))
      }
      func build(_ io: IO) {
        tieOff(io.mAXI)
        tieOff(io.sAXIS)
      }
    }
    let error = #expect(throws: DesignError.self) { try elaborate(Wrong()) }
    let place = "ComponentsTests/AXIStreamTests.swift"
    #expect(
      error?.description == """
        error[P002]: interface 'AXIStream' cannot be made: dataWidth is 12; it must be a multiple of 8 from 8 to 4096
          --> \(place):\(Wrong.line):27
        error[P002]: interface 'AXILite' cannot be made: addressWidth is 0; it must be from 1 to 64
          --> \(place):\(Wrong.line + 1):24
        error[P002]: interface 'AXILite' cannot be made: dataWidth is 16; it must be 32 or 64
          --> \(place):\(Wrong.line + 1):24
        """)
  }

  @Test func toolsAreSilent() throws {
    #expect(try lint(AXIStreamBuffer(shape: Self.everything)) == "")
    #expect(try lint(AXIStreamPacker()) == "")
    #expect(try lint(AXIStreamPacker(inputBytes: 4, outputBytes: 1)) == "")
    #expect(try lint(AXIStreamScaler()) == "")
    #expect(try lint(AXILiteSlices()) == "")
    #expect(try lint(AXILiteSlices(shape: AXILiteShape(addressWidth: 64, dataWidth: 64, hasProtection: false))) == "")
  }
}
