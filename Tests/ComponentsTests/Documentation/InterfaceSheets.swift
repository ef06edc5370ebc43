import Bitloom
import Components
import Testbench
import ToolTestSupport

/// What the documentation of the interfaces shows, and that of the functions on streams.
enum InterfaceSheets {
  static let all: [ComponentSheet] = [
    ComponentSheet(of: "Stream", waveform: stream),
    ComponentSheet(of: "map", widths: "8 bits", Scaled(), waveform: scaled),
    ComponentSheet(of: "filter", widths: "8 bits", OddNumbers(), waveform: odd),
    ComponentSheet(of: "CreditLink", waveform: credits),
    ComponentSheet(of: "MemoryPort", waveform: memoryPort),
    ComponentSheet(of: "AXIStream", waveform: packets),
    ComponentSheet(of: "AXILite", waveform: write),
  ]

  /// What is public and has no sheet of its own, and why.
  static let others: [String: String] = [
    "fires": "an and of two signals of Stream and AXIStream",
    "assertProtocol": "no hardware: for simulations and proofs",
    "assumeProtocol": "no hardware: for simulations and proofs",
    "instantiate": "a shape's ports or wires",
    "beats": "a view of AXIStream", "frames": "a view of AXIStream", "words": "a view of AXIStream",
    "readAddresses": "a view of AXILite", "readData": "a view of AXILite, and its shape",
    "writeAddresses": "a view of AXILite", "writeData": "a view of AXILite, and its shape",
    "writeResponses": "a view of AXILite", "address": "a shape", "beat": "a shape", "frame": "a shape",
    "word": "a shape", "byteCount": "a number of Swift", "problems": "texts of Swift",
  ]

  @Sendable private static func stream() throws -> String {
    try simulate(StreamFifo(payload: .unsigned(8), depth: 1)) { dut in
      let wave = dut.record(\.input.payload, \.input.valid, \.input.ready, radix: .decimal)
      dut.output.ready = 1
      for value in [1, 2, 2, 0, 3] {
        (dut.input.payload, dut.input.valid) = (value, value > 0 ? 1 : 0)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func scaled() throws -> String {
    try simulate(Scaled()) { dut in
      let wave = dut.record(\.input.payload, \.output.payload, \.output.ready, radix: .decimal)
      dut.input.valid = 1
      for (value, isReady) in [(4, 1), (5, 0), (5, 1)] {
        (dut.input.payload, dut.output.ready) = (value, isReady)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func odd() throws -> String {
    try simulate(OddNumbers()) { dut in
      let wave = dut.record(\.input.payload, \.input.ready, \.output.valid, \.output.ready, radix: .decimal)
      dut.input.valid = 1
      for (value, isReady) in [(4, 0), (5, 0), (5, 1), (6, 0)] {
        (dut.input.payload, dut.output.ready) = (value, isReady)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func credits() throws -> String {
    try simulate(CreditedLink()) { dut in
      let wave = dut.record(\.link.payload, \.link.valid, \.link.credit, radix: .decimal)
      for (value, credit) in [(1, 0), (2, 0), (3, 1), (3, 0), (0, 0)] {
        (dut.input.payload, dut.input.valid, dut.link.credit) = (value, value > 0 ? 1 : 0, credit)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func memoryPort() throws -> String {
    try simulate(SinglePortMemory(word: .unsigned(8), depth: 16, contents: .repeated(5))) { dut in
      let wave = dut.record(\.enable, \.store, \.address, \.value, \.word, radix: .decimal)
      for (enable, store, address, value) in [(1, 1, 4, 7), (1, 0, 4, 0), (0, 0, 3, 0), (1, 0, 3, 0), (0, 0, 0, 0)] {
        (dut.enable, dut.store, dut.address, dut.value) = (enable, store, address, value)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func packets() throws -> String {
    try simulate(PacketFifo()) { dut in
      let wave = dut.record(\.mAXIS.tdata, \.mAXIS.tvalid, \.mAXIS.tready, \.mAXIS.tlast, radix: .decimal)
      for (value, isLast, isReady) in [(10, 0, 1), (11, 1, 1), (12, 0, 0), (0, 0, 1), (0, 0, 1)] {
        (dut.sAXIS.tdata, dut.sAXIS.tvalid, dut.sAXIS.tlast) = (value, value > 0 ? 1 : 0, isLast)
        (dut.sAXIS.tkeep, dut.mAXIS.tready) = (15, isReady)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func write() throws -> String {
    try simulate(RegisterFile(Timer.map)) { dut in
      let wave = dut.record(\.axi.awvalid, \.axi.wvalid, \.axi.bvalid, \.axi.bready)
      dut.axi.wstrb = 15
      for (address, data, isReady) in [(1, 0, 0), (0, 1, 0), (0, 0, 0), (0, 0, 1), (0, 0, 1)] {
        (dut.axi.awvalid, dut.axi.wvalid, dut.axi.bready) = (address, data, isReady)
        dut.step()
      }
      return wave.description
    }
  }
}
