import RTL
import Testing

@testable import RandomCircuits
@testable import Simulation

/// What the native engine leaves out because nothing has changed must not be missed: random circuits with inputs that rest now
/// and then, in blocks of all sizes, against the same circuit of which everything is computed in every cycle.
@Suite struct ChangeTrackingTests {
  private static func options(group: Int) -> NativeSimulator.Options {
    var options = NativeSimulator.Options()
    options.sizes.group = group
    options.sizes.smallestAverage = 0
    return options
  }

  /// A kernel that ends the process where the C standard does not say what happens.
  private static let trapping: Kernel = {
    var build = OptimisedKernel()
    build.flags += ["-fsanitize=undefined", "-fsanitize-trap=all"]
    build.flags.removeAll { $0 == "-O3" }
    return (try? build.load()) ?? .linked
  }()

  /// Everything in every cycle, then blocks of some sizes, and the kernel that every platform has.
  private static func simulators(_ design: Design) throws -> [(name: String, simulator: NativeSimulator)] {
    var untracked = NativeSimulator.Options()
    untracked.tracksChanges = false
    var linked = options(group: 5)
    linked.kernel = .linked
    var trapping = options(group: 9)
    trapping.kernel = Self.trapping
    let tracked = try [1, 16, 64].map {
      ("groups of \($0)", try NativeSimulator(design, options: options(group: $0)))
    }
    return [
      ("untracked", try NativeSimulator(design, options: untracked)),
      ("linked kernel", try NativeSimulator(design, options: linked)),
      ("trapping kernel", try NativeSimulator(design, options: trapping)),
      ("default", try NativeSimulator(design)),
    ] + tracked
  }

  @Test(arguments: 1...40) func nothingThatChangedIsLeftOut(seed: Int) throws {
    let generator = CircuitGenerator(options: GeneratorOptions(operators: 60, cycles: 1))
    let plan = try CircuitPlan(generator.circuit(seed: UInt64(seed)))
    let design = try BuiltCircuit(plan).design
    let simulators = try Self.simulators(design)
    let clockCount = design.top.clockPorts.count
    let resetCount = design.top.resetPorts.count
    let ports = design.top.ports
    let inputs = ports.indices.filter { ports[$0].direction == .input }
    let outputs = ports.indices.filter { ports[$0].direction == .output }
    var random = RandomSource(seed: UInt64(seed) &+ 0xC4A6)
    for cycle in 0..<120 {
      // Most of the time most of the inputs rest.
      for port in inputs where random.next() % 8 == 0 {
        let width = ports[port].type.width
        let words = (0..<(width + 63) / 64).map { _ in random.next() % 3 == 0 ? random.next() : random.next() % 4 }
        for (_, simulator) in simulators { simulator.write(port, Bits(words: words, width: width)) }
      }
      for reset in 0..<resetCount where random.next() % 24 == 0 {
        let isActive = random.next() % 2 == 0
        for (_, simulator) in simulators { simulator.setReset(isActive, resets: PortSet(reset)) }
      }
      // Reading in between must not change anything, and not reading neither.
      if random.next() % 3 == 0 {
        for port in outputs {
          let values = simulators.map { $0.simulator.read(port).value }
          for index in simulators.indices where values[index] != values[0] {
            Issue.record("\(ports[port].name) in cycle \(cycle), \(simulators[index].name), seed \(seed)")
            return
          }
        }
      }
      let clocks = random.next() % 4 == 0 ? PortSet(rawValue: random.next() % (1 << UInt64(clockCount))) : .all
      let count = random.next() % 5 == 0 ? Int(random.next() % 6) : 1
      for (_, simulator) in simulators { simulator.step(count, clocks: clocks) }
      let events = simulators.map { $0.simulator.takeEvents(waits: true) }
      for index in simulators.indices where events[index] != events[0] {
        Issue.record("checks in cycle \(cycle), \(simulators[index].name), seed \(seed)")
        return
      }
    }
    // All signals within, of a machine that goes on with another program.
    for path in simulators[0].simulator.signalPaths {
      let values = simulators.map { $0.simulator.read(path: path) }
      for index in simulators.indices where values[index] != values[0] {
        Issue.record("\(path), \(simulators[index].name), seed \(seed)")
        return
      }
    }
  }
}
