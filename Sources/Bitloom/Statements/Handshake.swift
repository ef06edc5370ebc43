import Checks
import RTL

/// Has the design refused when `valid` or the payload follows `ready` without a register between (C002).
///
/// - Parameter name: What the diagnostic calls the stream.
package func requireIndependence(
  of valid: Signal, _ payload: some Bundle, from ready: Signal, _ name: String, fileID: String, line: Int, column: Int
) {
  guard let builder = BuilderContext.builder else { return }
  let place = Place(file: fileID, line: line, column: column)
  let signals = [valid, ready] + LeafVisitor.leaves(of: payload).map(\.signal)
  guard signals.allSatisfy({ builder.accepts($0, at: place) }) else { return }
  builder.handshakes.append(
    StatedHandshake(
      name: name, valid: valid.expression, payload: signals.dropFirst(2).map(\.expression), ready: ready.expression,
      place: place))
}

/// Finds what is wrong with the sender of a stream at the ports of the top module of a checked design; the place is that of the
/// source.
package func senderBreach(of handshake: Handshake, in search: HandshakeSearch) -> Diagnostic? {
  search.breach(of: handshake).map { PlaceResolver.resolve([$0])[0] }
}

/// A stream of the module that is being built, whose sender has to keep to the protocol.
struct StatedHandshake {
  var name: String
  var valid: ExpressionID
  var payload: [ExpressionID]
  var ready: ExpressionID
  var place: Place

  func handshake(in module: ModuleID) -> Handshake {
    Handshake(
      module: module, name: name, valid: .expression(valid), payload: payload.map { .expression($0) },
      ready: .expression(ready), place: place)
  }
}
