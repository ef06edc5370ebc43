import Arithmetic
import Bitloom
import Components
import Foundation
import Testbench
import Testing

// As in Docs/Arithmetic.md.
struct DotProduct: Module {
  struct IO: Interface {
    @Input var a: [Signal]
    @Input var b: [Signal]
    @Output var sum: Signal
  }
  var ports: IO { IO(a: .signed(8, count: 4), b: .signed(8, count: 4), sum: .signed(18)) }

  func build(_ io: IO) {
    // The rows of all four products are one heap: one adder with carries, not seven.
    var heap = BitHeap("dot", width: 18)
    for (a, b) in zip(io.a, io.b) { heap.addProduct(a, b) }
    io.sum <== heap.sum().asSigned
  }
}

/// Packets that leave get a CRC-32; those that come are checked and lose it.
struct PacketGuard: Module {
  struct IO: Interface {
    @Flipped var outgoing: AXIStream
    var sent: AXIStream
    @Flipped var received: AXIStream
    var incoming: AXIStream
    @Output var isFaulty: Signal = .bit
  }
  private var shape: AXIStreamShape { AXIStreamShape(dataWidth: 32, hasKeep: true) }
  var ports: IO {
    IO(outgoing: AXIStream(shape), sent: AXIStream(shape), received: AXIStream(shape), incoming: AXIStream(shape))
  }

  func build(_ io: IO) {
    let sender = Instance("sender", CRCAppender(.crc32, lanes: 4))
    sender.input <== io.outgoing.frames
    io.sent.frames <== sender.output

    let receiver = Instance("receiver", CRCChecker(.crc32, lanes: 4))
    receiver.input <== io.received.frames
    io.incoming.frames <== receiver.output.map("checked") { $0.frame }
    let beat = receiver.output.payload
    io.isFaulty <== (receiver.output.fires && beat.last && !beat.isIntact)
  }
}

@Suite struct ArithmeticPageTests {
  @Test func theExampleOfThePageIsTheOneThatIsTested() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "Docs/Arithmetic.md"), encoding: .utf8)
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let parts = page.components(separatedBy: "```swift\n").dropFirst()
    let examples = parts.compactMap { $0.components(separatedBy: "```").first }
    #expect(!examples.isEmpty)
    for example in examples { #expect(source.contains(example)) }
  }

  private static func bytes(_ random: inout SeededGenerator) -> [Int] {
    (0..<4).map { _ in Int.random(in: -128...127, using: &random) }
  }

  @Test func dotProducts() throws {
    var random = SeededGenerator(seed: 11)
    try simulate(DotProduct()) { dut in
      for round in 0..<300 {
        var (a, b) = (Self.bytes(&random), Self.bytes(&random))
        if round < 4 {
          a = [-128, -128, -128, -128]
          b = round % 2 == 0 ? a : [127, 127, 127, 127]
        }
        dut.a.values = a
        dut.b.values = b
        let products = zip(a, b).map(*)
        let sum = products.reduce(0, +)
        #expect(dut.sum == sum)
      }
    }
  }

  @Test(arguments: [false, true])
  func guardedPackets(_ isSpoilt: Bool) throws {
    // A packet of six bytes: data, keep and last of each beat.
    let packet = [[0x0403_0201, 0b1111, 0], [0x0605, 0b0011, 1]]
    func check(_ dut: Testbench<PacketGuard>) throws {
      let first = (StreamDriver(dut.outgoing.beats, beats: packet), StreamMonitor(dut.sent.beats))
      try dut.run([first.0], [first.1], limit: 20) { first.1.beats.last?[2] == 1 }
      var sent = first.1.beats
      let laneCounts: [Int] = sent.map { $0[1].nonzeroBitCount }
      let byteCount: Int = laneCounts.reduce(0, +)
      #expect(byteCount == 10)
      if isSpoilt { sent[0][0] ^= 1 << 20 }
      let second = (StreamDriver(dut.received.beats, beats: sent), StreamMonitor(dut.incoming.beats))
      var faults = 0
      try dut.run([second.0], [second.1], limit: 20) {
        faults += dut.isFaulty
        return second.1.beats.last?[2] == 1
      }
      #expect(faults == (isSpoilt ? 1 : 0))
      #expect(second.1.beats.map { $0[1] } == [0b1111, 0b0011])
      // The upper half of the last beat is left out.
      let words = second.1.beats.map { $0[0] & ($0[1] == 0b1111 ? 0xffff_ffff : 0xffff) }
      #expect((words == packet.map { $0[0] }) == !isSpoilt)
    }
    try simulate(PacketGuard()) { try check($0) }
  }
}
