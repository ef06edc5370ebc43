import Bitloom
import Components
import Testbench

/// A sender and a receiver of random beats that keep to the protocol, for a module with one stream in and one out.
struct StreamStimulus {
  private let input: [Port]
  private let inputValid: Port
  private let inputReady: Port
  private let outputReady: Port
  private var random: SeededGenerator
  private var isOffering = false
  private(set) var beat: [Bits] = []
  /// How likely a beat is offered and one taken. They change all the time, so that buffers run full and empty.
  private var offerProbability = 1.0
  private var takeProbability = 1.0

  init<M: Module, Payload: Bundle>(
    input: PortGroup<M, Stream<Payload>>, output: PortGroup<M, Stream<Payload>>, seed: UInt64
  ) {
    self.input = input.payload.allPorts
    inputValid = input.port(\.valid)
    inputReady = input.port(\.ready)
    outputReady = output.port(\.ready)
    random = SeededGenerator(seed: seed)
  }

  /// Sets the inputs of a cycle.
  mutating func drive() {
    if random.chance(0.02) {
      offerProbability = [0, 0.1, 0.5, 0.9, 1].randomElement(using: &random) ?? 1
      takeProbability = [0, 0.1, 0.5, 0.9, 1].randomElement(using: &random) ?? 1
    }
    if !isOffering, random.chance(offerProbability) {
      isOffering = true
      beat = input.map { Bits.random(width: $0.type.width, using: &random) }
      for (port, bits) in zip(input, beat) { port.set(bits) }
    }
    inputValid.value = isOffering ? 1 : 0
    outputReady.value = random.chance(takeProbability) ? 1 : 0
  }

  /// Whether the offered beat is taken in this cycle; to be asked right before the active edge.
  mutating func isTaken() -> Bool {
    guard isOffering, inputReady.value == 1 else { return false }
    isOffering = false
    return true
  }

  /// Takes back what is offered, as a reset does.
  mutating func reset() {
    isOffering = false
    inputValid.value = 0
  }

  mutating func resetsNow(probability: Double) -> Bool { random.chance(probability) }
}
