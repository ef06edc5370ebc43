import Bitloom
import Components
import Testbench
import Testing

// As in Docs/Memories.md.
/// Words of a processor, written byte by byte.
struct Scratchpad: Module {
  struct IO: Interface {
    @Input var request: Signal = .bit
    @Input var write: Signal = .bit
    @Input var address: Signal = .unsigned(10)
    @Input var value: Signal = .unsigned(32)
    @Input var bytes: Signal = .unsigned(4)
    @Output var word: Signal = .unsigned(32)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let memory = Instance("memory", SinglePortMemory(word: .unsigned(32), depth: 1024, lanes: 4))
    memory.enable <== io.request
    memory.store <== io.write
    memory.address <== io.address
    memory.value <== io.value
    if let mask = memory.mask { mask <== io.bytes }
    io.word <== memory.word
  }
}

/// The mean of four pixels above each other, of images of 64 x 48, with a buffer for what the receiver cannot take yet.
struct VerticalBlur: Module {
  struct IO: Interface {
    @Flipped var pixels: Stream<Signal>
    var blurred: Stream<Signal>
  }
  var ports: IO { IO(pixels: Stream(of: .unsigned(8)), blurred: Stream(of: .unsigned(8))) }

  func build(_ io: IO) {
    let columns = Instance("columns", LineBuffer(pixel: .unsigned(8), width: 64, lines: 4, height: 48))
    let queue = Instance("waiting", StreamFifo(payload: .unsigned(8), depth: 600, storage: .block))
    columns.input <== io.pixels
    let column = columns.output.payload.pixels
    let sum = (column[0] + column[1]) + (column[2] + column[3])
    queue.input.payload <== (sum >> 2)
    queue.input.valid <== columns.output.valid
    columns.output.ready <== queue.input.ready
    io.blurred <== queue.output
  }
}

@Suite struct MemoryExampleTests {
  @Test func bytesAreWritten() throws {
    try simulate(Scratchpad()) { dut in
      (dut.request, dut.write, dut.address) = (1, 1, 700)
      for (value, bytes) in [(0x1122_3344, 15), (0x5566_7788, 5)] {
        (dut.value, dut.bytes) = (value, bytes)
        dut.step()
      }
      dut.write = 0
      dut.step()
      #expect(dut.word == 0x1166_3388)
    }
  }

  @Test func columnsAreAveraged() throws {
    try simulate(VerticalBlur()) { dut in
      let pixels: [Int] = (0..<64 * 48).map { $0 * 31 % 253 }
      let sender = StreamDriver(dut.pixels, beats: pixels.map { [$0] })
      let receiver = StreamMonitor(dut.blurred)
      try dut.run([sender], [receiver], limit: 4000) { receiver.beats.count == 64 * 45 }
      var means: [[Int]] = []
      for first in 0..<64 * 45 {
        let upper = pixels[first] + pixels[first + 64]
        let lower = pixels[first + 128] + pixels[first + 192]
        means.append([(upper + lower) / 4])
      }
      #expect(receiver.beats == means)
    }
  }
}
