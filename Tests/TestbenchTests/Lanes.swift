import Bitloom
import Components

/// Two lanes, each with an accumulator, a small state machine and memories: something to look into.
struct Lanes: Module {
  enum Phase: HardwareEnum { case idle, run, rest }

  struct Lane: Module {
    struct IO: Interface {
      @Input var start: Signal = .bit
      @Input var x: Signal = .signed(8)
      @Output var sum: Signal = .signed(12)
      @Output var last: Signal = .unsigned(70)
      @Output var now: EnumSignal<Phase> = .port
    }
    var ports: IO { IO() }

    func build(_ io: IO) {
      let accumulator = register("accumulator", .signed(12), reset: 0)
      let steps = register("steps", .unsigned(3), reset: 0)
      let product = wire("product", .signed(12))
      let history = memory("history", .signed(12), depth: 8, contents: .repeated(0))
      let wide = memory("wide", .unsigned(70), depth: 5, contents: .repeated(0))
      product <== io.x * 3
      let phase = stateMachine("phase", initial: Phase.idle) { phase, state in
        switch phase {
        case .idle:
          state.move(to: .run, when: io.start)
        case .run:
          accumulator <== accumulator &+ product
          steps <== steps &+ 1
          history.write(accumulator, at: steps)
          when(steps == 2) {
            wide.write(cat(accumulator.asUnsigned, constant(5, .unsigned(58))), at: constant(3, .unsigned(3)))
          }
          state.move(to: .rest, when: steps == 5)
        case .rest:
          steps <== 0
          state.move(to: .idle)
        }
      }
      io.sum <== history[steps]
      io.last <== wide[constant(3, .unsigned(3))]
      io.now <== phase
    }
  }

  struct IO: Interface {
    @Input var start: [Signal] = .bits(count: 2)
    @Input var x: Signal = .signed(8)
    @Output var sums: [Signal] = .signed(12, count: 2)
    @Output var last: Signal = .unsigned(70)
    @Output var phases: [EnumSignal<Phase>]
  }
  var ports: IO {
    IO(start: .bits(count: 2), sums: .signed(12, count: 2), phases: [.port, .port])
  }

  func build(_ io: IO) {
    let lanes = (0..<2).map { Instance("lane_\($0)", Lane()) }
    for (index, lane) in lanes.enumerated() {
      lane.start <== io.start[index]
      lane.x <== io.x
      io.sums[index] <== lane.sum
      io.phases[index] <== lane.now
    }
    io.last <== lanes[0].last ^ lanes[1].last
  }
}
