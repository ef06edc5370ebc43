import Bitloom
import Components
import Testbench
import ToolTestSupport

/// What the documentation of the stream components shows.
enum StreamSheets {
  static let all: [ComponentSheet] = [
    ComponentSheet(
      "StreamFifo(payload: .unsigned(8), depth: 16)", StreamFifo(payload: .unsigned(8), depth: 16), waveform: fifo),
    ComponentSheet(
      "StreamRegisterSlice(payload: .unsigned(8))", StreamRegisterSlice(payload: .unsigned(8)), waveform: slice),
    ComponentSheet(
      "StreamFork(payload: .unsigned(8), outputs: 2)", StreamFork(payload: .unsigned(8), outputs: 2), waveform: fork),
    ComponentSheet(
      "StreamJoin(first: .signed(8), second: .unsigned(4))", StreamJoin(first: .signed(8), second: .unsigned(4)),
      waveform: join),
    ComponentSheet(
      "StreamArbiter(payload: .unsigned(8), inputs: 4)", StreamArbiter(payload: .unsigned(8), inputs: 4),
      waveform: arbiter),
    ComponentSheet(
      "StreamDemultiplexer(payload: .unsigned(8), outputs: 4)", StreamDemultiplexer(payload: .unsigned(8), outputs: 4),
      waveform: demultiplexer),
    ComponentSheet(
      "StreamWidthConverter(element: .unsigned(8), inputLanes: 2, outputLanes: 3)",
      StreamWidthConverter(element: .unsigned(8), inputLanes: 2, outputLanes: 3), waveform: converter),
    ComponentSheet(
      "FrameWidthConverter(element: .unsigned(8), inputLanes: 1, outputLanes: 4)",
      FrameWidthConverter(element: .unsigned(8), inputLanes: 1, outputLanes: 4), waveform: frames),
    ComponentSheet(
      "StreamCreditSender(payload: .unsigned(8), credits: 6)", StreamCreditSender(payload: .unsigned(8), credits: 6),
      waveform: sender),
    ComponentSheet(
      "StreamCreditReceiver(payload: .unsigned(8), credits: 6)",
      StreamCreditReceiver(payload: .unsigned(8), credits: 6), waveform: receiver),
  ]

