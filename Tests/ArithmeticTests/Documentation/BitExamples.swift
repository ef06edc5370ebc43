import Arithmetic
import Bitloom

// The examples of the documentation of what counts, finds and rotates bits.

struct CountExample: Module {
  enum Function: Hashable { case ones, leading, trailing }
  var function: Function

  struct IO: Interface {
    @Input var value: Signal = .unsigned(8)
    @Output var count: Signal = .unsigned(4)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    switch function {
    case .ones:
      io.count <== io.value.populationCount()
    case .leading:
      io.count <== io.value.leadingZeroCount
    case .trailing:
      io.count <== io.value.trailingZeroCount
    }
  }
}

struct OneExample: Module {
  var isLowest: Bool

  struct IO: Interface {
    @Input var requests: Signal = .unsigned(8)
    @Output var grant: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    if isLowest {
      io.grant <== io.requests.lowestOne
    } else {
      io.grant <== io.requests.highestOne
    }
  }
}

struct RotationExample: Module {
  var isLeft: Bool

  struct IO: Interface {
    @Input var value: Signal = .unsigned(8)
    @Input var amount: Signal = .unsigned(3)
    @Output var rotated: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    if isLeft {
      io.rotated <== io.value.rotatedLeft(by: io.amount)
    } else {
      io.rotated <== io.value.rotatedRight(by: io.amount)
    }
  }
}
