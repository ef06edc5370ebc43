import Bitloom
import Components

/// Watches a stream, whoever drives it, and tells each beat that is taken.
final class TransferObserver: CycleObserver {
  private let valid: Port
  private let ready: Port
  private let payload: [Port]
  private let action: ([Int]) -> Void

  init(valid: Port, ready: Port, payload: [Port], action: @escaping ([Int]) -> Void) {
    self.valid = valid
    self.ready = ready
    self.payload = payload
    self.action = action
  }

  func observe(cycle: Int, isReset: Bool) {
    guard !isReset, valid.value == 1, ready.value == 1 else { return }
    action(payload.map(\.value))
  }
}

extension Testbench {
  /// Calls `action` with each beat that is taken on a stream of the design from now on: the numbers of the payload in their
  /// declared order. It looks on alone: drivers and monitors, or the test itself, drive the stream.
  public func onTransfer<Payload: Bundle>(
    of stream: PortGroup<M, Stream<Payload>>, _ action: @escaping ([Int]) -> Void
  ) {
    observers.append(
      TransferObserver(
        valid: stream.port(\.valid), ready: stream.port(\.ready), payload: stream.payload.allPorts, action: action))
  }
}
