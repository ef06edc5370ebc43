import Bitloom
import Components
import Testbench
import Testing

@Suite struct AXILiteTests {
  /// Three channels go one way and two the other; each keeps its own order.
  @Test(arguments: [
    AXILiteShape(addressWidth: 12), AXILiteShape(addressWidth: 64, dataWidth: 64, hasProtection: false),
  ])
  func allChannelsPassOnEveryEngine(_ shape: AXILiteShape) throws {
    try simulate(AXILiteSlices(shape: shape), on: everyEngine()) { dut in
      let traffic = StreamTraffic(dut, seed: 331)
      traffic.send(to: dut.sAXI.writeAddresses)
      traffic.send(to: dut.sAXI.writeData)
      traffic.send(to: dut.sAXI.readAddresses)
      traffic.send(to: dut.mAXI.writeResponses)
      traffic.send(to: dut.mAXI.readData)
      traffic.receive(from: dut.mAXI.writeAddresses)
      traffic.receive(from: dut.mAXI.writeData)
      traffic.receive(from: dut.mAXI.readAddresses)
      traffic.receive(from: dut.sAXI.writeResponses)
      traffic.receive(from: dut.sAXI.readData)
      var expected = (0..<5).map { _ in ExpectedBeats() }
      traffic.onReset = { for index in 0..<5 { expected[index].removeAll() } }
      traffic.onTake = { channel, beat in expected[channel].append(beat) }
      traffic.onGive = { channel, beat in try expected[channel].receive(beat, "channel \(channel)") }
      try traffic.run(cycles: 1500)
      for channel in expected {
        #expect(channel.waiting.isEmpty)
        #expect(channel.count > 200)
      }
    }
  }

  @Test func portsAreCalledAsInTheStandard() throws {
    let names = try elaborate(AXILiteSlices()).top.ports.prefix(19).map(\.name)
    let signals = """
      awaddr awprot awvalid awready wdata wstrb wvalid wready bresp bvalid bready araddr arprot arvalid arready rdata rresp
      rvalid rready
      """
    #expect(names == signals.split(whereSeparator: \.isWhitespace).map { "s_axi_\($0)" })
  }

  @Test func viewsOfRegistersAreConnectedAsAWhole() throws {
    let complaints = try lint(SlicedRegisters(map: .timer))
    #expect(complaints == "")
  }
}
