import Arithmetic
import Bitloom

// The examples of the documentation of functions and of what is no module, each in a design.

struct PrefixSumExample: Module {
  struct IO: Interface {
    @Input var a: Signal = .unsigned(16)
    @Input var b: Signal = .unsigned(16)
    @Input var carry: Signal = .bit
    @Output var sum: Signal = .unsigned(17)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    io.sum <== prefixSum(io.a, io.b, carryIn: io.carry, network: .brentKung)
  }
}

struct BitHeapExample: Module {
  struct IO: Interface {
    @Input var a: Signal = .signed(16)
    @Input var b: Signal = .signed(16)
    @Input var c: Signal = .signed(16)
    @Output var sum: Signal = .unsigned(20)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    var heap = BitHeap("dot", width: 20)
    heap.add(io.a)  // by its own sign
    heap.add(io.b, shiftedBy: 4)
    heap.subtract(io.c)
    heap.add(constant: -5)
    io.sum <== heap.sum()
  }
}

struct CompressedExample: Module {
  struct IO: Interface {
    @Input var samples: [Signal]
    @Output var total: Signal = .unsigned(19)
  }
  var ports: IO { IO(samples: .unsigned(16, count: 5)) }

  func build(_ io: IO) {
    let sums = register("sums", .unsigned(19))
    let carries = register("carries", .unsigned(19))
    var heap = BitHeap("samples", width: 19)
    for sample in io.samples { heap.add(sample) }
    let partial = heap.compressed()
    sums <== partial.sum
    carries <== partial.carry
    io.total <== sums &+ carries
  }
}

struct CarrySaveExample: Module {
  struct IO: Interface {
    @Input var a: Signal = .unsigned(16)
    @Input var b: Signal = .unsigned(16)
    @Input var c: Signal = .unsigned(16)
    @Output var total: Signal = .unsigned(17)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let partial = CarrySave(io.a, io.b, io.c, width: 16)
    io.total <== partial.sum + partial.carry
  }
}

struct BoothExample: Module {
  struct IO: Interface {
    @Input var a: Signal = .signed(8)
    @Output var ones: Signal = .unsigned(4)
    @Output var twos: Signal = .unsigned(4)
    @Output var signs: Signal = .unsigned(4)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let digits = BoothDigit.digits(of: io.a)
    io.ones <== cat(digits.map(\.isOne).reversed())
    io.twos <== cat(digits.map(\.isTwo).reversed())
    io.signs <== cat(digits.map(\.isNegative).reversed())
  }
}

struct ENTExample: Module {
  struct IO: Interface {
    @Input var a: Signal = .signed(8)
    @Output var isNegative: Signal = .bit
    @Output var codes: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let digits = ENTDigits(of: io.a)
    io.isNegative <== digits.isNegative
    io.codes <== cat(digits.codes.reversed())
  }
}

struct NonAdjacentExample: Module {
  struct IO: Interface {
    @Input var a: Signal = .signed(8)
    @Output var added: Signal = .unsigned(8)
    @Output var subtracted: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let form = NonAdjacentForm(of: io.a)
    io.added <== form.positive
    io.subtracted <== form.negative
  }
}

struct ConstantProductExample: Module {
  struct IO: Interface {
    @Input var a: Signal = .unsigned(8)
    @Output var product: Signal = .unsigned(16)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    var heap = BitHeap("scaled", width: 16)
    heap.addProduct(io.a, by: 201)
    io.product <== heap.sum()
  }
}

struct ProductsExample: Module {
  struct IO: Interface {
    @Input var a: Signal = .signed(8)
    @Input var b: Signal = .signed(8)
    @Input var c: Signal = .signed(8)
    @Input var d: Signal = .signed(8)
    @Output var product: Signal = .signed(17)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    var heap = BitHeap("complex", width: 17)
    heap.addProduct(io.a, io.b)
    heap.addProduct(io.c, io.d)
    io.product <== heap.sum().asSigned
  }
}
