import Bitloom
import Checks
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
  /// one in the test bench can be watched. That a sender in the design does not wait for `ready` to raise `valid`, or to choose the
  /// payload, is looked at at once, in the design: a test in which the receiver is ready first would not show it.
  public func checkProtocol<Payload: Bundle>(
    of stream: PortGroup<M, Stream<Payload>>, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) {
    let (valid, ready) = (stream.port(\.valid), stream.port(\.ready))
    let payload = stream.payload.allPorts
    let place = Place(file: fileID, line: line, column: column)
    if let breach = breach(valid, ready, payload, at: place) { access.report(breach.description) }
    observers.append(StreamProtocol(access, valid: valid, ready: ready, payload: payload))
  }

  /// What is wrong with the sender of a stream, if that is the design.
  private func breach(_ valid: Port, _ ready: Port, _ payload: [Port], at place: Place) -> Diagnostic? {
    guard let (first, last) = valid.index.flatMap({ valid in ready.index.map { (valid, $0) } }),
      access.ports[first].direction == .output
    else { return nil }
    let name = valid.path.split(separator: ".").dropLast().joined(separator: ".")
    let search = handshakeSearch ?? HandshakeSearch(design)
    handshakeSearch = search
    let handshake = Handshake(
      module: Design.topID, name: name.isEmpty ? design.top.name : name, valid: .signal(SignalID(first)),
      payload: payload.compactMap(\.index).map { .signal(SignalID($0)) }, ready: .signal(SignalID(last)), place: place)
    return senderBreach(of: handshake, in: search)
  }
}
