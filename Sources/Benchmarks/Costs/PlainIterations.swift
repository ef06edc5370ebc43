import Arithmetic
import Bitloom
import Components

/// The restoring divider of textbooks: remainder and quotient in one register that is shifted.
struct PlainDivider: Module {
  var type: SignalType

  typealias IO = Divider.IO
  var ports: IO { Divider(type).ports }

  func build(_ io: IO) {
    let width = type.width
    let pair = register("pair", .unsigned(2 * width))
    let divisor = register("divisor", .unsigned(width))
    let signs = register("signs", .unsigned(2))
    let isByZero = register("is_by_zero", .bit)
    let count = register("count", .unsigned(below: width + 1), reset: 0)
    let isDone = register("is_done", .bit, reset: 0)
    let isIdle = count == 0 && !isDone
    let (a, b) = (io.operands.payload.dividend, io.operands.payload.divisor)
    io.operands.ready <== isIdle
    io.results.valid <== isDone

    let upper = pair[(2 * width - 1)...(width - 1)]
    let isLarge = upper >= divisor
    let rest = mux(isLarge, upper &- divisor.extended(to: width + 1), upper)
    when(io.operands.fires) {
      pair <== magnitude(a).extended(to: 2 * width)
      divisor <== magnitude(b)
      isByZero <== (b == 0)
      if type.isSigned { signs <== cat(a[width - 1], (a[width - 1] ^ b[width - 1]) && b != 0) } else { signs <== 0 }
      count <== width
    }.elseWhen(count != 0) {
      pair <== cat(rest[(width - 1)...0], pair[(width - 2)...0], isLarge)
      count <== count &- 1
      isDone <== (count == 1)
    }.elseWhen(io.results.fires) {
      isDone <== 0
    }
    io.results.payload.quotient <== number(pair[(width - 1)...0], isNegative: signs[0])
    io.results.payload.remainder <== number(pair[(2 * width - 1)...width], isNegative: signs[1])
    io.results.payload.isByZero <== isByZero
  }

  private func magnitude(_ value: Signal) -> Signal {
    type.isSigned ? mux(value < 0, (-value).truncated(to: type.width), value).asUnsigned : value
  }

  private func number(_ value: Signal, isNegative: Signal) -> Signal {
    type.isSigned ? mux(isNegative, (~value &+ 1), value).asSigned : value
  }
}

/// The square root of textbooks: digit by digit, with the remainder and the radicand in one register.
struct PlainSquareRoot: Module {
  var width: Int

  typealias IO = SquareRoot.IO
  var ports: IO { SquareRoot(width: width).ports }

  func build(_ io: IO) {
    let steps = (width + 1) / 2
    let remainder = register("remainder", .unsigned(steps + 2))
    let radicand = register("radicand", .unsigned(2 * steps))
    let root = register("root", .unsigned(steps))
    let count = register("count", .unsigned(below: steps + 1), reset: 0)
    let isDone = register("is_done", .bit, reset: 0)
    io.radicand.ready <== (count == 0 && !isDone)
    io.results.valid <== isDone
    let next = cat(remainder[(steps - 1)...0], radicand[(2 * steps - 1)...(2 * steps - 2)])
    let trial = cat(root, constant(1, .unsigned(2)))
    let isLarge = next >= trial
    when(io.radicand.fires) {
      radicand <== io.radicand.payload
      remainder <== 0
      root <== 0
      count <== steps
    }.elseWhen(count != 0) {
      remainder <== mux(isLarge, next &- trial, next)
      radicand <== (radicand &<< 2)
      root <== cat(root[(steps - 2)...0], isLarge)
      count <== count &- 1
      isDone <== (count == 1)
    }.elseWhen(io.results.fires) {
      isDone <== 0
    }
    io.results.payload.root <== root
    io.results.payload.remainder <== remainder[steps...0]
  }
}
