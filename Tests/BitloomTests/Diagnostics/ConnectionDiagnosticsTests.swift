import Bitloom
import Testing

/// A connection with fields in both directions, optional ones and arrays.
private struct Bus: Interface {
  @Output var address: Signal
  @Output var words: [Signal]
  @Output var mask: Signal?
  @Output var side: Pixel?
  @Input var answer: Signal

  init(width: Int, words: Int, mask: Bool = false, side: Bool = false, answer: SignalType = .unsigned(8)) {
    _address = Output(wrappedValue: .unsigned(width))
    _words = Output(wrappedValue: .unsigned(4, count: words))
    _mask = Output(wrappedValue: mask ? .bit : nil)
    _side = Output(wrappedValue: side ? PixelShape(depth: 2).instantiate() : nil)
    _answer = Input(wrappedValue: .of(answer))
  }
}

/// A module that connects two such buses.
private struct Joint: Module {
  var left = 0
  var isExchanged = false

  struct IO: Interface {
    @Flipped var input: Bus
    var output: Bus
  }
  var ports: IO {
    switch left {
    case 0: IO(input: Bus(width: 8, words: 2), output: Bus(width: 8, words: 2))
    case 1:
      IO(
        input: Bus(width: 9, words: 4, side: true, answer: .unsigned(6)),
        output: Bus(width: 8, words: 3, mask: true, answer: .signed(7)))
    default: IO(input: Bus(width: 8, words: 40), output: Bus(width: 4, words: 40))
    }
  }
  static let line = #line + 3

  func build(_ io: IO) {
    let (target, source) = isExchanged ? (io.input, io.output) : (io.output, io.input)
    target <== source
  }
}

@Suite struct ConnectionDiagnosticsTests {
  @Test func everyFieldThatDoesNotFitIsNamed() {
    expect(
      diagnostics(of: Joint(left: 1), from: Joint.line),
      """
      error[I006]: the two sides of '<==' do not fit in 5 fields:
          'mask' is only on the left
          'words' has 3 elements on the left, 4 elements on the right
          'side' is only on the right
          'address' is unsigned 8 on the left, which cannot take unsigned 9 from the right
          'answer' is unsigned 6 on the right, which cannot take signed 7 from the left
        --> @1:12
        help: make both with the same parameters, or connect them field by field
      """)
  }

  @Test func sidesThatAreExchanged() {
    expect(
      diagnostics(of: Joint(isExchanged: true), from: Joint.line),
      """
      error[I006]: the two sides of '<==' do not fit in 4 fields:
          'address' cannot be driven on the left: 'input.address' is an input of this module
          'words[0]' cannot be driven on the left: 'input.words[0]' is an input of this module
          'words[1]' cannot be driven on the left: 'input.words[1]' is an input of this module
          'answer' cannot be driven on the right: 'output.answer' is an input of this module
        --> @1:12
        help: exchange the two sides: what the interface marks as output flows from right to left
      """)
  }

  @Test func longListsAreCut() {
    let found = mistakes { io in
      let a = wire("a", VectorShape(PixelShape(depth: 3), count: 20))
      let b = wire("b", VectorShape(PixelShape(depth: 4), count: 20))
      a <== b
    }
    #expect(found.contains("do not fit in 40 fields:"))
    #expect(found.contains("'[5].green' is unsigned 3 on the left"))
    #expect(!found.contains("'[6].red'"))
    #expect(found.contains("    and 28 more\n"))
  }

  @Test func outputsOfInstancesAndExpressionsAreNotDriven() {
    struct Sample: Module {
      static let line = #line
      struct IO: Interface {
        @Input var pixel: Pixel
        @Output var copy: Pixel
      }
      var ports: IO {
        IO(pixel: PixelShape(depth: 2).instantiate(), copy: PixelShape(depth: 2).instantiate())
      }
      func build(_ io: IO) {
        let joint = Instance("joint", Joint())
        [joint.output.address, io.copy.red] <== [io.pixel.red, io.pixel.green]
        [io.copy.red & 1, io.copy.green] <== [io.pixel.red, io.pixel.green]
      }
    }
    expect(
      diagnostics(of: Sample(), from: Sample.line),
      """
      error[I006]: the two sides of '<==' do not fit in one field:
          '[0]' cannot be driven on the left: 'joint.output.address' is an output of instance 'joint'
        --> @10:45
        help: connect them field by field
      error[I006]: the two sides of '<==' do not fit in one field:
          '[0]' cannot be driven on the left: it is an expression
        --> @11:42
        help: connect them field by field
      """)
  }

  @Test func elementsOfAnArrayThatDoNotFit() {
    let found = mistakes { io in
      let pixels = wire("pixels", PixelShape(depth: 3), count: 4)
      let pixel = wire("pixel", PixelShape(depth: 2))
      pixel <== pixels[io.nibble]
    }
    expect(
      found,
      """
      error[I006]: the two sides of '<==' do not fit in 2 fields:
          'red' is unsigned 2 on the left, which cannot take unsigned 3 from the right
          'green' is unsigned 2 on the left, which cannot take unsigned 3 from the right
        --> @3:13
        help: make both with the same parameters, or connect them field by field
      """)
  }
}

@Suite struct TieOffDiagnosticsTests {
  @Test func nothingToTie() {
    struct Sample: Module {
      struct IO: Interface {
        @Input var pixel: Pixel
      }
      var ports: IO { IO(pixel: PixelShape().instantiate()) }
      static let line = #line
      func build(_ io: IO) { tieOff(io.pixel) }
    }
    expect(
      diagnostics(of: Sample(), from: Sample.line),
      """
      error[I007]: 'tieOff' of an interface that this module drives nothing of: 'red', 'green'
        --> @1:36
        help: leave it out: what comes from outside needs no idle value
      """)
  }

  @Test func idleValuesThatDoNotFitOrAreNotDriven() {
    struct Sample: Module {
      struct IO: Interface {
        var bus: Bus
      }
      var ports: IO { IO(bus: Bus(width: 4, words: 0)) }
      static let line = #line
      func build(_ io: IO) { tieOff(io.bus, idle: [\.address: 16, \.answer: 1]) }
    }
    expect(
      diagnostics(of: Sample(), from: Sample.line),
      """
      error[I008]: 'answer' is given an idle value, but this module does not drive it
        --> @1:36
        help: give idle values to the fields that 'tieOff' drives
      error[W003]: 16 does not fit 'bus.address' (unsigned 4), which holds 0 to 15
        --> @1:36
        note: 'bus.address' is declared here: @-150
        help: 16 needs unsigned 5
      """)
  }
}
