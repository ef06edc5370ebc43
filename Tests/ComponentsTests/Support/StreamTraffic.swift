import Bitloom
import Components
import Testbench

/// Random traffic on any number of streams: senders and receivers that keep to the protocol, each with pauses of its own.
final class StreamTraffic<M: Module> {
  private let dut: Testbench<M>
  private var senders: [Sender] = []
  private var receivers: [Receiver] = []
  private var random: SeededGenerator
  private let resetProbability: Double

  /// Before a cycle is driven, for inputs that are no stream.
  var onCycle: (inout SeededGenerator) -> Void = { _ in }
  var onReset: () -> Void = {}
  /// A sender raises `valid` with this beat.
  var onOffer: (_ sender: Int, _ beat: [Int]) throws -> Void = { _, _ in }
  /// The beat of a sender is taken.
  var onTake: (_ sender: Int, _ beat: [Int]) throws -> Void = { _, _ in }
  /// A receiver gets a beat. Called after `onOffer` and `onTake` of the cycle.
  var onGive: (_ receiver: Int, _ beat: [Int]) throws -> Void = { _, _ in }

  init(_ dut: Testbench<M>, seed: UInt64, resetProbability: Double = 0.002) {
    self.dut = dut
    self.resetProbability = resetProbability
    random = SeededGenerator(seed: seed)
  }

  /// - Parameter making: What the next beat carries, in the order of the payload's fields; random numbers by default.
  func send<Payload: Bundle>(
    to stream: PortGroup<M, Stream<Payload>>, making: ((inout SeededGenerator) -> [Int])? = nil
  ) {
    dut.checkProtocol(of: stream)
    senders.append(
      Sender(
        valid: stream.port(\.valid), ready: stream.port(\.ready), payload: stream.payload.allPorts, making: making))
  }

  func receive<Payload: Bundle>(from stream: PortGroup<M, Stream<Payload>>) {
    dut.checkProtocol(of: stream)
    receivers.append(
      Receiver(valid: stream.port(\.valid), ready: stream.port(\.ready), payload: stream.payload.allPorts))
  }

  /// Runs for some cycles, and then without new beats and with willing receivers until everything has come out.
  func run(cycles: Int, draining: Int = 64) throws {
    for cycle in 0..<cycles + draining {
      let drains = cycle >= cycles
      if !drains, random.chance(resetProbability) {
        for index in senders.indices { senders[index].reset() }
        onReset()
        dut.reset()
      }
      onCycle(&random)
      for index in senders.indices {
        if senders[index].drive(&random, drains: drains) { try onOffer(index, senders[index].beat) }
      }
      for index in receivers.indices { receivers[index].drive(&random, drains: drains) }
      for index in senders.indices where senders[index].take() { try onTake(index, senders[index].beat) }
      for index in receivers.indices {
        if let beat = receivers[index].beat { try onGive(index, beat) }
      }
      dut.step()
    }
  }
}

private struct Sender {
  let valid: Port
  let ready: Port
  let payload: [Port]
  let making: ((inout SeededGenerator) -> [Int])?
  private(set) var beat: [Int] = []
  private var isOffering = false
  private var probability = 1.0

  init(valid: Port, ready: Port, payload: [Port], making: ((inout SeededGenerator) -> [Int])?) {
    self.valid = valid
    self.ready = ready
    self.payload = payload
    self.making = making
  }

  /// Sets the inputs of a cycle; whether it offers a new beat.
  mutating func drive(_ random: inout SeededGenerator, drains: Bool) -> Bool {
    if random.chance(0.02) { probability = [0, 0.1, 0.5, 0.9, 1].randomElement(using: &random) ?? 1 }
    defer { valid.value = isOffering ? 1 : 0 }
    guard !isOffering, !drains, random.chance(probability) else { return false }
    isOffering = true
    if let numbers = making?(&random) {
      for (port, number) in zip(payload, numbers) { port.value = number }
    } else {
      for port in payload { port.set(Bits.random(width: port.type.width, using: &random)) }
    }
    beat = payload.map(\.value)
    return true
  }

  mutating func take() -> Bool {
    guard isOffering, ready.value == 1 else { return false }
    isOffering = false
    return true
  }

  mutating func reset() {
    isOffering = false
    valid.value = 0
  }
}

private struct Receiver {
  let valid: Port
  let ready: Port
  let payload: [Port]
  private var probability = 1.0

  init(valid: Port, ready: Port, payload: [Port]) {
    self.valid = valid
    self.ready = ready
    self.payload = payload
  }

  mutating func drive(_ random: inout SeededGenerator, drains: Bool) {
    if random.chance(0.02) { probability = [0, 0.1, 0.5, 0.9, 1].randomElement(using: &random) ?? 1 }
    ready.value = drains || random.chance(probability) ? 1 : 0
  }

  /// What it gets in this cycle.
  var beat: [Int]? { ready.value == 1 && valid.value == 1 ? payload.map(\.value) : nil }
}

/// The beats that are still to come out, in their order.
struct ExpectedBeats {
  private(set) var waiting: [[Int]] = []
  private(set) var count = 0

  mutating func append(_ beat: [Int]) { waiting.append(beat) }
  mutating func removeAll() { waiting = [] }

  /// Compares a beat with the oldest one that waits.
  mutating func receive(_ beat: [Int], _ place: @autoclosure () -> String) throws {
    guard !waiting.isEmpty else { throw GoldenDifference(description: "\(place()): a beat from nowhere, \(beat)") }
    try require(beat, waiting.removeFirst(), place())
    count += 1
  }
}
