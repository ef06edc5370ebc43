import Bitloom
import Components

/// A counter in a domain whose reset is made here, of an external reset, a button and a register of the system.
struct MadeResetBank: Module {
  var kind: ClockDomain.Reset.Kind
  var polarity: ClockDomain.Reset.Polarity

  struct IO: Interface {
    @Input var button: Signal = .bit
    @Input var request: Signal = .bit
    /// In the domain with a reset from outside.
    @Output var outer: Signal = .unsigned(8)
    /// In the domain with a reset of its own, here and in an instance.
    @Output var inner: Signal = .unsigned(8)
    @Output var nested: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  var inner: ClockDomain { ClockDomain(reset: .init(name: "inner_rst", kind: kind, polarity: polarity)) }

  func build(_ io: IO) {
    let requested = register("requested", .bit, reset: 0)
    requested <== io.request
    let clean = clocked(by: inner) { Instance("synchroniser", ResetSynchroniser(polarity: polarity)) }
    let isHigh = polarity == .activeHigh
    clean.asynchronous <== (isHigh ? io.button || requested : !(io.button || requested))
    driveReset(of: inner, with: clean.synchronised)
    let outer = register("outer_count", .unsigned(8), reset: 1)
    outer <== outer &+ 1
    io.outer <== outer
    clocked(by: inner) {
      let count = register("inner_count", .unsigned(8), reset: 5)
      count <== count &+ 1
      io.inner <== count
      io.nested <== Instance("counter", StepCounter()).count
    }
  }

  /// All kinds and polarities of a reset.
  static let forms: [(ClockDomain.Reset.Kind, ClockDomain.Reset.Polarity)] = [
    (.synchronous, .activeHigh), (.synchronous, .activeLow), (.asynchronous, .activeHigh), (.asynchronous, .activeLow),
  ]
}
