import Arithmetic
import Bitloom
import Components

// The examples of the comments of shift registers and cyclic redundancy checks, each in a design.

enum FeedbackExamples {
  static let all: [any Module] = [Dither(), WideCheck(), LinkCheck(), Sealer(), Opener()]
}

private struct Dither: Module {
  struct IO: Interface {
    @Input var advance: Signal = .bit
    @Output var dither: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let noise = Instance("noise", LFSR(width: 32, bitsPerCycle: 8))
    noise.enable <== io.advance
    io.dither <== noise.randomBits
  }
}

private struct WideCheck: Module {
  struct IO: Interface {
    @Input var data: Signal = .unsigned(64)
    @Output var remainder: Signal = .unsigned(32)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let remainder = register("remainder_held", .unsigned(32), reset: Bits(onesOfWidth: 32))
    let step = Instance("step", CRCStep(.crc32, symbolsPerCycle: 8))
    step.remainder <== remainder
    step.data <== io.data
    remainder <== step.next
    io.remainder <== remainder
  }
}

private struct LinkCheck: Module {
  struct IO: Interface {
    @Input var word: Signal = .unsigned(16)
    @Input var valid: Signal = .bit
    @Input var isFirst: Signal = .bit
    @Output var check: Signal = .unsigned(16)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let generator = Instance("generator", CRCGenerator(.crc16X25, symbolsPerCycle: 2))
    generator.data <== io.word
    generator.enable <== io.valid
    generator.start <== io.isFirst
    io.check <== generator.crc
  }
}

private let packets = AXIStreamShape(dataWidth: 32, hasKeep: true)

private struct Sealer: Module {
  struct IO: Interface {
    @Flipped var sAXIS: AXIStream
    var mAXIS: AXIStream
  }
  var ports: IO { IO(sAXIS: AXIStream(packets), mAXIS: AXIStream(packets)) }

  func build(_ io: IO) {
    let sender = Instance("sender", CRCAppender(.crc32, lanes: 4))
    sender.input <== io.sAXIS.frames
    io.mAXIS.frames <== sender.output
  }
}

private struct Opener: Module {
  struct IO: Interface {
    @Flipped var sAXIS: AXIStream
    var mAXIS: AXIStream
    @Output var isFaulty: Signal = .bit
  }
  var ports: IO { IO(sAXIS: AXIStream(packets), mAXIS: AXIStream(packets)) }

  func build(_ io: IO) {
    let receiver = Instance("receiver", CRCChecker(.crc32, lanes: 4))
    receiver.input <== io.sAXIS.frames
    io.mAXIS.frames <== receiver.output.map("checked") { $0.frame }
    io.isFaulty <== (io.mAXIS.tvalid && receiver.output.payload.last && !receiver.output.payload.isIntact)
  }
}
