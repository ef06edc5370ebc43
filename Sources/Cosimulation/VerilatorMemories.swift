import Foundation
import RTL
import Simulation

extension VerilatorWrapper {
  /// The function that finds memories, in models that keep some open.
  var memoryFunctions: [String] {
    if model.openMemories.isEmpty { return [] }
    return [
      """
      BITLOOM_EXPORT void* bitloom_memory(Simulation* simulation, const char* scope, const char* name) {
          const VerilatedScope* const found = simulation->context.scopeFind(scope);
          const VerilatedVar* const memory = found ? found->varFind(name) : nullptr;
          return memory ? memory->datap() : nullptr;
      }
      """
    ]
  }
}

extension CosimulationModel {
  static let openingFileName = "open_memories.vlt"

  /// What keeps Verilator from taking the open memories apart: its configuration file; nil when none is open.
  var openingFile: String? {
    if openMemories.isEmpty { return nil }
    var lines = ["`verilator_config"]
    for name in Set(openMemories.compactMap(\.names.last)).sorted() {
      lines.append("public_flat_rw -module \"*\" -var \"\(name)\"")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// An open memory in the memory of a verilated model.
struct VerilatorMemory {
  private let start: UnsafeMutableRawPointer
  private let size: Int
  private let word: PortDefinition

  /// Nil when the model has no such memory.
  init?(_ shape: MemoryShape, top: String, _ library: VerilatorLibrary, _ simulation: VerilatorLibrary.Simulation) {
    // The model is made with the name `TOP`.
    let scope = (["TOP", top] + shape.names.dropLast()).joined(separator: ".")
    guard let name = shape.names.last, let find = library.memory, let start = find(simulation, scope, name) else {
      return nil
    }
    self.start = start
    size = VerilatorPort.byteCount(width: shape.type.width)
    word = PortDefinition(name: name, path: name, direction: .input, type: shape.type)
  }

  subscript(number: Int) -> Bits {
    get { port(number).read() }
    nonmutating set { port(number).write(newValue) }
  }

  private func port(_ number: Int) -> VerilatorPort {
    VerilatorPort(address: start + number * size, definition: word)
  }
}
