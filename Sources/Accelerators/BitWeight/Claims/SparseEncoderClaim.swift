import Arithmetic
import Bitloom

/// A sparse encoder gives each digit of a group that is not 0 once, in order, and 0 when there is none; and takes the next
/// group with the last of them.
struct SparseEncoderClaim: Module {
  var group: Int

  struct IO: Interface {
    var encoder: SparseEncoder.IO
  }

  private var encoder: SparseEncoder { SparseEncoder(group: group) }
  var ports: IO { IO(encoder: encoder.ports) }

  func build(_ io: IO) {
    encoder.build(io.encoder)
    let stream = io.encoder.group
    let given = stream.payload
    assume(given.isNonzero == cat(given.digits.reversed().map { $0.isOne | $0.isTwo }), "digits are marked")

    // The group that is on, and which of its digits are still to come.
    let digits = register("digits", DigitSelectShape(), count: group)
    let rest = register("still_to_come", .unsigned(group), reset: 0)
    let begins = register("begins", .bit, reset: 0)
    let ends = register("ends", .bit, reset: 0)
    let chosen = (rest.lowestOne).named("lowest")
    let isLast = ((rest & ~chosen) == 0).named("is_last_digit")
    assert(stream.ready == isLast, "a group is taken with the last digit of the one before")
    rest <== rest & ~chosen
    begins <== 0
    when(stream.ready) {
      ends <== (stream.valid & given.last)
      when(stream.valid) {
        rest <== given.isNonzero
        begins <== given.first
        for (index, digit) in given.digits.enumerated() { digits[index] <== digit }
      }
    }
    when(rest != 0) { assert((chosen >> io.encoder.position)[0] == 1, "the position of the digit") }
    checkDigit(io, digits, chosen, begins: begins, ends: ends & isLast)
  }

  /// What goes out one cycle after the position.
  private func checkDigit(_ io: IO, _ digits: [DigitSelect], _ chosen: Signal, begins: Signal, ends: Signal) {
    func expected(_ name: String, _ path: KeyPath<DigitSelect, Signal>) -> Signal {
      let bits = cat(digits.reversed().map { $0[keyPath: path] })
      return (bits & chosen).orReduced.registered(name, reset: 0)
    }
    assert(io.encoder.digit.isOne == expected("one", \.isOne), "1 or -1")
    assert(io.encoder.digit.isTwo == expected("two", \.isTwo), "2 or -2")
    assert(io.encoder.digit.isNegative == expected("negative", \.isNegative), "the sign")
    if let load = io.encoder.load { assert(load == begins.registered("loads", reset: 0), "a pass begins") }
    if let done = io.encoder.done {
      let added = ends.registered("adding_last", reset: 0)
      assert(done == added.registered("added_last", reset: 0), "a pass has ended")
    }
  }
}
