import Bitloom

/// A register slice that cuts every combinational path of a stream: `payload`, `valid` and `ready` all come from registers.
///
/// Latency 1 cycle, one beat a cycle. Registers: two payloads and two bits. Reset: empty.
/// ```
/// input.valid   ▔▔▔▔▔▔▔▔▔▔▔▔▁▁▁▁
/// input.payload  A   B   C
/// output.valid  ▁▁▁▁▔▔▔▔▔▔▔▔▔▔▔▔
/// output.payload     A   B   C
/// ```
public struct StreamRegisterSlice<S: Shape>: Module {
  public var payload: S

  public init(payload: S) {
    self.payload = payload
  }

  public struct IO: Interface {
    @Flipped public var input: Stream<S.Value>
    public var output: Stream<S.Value>
  }

  public var ports: IO { IO(input: Stream(of: payload), output: Stream(of: payload)) }
  public var summary: String { "Register slice of a stream: no combinational path from one side to the other." }

  public func build(_ io: IO) {
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
}
