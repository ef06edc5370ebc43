import Bitloom
import Components
import RTL
import Simulation

/// Watches a stream for breaches of its protocol: a beat that is offered stays, unchanged, until it is taken.
final class StreamProtocol: CycleObserver {
  private let access: PortAccess
  private let valid: Port
  private let ready: Port
  private let payload: [Port]
  /// What was offered in the cycle before and not taken.
  private var waiting: [LogicBits]?

  init(_ access: PortAccess, valid: Port, ready: Port, payload: [Port]) {
    self.access = access
    self.valid = valid
    self.ready = ready
    self.payload = payload
  }

  func observe(cycle: Int, isReset: Bool) {
    if isReset {
      waiting = nil
      return
    }
    let isValid = valid.value
    if isValid == .min { access.report("'\(valid.path)' is unknown in cycle \(cycle)") }
    let offered = isValid == 1 ? payload.map(\.bits) : nil
    if let waiting {
      if let offered {
        for (port, (now, before)) in zip(payload, zip(offered, waiting)) where now != before {
          access.report("'\(port.path)' changed in cycle \(cycle) while its beat waited")
        }
      } else {
        access.report("'\(valid.path)' fell in cycle \(cycle) before its beat was taken")
      }
    }
    waiting = ready.value == 1 ? nil : offered
  }
}

extension Testbench {
  /// Watches a stream from now on for breaches of its protocol; `finish()` then throws what was seen.
  ///
  /// A sender must keep `valid` and the payload from raising `valid` until the beat is taken. Both a sender in the design and
  /// one in the test bench can be watched.
  public func checkProtocol<Payload: Bundle>(of stream: PortGroup<M, Stream<Payload>>) {
    observers.append(
      StreamProtocol(
        access, valid: stream.port(\.valid), ready: stream.port(\.ready), payload: stream.payload.allPorts))
  }
}
