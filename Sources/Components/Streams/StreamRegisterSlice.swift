import Bitloom

/// Which paths through a register slice are cut.
public enum RegisterSliceKind: Hashable, Sendable, CaseIterable {
  /// All of them: two payloads and two bits.
  case full
  /// `valid` and the payload come from registers, `ready` passes: one payload and one bit.
  case forward
  /// `ready` comes from a register, `valid` and the payload pass: one payload and one bit.
  case backward
}

/// A register slice, which cuts the combinational paths of a stream: by default all of them, so that `payload`, `valid` and
/// `ready` come from registers.
///
/// One beat a cycle. Reset: empty.
///
/// | kind | latency | registers | path that stays |
/// |---|---|---|---|
/// | `full` | 1 | two payloads and two bits | |
/// | `forward` | 1 | a payload and a bit | `ready` from output to input |
/// | `backward` | 0 | a payload and a bit | `valid` and the payload from input to output |
///
/// The registers are those of the AXI register slices of the same names.
/// Resources of `StreamRegisterSlice(payload: .unsigned(8))`: 13 LUT4, 18 FF of an iCE40 (Yosys 0.23).
/// Full:
/// ```
/// cycle           0   1   2   3   4   5
/// input.payload   ┃ 1 ┃ 2 ┃ 3         ┃ 0 ┃
/// input.valid     ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁
/// input.ready     ▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔
/// output.payload  ┃ 0 ┃ 1         ┃ 2 ┃ 3 ┃
/// output.valid    ▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// output.ready    ▔▔▔▔╲▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔
/// ```
/// Backward, where a beat that meets a receiver that is not ready goes to the spare register:
/// ```
/// input.payload   A   B   C
/// input.ready   ▔▔▔▔▔▔▔▔▁▁▁▁▔▔▔▔
/// output.ready  ▔▔▔▔▁▁▁▁▔▔▔▔▔▔▔▔
/// output.payload  A   B   B   C
/// ```
/// ```swift
/// let slice = Instance("slice", StreamRegisterSlice(payload: .unsigned(8), kind: .forward))
/// slice.input <== io.input
/// io.output <== slice.output
/// ```
public struct StreamRegisterSlice<S: Shape>: Module {
  public var payload: S
  public var kind: RegisterSliceKind

  public init(payload: S, kind: RegisterSliceKind = .full) {
    self.payload = payload
    self.kind = kind
  }

  public struct IO: Interface {
    @Flipped public var input: Stream<S.Value>
    public var output: Stream<S.Value>
  }

  public var ports: IO { IO(input: Stream(of: payload), output: Stream(of: payload)) }
  public var summary: String {
    switch kind {
    case .full: "Register slice of a stream: no combinational path from one side to the other."
    case .forward: "Register slice of a stream: no combinational path from input to output."
    case .backward: "Register slice of a stream: no combinational path from output to input."
    }
  }

  public func build(_ io: IO) {
    switch kind {
    case .full: buildFull(io)
    case .forward: buildForward(io)
    case .backward: buildBackward(io)
    }
  }

  private func buildFull(_ io: IO) {
    // The spare register takes the beat that is on its way while the receiver stops.
    let current = register("current", payload)
    let spare = register("spare", payload)
    let currentValid = register("current_valid", .bit, reset: 0)
    let spareValid = register("spare_valid", .bit, reset: 0)

    io.input.ready <== !spareValid
    io.output.valid <== currentValid
    io.output.payload <== current

    when(io.output.ready || !currentValid) {
      currentValid <== (spareValid || io.input.valid)
      spareValid <== 0
      when(spareValid) {
        current <== spare
      } otherwise: {
        current <== io.input.payload
      }
    }.elseWhen(io.input.fires) {
      spareValid <== 1
    }
    when(io.input.ready) { spare <== io.input.payload }
  }

  private func buildForward(_ io: IO) {
    let current = register("current", payload)
    let currentValid = register("current_valid", .bit, reset: 0)

    io.input.ready <== (io.output.ready || !currentValid)
    io.output.valid <== currentValid
    io.output.payload <== current

    when(io.input.ready) {
      currentValid <== io.input.valid
      current <== io.input.payload
    }
  }

  private func buildBackward(_ io: IO) {
    let spare = register("spare", payload)
    let spareValid = register("spare_valid", .bit, reset: 0)

    io.input.ready <== !spareValid
    io.output.valid <== (spareValid || io.input.valid)
    when(spareValid) {
      io.output.payload <== spare
    } otherwise: {
      io.output.payload <== io.input.payload
    }

    when(io.output.ready) { spareValid <== 0 }
      .elseWhen(io.input.valid) { spareValid <== 1 }
    when(io.input.ready) { spare <== io.input.payload }
  }
}

// The usual kind is not told, in names and headers: only what is chosen.
extension StreamRegisterSlice: CustomReflectable {
  public var customMirror: Mirror {
    let told: KeyValuePairs<String, Any> = kind == .full ? ["payload": payload] : ["payload": payload, "kind": kind]
    return Mirror(self, children: told, displayStyle: .struct)
  }
}
