import Bitloom
import Testing

@Suite struct InterfaceDiagnosticsTests {
  @Test func portWithoutDirection() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        var b: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {}
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[I001]: port 'b' of module 'sample' has no direction
        --> @4:26
        help: mark the field, or the one around it, with '@Input' or '@Output'
      """)
  }

  @Test func nestedPortsWithoutDirection() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        var pixel: Pixel
      }
      var ports: IO { IO(pixel: PixelShape().instantiate()) }
      func build(_ io: IO) {}
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[I001]: port 'pixel.red' of module 'sample' has no direction
        --> BitloomTests/Pixel.swift:12:45
        help: mark the field, or the one around it, with '@Input' or '@Output'
      """)
  }

  @Test func portWithTwoDirections() {
    let line = #line
    struct Handshake: Interface {
      @Output var valid: Signal = .bit
      @Input var ready: Signal = .bit
    }
    struct Sample: Module {
      struct IO: Interface {
        @Output var request: Handshake
      }
      var ports: IO { IO(request: Handshake()) }
      func build(_ io: IO) {}
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[I002]: field 'request' of module 'sample' has a direction, and so has 'request.valid' in it
        --> @7
        help: leave the outer field unmarked, or mark it '@Flipped' to turn the inner ones round
      """)
  }

  @Test func oneSignalInAllElementsOfAnArray() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: [Signal] = Array(repeating: .unsigned(4), count: 3)
        @Input var b: [Signal] = Array(repeating: .bit, count: 100)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {}
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[I003]: ports 'a[0]', 'a[1]' and 'a[2]' of module 'sample' are one signal
        --> @3
        help: make several ports with a count, as in '.unsigned(4, count: 3)', not with 'Array(repeating:count:)'
      error[I003]: ports 'b[0]', 'b[1]', ... and 'b[99]' of module 'sample' are one signal
        --> @4
        help: make several ports with a count, as in '.unsigned(4, count: 100)', not with 'Array(repeating:count:)'
      """)
  }

  @Test func oneSignalInTwoFields() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal
        @Output var b: Signal
      }
      var ports: IO {
        let both = Signal.unsigned(4)
        return IO(a: both, b: both)
      }
      func build(_ io: IO) {}
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[I003]: ports 'a' and 'b' of module 'sample' are one signal
        --> @3
        help: make several ports with a count, as in '.unsigned(4, count: 2)', not with 'Array(repeating:count:)'
      """)
  }

  @Test func portInNoField() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal
      }
      var ports: IO {
        _ = Signal.signed(4)
        return IO(a: .bit)
      }
      func build(_ io: IO) {}
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[I004]: a port (signed 4) made in 'ports' of module 'sample' is in no field of its interface
        --> @6:20
        help: make ports only where they are given to the interface
      """)
  }

  @Test func portWithoutBits() {
    let line = #line
    struct Sample: Module {
      var width = 0
      struct IO: Interface {
        @Input var a: Signal
        @Input var b: [Signal]
      }
      var ports: IO { IO(a: .unsigned(width), b: .signed(width, count: 4)) }
      func build(_ io: IO) {}
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[W005]: a signal cannot have 0 bits: 1 to 1048576 are possible
        --> @7:30
        help: a port that a parameter switches off is a 'Signal?' that is nil
      error[W005]: a signal cannot have 0 bits: 1 to 1048576 are possible (and 3 more of this kind here)
        --> @7:51
        help: a port that a parameter switches off is a 'Signal?' that is nil
      """)
  }

  @Test func mistakesInTheInterfaceOfAnInstanceAreToldOnce() {
    let line = #line
    struct Child: Module {
      struct IO: Interface {
        var a: Signal = .unsigned(0)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {}
    }
    let found = mistakes(line: line) { io in
      for index in 0..<3 { _ = Instance("child_\(index)", Child()) }
    }
    expect(
      found,
      """
      error[W005]: a signal cannot have 0 bits: 1 to 1048576 are possible
        --> @3:26
        help: a port that a parameter switches off is a 'Signal?' that is nil
      error[I001]: port 'a' of module 'child' has no direction
        --> @3:26
        help: mark the field, or the one around it, with '@Input' or '@Output'
      """)
  }

  @Test func portMadeInABody() {
    let found = mistakes { io in
      io.word <== .unsigned(8)
      let flags: [Signal] = .bits(count: 2)
      io.flag <== flags[0]
    }
    expect(
      found,
      """
      error[I005]: a port (unsigned 8) is made outside of 'ports'
        --> @1:20
        help: declare a 'wire' or a 'register'; for a number use 'constant'
      error[I005]: a port (bit) is made outside of 'ports' (and one more of this kind here)
        --> @2:30
        help: declare a 'wire' or a 'register'; for a number use 'constant'
      """)
  }

  @Test func arraysOfDifferentLength() {
    let found = mistakes { io in
      let a = wire("a", .unsigned(4), count: 3)
      let b = wire("b", .unsigned(4), count: 2)
      a <== b
      b <== a
    }
    expect(
      found,
      """
      error[I006]: the two sides of '<==' do not fit in one field:
          the array has 3 elements on the left, 2 elements on the right
        --> @3:9
        help: make both with the same parameters, or connect them field by field
      error[I006]: the two sides of '<==' do not fit in one field:
          the array has 2 elements on the left, 3 elements on the right
        --> @4:9
        help: make both with the same parameters, or connect them field by field
      """)
  }

  @Test func interfacesThatDiffer() {
    let line = #line
    struct Tagged: Interface {
      @Output var data: Signal = .unsigned(8)
      @Output var tag: Signal?
      @Output var mark: Signal?
    }
    struct Sample: Module {
      struct IO: Interface {
        @Flipped var input: Tagged
        var output: Tagged
      }
      var ports: IO { IO(input: Tagged(tag: .unsigned(2)), output: Tagged(mark: .unsigned(2))) }
      func build(_ io: IO) {
        io.output <== io.input
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[I006]: the two sides of '<==' do not fit in 2 fields:
          'mark' is only on the left
          'tag' is only on the right
        --> @13:19
        help: make both with the same parameters, or connect them field by field
      """)
  }

  @Test func interfacesOfDifferentWidth() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var wide: Pixel
        @Output var narrow: Pixel
      }
      var ports: IO { IO(wide: PixelShape(depth: 10).instantiate(), narrow: PixelShape(depth: 8).instantiate()) }
      func build(_ io: IO) {
        io.narrow <== io.wide
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[I006]: the two sides of '<==' do not fit in 2 fields:
          'red' is unsigned 8 on the left, which cannot take unsigned 10 from the right
          'green' is unsigned 8 on the left, which cannot take unsigned 10 from the right
        --> @8:19
        help: make both with the same parameters, or connect them field by field
      """)
  }
}
