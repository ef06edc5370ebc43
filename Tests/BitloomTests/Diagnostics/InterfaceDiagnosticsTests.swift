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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(found, "")
  }

  @Test func portMadeInABody() {
    let found = mistakes { io in
      io.word <== .unsigned(8)
      let flags: [Signal] = .bits(count: 2)
      io.flag <== flags[0]
    }
    expect(found, "")
  }

  @Test func arraysOfDifferentLength() {
    let found = mistakes { io in
      let a = wire("a", .unsigned(4), count: 3)
      let b = wire("b", .unsigned(4), count: 2)
      a <== b
      b <== a
    }
    expect(found, "")
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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
  }
}