  @Sendable private static func fifo() throws -> String {
    try simulate(StreamFifo(payload: .unsigned(8), depth: 2)) { dut in
      let wave = dut.record(
        \.input.payload, \.input.valid, \.input.ready, \.output.payload, \.output.valid, \.output.ready, \.occupancy,
        radix: .decimal)
      for (value, isReady) in [(1, 0), (2, 0), (3, 0), (3, 1), (3, 1), (0, 1), (0, 1)] {
        (dut.input.payload, dut.input.valid, dut.output.ready) = (value, value > 0 ? 1 : 0, isReady)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func slice() throws -> String {
    try simulate(StreamRegisterSlice(payload: .unsigned(8))) { dut in
      let wave = dut.record(
        \.input.payload, \.input.valid, \.input.ready, \.output.payload, \.output.valid, \.output.ready,
        radix: .decimal)
      for (value, isReady) in [(1, 1), (2, 0), (3, 0), (3, 1), (3, 1), (0, 1)] {
        (dut.input.payload, dut.input.valid, dut.output.ready) = (value, value > 0 ? 1 : 0, isReady)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func fork() throws -> String {
    try simulate(StreamFork(payload: .unsigned(8), outputs: 2)) { dut in
      let wave = dut.record(
        \.input.payload, \.input.ready, \.outputs[0].valid, \.outputs[0].ready, \.outputs[1].valid,
        \.outputs[1].ready, radix: .decimal)
      for (value, isReady) in [(1, 0), (1, 1), (2, 1)] {
        (dut.input.payload, dut.input.valid) = (value, 1)
        (dut.outputs[0].ready, dut.outputs[1].ready) = (1, isReady)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func join() throws -> String {
    try simulate(StreamJoin(first: .signed(8), second: .unsigned(4))) { dut in
      let wave = dut.record(
        \.first.payload, \.first.ready, \.second.payload, \.second.valid, \.output.valid, \.output.payload,
        radix: .decimal)
      for (first, second) in [(-1, 0), (-1, 7), (-2, 8)] {
        (dut.first.payload, dut.first.valid) = (first, 1)
        (dut.second.payload, dut.second.valid) = (second, second > 0 ? 1 : 0)
        dut.output.ready = 1
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func arbiter() throws -> String {
    try simulate(StreamArbiter(payload: .unsigned(8), inputs: 2)) { dut in
      let wave = dut.record(
        \.inputs[0].payload, \.inputs[1].payload, \.output.payload, \.output.ready, \.chosen, radix: .decimal)
      for (first, second, isReady) in [(1, 7, 0), (1, 7, 1), (2, 7, 1), (2, 8, 1)] {
        (dut.inputs[0].payload, dut.inputs[0].valid) = (first, 1)
        (dut.inputs[1].payload, dut.inputs[1].valid) = (second, 1)
        dut.output.ready = isReady
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func demultiplexer() throws -> String {
    try simulate(StreamDemultiplexer(payload: .unsigned(8), outputs: 2)) { dut in
      let wave = dut.record(
        \.input.payload, \.input.ready, \.select, \.outputs[0].valid, \.outputs[1].valid, \.outputs[1].ready,
        radix: .decimal)
      for (value, select, isReady) in [(1, 0, 0), (2, 1, 0), (2, 1, 1), (3, 0, 1)] {
        (dut.input.payload, dut.input.valid, dut.select) = (value, 1, select)
        (dut.outputs[0].ready, dut.outputs[1].ready) = (1, isReady)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func converter() throws -> String {
    try simulate(StreamWidthConverter(element: .unsigned(8), inputLanes: 2, outputLanes: 3)) { dut in
      let wave = dut.record(\.input.payload, \.input.ready, \.output.valid, \.output.payload, radix: .decimal)
      dut.output.ready = 1
      for first in [1, 3, 5, 0, 0] {
        dut.input.payload.values = [first, first == 0 ? 0 : first + 1]
        dut.input.valid = first > 0 ? 1 : 0
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func frames() throws -> String {
    try simulate(FrameWidthConverter(element: .unsigned(8), inputLanes: 1, outputLanes: 2)) { dut in
      let wave = dut.record(
        \.input.payload.data, \.input.payload.last, \.output.valid, \.output.payload.data, \.output.payload.keep,
        \.output.payload.last, radix: .decimal)
      dut.output.ready = 1
      for (value, isLast) in [(1, 0), (2, 0), (3, 1), (0, 0), (0, 0)] {
        (dut.input.payload.data[0], dut.input.payload.last, dut.input.valid) = (value, isLast, value > 0 ? 1 : 0)
        dut.input.payload.keep = 1
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func sender() throws -> String {
    try simulate(StreamCreditSender(payload: .unsigned(8), credits: 2)) { dut in
      let wave = dut.record(\.input.valid, \.input.ready, \.link.valid, \.link.credit)
      for credit in [0, 0, 0, 1, 0] {
        (dut.input.valid, dut.link.credit) = (1, credit)
        dut.step()
      }
      return wave.description
    }
  }

  @Sendable private static func receiver() throws -> String {
    try simulate(StreamCreditReceiver(payload: .unsigned(8), credits: 2)) { dut in
      let wave = dut.record(
        \.link.payload, \.link.valid, \.output.payload, \.output.valid, \.link.credit, radix: .decimal)
      dut.output.ready = 1
      for value in [1, 2, 0, 0, 0] {
        (dut.link.payload, dut.link.valid) = (value, value > 0 ? 1 : 0)
        dut.step()
      }
      return wave.description
    }
  }
}
