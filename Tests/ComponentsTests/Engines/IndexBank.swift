import Bitloom

/// Arrays indexed by signals in every manner: read and written, of numbers and of bundles, within and beyond the end.
struct IndexBank: Module {
  struct Sample: Interface {
    enum Kind: HardwareEnum { case raw, scaled, last }
    var level: Signal
    var kind: EnumSignal<Kind>
    var bytes: [Signal]
  }

  struct SampleShape: Shape {
    func instantiate() -> Sample { Sample(level: .signed(5), kind: .port, bytes: .unsigned(3, count: 2)) }
  }

  struct IO: Interface {
    @Input var index: Signal = .unsigned(3)
    @Input var other: Signal = .unsigned(3)
    @Input var write: Signal = .bit
    @Input var number: Signal = .signed(6)
    @Input var sample: Sample
    /// Of five numbers.
    @Output var read: Signal = .signed(6)
    @Output var sum: Signal = .signed(7)
    /// The bits and the bytes of a vector.
    @Output var flags: Signal = .unsigned(7)
    @Output var whole: Signal = .unsigned(24)
    @Output var part: Signal = .unsigned(3)
    /// Of three bundles.
    @Output var chosen: Sample
    @Output var level: Signal = .signed(5)
    @Output var kind: EnumSignal<Sample.Kind> = .port
    @Output var inner: Signal = .unsigned(3)
    /// Different types, and an element of an element.
    @Output var mixed: Signal = .signed(7)
    @Output var matrix: Signal = .unsigned(3)
    /// A wire of which one element is driven.
    @Output var driven: [Signal]
  }
  var ports: IO {
    IO(sample: SampleShape().instantiate(), chosen: SampleShape().instantiate(), driven: .signed(6, count: 3))
  }

  func build(_ io: IO) {
    let numbers = register("numbers", .signed(6), count: 5, reset: 0)
    let vector = register("bits", .unsigned(7), reset: 0)
    let bytes = register("eight_parts", .unsigned(24), reset: 0)
    let samples = register("samples", SampleShape(), count: 3, reset: 0)
    let matrix = (0..<2).map { register("row_\($0)", .unsigned(3), count: 3, reset: 0) }
    when(io.write) {
      numbers[io.index] <== io.number
      vector[io.index] <== io.number[0]
      bytes.parts(of: 3)[io.index] <== io.number[2...0]
      samples[io.index] <== io.sample
      samples[io.other].bytes[1] <== io.number[5...3]
      matrix[io.other[0]][io.index[1...0]] <== io.number[2...0]
    }
    io.read <== numbers[io.index]
    io.sum <== numbers[io.index] + numbers[io.other]
    io.flags <== vector
    io.whole <== bytes
    io.part <== bytes.parts(of: 3)[io.other]
    io.chosen <== samples[io.other]
    io.level <== samples[io.index].level
    io.kind <== samples[io.index].kind
    io.inner <== samples[io.other].bytes[io.index[0]]
    io.mixed <== [io.number, io.index, constant(-1)][io.other[1...0]].extended(to: 7)
    io.matrix <== matrix[io.other[0]][io.index[1...0]]
    for driven in io.driven { driven <== -3 }
    io.driven[io.other[1...0]] <== io.number
  }
}
