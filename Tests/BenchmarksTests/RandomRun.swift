import Bitloom
import Foundation
import RTL
import Simulation
import Testbench

/// The outputs of a module with random inputs. Streams that come in keep to their rules; the payload of one that goes out counts while
/// it is valid.
struct RandomRun {
  private let engine: NativeSimulator
  private var random = SeededGenerator(seed: 81)

  init(_ module: some Module) throws {
    engine = try NativeSimulator(elaborate(module))
  }

  private func numbers(_ direction: PortDefinition.Direction) -> [Int] {
    engine.ports.indices.filter { engine.ports[$0].direction == direction }
  }

  /// The port of the stream to which a port belongs, by name.
  private func companion(of port: Int, _ suffix: String) -> Int? {
    let name = engine.ports[port].name
    let stream = name.components(["_payload", "_valid"])
    return stream.flatMap { prefix in engine.ports.firstIndex { $0.name == prefix + suffix } }
  }

  /// The inputs of streams whose beat waits.
  private var waiting: Set<Int> {
    Set(
      numbers(.input).filter { port in
        guard let valid = companion(of: port, "_valid"), let ready = companion(of: port, "_ready") else { return false }
        return engine.readWord(valid) == 1 && engine.readWord(ready) == 0
      })
  }

  /// For each cycle the values of all outputs; nil for the payload of a stream without a beat.
  mutating func outputs(cycles: Int) -> [[Bits?]] {
    engine.setReset(true)
    engine.step(2)
    engine.setReset(false)
    var result: [[Bits?]] = []
    var kept: Set<Int> = []
    for _ in 0..<cycles {
      for port in numbers(.input) where !kept.contains(port) {
        let value = Bits(words: [random.next(), random.next()], width: max(engine.ports[port].type.width, 65))
        engine.write(port, value.resized(to: engine.ports[port].type.width, signed: false))
      }
      let values = numbers(.output).map { port -> Bits? in
        let valid = engine.ports[port].name.contains("_payload") ? companion(of: port, "_valid") : nil
        return valid.map { engine.readWord($0) == 0 } == true ? nil : engine.read(port).value
      }
      result.append(values)
      kept = waiting
      engine.step(1)
    }
    return result
  }
}

extension String {
  /// What stands before one of these.
  fileprivate func components(_ parts: [String]) -> String? {
    parts.lazy.compactMap { part in self.range(of: part).map { String(self[..<$0.lowerBound]) } }.first
  }
}
