import Bitloom

// The rules of a stream as checks in hardware, for simulation and proofs alike. A test bench has `checkProtocol` for the streams at
// its ports.

/// States that the sender of a stream keeps to its rules: `valid` holds until the beat is taken, and the payload does not change
/// while it waits.
///
/// ```swift
/// assertProtocol(of: io.output, "output")
/// ```
/// Makes no hardware: the registers that it remembers a waiting beat in are emitted for simulation and proofs alone. That
/// neither `valid` nor the payload waits for `ready` is looked at when the design is checked (C002): no way may lead from `ready`
/// to them without a register between, within this module and its instances.
///
/// - Parameter name: What the checks call the stream.
public func assertProtocol<Payload: Bundle>(
  of stream: Stream<Payload>, _ name: String, fileID: String = #fileID, line: Int = #line, column: Int = #column
) {
  requireIndependence(
    of: stream.valid, stream.payload, from: stream.ready, name, fileID: fileID, line: line, column: column)
  let (holds, stands) = rules(of: stream, name)
  assert(
    holds, "valid of \(name) fell before its beat was taken", named: "\(name)_valid_holds", fileID: fileID, line: line,
    column: column)
  assert(
    stands, "the payload of \(name) changed while its beat waited", named: "\(name)_payload_stands", fileID: fileID,
    line: line, column: column)
}

/// States that a sender outside keeps to the rules of a stream: proofs take it for granted, simulations check it.
///
/// - Parameter name: What the checks call the stream.
public func assumeProtocol<Payload: Bundle>(
  of stream: Stream<Payload>, _ name: String, fileID: String = #fileID, line: Int = #line, column: Int = #column
) {
  let (holds, stands) = rules(of: stream, name)
  assume(
    holds, "valid of \(name) fell before its beat was taken", named: "\(name)_valid_holds", fileID: fileID, line: line,
    column: column)
  assume(
    stands, "the payload of \(name) changed while its beat waited", named: "\(name)_payload_stands", fileID: fileID,
    line: line, column: column)
}

private func rules<Payload: Bundle>(of stream: Stream<Payload>, _ name: String) -> (holds: Signal, stands: Signal) {
  let waits = register("\(name)_waits", .bit, reset: 0)
  waits <== (stream.valid && !stream.ready)
  let payload = bits(of: stream.payload)
  let waiting = register("\(name)_waiting_payload", .unsigned(payload.width))
  waiting <== payload
  return (!waits || stream.valid, !waits || !stream.valid || payload == waiting)
}
