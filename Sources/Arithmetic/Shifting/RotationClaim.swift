import Bitloom

/// A rotation is two shifts.
struct RotationClaim: Module {
  var width: Int
  var amountWidth: Int

  struct IO: Interface {
    @Input var value: Signal
    @Input var amount: Signal
  }

  var ports: IO { IO(value: .unsigned(width), amount: .unsigned(amountWidth)) }

  func build(_ io: IO) {
    let places = (io.amount % width).extended(to: amountWidth)
    let rest = (width - places).truncated(to: max(amountWidth, SignalType.unsigned(below: width + 1).width)).asUnsigned
    let left = (io.value &<< places) | (io.value >> rest)
    let right = (io.value >> places) | (io.value &<< rest)
    assert(io.value.rotatedLeft(by: io.amount) == left, "to the left")
    assert(io.value.rotatedRight(by: io.amount) == right, "to the right")
  }
}
