import Foundation
import RTL
import Simulation
import Testing

@testable import Cosimulation

/// Many simulations at once, of several models and both engines: no one sees anything of another.
///
/// `BITLOOM_PARALLEL_CASES` sets how many; `make parallel` runs 1,000.
@Suite(.needsBoth) struct ParallelTests {
  private static let cases =
    ProcessInfo.processInfo.environment["BITLOOM_PARALLEL_CASES"].flatMap { Int($0) } ?? 60

  @Test func casesDoNotDisturbEachOther() async throws {
    let models: [CosimulationModel] = [.counter(.synchronous), .counter(.asynchronous), .registers, .memory]
    try VerilatorEngine.prepare(models)
    let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<Self.cases {
        // Icarus is a process of its own; one in ten.
        let kind: EngineKind = number % 10 == 9 ? .icarus : .verilator
        group.addTask { try Self.mistakes(kind, models[number % models.count], seed: UInt64(number)) }
      }
      return try await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  /// Runs random cycles and counts the outputs that are not what the model must give.
  private static func mistakes(_ kind: EngineKind, _ model: CosimulationModel, seed: UInt64) throws -> Int {
    let engine = try kind.make(model)
    var random = SplitMix(state: seed)
    var mistakes = 0
    switch model.top {
    case "counter":
      engine.setReset(true)
      engine.step(1)
      engine.setReset(false)
      var count: UInt64 = 5
      for _ in 0..<40 {
        let enable = random.next() & 1
        engine.writeWord(0, enable)
        let cycles = Int(random.next() % 4)
        engine.step(cycles)
        count = (count + enable * UInt64(cycles)) % 256
        if engine.readWord(1) != count { mistakes += 1 }
      }
    case "registers":
      for _ in 0..<10 {
        let values = CosimulationModel.widths.map { randomBits($0, using: &random) }
        for (index, value) in values.enumerated() { engine.write(2 * index, value) }
        engine.step(1)
        for (index, value) in values.enumerated() where engine.read(2 * index + 1).value != ~value { mistakes += 1 }
      }
    default:
      let words = (0..<16).map { _ in randomBits(70, using: &random) }
      let rows = BulkStimulus(
        inputs: [
          .init(port: 0, values: .numbers([Int](repeating: 1, count: 16))),
          .init(port: 1, values: .numbers(Array(0..<16))), .init(port: 2, values: .bits(words)),
        ], outputs: [3])
      guard case .bits(let bits) = engine.run(rows, cycles: 0..<16)[0] else { return 1 }
      for (word, found) in zip(words, bits) where found != LogicBits(word) { mistakes += 1 }
    }
    return mistakes + (engine.failure == nil ? 0 : 1)
  }
}
